import { CompensatedSum } from '../statistics/compensated-sum.ts';
import { addTimes, type Counts, countOf } from './counts.ts';

/** What a set of weights is like, unit by unit. Those of weight 0 do not count. */
export interface WeightDiagnostics {
  readonly n: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /**
   * Kish: n Σw²/(Σw)² = 1 + cv²(w). The loss of precision when weights have nothing to do with the answers;
   * under deliberate oversampling it is not the design effect.
   */
  readonly kishDesignEffect: number;
  /** Kish: (Σw)²/Σw². */
  readonly effectiveSize: number;
  readonly quantiles: WeightQuantiles;
}

/** How the weights are spread over the units: quantiles of type 7, R's default. */
export interface WeightQuantiles {
  /** 5 % of the units weigh less. */
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** 5 % of the units weigh more. */
  readonly high: number;
}

/** `null` when no weight is positive. */
export function diagnosticsOf(weights: Float64Array, counts: Counts = null): WeightDiagnostics | null {
  const [sum, squares] = [new CompensatedSum(), new CompensatedSum()];
  let [n, min, max] = [0, Number.POSITIVE_INFINITY, 0];
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    if (!(weight > 0)) continue;
    const count = countOf(counts, row);
    n += count;
    addTimes(sum, weight, count);
    addTimes(squares, weight * weight, count);
    if (weight < min) min = weight;
    if (weight > max) max = weight;
  }
  if (n === 0) return null;
  const quantiles = quantilesOf(weights, counts);
  if (quantiles === null) return null;
  const effectiveSize = (sum.value * sum.value) / squares.value;
  return { n, sum: sum.value, min, max, kishDesignEffect: n / effectiveSize, effectiveSize, quantiles };
}

/** Quantiles of the positive weights; `null` when there are none. */
export function quantilesOf(weights: Float64Array, counts: Counts = null): WeightQuantiles | null {
  const at = ordered(weights, counts);
  if (at === null) return null;
  const quantile = (share: number) => {
    const place = share * (at.count - 1);
    const below = at.place(Math.floor(place));
    return below + (place - Math.floor(place)) * (at.place(Math.ceil(place)) - below);
  };
  return {
    low: quantile(0.05),
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
    high: quantile(0.95),
  };
}

/** Up to this many different weights, counting them is faster than sorting rows of one unit. */
const FEW = 4096;

/** The positive weights in ascending order, by place from 0: one place for each unit. */
function ordered(
  weights: Float64Array,
  counts: Counts,
): { count: number; place: (place: number) => number } | null {
  const most = counts === null ? FEW : Number.POSITIVE_INFINITY;
  const units = new Map<number, number>();
  let count = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    if (!(weight > 0)) continue;
    const more = countOf(counts, row);
    count += more;
    if (units.size <= most) units.set(weight, (units.get(weight) ?? 0) + more);
  }
  if (count === 0) return null;
  if (units.size > most) {
    const sorted = weights.filter((weight) => weight > 0).sort();
    return { count, place: (place) => sorted[place] as number };
  }
  const values = Float64Array.from(units.keys()).sort();
  let end = 0;
  const ends = Array.from(values, (value) => {
    end += units.get(value) ?? 0;
    return end;
  });
  return { count, place: (place) => values[ends.findIndex((each) => place < each)] as number };
}

/** The largest factor by which a step raised a weight; `null` when no weight was positive before. */
export function largestFactor(before: Float64Array, after: Float64Array): number | null {
  let largest: number | null = null;
  for (let row = 0; row < before.length; row++) {
    const weight = before[row] as number;
    if (!(weight > 0)) continue;
    const factor = (after[row] as number) / weight;
    if (largest === null || factor > largest) largest = factor;
  }
  return largest;
}
