import { z } from 'zod';
import type { FieldError } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import { labelsOf, optionProblems, options } from './options.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';

const count = z.int().min(1).max(500).optional();

export const choicesQuestion = z.strictObject({
  kind: z.literal('choices'),
  ...common,
  text: localizedText,
  required,
  options,
  /** How many options must and may be chosen by whoever answers at all. */
  min: count,
  max: count,
});
/** Any number of several options, or a number within limits. */
export type ChoicesQuestion = z.output<typeof choicesQuestion>;

function countProblems(question: ChoicesQuestion, chosen: number): readonly FieldError[] {
  const { min, max } = question;
  if (min !== undefined && chosen < min) return [fieldError(question, 'tooFew', { min })];
  if (max !== undefined && chosen > max) return [fieldError(question, 'tooMany', { max })];
  return [];
}

export const choices: QuestionKind<ChoicesQuestion> = {
  fields: (question) => [question.key],

  read(question, posted) {
    const values = posted(question.key);
    if (values.length === 0) return { problems: [] };
    const chosen = question.options.map((option) => option.key).filter((key) => values.includes(key));
    const known = new Set<string>(chosen);
    if (values.some((value) => !known.has(value)))
      return { problems: [fieldError(question, 'unknownOption')] };
    const problems = countProblems(question, chosen.length);
    return problems.length > 0 ? { problems } : { answer: chosen, problems };
  },

  check(question, answer) {
    if (!Array.isArray(answer) || answer.length === 0) return [fieldError(question, 'wrongType')];
    const keys = question.options.map((option) => option.key);
    if (!answer.every((each) => keys.includes(each))) return [fieldError(question, 'unknownOption')];
    const inOrder = keys.filter((each) => answer.includes(each));
    if (inOrder.length !== answer.length || inOrder.some((each, index) => each !== answer[index])) {
      return [fieldError(question, 'wrongType')];
    }
    return countProblems(question, answer.length);
  },

  missing: missingAnswer,

  texts: (question) => [[['text'], question.text], ...labelsOf(question.options)],

  problems: ({ options, min = 1, max = options.length }) => [
    ...optionProblems(options),
    ...(min > max || max > options.length
      ? [{ path: ['max'], code: 'rangeEnds' as const, params: { min, max } }]
      : []),
  ],
};
