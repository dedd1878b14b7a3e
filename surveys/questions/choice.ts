import { z } from 'zod';
import { localizedText } from '../localized.ts';
import {
  asksWords,
  hasOption,
  labelsOf,
  mostOptions,
  optionProblems,
  shuffle,
  specifiableOption,
} from './options.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';
import { readTexts, specifiedTexts, textsBeside } from './specified-texts.ts';

export const choiceQuestion = z.strictObject({
  kind: z.literal('choice'),
  ...common,
  text: localizedText,
  required,
  options: z.array(specifiableOption).max(mostOptions),
  shuffle,
});
/** One of several options. */
export type ChoiceQuestion = z.output<typeof choiceQuestion>;

export const choice: QuestionKind<ChoiceQuestion> = {
  fields: (question) => [question.key, ...specifiedTexts.keys(question)],

  read(question, posted) {
    const sent = readTexts(question, posted);
    const [value, ...others] = posted(question.key);
    if (others.length > 0) return { problems: [fieldError(question, 'oneAnswerOnly'), ...sent.problems] };
    // Who writes beside an option and chooses none means that option.
    const answer = value ?? sent.written[0]?.option;
    if (answer === undefined) return { problems: [] };
    if (!hasOption(question, answer)) {
      return { problems: [fieldError(question, 'unknownOption'), ...sent.problems] };
    }
    return { answer, ...textsBeside(question, [answer], sent) };
  },

  check(question, answer) {
    if (typeof answer !== 'string') return [fieldError(question, 'wrongType')];
    return hasOption(question, answer) ? [] : [fieldError(question, 'unknownOption')];
  },

  missing: missingAnswer,

  companions: specifiedTexts,

  texts: (question) => [[['text'], question.text], ...labelsOf(question.options)],

  problems: (question) => optionProblems(question.options, asksWords),
};
