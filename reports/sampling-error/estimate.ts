import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import { type Base, type DefinedFigure, type Figure, linearize, type UndefinedReason } from './influence.ts';
import {
  criticalValue,
  fiellerInterval,
  type Interval,
  logInterval,
  logitInterval,
  type RatioSides,
  waldInterval,
} from './intervals.ts';
import { covarianceOfTotals, varianceOfTotal } from './linearization.ts';

/** Why an estimate, or only its error, is missing. */
export type EstimateReason =
  | UndefinedReason
  /** A stratum has one sampled unit: the standard error is not defined under the rule 'fail'. */
  | 'lonely-unit'
  /** As many strata as sampled units: the standard error stands, but no interval. */
  | 'no-degrees-of-freedom'
  /** It, or a part of it, rests on fewer answers than the options ask for. */
  | 'too-few-answers'
  /** The chosen interval does not exist here (logarithm of C ≤ 0, log-odds of a share of 0 or 1, Fieller with an uncertain denominator). */
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
   * `null` where Σw does not exceed n, since weights then say nothing about a population. With replacement where
   * the options say so.
   */
  readonly designEffect: number | null;
  readonly reason: EstimateReason | null;
}

export interface EstimateOptions {
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 't'. */
  readonly interval?: 't' | 'log' | 'logit' | 'fieller';
  /** What the design effect compares with (R `deff = TRUE` and `deff = "replace"`). Default 'withoutReplacement'. */
  readonly simpleSample?: 'withoutReplacement' | 'withReplacement';
  /**
   * Rests a figure, or a part of it, on fewer answers than these, it has no error. Default 0, as in R, by which one single answer
   * has the error 0: it does not differ from itself.
   */
  readonly fewest?: number;
}

/** How far a figure is uncertain, however that was found out. */
export interface Uncertainty {
  /** `null` where it is undefined. */
  readonly variance: number | null;
  /** Why the variance is `null`. */
  readonly reason: 'lonely-unit' | 'not-finite';
  readonly degreesOfFreedom: number;
  /** Both sides of a ratio, for Fieller's interval; `null` where there are none. */
  readonly sides: () => RatioSides | null;
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
  const { values, spread } = influence;
  const uncertainty: Uncertainty = {
    variance: varianceOfTotal(design, values, domain),
    reason: 'lonely-unit',
    degreesOfFreedom: domain.degreesOfFreedom,
    sides: () => sidesOf(design, domain, figure),
  };
  return { estimate: estimateFrom(figure, uncertainty, spread, options), influence: values };
}

/**
 * The estimate of a figure whose uncertainty is known. `spread` is that of its influence (`linearize`), which the
 * design effect needs.
 */
export function estimateFrom<C>(
  figure: Figure<C>,
  uncertainty: Uncertainty,
  spread: number | null,
  options: EstimateOptions = {},
): Estimate {
  if (figure.value === null) return undefinedEstimate(figure.base, figure.reason);
  return {
    estimate: figure.value,
    n: figure.base.n,
    effectiveSize: effectiveSize(figure.base),
    designEffect: designEffect(figure, uncertainty.variance, spread, options.simpleSample),
    ...errorOf(figure, uncertainty, options),
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

function errorOf<C>(
  figure: DefinedFigure<C>,
  { variance, reason, degreesOfFreedom, sides }: Uncertainty,
  { confidence = 0.95, interval = 't', fewest = 0 }: EstimateOptions,
): Error {
  const without = { standardError: null, lower: null, upper: null, degreesOfFreedom };
  if ((figure.base.fewest ?? figure.base.n) < fewest) return { ...without, reason: 'too-few-answers' };
  if (variance === null) return { ...without, reason };
  const standardError = Math.sqrt(variance);
  if (!Number.isFinite(standardError)) return { ...without, reason: 'not-finite' };
  if (degreesOfFreedom < 1) return { ...without, standardError, reason: 'no-degrees-of-freedom' };
  const critical = criticalValue(confidence, degreesOfFreedom);
  const bounds = boundsOf(figure.value, standardError, critical, interval, sides);
  if (bounds === null) return { ...without, standardError, reason: 'interval-undefined' };
  return { standardError, ...bounds, degreesOfFreedom, reason: null };
}

function boundsOf(
  value: number,
  standardError: number,
  critical: number,
  interval: 't' | 'log' | 'logit' | 'fieller',
  sides: Uncertainty['sides'],
): Interval | null {
  switch (interval) {
    case 't':
      return waldInterval(value, standardError, critical);
    case 'log':
      return logInterval(value, standardError, critical);
    case 'logit':
      return logitInterval(value, standardError, critical);
    case 'fieller': {
      const both = sides();
      return both && fiellerInterval(both, critical);
    }
  }
}

function sidesOf(design: Design, domain: Domain, { ratio }: DefinedFigure): RatioSides | null {
  if (!ratio) return null;
  const sides = [ratio.numerator, ratio.denominator].map((side) => linearize(design, domain, side).values);
  const covariance = covarianceOfTotals(design, sides, domain);
  if (covariance === null) return null;
  const [numeratorVariance = 0, between = 0, , denominatorVariance = 0] = covariance;
  const { value: numerator } = ratio.numerator;
  const { value: denominator } = ratio.denominator;
  return { numerator, denominator, numeratorVariance, denominatorVariance, covariance: between };
}

function effectiveSize({ weight, squaredWeight }: Base): number | null {
  return squaredWeight > 0 ? (weight * weight) / squaredWeight : null;
}

/** Share of a population below which a sample from it is no news: rounding, not a population. */
const NO_POPULATION = 1e-9;

/** A spread below this share of the value is rounding: all answers are alike. */
const NO_SPREAD = 1e-13;

function designEffect<C>(
  { value, base: { n, weight } }: DefinedFigure<C>,
  variance: number | null,
  spread: number | null,
  simpleSample: EstimateOptions['simpleSample'] = 'withoutReplacement',
): number | null {
  if (variance === null || spread === null) return null;
  const square = spread * weight * weight;
  if (!(square > (NO_SPREAD * value) ** 2)) return null;
  const unsampled = simpleSample === 'withReplacement' ? 1 : (weight - n) / weight;
  if (!(unsampled > NO_POPULATION)) return null;
  const effect = variance / ((square * unsampled) / n);
  return Number.isFinite(effect) ? effect : null;
}
