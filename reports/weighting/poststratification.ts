import type { RegressionProjection } from '../sampling-error/projection.ts';
import { CompensatedSum } from '../statistics/compensated-sum.ts';
import { addTimes, type Counts, countOf } from './counts.ts';
import { type Margin, marginProblems } from './margins.ts';
import type { CalibrationProblem } from './problems.ts';

/** Weights that meet their population totals, and how that binds the sampling error. */
export interface Calibration {
  readonly weights: Float64Array;
  readonly projection: RegressionProjection;
  /** Steps of the iteration; 0 where none is needed. */
  readonly iterations: number;
}

export type CalibrationResult =
  | { readonly calibration: Calibration; readonly problems: readonly [] }
  | { readonly calibration: null; readonly problems: readonly CalibrationProblem[] };

/**
 * Post-stratification: w* = w N_g / Σ w over the poststratum g (R `postStratify`). Sampling error: the influence
 * loses its mean in the poststratum, weighted with the weights before.
 */
export function poststratify(
  weights: Float64Array,
  margin: Margin,
  counts: Counts = null,
): CalibrationResult {
  const problems = marginProblems(weights, [margin], counts);
  if (problems.length > 0) return { calibration: null, problems };
  const { codes: cells, labels } = margin.categories;
  const sums = weightsOf(weights, cells, labels.length, counts);
  const factors = sums.map((sum, cell) => (sum === 0 ? 0 : (margin.totals[labels[cell] ?? ''] ?? 0) / sum));
  return {
    calibration: {
      weights: weights.map((weight, row) => weight * (factors[cells[row] as number] as number)),
      projection: { kind: 'regression', cells, roots: sums.map(Math.sqrt), factors, basis: null },
      iterations: 0,
    },
    problems: [],
  };
}

/** Sum of the weights of the units in each cell. */
export function weightsOf(
  weights: Float64Array,
  cells: Int32Array,
  size: number,
  counts: Counts,
): Float64Array {
  const sums = Array.from({ length: size }, () => new CompensatedSum());
  for (let row = 0; row < weights.length; row++) {
    const sum = sums[cells[row] as number];
    if (sum) addTimes(sum, weights[row] as number, countOf(counts, row));
  }
  return Float64Array.from(sums, (sum) => sum.value);
}
