import { CompensatedSum, sumOf } from '../statistics/compensated-sum.ts';
import { normalTails, studentTails } from '../statistics/distributions.ts';
import type { Design } from './design.ts';
import type { Estimate } from './estimate.ts';
import { criticalValue, waldInterval } from './intervals.ts';

/** The difference of a figure between two waves, later minus earlier. */
export interface Change {
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Satterthwaite's for independent samples, the design's for one stacked; `null` where the normal judges. */
  readonly degreesOfFreedom: number | null;
  /** difference / standardError. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly p: number | null;
  readonly reason: ChangeReason | null;
}

export type ChangeReason =
  /** One of the two waves has no figure. */
  | 'estimate-undefined'
  /** One of the two waves has a figure without a standard error, or without degrees of freedom. */
  | 'standard-error-undefined'
  /** The difference has no sampling error, so there is nothing to judge it by. */
  | 'no-variance';

/**
 * Change between independent samples: V = V₁ + V₂, judged by Student's t with Satterthwaite's
 * (V₁ + V₂)² / (V₁²/df₁ + V₂²/df₂) degrees of freedom.
 */
export function independentChange(from: Estimate, to: Estimate, confidence = 0.95): Change {
  if (from.estimate === null || to.estimate === null) return noChange(null, 'estimate-undefined');
  const difference = to.estimate - from.estimate;
  if (from.standardError === null || to.standardError === null)
    return noChange(difference, 'standard-error-undefined');
  const [first, second] = [from.standardError ** 2, to.standardError ** 2];
  const [firstFreedom, secondFreedom] = [from.degreesOfFreedom ?? 0, to.degreesOfFreedom ?? 0];
  if (firstFreedom < 1 || secondFreedom < 1) return noChange(difference, 'standard-error-undefined');
  const variance = first + second;
  if (!(variance > 0)) return noChange(difference, 'no-variance');
  const degreesOfFreedom = variance ** 2 / (first ** 2 / firstFreedom + second ** 2 / secondFreedom);
  return judged(difference, variance, degreesOfFreedom, confidence);
}

/**
 * Change between samples that share customers: V = V₁ + V₂ − 2 Cov, with `covariance` from `overlapCovariance`,
 * judged by the normal.
 */
export function overlappingChange(
  from: Estimate,
  to: Estimate,
  covariance: number,
  confidence = 0.95,
): Change {
  if (from.estimate === null || to.estimate === null) return noChange(null, 'estimate-undefined');
  const difference = to.estimate - from.estimate;
  if (from.standardError === null || to.standardError === null)
    return noChange(difference, 'standard-error-undefined');
  const variance = from.standardError ** 2 + to.standardError ** 2 - 2 * covariance;
  if (!(variance > 0)) return noChange(difference, 'no-variance');
  return judged(difference, variance, null, confidence);
}

/**
 * Difference of two estimates of one design, as of waves held in one, judged by Student's t with its degrees of freedom.
 *
 * @param variance of the difference in that design; `null` where it is undefined
 */
export function changeInOneDesign(
  from: Estimate,
  to: Estimate,
  variance: number | null,
  degreesOfFreedom: number,
  confidence = 0.95,
): Change {
  if (from.estimate === null || to.estimate === null) return noChange(null, 'estimate-undefined');
  const difference = to.estimate - from.estimate;
  const hasErrors = from.standardError !== null && to.standardError !== null;
  if (!hasErrors || variance === null || degreesOfFreedom < 1)
    return noChange(difference, 'standard-error-undefined');
  if (!(variance > 0)) return noChange(difference, 'no-variance');
  return judged(difference, variance, degreesOfFreedom, confidence);
}

function judged(
  difference: number,
  variance: number,
  degreesOfFreedom: number | null,
  confidence: number,
): Change {
  const standardError = Math.sqrt(variance);
  const statistic = difference / standardError;
  const size = Math.abs(statistic);
  const tails = degreesOfFreedom === null ? normalTails(size) : studentTails(size, degreesOfFreedom);
  const interval = waldInterval(difference, standardError, criticalValue(confidence, degreesOfFreedom));
  return {
    difference,
    standardError,
    ...interval,
    degreesOfFreedom,
    statistic,
    p: 2 * tails.upper,
    reason: null,
  };
}

function noChange(difference: number | null, reason: ChangeReason): Change {
  const nothing = {
    standardError: null,
    lower: null,
    upper: null,
    degreesOfFreedom: null,
    statistic: null,
    p: null,
  };
  return { difference, ...nothing, reason };
}

/** The respondents of a wave as the overlap sees them. */
export interface WaveSample {
  readonly design: Design;
  /** Who each row is, the same in every wave; '' = unknown, overlaps with nobody. Each once in a wave. */
  readonly units: ArrayLike<string | number>;
  /** Name of each stratum code, the same in every wave. */
  readonly strataLabels: readonly string[];
}

/** The customers two waves have in common. */
export interface Overlap {
  /** Customers who answered both, in the same stratum. */
  readonly common: number;
  /** Customers who answered both but changed stratum; they are left out of the covariance. */
  readonly moved: number;
  /** Rows of the common customers in each wave, and their stratum (code of the earlier wave). */
  readonly fromRows: Int32Array;
  readonly toRows: Int32Array;
  readonly strata: Int32Array;
  /** n₁₂ by stratum. */
  readonly sizes: Int32Array;
  /** n₁₂ − n₁ n₂ / N by stratum. */
  readonly coefficients: Float64Array;
}

/**
 * Finds the customers who answered both waves; done once for all figures of the two waves.
 *
 * @throws RangeError for a unit twice in a wave, or a design whose units are not its rows.
 */
export function overlapOf(from: WaveSample, to: WaveSample): Overlap {
  const toRowsByUnit = rowsByUnit(to);
  rowsByUnit(from);
  const fromRows: number[] = [];
  const toRows: number[] = [];
  const strata: number[] = [];
  let moved = 0;
  for (let row = 0; row < from.units.length; row++) {
    const other = toRowsByUnit.get(from.units[row] ?? '');
    if (other === undefined) continue;
    const stratum = from.design.stage.strata[row] as number;
    const otherStratum = to.design.stage.strata[other] as number;
    if (from.strataLabels[stratum] !== to.strataLabels[otherStratum]) {
      moved += 1;
      continue;
    }
    fromRows.push(row);
    toRows.push(other);
    strata.push(stratum);
  }
  const sizes = new Int32Array(from.design.stage.sampled.length);
  for (const stratum of strata) sizes[stratum] = (sizes[stratum] as number) + 1;
  return {
    common: fromRows.length,
    moved,
    fromRows: Int32Array.from(fromRows),
    toRows: Int32Array.from(toRows),
    strata: Int32Array.from(strata),
    sizes,
    coefficients: coefficientsOf(from, to, sizes),
  };
}

function rowsByUnit({ units, design }: WaveSample): Map<string | number, number> {
  if (design.stage.units || units.length !== design.weights.length) {
    throw new RangeError('Expected one unit for every row, and rows as the sampled units.');
  }
  const rows = new Map<string | number, number>();
  for (let row = 0; row < units.length; row++) {
    const unit = units[row] ?? '';
    if (unit === '') continue;
    if (rows.has(unit)) throw new RangeError(`Unit ${unit} is twice in a wave.`);
    rows.set(unit, row);
  }
  return rows;
}

/** N is that of both waves; where the population has changed in between, the mean of the two. */
function coefficientsOf(from: WaveSample, to: WaveSample, sizes: Int32Array): Float64Array {
  const otherCodes = new Map(to.strataLabels.map((label, code) => [label, code]));
  return Float64Array.from(sizes, (size, stratum) => {
    const other = otherCodes.get(from.strataLabels[stratum] ?? '');
    const [first, second] = [from.design.stage, to.design.stage];
    if (other === undefined || !first.populations || !second.populations) return size;
    const population = ((first.populations[stratum] as number) + (second.populations[other] as number)) / 2;
    return size - ((first.sampled[stratum] as number) * (second.sampled[other] as number)) / population;
  });
}

/**
 * Covariance of two estimates from waves that share customers, both stratified simple random samples:
 *
 *     Cov = Σ_h (n₁₂ − n₁ n₂ / N) s(u₁, u₂)
 *
 * with s the covariance (divisor n₁₂ − 1) of the influences over the common customers of the stratum. Negative
 * where the overlap is less than chance would give: that is right. A stratum with fewer than two common
 * customers adds nothing. Tam, "On covariance in finite population sampling", The Statistician 33 (1984).
 *
 * @param from influence of the earlier estimate, as `estimateWithInfluence` gives it
 */
export function overlapCovariance(overlap: Overlap, from: Float64Array, to: Float64Array): number {
  const { fromRows, toRows, strata, sizes, coefficients } = overlap;
  const fromMeans = meansBy(strata, sizes, from, fromRows);
  const toMeans = meansBy(strata, sizes, to, toRows);
  const products = Array.from(sizes, () => new CompensatedSum());
  for (let place = 0; place < strata.length; place++) {
    const stratum = strata[place] as number;
    const u = (from[fromRows[place] as number] as number) - (fromMeans[stratum] as number);
    const v = (to[toRows[place] as number] as number) - (toMeans[stratum] as number);
    products[stratum]?.add(u * v);
  }
  return sumOf(
    products.map(({ value }, stratum) => {
      const size = sizes[stratum] as number;
      return size < 2 ? 0 : ((coefficients[stratum] as number) * value) / (size - 1);
    }),
  );
}

/** Sums keep what rounding would lose, so that they are the same in whatever order the rows stand. */
function meansBy(
  strata: Int32Array,
  sizes: Int32Array,
  values: Float64Array,
  rows: Int32Array,
): Float64Array {
  const sums = Array.from(sizes, () => new CompensatedSum());
  for (let place = 0; place < strata.length; place++) {
    sums[strata[place] as number]?.add(values[rows[place] as number] as number);
  }
  return Float64Array.from(sizes, (size, stratum) => (size === 0 ? 0 : (sums[stratum]?.value ?? 0) / size));
}
