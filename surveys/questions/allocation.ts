import { z } from 'zod';
import { type AllocationAnswer, isAllocationAnswer } from '../answers.ts';
import { isBlank, toHalfWidth } from '../characters.ts';
import type { FieldError, FieldErrorCode } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import { isPoint } from '../scales.ts';
import { hasOption, labelsOf, option, optionField, optionProblems, shuffle } from './options.ts';
import { common, fieldError, type QuestionKind, required } from './question.ts';

const mostFields = 50;

export const allocationQuestion = z.strictObject({
  kind: z.literal('allocation'),
  ...common,
  text: localizedText,
  required,
  options: z.array(option).max(mostFields),
  shuffle,
  /** What the points add up to. */
  total: z.int().min(1).max(1_000_000).default(100),
});
/** Points shared out over options, as SERVQUAL asks how important each dimension is. */
export type AllocationQuestion = z.output<typeof allocationQuestion>;

type FieldReading = number | { readonly code: FieldErrorCode; readonly params?: FieldError['params'] };

/** The points in one field. A field shows no more decimals than it has, so `5.0` is five. */
function readPoints(typed: string, total: number): FieldReading {
  const written = toHalfWidth(typed);
  const value = Number(written);
  if (!/^-?\d{1,30}(?:\.\d{1,30})?$/.test(written) || Object.is(value, -0)) return { code: 'notANumber' };
  if (value < 0 || value > total) return { code: 'outOfRange', params: { min: 0, max: total } };
  return Number.isInteger(value) ? value : { code: 'tooManyDecimals', params: { decimals: 0 } };
}

function sumOf({ points }: AllocationAnswer): number {
  return Object.values(points).reduce((sum, each) => sum + each, 0);
}

export const allocation: QuestionKind<AllocationQuestion> = {
  fields: (question) => question.options.map((each) => optionField(question.key, each.key)),

  read(question, posted) {
    const points: Record<string, number> = {};
    const problems: FieldError[] = [];
    for (const { key } of question.options) {
      const field = optionField(question.key, key);
      const [typed, ...others] = posted(field).filter((value) => !isBlank(value));
      if (typed === undefined) continue;
      const read: FieldReading =
        others.length > 0 ? { code: 'oneAnswerOnly' } : readPoints(typed, question.total);
      if (typeof read === 'number') points[key] = read;
      else problems.push(fieldError(question, read.code, read.params, field));
    }
    if (Object.keys(points).length === 0) return { problems };
    const isWhole = problems.length === 0 && sumOf({ points }) === question.total;
    return { answer: { points: isWhole ? withZeros(question, points) : points }, problems };
  },

  check(question, answer) {
    const [first] = allocation.fields(question);
    const entries = pointsOf(answer);
    if (entries === null) return [fieldError(question, 'wrongType', {}, first)];
    return entries.flatMap(([key, value]) => {
      const field = optionField(question.key, key);
      if (!hasOption(question, key)) return [fieldError(question, 'unknownOption', {}, field)];
      const ends = { min: 0, max: question.total };
      return isPoint(value, ends) ? [] : [fieldError(question, 'outOfRange', ends, field)];
    });
  },

  missing(question, answer) {
    const { total } = question;
    const [first] = allocation.fields(question);
    if (!isAllocationAnswer(answer)) {
      return question.required ? [fieldError(question, 'required', { total }, first)] : [];
    }
    const left = total - sumOf(answer);
    if (left === 0) return [];
    return [
      left > 0
        ? fieldError(question, 'pointsMissing', { points: left, total }, first)
        : fieldError(question, 'pointsOver', { points: -left, total }, first),
    ];
  },

  texts: (question) => [[['text'], question.text], ...labelsOf(question.options)],

  problems: (question) => optionProblems(question.options),
};

/** What was left blank was given nothing, once the points add up. */
function withZeros({ options }: AllocationQuestion, points: Readonly<Record<string, number>>) {
  return Object.fromEntries(options.map(({ key }) => [key, points[key] ?? 0]));
}

/** The points of a stored answer with their options, whatever they are; `null` for an answer of another shape. */
function pointsOf(answer: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof answer !== 'object' || answer === null || Object.keys(answer).join() !== 'points') return null;
  const { points } = answer as { points: unknown };
  if (typeof points !== 'object' || points === null || Array.isArray(points)) return null;
  const entries = Object.entries(points);
  return entries.length > 0 ? entries : null;
}
