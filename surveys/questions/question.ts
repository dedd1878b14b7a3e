import { z } from 'zod';
import type { Answer } from '../answers.ts';
import { condition } from '../conditions.ts';
import type { FieldError, FieldErrorCode } from '../field-error.ts';
import { key } from '../keys.ts';
import { type LocalizedText, localizedText } from '../localized.ts';
import type { WithScales } from '../scales.ts';

/** What every kind of question has. */
export const common = { key, showIf: condition.optional(), hint: localizedText.optional() };
export const required = z.boolean().default(true);

/** A text of a definition with its place inside its owner, e.g. `['options', 0, 'label']`. */
export type PlacedText = readonly [path: readonly (string | number)[], text: LocalizedText];

/** What one question's form fields said: the answer as far as it is valid, and what is wrong. */
export interface Reading {
  readonly answer?: Answer;
  /** What was written beside the answer, by the keys of its companions. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly problems: readonly FieldError[];
}

/** The values sent under a name, blanks left out: a control left empty is a question not answered. */
export type Posted = (field: string) => readonly string[];

/** What keeps a question from being published; see `DefinitionProblemCode` for the codes. */
export interface QuestionProblem {
  readonly path: readonly (string | number)[];
  readonly code:
    | 'unknownScale'
    | 'unknownItem'
    | 'pairWithoutWords'
    | 'tooFew'
    | 'duplicateKey'
    | 'reservedKey'
    | 'rangeEnds'
    | 'contactInAnonymous';
  readonly params: Readonly<Record<string, string | number>>;
}

/** What of the survey a question is checked against. */
export interface Surroundings extends WithScales {
  readonly items: ReadonlySet<string>;
  readonly pairWords: { readonly importance?: unknown } | undefined;
  /** Whether answers are kept so that nobody can say whose they are. */
  readonly anonymous: boolean;
}

/** Texts that go with an answer, such as what "other" stands for, each stored as an answer of its own. */
export interface Companions<Q> {
  /** The keys they are stored under, which are the names of their form fields too: `QUESTION.OPTION`. */
  keys(question: Q): readonly string[];
  /** What is wrong with those that are stored, whatever they are, beside an answer that may be wrong itself. */
  check(question: Q, answer: unknown, texts: Readonly<Record<string, unknown>>): readonly FieldError[];
  /** Which of them are still needed. */
  missing(question: Q, answer: Answer, texts: Readonly<Record<string, unknown>>): readonly FieldError[];
}

/** All there is to know about one kind of question, apart from how it looks. */
export interface QuestionKind<Q> {
  /** The names of its form fields, the first control first. */
  fields(question: Q): readonly string[];
  /** Reads what a form sent. Whether an answer was needed is `missing`'s matter. */
  read(question: Q, posted: Posted, survey: WithScales): Reading;
  /** What is wrong with a stored or imported answer, whatever it is. */
  check(question: Q, answer: unknown, survey: WithScales): readonly FieldError[];
  /** What is still needed before the question is done with, given an answer that passes `check`. */
  missing(question: Q, answer: Answer | undefined): readonly FieldError[];
  /** The texts that go with its answer; absent where a kind has none. */
  readonly companions?: Companions<Q>;
  /** Its texts in every language, apart from the hint. */
  texts(question: Q): readonly PlacedText[];
  /** What keeps it from being published, apart from missing translations and conditions. */
  problems(question: Q, survey: Surroundings): readonly QuestionProblem[];
}

/** One problem with a field; the field of most questions is their key. */
export function fieldError(
  question: { readonly key: string },
  code: FieldErrorCode,
  params: FieldError['params'] = {},
  field: string = question.key,
): FieldError {
  return { question: question.key, field, code, params };
}

/** The `missing` of every question that is answered in one field. */
export function missingAnswer(
  question: { readonly key: string; readonly required: boolean },
  answer: Answer | undefined,
): readonly FieldError[] {
  return question.required && answer === undefined ? [fieldError(question, 'required')] : [];
}
