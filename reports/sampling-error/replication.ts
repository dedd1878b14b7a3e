import { createRandom } from '#surveys/random.ts';
import { hadamard } from '../statistics/hadamard.ts';
import type { Design, LonelyUnitRule, Stage } from './design.ts';
import { lonelyStrata } from './strata-factors.ts';

/**
 * Variance by replication: the sample is weighted and measured again and again, each time as if it were another
 * one, and the spread of the results is their sampling error:
 *
 *     V = s Σ c_r (θ_r − θ̄)²,   θ̄ the mean over replicates with c_r > 0, or the estimate itself ('mse')
 *
 * Wolter, Introduction to Variance Estimation (2007); equal to R `survey::svrVar`.
 */
export interface Replicates {
  readonly count: number;
  /** s */
  readonly scale: number;
  /** c_r */
  readonly rscales: Float64Array;
  readonly mse: boolean;
  /** The weights of a replicate, made from those of the rows; a new array. */
  readonly weights: (replicate: number, weights: Float64Array) => Float64Array;
  /**
   * Whether a jackknife over these units has the whole design's structure, so that its degrees of freedom need no
   * rank (`replicateDegreesOfFreedom`).
   */
  readonly jackknife: boolean;
}

export type ReplicateMethod =
  /** Each unit left out in turn, in one stratum. */
  | { readonly type: 'JK1' }
  /** Each unit left out in turn, within its stratum. */
  | { readonly type: 'JKn' }
  /** Balanced half-samples of two units in each stratum; 'Fay' keeps a share ρ of the other half. */
  | { readonly type: 'BRR' }
  | { readonly type: 'Fay'; readonly rho: number }
  /** n_h − 1 units drawn again with replacement in each stratum (Rao, Wu & Yue 1992). */
  | { readonly type: 'bootstrap'; readonly replicates: number; readonly seed: number };

/** Why a design has no replicates of a kind. `stratum` is a code. */
export type ReplicationProblem =
  | { readonly code: 'replicates-need-one-stratum' }
  | { readonly code: 'replicates-need-two-units'; readonly stratum: number; readonly units: number }
  | { readonly code: 'lonely-unit'; readonly stratum: number }
  | { readonly code: 'census' };

export type Replication =
  | { readonly replicates: Replicates; readonly problem: null }
  | { readonly replicates: null; readonly problem: ReplicationProblem };

/**
 * The replicates of a design, by its first stage (R `as.svrepdesign`). The jackknives keep the finite correction,
 * the others have no place for one.
 *
 * Lonely units: 'fail' is a problem; otherwise JKn does as R's `jknweights`, and the bootstrap leaves them alone.
 */
export function replicatesOf(
  { stage, lonelyUnits }: Pick<Design, 'stage' | 'lonelyUnits'>,
  method: ReplicateMethod,
): Replication {
  const present = Array.from(stage.sampled).filter((count) => count > 0).length;
  const [lonely] = lonelyStrata(stage);
  switch (method.type) {
    case 'JK1':
      if (present > 1) return without({ code: 'replicates-need-one-stratum' });
      if (lonely !== undefined) return without({ code: 'lonely-unit', stratum: lonely });
      return jackknife(stage, lonelyUnits);
    case 'JKn':
      if (lonely !== undefined && lonelyUnits === 'fail')
        return without({ code: 'lonely-unit', stratum: lonely });
      return jackknife(stage, lonelyUnits);
    case 'BRR':
      return halfSamples(stage, 0);
    case 'Fay':
      return halfSamples(stage, method.rho);
    case 'bootstrap':
      if (lonely !== undefined && lonelyUnits === 'fail')
        return without({ code: 'lonely-unit', stratum: lonely });
      return bootstrap(stage, method.replicates, method.seed);
  }
}

/** Replicate weights that somebody else made: one array per replicate, with the row's weight in it. */
export function givenReplicates(
  columns: readonly Float64Array[],
  { scale, rscales, mse }: { scale: number; rscales: readonly number[] | null; mse: boolean },
): Replicates {
  if (rscales !== null && rscales.length !== columns.length) {
    throw new RangeError(`Expected ${columns.length} rscales, found ${rscales.length}.`);
  }
  return {
    count: columns.length,
    scale,
    rscales: rscales ? Float64Array.from(rscales) : new Float64Array(columns.length).fill(1),
    mse,
    jackknife: false,
    weights: (replicate) => (columns[replicate] as Float64Array).slice(),
  };
}

function without(problem: ReplicationProblem): Replication {
  return { replicates: null, problem };
}

type Factor = (replicate: number, unit: number) => number;

