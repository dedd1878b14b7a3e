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
  const effectiveSize = (sum.value * sum.value) / squares.value;
  return { n, sum: sum.value, min, max, kishDesignEffect: n / effectiveSize, effectiveSize };
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
