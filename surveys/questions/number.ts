import { z } from 'zod';
import { isBlank, toHalfWidth } from '../characters.ts';
import type { FieldError } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import {
  common,
  fieldError,
  missingAnswer,
  type PlacedText,
  type QuestionKind,
  required,
} from './question.ts';

/** Fifteen significant digits (twelve before the point, three after) are what a double keeps exactly. */
export const largest = 999_999_999_999;
const mostDecimals = 3;

const limit = z.number().min(-largest).max(largest).optional();

export const numberQuestion = z.strictObject({
  kind: z.literal('number'),
  ...common,
  text: localizedText,
  required,
  min: limit,
  max: limit,
  decimals: z.int().min(0).max(mostDecimals).default(0),
  unit: localizedText.optional(),
});
/** A number the customer writes: an amount, a count. */
export type NumberQuestion = z.output<typeof numberQuestion>;

/** Digits after the point, not counting zeros at the end; more than any question allows for an exponent. */
function decimalsOf(value: number): number {
  const written = String(value);
  if (written.includes('e')) return mostDecimals + 1;
  return written.split('.')[1]?.length ?? 0;
}

function valueProblems(question: NumberQuestion, value: number): readonly FieldError[] {
  const { min = -largest, max = largest, decimals } = question;
  if (value < min || value > max) return [fieldError(question, 'outOfRange', { min, max })];
  if (decimalsOf(value) > decimals) return [fieldError(question, 'tooManyDecimals', { decimals })];
  return [];
}

export const number: QuestionKind<NumberQuestion> = {
  fields: (question) => [question.key],

  read(question, posted) {
    const [typed, ...others] = posted(question.key).filter((value) => !isBlank(value));
    if (typed === undefined) return { problems: [] };
    if (others.length > 0) return { problems: [fieldError(question, 'oneAnswerOnly')] };
    const ascii = toHalfWidth(typed);
    const value = Number(ascii);
    if (!/^-?\d{1,30}(?:\.\d{1,30})?$/.test(ascii) || Object.is(value, -0)) {
      return { problems: [fieldError(question, 'notANumber')] };
    }
    const problems = valueProblems(question, value);
    return problems.length > 0 ? { problems } : { answer: value, problems };
  },

  check(question, answer) {
    if (typeof answer !== 'number') return [fieldError(question, 'wrongType')];
    if (!Number.isFinite(answer) || Object.is(answer, -0)) return [fieldError(question, 'notANumber')];
    return valueProblems(question, answer);
  },

  missing: missingAnswer,

  texts: (question) => {
    const texts: PlacedText[] = [[['text'], question.text]];
    if (question.unit) texts.push([['unit'], question.unit]);
    return texts;
  },

  problems: ({ min = -largest, max = largest }) =>
    min > max ? [{ path: ['max'], code: 'rangeEnds', params: { min, max } }] : [],
};
