import { z } from 'zod';
import { localizedText } from '../localized.ts';
import { isPoint, readPoint } from '../scales.ts';
import { common, fieldError, missingAnswer, type QuestionKind, required } from './question.ts';

/** The points of every likelihood to recommend, so that the net promoter score compares between surveys. */
export const recommendEnds = { min: 0, max: 10 } as const;

export const recommendQuestion = z.strictObject({
  kind: z.literal('recommend'),
  ...common,
  text: localizedText,
  required,
  low: localizedText,
  high: localizedText,
});
/** How likely the customer is to recommend the organisation, 0 to 10. */
export type RecommendQuestion = z.output<typeof recommendQuestion>;

export const recommend: QuestionKind<RecommendQuestion> = {
  fields: (question) => [question.key],

  read(question, posted) {
    const [value, ...others] = posted(question.key);
    if (value === undefined) return { problems: [] };
    if (others.length > 0) return { problems: [fieldError(question, 'oneAnswerOnly')] };
    const point = readPoint(value, recommendEnds);
    return point === null
      ? { problems: [fieldError(question, 'offScale', recommendEnds)] }
      : { answer: point, problems: [] };
  },

  check(question, answer) {
    if (typeof answer !== 'number') return [fieldError(question, 'wrongType')];
    return isPoint(answer, recommendEnds) ? [] : [fieldError(question, 'offScale', recommendEnds)];
  },

  missing: missingAnswer,

  texts: (question) => [
    [['text'], question.text],
    [['low'], question.low],
    [['high'], question.high],
  ],

  problems: () => [],
};
