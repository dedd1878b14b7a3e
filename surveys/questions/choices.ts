import { z } from 'zod';
import type { FieldError } from '../field-error.ts';
import { localizedText } from '../localized.ts';
import {
  asksWords,
  excludingOption,
  hasOption,
  labelsOf,
  mostOptions,
  optionProblems,
  shuffle,
} from './options.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';
import { readTexts, specifiedTexts, textsBeside } from './specified-texts.ts';

const count = z.int().min(1).max(mostOptions).optional();

export const choicesQuestion = z.strictObject({
  kind: z.literal('choices'),
  ...common,
  text: localizedText,
  required,
  options: z.array(excludingOption).max(mostOptions),
  shuffle,
  /** How many options must and may be chosen by whoever answers at all, unless with one that goes with no other. */
  min: count,
  max: count,
});
/** Any number of several options, or a number within limits. */
export type ChoicesQuestion = z.output<typeof choicesQuestion>;

function isExclusive({ options }: ChoicesQuestion, key: string): boolean {
  return options.some((option) => option.key === key && option.exclusive === true);
}

/** What is wrong with options chosen together. */
function togetherProblems(question: ChoicesQuestion, chosen: readonly string[]): readonly FieldError[] {
  const { min, max } = question;
  const alone = chosen.find((key) => isExclusive(question, key));
  if (alone !== undefined) {
    return chosen.length > 1 ? [fieldError(question, 'exclusiveOption', { option: alone })] : [];
  }
  if (min !== undefined && chosen.length < min) return [fieldError(question, 'tooFew', { min })];
  if (max !== undefined && chosen.length > max) return [fieldError(question, 'tooMany', { max })];
  return [];
}

export const choices: QuestionKind<ChoicesQuestion> = {
  fields: (question) => [question.key, ...specifiedTexts.keys(question)],

  read(question, posted) {
    const sent = readTexts(question, posted);
    const values = posted(question.key);
    if (!values.every((value) => hasOption(question, value))) {
      return { problems: [fieldError(question, 'unknownOption'), ...sent.problems] };
    }
    // Writing beside an option chooses it, unless one was chosen that goes with no other.
    const written = values.some((value) => isExclusive(question, value))
      ? []
      : sent.written.map(({ option }) => option);
    const chosen = question.options
      .map(({ key }) => key)
      .filter((key) => values.includes(key) || written.includes(key));
    const beside = textsBeside(question, chosen, sent);
    if (chosen.length === 0) return { problems: beside.problems };
    const problems = togetherProblems(question, chosen);
    return problems.length > 0
      ? { problems: [...problems, ...beside.problems] }
      : { answer: chosen, ...beside };
  },

  check(question, answer) {
    if (!Array.isArray(answer) || answer.length === 0) return [fieldError(question, 'wrongType')];
    const keys = question.options.map((option) => option.key);
    if (!answer.every((each) => keys.includes(each))) return [fieldError(question, 'unknownOption')];
    const inOrder = keys.filter((each) => answer.includes(each));
    if (inOrder.length !== answer.length || inOrder.some((each, index) => each !== answer[index])) {
      return [fieldError(question, 'wrongType')];
    }
    return togetherProblems(question, inOrder);
  },

  missing: missingAnswer,

  companions: specifiedTexts,

  texts: (question) => [[['text'], question.text], ...labelsOf(question.options)],

  problems: ({ options, min = 1, max = options.length }) => [
    ...optionProblems(options, asksWords),
    ...(min > max || max > options.length
      ? [{ path: ['max'], code: 'rangeEnds' as const, params: { min, max } }]
      : []),
  ],
};