function replicated(
  stage: Stage,
  factor: Factor,
  rest: Pick<Replicates, 'count' | 'scale' | 'rscales' | 'jackknife'>,
): Replication {
  const weights = (replicate: number, base: Float64Array) =>
    base.map((weight, row) => weight * factor(replicate, stage.units ? (stage.units[row] as number) : row));
  return { replicates: { ...rest, mse: false, weights }, problem: null };
}

/**
 * Leaves out unit j of stratum h; the others of h count n/(n − 1) times; c = (1 − f)(n − 1)/n. A stratum taken
 * whole has no replicates. R puts the factors of JK1 into s; the product is the same.
 */
function jackknife(stage: Stage, rule: LonelyUnitRule): Replication {
  const { unitStrata, sampled, populations } = stage;
  const lonely = new Set(lonelyStrata(stage));
  const strata = sampled.reduce((count, n) => count + (n > 0 ? 1 : 0), 0);
  const dropped: number[] = [];
  const rscales: number[] = [];
  unitStrata.forEach((stratum, unit) => {
    const n = sampled[stratum] as number;
    const population = populations?.[stratum] ?? Number.POSITIVE_INFINITY;
    const unsampled = population === Number.POSITIVE_INFINITY ? 1 : (population - n) / population;
    if (lonely.has(stratum)) {
      if (rule !== 'adjust' || strata < 2) return;
      dropped.push(unit);
      rscales.push((strata - 1) / strata);
    } else if (unsampled > 0) {
      dropped.push(unit);
      rscales.push((unsampled * (n - 1)) / n);
    }
  });
  if (dropped.length === 0) return without({ code: 'census' });
  const factor: Factor = (replicate, unit) => {
    const out = dropped[replicate] as number;
    if (unit === out) return 0;
    const stratum = unitStrata[out] as number;
    if (lonely.has(stratum)) return strata / (strata - 1);
    const n = sampled[stratum] as number;
    return unitStrata[unit] === stratum ? n / (n - 1) : 1;
  };
  return replicated(stage, factor, {
    count: dropped.length,
    scale: rule === 'average' ? unitStrata.length / dropped.length : 1,
    rscales: Float64Array.from(rscales),
    jackknife: lonely.size === 0 && dropped.length === unitStrata.length,
  });
}

/** One of the two units of each stratum counts 2 − ρ times, the other ρ times; s = 1/(R(1 − ρ)²). */
function halfSamples(stage: Stage, rho: number): Replication {
  const { unitStrata, sampled } = stage;
  const wrong = sampled.findIndex((count) => count > 0 && count !== 2);
  if (wrong >= 0) {
    return without({ code: 'replicates-need-two-units', stratum: wrong, units: sampled[wrong] as number });
  }
  const places = new Map<number, number>();
  sampled.forEach((count, stratum) => {
    if (count > 0) places.set(stratum, places.size + 1);
  });
  const matrix = hadamard(places.size);
  const first = new Map<number, number>();
  unitStrata.forEach((stratum, unit) => {
    if (!first.has(stratum)) first.set(stratum, unit);
  });
  const factor: Factor = (replicate, unit) => {
    const stratum = unitStrata[unit] as number;
    const side = first.get(stratum) === unit ? 1 : -1;
    return matrix[places.get(stratum) ?? 0]?.[replicate] === side ? 2 - rho : rho;
  };
  const count = matrix.length;
  const scale = 1 / (count * (1 - rho) ** 2);
  return replicated(stage, factor, {
    count,
    scale,
    rscales: new Float64Array(count).fill(1),
    jackknife: false,
  });
}

/** Unit j of stratum h counts m n/(n − 1) times, m how often it was drawn; s = 1/(R − 1). */
function bootstrap(stage: Stage, count: number, seed: number): Replication {
  const random = createRandom(`replicates ${seed}`);
  const units = stage.unitStrata.length;
  const strata = Array.from(stage.sampled, () => [] as number[]);
  stage.unitStrata.forEach((stratum, unit) => {
    strata[stratum]?.push(unit);
  });
  const draws = Array.from({ length: count }, () => {
    const factors = new Float64Array(units);
    for (const members of strata) {
      const n = members.length;
      if (n === 1) factors[members[0] as number] = 1;
      for (let draw = 1; draw < n; draw++) {
        const unit = members[random.below(n)] as number;
        factors[unit] = (factors[unit] as number) + n / (n - 1);
      }
    }
    return factors;
  });
  const factor: Factor = (replicate, unit) => draws[replicate]?.[unit] ?? 0;
  return replicated(stage, factor, {
    count,
    scale: 1 / (count - 1),
    rscales: new Float64Array(count).fill(1),
    jackknife: false,
  });
}
