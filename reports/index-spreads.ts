import { measureWave, type WaveInput } from './measure-wave.ts';

/** How much customers of a stratum differed in an earlier wave. */
export interface StratumSpread {
  /** S_h of the index: the standard deviation of (b − Ca)/ā, over all items. */
  readonly spread: number;
  readonly respondents: number;
}

export interface IndexSpreads {
  /** The overall index of the wave. */
  readonly index: number;
  /** Strata with at least two respondents. */
  readonly strata: ReadonlyMap<string, StratumSpread>;
  /** What the strata differ within, on average over the population. */
  readonly pooled: number;
}

/**
 * How much customers differ within each stratum, as far as the overall index is concerned, from a wave that was measured:
 * what a later sample is divided by.
 *
 *     u_i = z_i Σw / w_i,   S_h² = n_h/(n_h − 1) · Σ w_i (u_i − ū_h)² / Σ w_i  in h,   pooled: √ Σ W_h S_h²
 *
 * where z_i is respondent i's influence on the index, w_i the final weight (Särndal, Swensson & Wretman 1992, §5.5 and
 * §12.7). With them `expectedStandardError` of the wave's own respondents is its standard error, where weights are those of
 * the design.
 *
 * @returns `null` when the wave has no overall index, or no stratum with two respondents
 */
export function indexSpreads(wave: WaveInput): IndexSpreads | null {
  const { comparison } = measureWave(wave);
  const overall = comparison?.figures.find(
    ({ figure: { name, target, domain } }) => name === 'csi' && target === 'overall' && domain === null,
  );
  if (!comparison || !overall || overall.statistic.value === null) return null;
  const { design, strata: labels, influenceOf } = comparison.rows();
  const { weights, stage } = design;
  const influence = influenceOf(overall.statistic, null);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const values = influence.map((each, row) => {
    const weight = weights[row] as number;
    return weight > 0 ? (each * whole) / weight : 0;
  });
  const spreads = new Map<string, StratumSpread>();
  let pooled = 0;
  let covered = 0;
  for (const [code, label] of labels.entries()) {
    const rows = [...stage.strata.keys()].filter(
      (row) => stage.strata[row] === code && (weights[row] as number) > 0,
    );
    if (rows.length < 2) continue;
    const { variance, weight } = weightedVariance(values, weights, rows);
    spreads.set(label, { spread: Math.sqrt(variance), respondents: rows.length });
    pooled += weight * variance;
    covered += weight;
  }
  if (covered === 0) return null;
  return { index: overall.statistic.value, strata: spreads, pooled: Math.sqrt(pooled / covered) };
}

function weightedVariance(values: Float64Array, weights: Float64Array, rows: readonly number[]) {
  const sumOf = (value: (row: number) => number) => rows.reduce((sum, row) => sum + value(row), 0);
  const weightAt = (row: number) => weights[row] as number;
  const weight = sumOf(weightAt);
  const mean = sumOf((row) => weightAt(row) * (values[row] as number)) / weight;
  const squares = sumOf((row) => weightAt(row) * ((values[row] as number) - mean) ** 2);
  return { weight, variance: ((squares / weight) * rows.length) / (rows.length - 1) };
}
