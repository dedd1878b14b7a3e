import type { Answers } from '../sampling-error/influence.ts';

/** The score of a likelihood to recommend from 0 to 10: promoters (9, 10) 1, detractors (0 to 6) −1, others 0. */
export function recommendScore(likelihood: number): number {
  return likelihood >= 9 ? 1 : likelihood <= 6 ? -1 : 0;
}

/**
 * The scores of answers; their weighted mean is the net promoter score (Reichheld 2003) as a share, times 100 in
 * points.
 *
 * @throws RangeError for an answer outside 0 to 10: a scale coded 1 to 11 would pass unnoticed otherwise.
 */
export function recommendScores(answers: Answers): Answers {
  return answers.map((answer) => {
    if (Number.isNaN(answer)) return Number.NaN;
    if (!(answer >= 0 && answer <= 10))
      throw new RangeError(`Unexpected likelihood to recommend: ${answer}.`);
    return recommendScore(answer);
  });
}
