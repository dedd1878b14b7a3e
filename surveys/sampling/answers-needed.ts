import type { SamplingProblem, Sizes } from './allocation.ts';
import { expectedVariance } from './allocation-error.ts';
import { type AllocationRequest, allocate, possibleTotals } from './optimal-allocation.ts';
import { type ChangeToDetect, sizeForChange } from './sample-size.ts';

/** How sure a survey shall be. */
export type PrecisionAim =
  /** An interval of ± margin around the estimate of the whole; z is its quantile, 1.96 for 95 %. */
  | { readonly margin: number; readonly z: number }
  /** A change between two waves, each of them with such a sample. */
  | { readonly change: Omit<ChangeToDetect, 'variances' | 'sizeRatio'> };

/**
 * The fewest answers, divided by a rule, that are as sure as was asked for:
 *
 *     margin:  z² Σ W_h² S_h² (1/n_h − 1/N_h) ≤ e²
 *     change:  Σ W_h² S_h²/n_h ≤ 1/m,  m answers in each wave finding the change where S² is 1 (`sizeForChange`)
 *
 * Without a correction for finite populations of a change, which is about customers as they come, not about this list.
 *
 * @returns problems as `allocate`, or 'marginOutOfReach' or 'changeOutOfReach' where all the answers that can be had are too few
 * @throws RangeError when a margin is not positive, or as `allocate` and `sizeForChange`
 */
export function fewestAnswers(
  request: Omit<AllocationRequest, 'aim'>,
  aim: PrecisionAim,
): { readonly sizes: Sizes } | { readonly problems: readonly SamplingProblem[] } {
  const allowed = varianceFor(aim);
  const varianceOf = (sizes: Sizes) => expectedVariance(request.strata, sizes, 'margin' in aim) ?? Infinity;
  const divided = (total: number) => allocate({ ...request, aim: { total } });
  const totals = possibleTotals(request);
  const all = divided(totals.most);
  if ('problems' in all) return all;
  const least = varianceOf(all.sizes);
  // what is enough but for rounding errors is enough
  const isEnough = (variance: number) => variance <= allowed * (1 + 1e-9);
  if (!isEnough(least)) return { problems: [outOfReach(aim, Math.sqrt(least / allowed))] };
  let enough: Sizes = all.sizes;
  let [tooFew, most] = [totals.least - 1, totals.most];
  while (most - tooFew > 1) {
    const middle = Math.floor((tooFew + most) / 2);
    const between = divided(middle);
    if ('problems' in between) return between;
    if (isEnough(varianceOf(between.sizes))) [most, enough] = [middle, between.sizes];
    else tooFew = middle;
  }
  return { sizes: enough };
}

function varianceFor(aim: PrecisionAim): number {
  if ('change' in aim) return 1 / sizeForChange({ ...aim.change, variances: [1, 1] }).later;
  if (!(aim.margin > 0)) throw new RangeError(`Unexpected margin: ${aim.margin}`);
  return (aim.margin / aim.z) ** 2;
}

/** @param times how many times as wide as it was asked for the best is */
function outOfReach(aim: PrecisionAim, times: number): SamplingProblem {
  const [code, wanted] =
    'change' in aim
      ? (['changeOutOfReach', Math.abs(aim.change.change)] as const)
      : (['marginOutOfReach', aim.margin] as const);
  return { stratum: null, code, params: { best: Math.ceil(wanted * times * 1e4) / 1e4 } };
}
