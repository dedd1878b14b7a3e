import type { RatingDescription } from './report.ts';
import { criticalValue, waldInterval } from './sampling-error/intervals.ts';
import { type ComparedSurvey, isAsDescribed } from './survey-comparability.ts';

/** Satisfaction as national indices ask it: overall, against what was expected, against the ideal. */
export const satisfactionQuestions = ['overallSatisfaction', 'expectationsMet', 'closeToIdeal'] as const;

/** Overall satisfaction from 0 to 100. */
export interface SatisfactionScore {
  readonly score: number;
  /** Where several questions make the score, never less than its own: as if their means rose and fell together. */
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly degreesOfFreedom: number;
  /** The questions it is made of; all count the same. */
  readonly questions: readonly RatingDescription[];
  /** Of the question that fewest answered. */
  readonly n: number;
}

/**
 * 100 (mean − min)/(max − min), averaged over the questions of overall satisfaction that the survey asks: the form of the national
 * indices (Fornell et al. 1996, "The American Customer Satisfaction Index", Journal of Marketing 60), whose weights come of
 * their own model; here all questions count the same. The standard error of the average is at most the average of the standard
 * errors, whatever their correlation, and that is taken.
 *
 * @returns `null` where none of them is asked, or one that is has no error or is held back
 */
export function satisfactionScore(survey: ComparedSurvey, confidence = 0.95): SatisfactionScore | null {
  const { report, wave } = survey;
  const asked = report.ratings.filter(
    ({ key, kind }) => kind === 'scale' && satisfactionQuestions.some((question) => question === key),
  );
  const questions = asked.filter(({ key }) => isAsDescribed(survey, key));
  const scores = questions.flatMap(({ key, scale: { min, max } }) => {
    const mean = wave.figures.find(
      (one) => one.name === 'mean' && one.target === key && one.domain === null && one.suppressed === null,
    );
    if (mean?.estimate == null || mean.standardError === null || mean.degreesOfFreedom === null) return [];
    const unit = 100 / (max - min);
    return [
      {
        score: (mean.estimate - min) * unit,
        standardError: mean.standardError * unit,
        degreesOfFreedom: mean.degreesOfFreedom,
        n: mean.n,
      },
    ];
  });
  if (scores.length === 0 || scores.length < asked.length) return null;
  const average = (of: (one: (typeof scores)[number]) => number) =>
    scores.reduce((sum, one) => sum + of(one), 0) / scores.length;
  const score = average((one) => one.score);
  const standardError = average((one) => one.standardError);
  const degreesOfFreedom = Math.min(...scores.map((one) => one.degreesOfFreedom));
  if (degreesOfFreedom < 1) return null;
  return {
    ...{ score, standardError, degreesOfFreedom, questions },
    ...waldInterval(score, standardError, criticalValue(confidence, degreesOfFreedom)),
    n: Math.min(...scores.map(({ n }) => n)),
  };
}

/** A published figure on the scale from 0 to 100, whatever its own. */
export function outOfHundred(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  return (100 * (value - min)) / (max - min);
}
