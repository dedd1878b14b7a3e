import { z } from 'zod';
import { notApplicable } from '../answers.ts';
import { key } from '../keys.ts';
import { localizedText } from '../localized.ts';
import { endsOf, isPoint, readPoint, scaleNamed } from '../scales.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';

export const scaleQuestion = z.strictObject({
  kind: z.literal('scale'),
  ...common,
  text: localizedText,
  required,
  scale: key,
  notApplicable: z.boolean().default(false),
});
/** One rating on one of the survey's scales, such as overall satisfaction. */
export type ScaleQuestion = z.output<typeof scaleQuestion>;

export const scale: QuestionKind<ScaleQuestion> = {
  fields: (question) => [question.key],

  read(question, posted, survey) {
    const [value, ...others] = posted(question.key);
    if (value === undefined) return { problems: [] };
    if (others.length > 0) return { problems: [fieldError(question, 'oneAnswerOnly')] };
    if (question.notApplicable && value === notApplicable) return { answer: notApplicable, problems: [] };
    const ends = endsOf(survey, question.scale);
    const point = readPoint(value, ends);
    return point === null
      ? { problems: [fieldError(question, 'offScale', ends)] }
      : { answer: point, problems: [] };
  },

  check(question, answer, survey) {
    if (question.notApplicable && answer === notApplicable) return [];
    if (typeof answer !== 'number') return [fieldError(question, 'wrongType')];
    const ends = endsOf(survey, question.scale);
    return isPoint(answer, ends) ? [] : [fieldError(question, 'offScale', ends)];
  },

  missing: missingAnswer,

  texts: (question) => [[['text'], question.text]],

  problems: (question, survey) =>
    scaleNamed(survey, question.scale)
      ? []
      : [{ path: ['scale'], code: 'unknownScale', params: { scale: question.scale } }],
};
