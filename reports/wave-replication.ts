import { createRandom } from '#surveys/random.ts';
import { createDesign } from './sampling-error/design.ts';
import type { Replication } from './sampling-error/replicated.ts';
import { replicatesOf } from './sampling-error/replication.ts';
import type { Drawn } from './weigh-groups.ts';
import { drawnSample, type WeightedRows } from './weigh-rows.ts';
import { baseWeights } from './weighting/base.ts';
import type { DrawnSample } from './weighting/drawn-sample.ts';
import type { WeightingScheme } from './weighting/scheme.ts';
import { weighingAgain } from './weighting/weighing-again.ts';
import type { Weighted } from './weighting/weights.ts';

/** The weights of a wave in every replicate, made once. */
export interface WaveReplication extends Replication {
  /** Whether each replicate leaves out a group of customers drawn by chance, since one at a time would be too many. */
  readonly grouped: boolean;
}

/** As many replicates as are worth waiting for. */
const MOST_REPLICATES = 400;
/** Fewer than these say too little of a variance. */
const FEWEST_REPLICATES = 100;
/** So many rows may be weighed in all of them together; calibrating again after trimming counts as often as it is done. */
const MOST_ROWS_WEIGHED = 1_200_000;

/**
 * The jackknife of a wave: in each replicate a customer (or a group) is left out of the drawn sample, the others of the
 * stratum stand in, and the whole weighting is done again.
 *
 * The finite correction counts those who answered, as the wave's design does: a stratum asked in full is no census
 * where not everybody answers.
 *
 *     V = Σ_h (1 − r_h/N_h)(G_h − 1)/G_h Σ_g (θ_hg − θ̄)²,   G_h groups of stratum h, r_h its respondents
 *
 * @returns `null` where a wave is too large to be weighted again and again, or everybody answered
 */
export function waveReplication(
  drawn: Drawn,
  scheme: WeightingScheme,
  { weighted, respondents }: WeightedRows,
): WaveReplication | null {
  const sample = drawnSample(drawn.dataset, drawn.populations);
  const { codes } = sample.strata;
  const most = affordableReplicates(codes.length, weighted);
  if (most < Math.min(FEWEST_REPLICATES, codes.length) || codes.includes(-1)) return null;
  const sampled = countsOf(codes, sample.strata.labels.length);
  const grouped = codes.length > most;
  const units = grouped ? groupsOf(codes, sampled, most) : null;
  const drawnUnits = units ? units.perStratum : sampled;
  const answered = countsOf(
    respondents.map((row) => codes[row] as number),
    sampled.length,
  );
  const design = createDesign({
    weights: new Float64Array(codes.length),
    strata: codes,
    units: units?.codes ?? null,
    populations: sample.populations && populationsSeen(sample.populations, drawnUnits, answered),
    lonelyUnits: 'adjust',
  });
  const { replicates } = replicatesOf(design, { type: 'JKn' });
  const starting = startingWeights(sample, scheme);
  // Each of very many strata has two groups, which may be more than there is time for.
  if (replicates === null || starting === null || replicates.count > 2 * MOST_REPLICATES) return null;
  const again = weighingAgain(sample, scheme, weighted);
  const weights = Array.from({ length: replicates.count }, (_, replicate) =>
    again(replicates.weights(replicate, starting)),
  );
  return { replicates, adjusted: true, grouped, weights: (replicate) => weights[replicate] ?? null };
}

function affordableReplicates(rows: number, { steps }: Weighted): number {
  const recalibrations = steps.find(({ trimming }) => trimming !== undefined)?.trimming?.recalibrations ?? 0;
  return Math.min(MOST_REPLICATES, Math.floor(MOST_ROWS_WEIGHED / (rows * (1 + recalibrations))));
}

function countsOf(codes: Int32Array, strata: number): Int32Array {
  const counts = new Int32Array(strata);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return counts;
}

/** Groups of customers by chance within each stratum, about as many of them in each as its share of the sample. */
function groupsOf(codes: Int32Array, sampled: Int32Array, most: number) {
  const perStratum = sampled.map((n) => Math.min(n, Math.max(2, Math.round((most * n) / codes.length))));
  const members = Array.from(sampled, () => [] as number[]);
  codes.forEach((stratum, row) => {
    members[stratum]?.push(row);
  });
  const groups = new Int32Array(codes.length);
  const random = createRandom('groups of the jackknife');
  let before = 0;
  for (const [stratum, rows] of members.entries()) {
    const count = perStratum[stratum] as number;
    for (const [place, row] of random.shuffle(rows).entries()) groups[row] = before + (place % count);
    before += count;
  }
  return { codes: groups, perStratum };
}

/** Populations of which the units are the share that respondents are of the customers: r_h/N_h = G_h/N'_h. */
function populationsSeen(populations: Float64Array, units: Int32Array, answered: Int32Array): Float64Array {
  return populations.map((population, stratum) => {
    const respondents = answered[stratum] as number;
    return respondents === 0
      ? Number.POSITIVE_INFINITY
      : (population * (units[stratum] as number)) / respondents;
  });
}

/** What each drawn row weighs before anybody stands for anybody else. */
function startingWeights(sample: DrawnSample, { base }: WeightingScheme): Float64Array | null {
  switch (base) {
    case 'design':
      return baseWeights(sample.strata, sample.populations, null).weights;
    case 'given':
      return sample.weights ?? null;
    case 'equal':
      return new Float64Array(sample.responded.length).fill(1);
  }
}
