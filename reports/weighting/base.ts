import { type Coded, missingIn } from './classes.ts';
import { type Counts, unitsBy } from './counts.ts';
import type { WeightingProblem } from './problems.ts';

/**
 * Base weights of a stratified simple random sample: d = N_h / n_h, with n_h all that were drawn, whatever
 * became of them.
 */
export function baseWeights(
  strata: Coded,
  populations: Float64Array | null,
  counts: Counts,
): { readonly weights: Float64Array | null; readonly problems: readonly WeightingProblem[] } {
  const { codes, labels } = strata;
  // what a unit of an endless population stands for is not known either
  const finite = Float64Array.from(labels, (_, code) => {
    const population = populations?.[code] ?? Number.NaN;
    return population < Number.POSITIVE_INFINITY ? population : Number.NaN;
  });
  const problems = [...populationProblems(strata, finite, counts), ...missingStrata(strata, counts)];
  if (problems.length > 0) return { weights: null, problems };
  const sampled = unitsBy(codes, labels.length, counts);
  const weights = Float64Array.from(codes, (code) => (finite[code] as number) / (sampled[code] as number));
  return { weights, problems };
}

/** Strata with sampled units whose population is not known, or smaller than they are. */
export function populationProblems(
  { codes, labels }: Coded,
  populations: Float64Array,
  counts: Counts,
): WeightingProblem[] {
  const units = unitsBy(codes, labels.length, counts);
  return labels.flatMap((stratum, code): WeightingProblem[] => {
    const [sampled, population] = [units[code] as number, populations[code] ?? Number.NaN];
    if (sampled === 0) return [];
    if (!(population > 0)) return [{ code: 'stratum-without-population', stratum }];
    if (population >= sampled) return [];
    return [{ code: 'population-smaller-than-sample', stratum, population, sampled }];
  });
}

/** Units whose stratum is missing. */
export function missingStrata({ codes }: Coded, counts: Counts): WeightingProblem[] {
  const missing = missingIn(codes, counts);
  return missing > 0 ? [{ code: 'value-missing', variable: null, rows: missing }] : [];
}
