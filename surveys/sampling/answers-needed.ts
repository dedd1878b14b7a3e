import type { SamplingProblem } from './allocation.ts';
import { allocate, type StratumForecast } from './optimal-allocation.ts';
import { type ChangeToDetect, sizeForChange } from './sample-size.ts';

type Strata = ReadonlyMap<string, StratumForecast>;

/**
 * How many answers give the estimate of the whole an interval of ± `margin`, divided in proportion to the strata.
 *
 * @param z quantile of the interval: 1.96 for 95 %
 * @throws RangeError when the margin is not positive, or as `allocate`
 */
export function answersForMargin(
  strata: Strata,
  margin: number,
  z: number,
): { readonly answers: number } | { readonly problems: readonly SamplingProblem[] } {
  if (!(margin > 0)) throw new RangeError(`Unexpected margin: ${margin}`);
  const aim = { variance: (margin / z) ** 2 };
  const allocation = allocate({ strata, rule: { rule: 'proportional' }, aim });
  if ('problems' in allocation) return allocation;
  return { answers: [...allocation.sizes.values()].reduce((sum, size) => sum + size, 0) };
}

/**
 * How many answers in each of two waves of the same size let a change be found, the strata divided in proportion: as
 * `sizeForChange`, with Σ W_h S_h² for the variances of both. Without a correction for finite populations: change asks
 * about customers as they come, not about this list.
 *
 * @throws RangeError as `sizeForChange`
 */
export function answersForChange(
  strata: Strata,
  wanted: Omit<ChangeToDetect, 'variances' | 'sizeRatio'>,
): number {
  const whole = [...strata.values()].reduce((sum, { population }) => sum + population, 0);
  const within = [...strata.values()].reduce(
    (sum, { population, spread }) => sum + (population / whole) * spread ** 2,
    0,
  );
  return Math.ceil(sizeForChange({ ...wanted, variances: [within, within] }).later - 1e-9);
}
