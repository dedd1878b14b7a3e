import { CompensatedSum } from '../statistics/compensated-sum.ts';

/** What a set of weights is like. Rows with weight 0 do not count. */
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

/** How the weights are spread over the rows: quantiles of type 7, R's default. */
export interface WeightQuantiles {
  /** 5 % of the rows weigh less. */
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** 5 % of the rows weigh more. */
  readonly high: number;
}

/** `null` when no weight is positive. */
export function diagnosticsOf(weights: Float64Array): WeightDiagnostics | null {
  const [sum, squares] = [new CompensatedSum(), new CompensatedSum()];
  let [n, min, max] = [0, Number.POSITIVE_INFINITY, 0];
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    if (!(weight > 0)) continue;
    n += 1;
    sum.add(weight);
    squares.add(weight * weight);
    if (weight < min) min = weight;
    if (weight > max) max = weight;
  }
  if (n === 0) return null;
  const quantiles = quantilesOf(weights);
  if (quantiles === null) return null;
  const effectiveSize = (sum.value * sum.value) / squares.value;
  return { n, sum: sum.value, min, max, kishDesignEffect: n / effectiveSize, effectiveSize, quantiles };
}

/** Quantiles of the positive weights; `null` when there are none. */
export function quantilesOf(weights: Float64Array): WeightQuantiles | null {
  const { values, ends } = distribution(weights);
  const n = ends.at(-1) ?? 0;
  if (n === 0) return null;
  const at = (place: number) => values[ends.findIndex((end) => place < end)] as number;
  const quantile = (share: number) => {
    const place = share * (n - 1);
    const below = at(Math.floor(place));
    return below + (place - Math.floor(place)) * (at(Math.ceil(place)) - below);
  };
  return {
    low: quantile(0.05),
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
    high: quantile(0.95),
  };
}

/** Weights of a design are few different numbers on many rows: counting them spares sorting the rows. */
function distribution(weights: Float64Array): { readonly values: Float64Array; readonly ends: number[] } {
  const counts = new Map<number, number>();
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    if (weight > 0) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  }
  const values = Float64Array.from(counts.keys()).sort();
  let end = 0;
  const ends = Array.from(values, (value) => {
    end += counts.get(value) ?? 0;
    return end;
  });
  return { values, ends };
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
