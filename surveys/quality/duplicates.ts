import { type Answers, isContactAnswer, isPairAnswer } from '../answers.ts';
import type { Definition } from '../definition.ts';
import type { Grade } from './grade.ts';

export interface Duplicate {
  readonly kind: 'duplicate';
  readonly grade: Grade;
  /** How many other responses of the wave say the very same. */
  readonly sameAnswers: number;
  /** Whether that includes words the customers wrote. */
  readonly withWords: boolean;
  /** How many other responses came by a link that said the same of its customer. */
  readonly sameFacts: number;
}

/** What two responses have in common when they are the same. */
export interface Likeness {
  /** The answers as one text; `null` where they are too few or too even for a likeness to mean anything. */
  readonly answers: string | null;
  readonly hasWords: boolean;
  /** What the link said as one text; `null` where it said nothing. */
  readonly facts: string | null;
}

/** Answers with fewer different values than this are alike by chance, or by ticking down a line, which is a flag of its own. */
const fewestValues = 3;
/** With fewer answers than this, others give the same ones by chance. */
const fewestAnswers = 8;
/** Words shorter than this ("none", "很好") many write. */
const shortestWords = 8;

/** The keys of questions that are answered in words. */
export function writtenKeys({ pages }: Definition): ReadonlySet<string> {
  return new Set(
    pages
      .flatMap(({ questions }) => questions)
      .flatMap(({ kind, key }) => (kind === 'text' || kind === 'contact' ? [key] : [])),
  );
}

/**
 * What is compared of a response: the very answers, whatever order they were given in, and the facts of its link.
 *
 * @param texts the keys of questions that are answered in words
 */
export function likenessOf(
  texts: ReadonlySet<string>,
  answers: Answers,
  facts: Readonly<Record<string, string>> | null,
): Likeness {
  const given = Object.entries(answers).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const words = given.flatMap(([key, answer]) => {
    const isWritten = texts.has(key) || key.includes('.');
    const text = isContactAnswer(answer) ? Object.values(answer.contact).join(' ') : answer;
    return isWritten && typeof text === 'string' ? [text] : [];
  });
  const hasWords = words.some((text) => text.trim().length >= shortestWords);
  const values = new Set(
    given.flatMap(([, answer]) =>
      isPairAnswer(answer) ? Object.values(answer).map(String) : [JSON.stringify(answer)],
    ),
  );
  const isTelling = hasWords || (given.length >= fewestAnswers && values.size >= fewestValues);
  const link = Object.entries(facts ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    answers: isTelling ? JSON.stringify(given.map(([key, answer]) => [key, inOrder(answer)])) : null,
    hasWords,
    facts: link.length === 0 ? null : JSON.stringify(link),
  };
}

/** The parts of an answer in one order. */
function inOrder(answer: Answers[string]): unknown {
  if (typeof answer !== 'object' || Array.isArray(answer)) return answer;
  return Object.entries(answer).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Whether other responses of the wave are the same.
 *
 * | grade | |
 * | --- | --- |
 * | `note` | another came by a link that said the same of its customer |
 * | `suspicious` | another has the same answers, at least eight with three different values among them |
 * | `strong` | another has the same answers, words of eight characters and more included, or the same answers and facts |
 *
 * Limits: facts such as a station are many customers' own, and mean nothing then; who answers twice and says something else is not
 * found. Equal answers are looked for, not similar ones, which in short questionnaires are common.
 *
 * @see Kuriakose & Robbins (2016), Don't get duped: fraud through duplication in public opinion surveys, and what Simmons et
 * al. (2016) hold against its threshold for similar answers
 * @param others how many other responses have the same answers, the same facts, and both
 */
export function duplicate(
  { hasWords }: Pick<Likeness, 'hasWords'>,
  others: { readonly answers: number; readonly facts: number; readonly both: number },
): Duplicate | null {
  const found = { kind: 'duplicate', sameAnswers: others.answers, sameFacts: others.facts } as const;
  const withWords = others.answers > 0 && hasWords;
  if (withWords || others.both > 0) return { ...found, grade: 'strong', withWords };
  if (others.answers > 0) return { ...found, grade: 'suspicious', withWords };
  return others.facts > 0 ? { ...found, grade: 'note', withWords } : null;
}
