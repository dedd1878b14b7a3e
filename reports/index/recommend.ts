import type { Answers } from '../sampling-error/influence.ts';

/**
 * Likelihood to recommend, 0 to 10, as a score: promoters (9, 10) 1, detractors (0 to 6) −1, others 0.
 * Its weighted mean is the net promoter score (Reichheld 2003) as a share; times 100 for points.
 *
 * @throws RangeError for an answer outside 0 to 10: a scale coded 1 to 11 would pass unnoticed otherwise.
 */
export function recommendScores(answers: Answers): Answers {
  return answers.map((answer) => {
    if (Number.isNaN(answer)) return Number.NaN;
    if (!(answer >= 0 && answer <= 10))
      throw new RangeError(`Unexpected likelihood to recommend: ${answer}.`);
    return answer >= 9 ? 1 : answer <= 6 ? -1 : 0;
  });
}
