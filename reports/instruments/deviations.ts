import { ratioOf } from '../index/ratio.ts';
import type { Cases } from '../sampling-error/correlations.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { Answers, Figure } from '../sampling-error/influence.ts';
import { rowsOf } from '../sampling-error/sample.ts';

/** A sum of squares and products of one respondent's deviations from the means of the questions. */
export type Squares = (deviations: Float64Array) => number;

/**
 * The ratio of two weighted means of squares: what variances and covariances are made of.
 *
 * To first order the means of the questions do not matter to it (Σ w d = 0), so that its influence is that of a ratio
 * whose sides are given. Undefined ('zero-denominator') where the denominator is nothing.
 */
export function ratioOfSquares(
  design: Design,
  domain: Domain,
  cases: Cases,
  numerator: Squares,
  denominator: Squares,
): Figure {
  const whole = (deviations: Float64Array) => {
    const square = denominator(deviations);
    return square > ROUNDING ? square : 0;
  };
  return ratioOf(rowsOf(design, domain), columnOf(cases, numerator), columnOf(cases, whole));
}

/** A square of deviations of at most 1 that is below this is what rounding left of items that cancel each other. */
const ROUNDING = 1e-27;

/** In a unit in which the largest deviation of all is 1; NaN outside the cases. */
function columnOf({ rows, length, width, deviations, spans }: Cases, squares: Squares): Answers {
  const column = new Float64Array(length).fill(Number.NaN);
  const largest = spans.reduce((most, span) => Math.max(most, span), Number.MIN_VALUE);
  const units = spans.map((span) => span / largest);
  const own = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < width; k++) own[k] = (deviations[i * width + k] as number) * (units[k] as number);
    column[rows[i] as number] = squares(own);
  }
  return column;
}

export function sum(deviations: Float64Array): number {
  let total = 0;
  for (let k = 0; k < deviations.length; k++) total += deviations[k] as number;
  return total;
}

/**
 * p/(p − 1)·(d_T² − Σ d_j²), T the sum of the questions: a mean of it is the variance of T times Cronbach's alpha.
 */
export function trueSquare(deviations: Float64Array): number {
  const p = deviations.length;
  let [total, own] = [0, 0];
  for (let k = 0; k < p; k++) {
    const each = deviations[k] as number;
    total += each;
    own += each * each;
  }
  return (p / (p - 1)) * (total * total - own);
}
