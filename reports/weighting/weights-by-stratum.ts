import { type Counts, countOf } from './counts.ts';
import { diagnosticsOf, type WeightDiagnostics } from './diagnostics.ts';
import type { Weighted } from './weights.ts';

/** What the final weights of a stratum's respondents are like. */
export interface StratumWeights {
  readonly stratum: string;
  /** `null` where nobody of the stratum weighs anything. */
  readonly weights: WeightDiagnostics | null;
}

/**
 * The final weights, stratum by stratum.
 *
 * @param labels names of the strata by code, in the order to tell them
 */
export function weightsByStratum(
  { weights, counts, design }: Pick<Weighted, 'weights' | 'counts' | 'design'>,
  labels: readonly string[],
): StratumWeights[] {
  const rows = labels.map((): number[] => []);
  for (let row = 0; row < weights.length; row++) rows[design.strata?.[row] ?? 0]?.push(row);
  return labels.map((stratum, code) => {
    const own = rows[code] ?? [];
    const ofStratum: Counts = counts && Float64Array.from(own, (row) => countOf(counts, row));
    return {
      stratum,
      weights: diagnosticsOf(
        Float64Array.from(own, (row) => weights[row] as number),
        ofStratum,
      ),
    };
  });
}
