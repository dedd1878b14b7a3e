import {
  type Answer,
  type Answers,
  answerTo,
  isAllocationAnswer,
  isContactAnswer,
  isPairAnswer,
  notApplicable,
} from './answers.ts';
import { isolated, minus, withoutDirection } from './characters.ts';
import type { LocalizedText } from './localized.ts';
import { contactParts } from './questions/contact.ts';
import type { Question } from './questions/index.ts';
import { optionField } from './questions/options.ts';

/** The words an answer is told in. */
export interface AnswerWords {
  /** Says a text of the questionnaire in the reader's language. */
  readonly say: (text: LocalizedText) => string;
  /** The reader's language, which decides how lists and numbers are written. */
  readonly language: string;
  /** What "not applicable" is called. */
  readonly notApplicable: string;
  /**
   * How an option is told with what the customer wrote beside it, which comes without direction controls; without this, by
   * what was written alone.
   */
  readonly specified?: (option: string, written: string) => string;
}

/**
 * The answer to a question in words: the labels of what was chosen, and for "other" what was written; a number with its
 * unit; an order as a list; points with what they were given to. Customers' own words are as they wrote them, isolated where
 * they stand among others, so the result is text to be escaped like any other.
 *
 * @param part one part of the answer: of a pair (without it, the perception), a name, telephone or e-mail, the points of
 *   one option, or the text beside it
 * @returns `null` where nothing was answered
 */
export function answerText(
  question: Question,
  answers: Answers,
  words: AnswerWords,
  part?: string,
): string | null {
  const answer = answerTo(answers, question.key);
  if (answer === undefined) return null;
  if (isPairAnswer(answer)) return textOf(question, partOf(answer, part ?? 'perception'), words);
  if (part === undefined) return wholeText(question, answer, answers, words);
  if (isContactAnswer(answer)) return textOf(question, partOf(answer.contact, part), words);
  if (isAllocationAnswer(answer)) return textOf(question, partOf(answer.points, part), words);
  return textOf(question, answerTo(answers, optionField(question.key, part)), words);
}

function wholeText(question: Question, answer: Answer, answers: Answers, words: AnswerWords): string | null {
  const named = (option: string) => optionText(question, option, answers, words);
  if (Array.isArray(answer)) return listed(answer.map(named), words);
  if (question.kind === 'choice' && typeof answer === 'string') return named(answer);
  if (isAllocationAnswer(answer)) {
    const given = Object.entries(answer.points).map(([option, points]) => {
      return `${named(option)} ${numberText(points, words)}`;
    });
    return listed(given, words);
  }
  if (isContactAnswer(answer)) {
    return contactParts
      .flatMap((part) => answer.contact[part] ?? [])
      .map(isolated)
      .join(' · ');
  }
  return textOf(question, answer, words);
}

/** One value without parts, such as a point, a number or a text. */
function textOf(question: Question, value: Answer | undefined, words: AnswerWords): string | null {
  if (typeof value === 'number') {
    const unit = question.kind === 'number' && question.unit ? ` ${words.say(question.unit)}` : '';
    return numberText(value, words) + unit;
  }
  if (typeof value !== 'string') return null;
  const isRating = question.kind === 'pair' || question.kind === 'scale';
  return isRating && value === notApplicable ? words.notApplicable : value;
}

/** What an option is called; one that asks for words, by the customer's own or with them. */
function optionText(question: Question, key: string, answers: Answers, words: AnswerWords): string {
  const option = 'options' in question ? question.options.find((each) => each.key === key) : undefined;
  const label = option === undefined ? key : words.say(option.label);
  const written = answerTo(answers, optionField(question.key, key));
  if (typeof written !== 'string') return label;
  return words.specified?.(label, withoutDirection(written)) ?? isolated(written);
}

function partOf(parts: object, name: string): Answer | undefined {
  return Object.hasOwn(parts, name) ? (parts as Record<string, Answer>)[name] : undefined;
}

function listed(texts: readonly string[], { language }: AnswerWords): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(texts);
}

function numberText(value: number, { language }: AnswerWords): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value).replace('-', minus);
}
