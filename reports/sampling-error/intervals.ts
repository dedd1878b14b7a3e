import { normalQuantile, studentQuantile } from '../statistics/distributions.ts';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The quantile that an interval of this confidence reaches on each side: of Student's t, or of the normal
 * where there are no degrees of freedom to count (`null`).
 */
export function criticalValue(confidence: number, degreesOfFreedom: number | null): number {
  if (last.confidence === confidence && last.degreesOfFreedom === degreesOfFreedom) return last.value;
  const p = (1 + confidence) / 2;
  const value = degreesOfFreedom === null ? normalQuantile(p) : studentQuantile(p, degreesOfFreedom);
  last = { confidence, degreesOfFreedom, value };
  return value;
}

/** What was asked for last: all figures of a domain ask for the same, and it takes longer than their variance. */
let last: { confidence: number; degreesOfFreedom: number | null; value: number } = {
  confidence: Number.NaN,
  degreesOfFreedom: null,
  value: Number.NaN,
};

/** estimate ± t · standard error (Wald). */
export function waldInterval(estimate: number, standardError: number, critical: number): Interval {
  return { lower: estimate - critical * standardError, upper: estimate + critical * standardError };
}

/**
 * estimate · exp(± t · standard error / estimate): symmetric on the log scale, for a positive figure that is
 * small or rests on few answers.
 *
 * @returns `null` for an estimate that is not positive.
 */
export function logInterval(estimate: number, standardError: number, critical: number): Interval | null {
  if (!(estimate > 0)) return null;
  const factor = Math.exp((critical * standardError) / estimate);
  if (!Number.isFinite(estimate * factor)) return null;
  return { lower: estimate / factor, upper: estimate * factor };
}

/**
 * The interval of a share by its log-odds, ln(p / (1 − p)) ± t · SE / (p (1 − p)), which stays between 0 and 1
 * (R `svyciprop(method = "logit")`).
 *
 * @returns `null` for a share of 0 or 1, which has no log-odds.
 */
export function logitInterval(estimate: number, standardError: number, critical: number): Interval | null {
  if (!(estimate > 0 && estimate < 1)) return null;
  const logit = Math.log(estimate / (1 - estimate));
  const reach = (critical * standardError) / (estimate * (1 - estimate));
  const share = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
  return { lower: share(logit - reach), upper: share(logit + reach) };
}

/** The two sides of a ratio with the variance of each and their covariance. */
export interface RatioSides {
  readonly numerator: number;
  readonly denominator: number;
  readonly numeratorVariance: number;
  readonly denominatorVariance: number;
  readonly covariance: number;
}

/**
 * Fieller's interval of a ratio b/a, exact for sides that are jointly normal; q = t²:
 *
 *     [ (ab − q V_ab) ± √((ab − q V_ab)² − (a² − q V_aa)(b² − q V_bb)) ] / (a² − q V_aa)
 *
 * Fieller, "Some problems in interval estimation", JRSS B 16 (1954).
 *
 * @returns `null` when the denominator is not clearly different from 0 (a² ≤ q V_aa): the set is unbounded.
 */
export function fiellerInterval(sides: RatioSides, critical: number): Interval | null {
  const { numerator: b, denominator: a } = sides;
  const q = critical * critical;
  const square = a * a - q * sides.denominatorVariance;
  if (!(square > 0)) return null;
  const centre = a * b - q * sides.covariance;
  const discriminant = centre * centre - square * (b * b - q * sides.numeratorVariance);
  const spread = Math.sqrt(Math.max(0, discriminant));
  return { lower: (centre - spread) / square, upper: (centre + spread) / square };
}
