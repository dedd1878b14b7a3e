import { type Coded, missingIn } from './classes.ts';
import type { WeightingProblem } from './problems.ts';

/**
 * Base weights of a stratified simple random sample: d = N_h / n_h, with n_h all that were drawn, whatever
 * became of them.
 */
export function baseWeights(
  { codes, labels }: Coded,
  populations: Float64Array | null,
): { readonly weights: Float64Array | null; readonly problems: readonly WeightingProblem[] } {
  const sampled = new Int32Array(labels.length);
  for (const code of codes) if (code >= 0) sampled[code] = (sampled[code] as number) + 1;
  const problems = labels.flatMap((stratum, code) =>
    populationProblems(stratum, populations?.[code] ?? Number.NaN, sampled[code] as number),
  );
  const missing = missingIn(codes);
  if (missing > 0) problems.push({ code: 'value-missing', variable: null, rows: missing });
  if (problems.length > 0) return { weights: null, problems };
  const weights = Float64Array.from(
    codes,
    (code) => (populations?.[code] as number) / (sampled[code] as number),
  );
  return { weights, problems };
}

function populationProblems(stratum: string, population: number, sampled: number): WeightingProblem[] {
  if (sampled === 0) return [];
  if (!(population > 0 && population < Number.POSITIVE_INFINITY))
    return [{ code: 'stratum-without-population', stratum }];
  if (population < sampled) return [{ code: 'population-smaller-than-sample', stratum, population, sampled }];
  return [];
}
