import { z } from 'zod';
import { firstUnsupported, isBlank } from '../characters.ts';
import type { FieldError } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import { common, fieldError, missingAnswer, type QuestionKind } from './question.ts';

export const textQuestion = z.strictObject({
  kind: z.literal('text'),
  ...common,
  text: localizedText,
  required: z.boolean().default(false),
  /** In characters (code points); a line break counts as one. */
  maxLength: z.int().min(1).max(20_000).default(2000),
  /** Height of the field. */
  lines: z.int().min(1).max(40).default(4),
});
/** The customer's own words. */
export type TextQuestion = z.output<typeof textQuestion>;

/** A form sends a line break as two characters, while the browser's own limit counts one. */
function lengthOf(text: string): number {
  return [...text.replaceAll('\r\n', '\n')].length;
}

/** What keeps something written from being stored in one field of a question. */
export function textProblems(
  question: { readonly key: string },
  text: string,
  max: number,
  field: string = question.key,
): readonly FieldError[] {
  const unsupported = firstUnsupported(text);
  if (unsupported) return [fieldError(question, 'unsupportedCharacters', { ...unsupported }, field)];
  const length = lengthOf(text);
  return length > max ? [fieldError(question, 'tooLong', { max, length }, field)] : [];
}

/** Whether a stored value is something written: something to be seen, and in Unicode normal form C. */
export function isWritten(value: unknown): value is string {
  return typeof value === 'string' && !isBlank(value) && value === value.normalize('NFC');
}

export const text: QuestionKind<TextQuestion> = {
  fields: (question) => [question.key],

  read(question, posted) {
    const [typed, ...others] = posted(question.key).filter((value) => !isBlank(value));
    if (typed === undefined) return { problems: [] };
    if (others.length > 0) return { problems: [fieldError(question, 'oneAnswerOnly')] };
    const answer = typed.normalize('NFC');
    const problems = textProblems(question, answer, question.maxLength);
    return problems.length > 0 ? { problems } : { answer, problems };
  },

  check(question, answer) {
    if (!isWritten(answer)) return [fieldError(question, 'wrongType')];
    return textProblems(question, answer, question.maxLength);
  },

  missing: missingAnswer,

  texts: (question) => [[['text'], question.text]],

  problems: () => [],
};
