import type { StratumForecast } from './optimal-allocation.ts';

/**
 * The standard error that an allocation can be expected to give to the mean (or to C) of the whole population:
 *
 *     √ Σ_h W_h² S_h² (1/n_h − 1/N_h),   W_h = N_h/N
 *
 * Särndal, Swensson & Wretman, Model Assisted Survey Sampling (1992), §3.7. `sizes` are answers, not invitations,
 * and need not be whole.
 *
 * @returns `null` when a stratum that differs within has nobody: then nothing is known of the whole
 * @throws RangeError when a size exceeds its population or is negative
 */
export function expectedStandardError(
  strata: ReadonlyMap<string, StratumForecast>,
  sizes: ReadonlyMap<string, number>,
): number | null {
  const variance = expectedVariance(strata, sizes);
  return variance === null ? null : Math.sqrt(variance);
}

/**
 * The square of `expectedStandardError`. For customers as they come, of whom a list is but some, there is no correction for
 * a finite population: Σ W_h² S_h²/n_h.
 *
 * @returns and throws as `expectedStandardError`
 */
export function expectedVariance(
  strata: ReadonlyMap<string, StratumForecast>,
  sizes: ReadonlyMap<string, number>,
  isOfThisList = true,
): number | null {
  const whole = [...strata.values()].reduce((sum, { population }) => sum + population, 0);
  let variance = 0;
  for (const [stratum, { population, spread }] of strata) {
    const size = sizes.get(stratum) ?? 0;
    if (!(size >= 0 && size <= population)) throw new RangeError(`Unexpected size of ${stratum}: ${size}`);
    if (spread === 0) continue;
    if (size === 0) return null;
    variance += ((population / whole) * spread) ** 2 * (1 / size - (isOfThisList ? 1 / population : 0));
  }
  return whole > 0 ? variance : null;
}

/** What the answers of an allocation cost: Σ c_h n_h. */
export function costOfAllocation(
  strata: ReadonlyMap<string, StratumForecast>,
  sizes: ReadonlyMap<string, number>,
): number {
  return [...strata].reduce((sum, [stratum, { cost = 1 }]) => sum + cost * (sizes.get(stratum) ?? 0), 0);
}
