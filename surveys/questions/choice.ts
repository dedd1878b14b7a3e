import { z } from 'zod';
import { localizedText } from '../localized.ts';
import { labelsOf, optionProblems, options } from './options.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';

export const choiceQuestion = z.strictObject({
  kind: z.literal('choice'),
  ...common,
  text: localizedText,
  required,
  options,
});
/** One of several options. */
export type ChoiceQuestion = z.output<typeof choiceQuestion>;

export const choice: QuestionKind<ChoiceQuestion> = {
  fields: (question) => [question.key],

  read(question, posted) {
    const [value, ...others] = posted(question.key);
    if (value === undefined) return { problems: [] };
    if (others.length > 0) return { problems: [fieldError(question, 'oneAnswerOnly')] };
    return question.options.some((option) => option.key === value)
      ? { answer: value, problems: [] }
      : { problems: [fieldError(question, 'unknownOption')] };
  },

  check(question, answer) {
    if (typeof answer !== 'string') return [fieldError(question, 'wrongType')];
    return question.options.some((option) => option.key === answer)
      ? []
      : [fieldError(question, 'unknownOption')];
  },

  missing: missingAnswer,

  texts: (question) => [[['text'], question.text], ...labelsOf(question.options)],

  problems: (question) => optionProblems(question.options),
};
