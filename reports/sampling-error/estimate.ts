import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import { type Base, type DefinedFigure, type Figure, linearize, type UndefinedReason } from './influence.ts';
import { criticalValue, fiellerInterval, type Interval, logInterval, waldInterval } from './intervals.ts';
import { covarianceOfTotals, varianceOfTotal } from './linearization.ts';

/** Why an estimate, or only its error, is missing. */
export type EstimateReason =
  | UndefinedReason
  /** A stratum has one sampled unit: the standard error is not defined under the rule 'fail'. */
  | 'lonely-unit'
  /** As many strata as sampled units: the standard error stands, but no interval. */
  | 'no-degrees-of-freedom'
  /** The chosen interval does not exist here (logarithm of C ≤ 0, Fieller with an uncertain denominator). */
  | 'interval-undefined';

/** A figure with its sampling error. Every number is finite or `null`; `reason` says why something is `null`. */
export interface Estimate {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of the domain: sampled units minus strata. */
  readonly degreesOfFreedom: number | null;
  /** Rows that answered, with a positive weight. */
  readonly n: number;
  /** Kish: (Σw)²/Σw² of those rows. */
  readonly effectiveSize: number | null;
  /**
   * Variance over that of a simple random sample of n without replacement from Σw (R `deff = TRUE`);
   * `null` where Σw does not exceed n, since weights then say nothing about a population.
   */
  readonly designEffect: number | null;
  readonly reason: EstimateReason | null;
}

export interface EstimateOptions {
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 't'. */
  readonly interval?: 't' | 'log' | 'fieller';
}

/** The estimate of a figure of this domain. `scratch` (one number per row) spares the memory of a new array. */
export function estimateOf(
  design: Design,
  domain: Domain,
  figure: Figure,
  options: EstimateOptions = {},
  scratch?: Float64Array,
): Estimate {
  return estimateWithInfluence(design, domain, figure, options, scratch).estimate;
}

/**
 * The estimate together with the influence it came from (`null` for an undefined figure), for covariances
 * with other figures and other waves. With `scratch` the influence lives in it until it is used again.
 */
export function estimateWithInfluence(
  design: Design,
  domain: Domain,
  figure: Figure,
  options: EstimateOptions = {},
  scratch?: Float64Array,
): { readonly estimate: Estimate; readonly influence: Float64Array | null } {
  if (figure.value === null)
    return { estimate: undefinedEstimate(figure.base, figure.reason), influence: null };
  const influence = linearize(design, domain, figure, scratch);
  const variance = varianceOfTotal(design, influence.values, domain);
  const known = {
    estimate: figure.value,
    n: figure.base.n,
    effectiveSize: effectiveSize(figure.base),
    designEffect: designEffect(variance, influence.spread, figure.base),
  };
  return {
    estimate: { ...known, ...errorOf(design, domain, figure, variance, options) },
    influence: influence.values,
  };
}

function undefinedEstimate(base: Base, reason: UndefinedReason): Estimate {
  return {
    estimate: null,
    standardError: null,
    lower: null,
    upper: null,
    degreesOfFreedom: null,
    n: base.n,
    effectiveSize: effectiveSize(base),
    designEffect: null,
    reason,
  };
}

type Error = Pick<Estimate, 'standardError' | 'lower' | 'upper' | 'degreesOfFreedom' | 'reason'>;

function errorOf(
  design: Design,
  domain: Domain,
  figure: DefinedFigure,
  variance: number | null,
  { confidence = 0.95, interval = 't' }: EstimateOptions,
): Error {
  const { degreesOfFreedom } = domain;
  const without = { standardError: null, lower: null, upper: null, degreesOfFreedom };
  if (variance === null) return { ...without, reason: 'lonely-unit' };
  const standardError = Math.sqrt(variance);
  if (!Number.isFinite(standardError)) return { ...without, reason: 'not-finite' };
  if (degreesOfFreedom < 1) return { ...without, standardError, reason: 'no-degrees-of-freedom' };
  const critical = criticalValue(confidence, degreesOfFreedom);
  const bounds = boundsOf(design, domain, figure, standardError, critical, interval);
  if (bounds === null) return { ...without, standardError, reason: 'interval-undefined' };
  return { standardError, ...bounds, degreesOfFreedom, reason: null };
}

function boundsOf(
  design: Design,
  domain: Domain,
  figure: DefinedFigure,
  standardError: number,
  critical: number,
  interval: 't' | 'log' | 'fieller',
): Interval | null {
  switch (interval) {
    case 't':
      return waldInterval(figure.value, standardError, critical);
    case 'log':
      return logInterval(figure.value, standardError, critical);
    case 'fieller':
      return fiellerOf(design, domain, figure, critical);
  }
}

function fiellerOf(
  design: Design,
  domain: Domain,
  { ratio }: DefinedFigure,
  critical: number,
): Interval | null {
  if (!ratio) return null;
  const sides = [ratio.numerator, ratio.denominator].map((side) => linearize(design, domain, side).values);
  const covariance = covarianceOfTotals(design, sides, domain);
  if (covariance === null) return null;
  const [numeratorVariance = 0, between = 0, , denominatorVariance = 0] = covariance;
  const { value: numerator } = ratio.numerator;
  const { value: denominator } = ratio.denominator;
  return fiellerInterval(
    { numerator, denominator, numeratorVariance, denominatorVariance, covariance: between },
    critical,
  );
}

function effectiveSize({ weight, squaredWeight }: Base): number | null {
  return squaredWeight > 0 ? (weight * weight) / squaredWeight : null;
}

/** Share of a population below which a sample from it is no news: rounding, not a population. */
const NO_POPULATION = 1e-9;

function designEffect(variance: number | null, spread: number | null, { n, weight }: Base): number | null {
  if (variance === null || spread === null || !(spread > 0)) return null;
  const unsampled = (weight - n) / weight;
  if (!(unsampled > NO_POPULATION)) return null;
  const simple = (spread * weight * weight * unsampled) / n;
  return variance / simple;
}
