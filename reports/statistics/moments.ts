import { CompensatedSum } from './compensated-sum.ts';

/**
 * Weighted mean: sum of weight × value over sum of weights.
 *
 * @returns `null` when no weight is positive, since no mean is defined.
 */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  sameLength(values, weights);
  const total = new CompensatedSum();
  const weight = new CompensatedSum();
  for (let i = 0; i < values.length; i++) {
    const w = weights[i] as number;
    total.add(w * (values[i] as number));
    weight.add(w);
  }
  return weight.value > 0 ? total.value / weight.value : null;
}

/**
 * Weighted estimate of the population variance, Bessel-corrected by the number of values with a weight:
 *
 *     n / (n − 1) · Σ w (x − x̄)² / Σ w          (R `svyvar`)
 *
 * @returns `null` when fewer than two values have a positive weight.
 */
export function weightedVariance(values: ArrayLike<number>, weights: ArrayLike<number>): number | null {
  const mean = weightedMean(values, weights);
  if (mean === null) return null;
  const squares = new CompensatedSum();
  const weight = new CompensatedSum();
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights[i] as number;
    if (w === 0) continue;
    const deviation = (values[i] as number) - mean;
    squares.add(w * deviation * deviation);
    weight.add(w);
    n += 1;
  }
  return n > 1 ? ((n / (n - 1)) * squares.value) / weight.value : null;
}

function sameLength(values: ArrayLike<number>, weights: ArrayLike<number>): void {
  if (values.length !== weights.length) {
    throw new RangeError(`Expected as many weights as values: ${weights.length} for ${values.length}.`);
  }
}
