import { chiSquareTails, normalTails } from '../statistics/distributions.ts';
import { dot, solveSymmetric } from '../statistics/linear-algebra.ts';

/** A figure over T waves, with the covariance matrix of its estimates (row-major, T × T). */
export interface Series {
  readonly values: readonly number[];
  readonly covariance: Float64Array;
}

export interface WaldTest {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/**
 * Whether all waves are alike: (Lθ)′ (L Σ L′)⁻¹ (Lθ) with L the differences from one wave to the next,
 * chi-square with T − 1 degrees of freedom.
 *
 * @returns `null` for fewer than two waves, or differences without sampling error.
 */
export function waldTest({ values, covariance }: Series): WaldTest | null {
  const size = values.length - 1;
  if (size < 1) return null;
  const differences = Float64Array.from(
    { length: size },
    (_, i) => (values[i + 1] as number) - (values[i] as number),
  );
  const between = (i: number, j: number) => covariance[i * (size + 1) + j] as number;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      matrix[i * size + j] = between(i + 1, j + 1) - between(i + 1, j) - between(i, j + 1) + between(i, j);
    }
  }
  const solved = solveSymmetric(matrix, differences);
  if (solved === null) return null;
  const chiSquare = dot(differences, solved);
  return { chiSquare, degreesOfFreedom: size, p: chiSquareTails(chiSquare, size).upper };
}

/** A straight line through the waves, equally spaced: the change per wave. Judged by the normal. */
export interface Trend {
  readonly slope: number;
  readonly standardError: number;
  readonly statistic: number;
  readonly p: number;
}

/**
 * Least-squares slope Σ c θ with c = (t − t̄)/Σ(t − t̄)², and its standard error √(c′ Σ c); for three waves
 * c = −½, 0, ½.
 *
 * @returns `null` for fewer than two waves, or no sampling error.
 */
export function linearTrend({ values, covariance }: Series): Trend | null {
  const count = values.length;
  const middle = (count - 1) / 2;
  const spread = values.reduce((sum, _, wave) => sum + (wave - middle) ** 2, 0);
  const contrast = Float64Array.from(values, (_, wave) => (wave - middle) / spread);
  const slope = dot(contrast, Float64Array.from(values));
  let variance = 0;
  for (let i = 0; i < count; i++) {
    const row = covariance.subarray(i * count, (i + 1) * count);
    variance += (contrast[i] as number) * dot(contrast, row);
  }
  if (count < 2 || !(variance > 0)) return null;
  const standardError = Math.sqrt(variance);
  const statistic = slope / standardError;
  return { slope, standardError, statistic, p: 2 * normalTails(Math.abs(statistic)).upper };
}
