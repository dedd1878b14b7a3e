import type { Design, Stage } from './design.ts';
import type { Domain } from './domains.ts';

/** A sampling fraction this near 1 is a census: no variance, and no lonely unit (R's threshold). */
const CENSUS = 1e-7;

/** What a stage does with the squared deviations of its units. */
export interface StageFactors {
  readonly stage: Stage;
  /** By stratum: (1 − f) n/(n − 1), times n/N of every stage above, times what the lonely units' rule adds. */
  readonly factors: Float64Array;
  /** Strata whose units count by their distance from 0, the middle of all influences, not from their own mean. */
  readonly uncentred: readonly number[];
}

/**
 * The factors of every stage for figures of a domain. They do not depend on the figures.
 *
 * @returns `null` when a lonely unit makes the variance undefined
 */
export function strataFactors(design: Design, domain: Domain): StageFactors[] | null {
  const stages: StageFactors[] = [];
  let above: Float64Array | null = null;
  for (let stage: Stage | null = design.stage; stage; stage = stage.below) {
    const factors = stageFactors(design, domain, stage, above);
    if (factors === null) return null;
    stages.push(factors);
    above = stage.below && sampledShares(stage, above);
  }
  return stages;
}

function stageFactors(
  design: Design,
  domain: Domain,
  stage: Stage,
  above: Float64Array | null,
): StageFactors | null {
  const rule = design.lonelyUnits;
  const present = unitsPresent(design, stage, domain);
  const lonely = lonelyStrata(stage).filter((stratum) => (present[stratum] as number) > 0);
  if (lonely.length > 0 && rule === 'fail') return null;
  const inDomain = design.lonelyInDomains ? lonelyInDomain(stage, present) : [];
  const factors = varianceFactors(stage);
  if (rule === 'average') {
    const unknown = [...lonely, ...inDomain];
    const scales = averageScales(stage, present, unknown);
    if (scales.includes(Number.POSITIVE_INFINITY)) return null;
    for (const stratum of inDomain) factors[stratum] = 0;
    multiplyByParent(factors, stage, scales);
  }
  if (above) multiplyByParent(factors, stage, above);
  return { stage, factors, uncentred: rule === 'adjust' ? [...lonely, ...inDomain] : [] };
}

/** Multiplies each stratum's factor by that of the unit it lies in; the first stage lies in one. */
function multiplyByParent(factors: Float64Array, { parents }: Stage, by: Float64Array): void {
  for (let stratum = 0; stratum < factors.length; stratum++) {
    factors[stratum] = (factors[stratum] as number) * (by[parents?.[stratum] ?? 0] as number);
  }
}

/** Strata with one sampled unit that are not fully sampled, so that their variance cannot be known. */
export function lonelyStrata(stage: Stage): number[] {
  return strataWhere(stage, (count) => count === 1);
}

/** Strata of several sampled units of which only one has members of the domain. */
function lonelyInDomain(stage: Stage, present: Int32Array): number[] {
  return strataWhere(stage, (count, stratum) => count > 1 && present[stratum] === 1);
}

function strataWhere(stage: Stage, holds: (sampled: number, stratum: number) => boolean): number[] {
  const strata: number[] = [];
  stage.sampled.forEach((count, stratum) => {
    if (holds(count, stratum) && remaining(stage, stratum) >= CENSUS) strata.push(stratum);
  });
  return strata;
}

/**
 * How many sampled units of each stratum can carry variance: those with members of the domain, and after
 * calibration, which ties all rows, every one. Where only their being there matters, 1 stands for any number.
 */
function unitsPresent(design: Design, stage: Stage, domain: Domain): Int32Array {
  if (design.projections.length > 0) return stage.sampled;
  if (stage === design.stage && !design.lonelyInDomains) return Int32Array.from(domain.strata);
  const present = new Int32Array(stage.sampled.length);
  const seen = new Uint8Array(stage.unitStrata.length);
  const count = domain.rows === null ? design.weights.length : domain.rows.length;
  for (let place = 0; place < count; place++) {
    const row = domain.rows === null ? place : (domain.rows[place] as number);
    const unit = stage.units ? (stage.units[row] as number) : row;
    if (design.weights[row] === 0 || seen[unit] === 1) continue;
    seen[unit] = 1;
    const stratum = stage.strata[row] as number;
    present[stratum] = (present[stratum] as number) + 1;
  }
  return present;
}

/** 1 − f_h: the share of the stratum that was not sampled; 1 without a known population. */
function remaining({ sampled, populations }: Stage, stratum: number): number {
  const population = populations?.[stratum] ?? Number.POSITIVE_INFINITY;
  if (population === Number.POSITIVE_INFINITY) return 1;
  return (population - (sampled[stratum] as number)) / population;
}

/** (1 − f_h) n_h/(n_h − 1); for a single unit 1 − f_h. */
function varianceFactors(stage: Stage): Float64Array {
  return Float64Array.from(stage.sampled, (count, stratum) => {
    if (count === 0) return 0;
    const share = remaining(stage, stratum);
    return share < CENSUS ? 0 : count > 1 ? (share * count) / (count - 1) : share;
  });
}

/** n/N of every unit of a stage, times those of the stages above it. */
function sampledShares(stage: Stage, above: Float64Array | null): Float64Array {
  const { unitStrata, sampled, populations, parents } = stage;
  return Float64Array.from(unitStrata, (stratum) => {
    const share = (sampled[stratum] as number) / (populations?.[stratum] ?? Number.POSITIVE_INFINITY);
    return parents && above ? share * (above[parents[stratum] as number] as number) : share;
  });
}

/**
 * By unit of the stage above (one entry at the first stage): its strata over those with a known variance; infinite
 * where none is known.
 */
function averageScales({ parents }: Stage, present: Int32Array, lonely: readonly number[]): Float64Array {
  const places = parents ? parents.reduce((most, parent) => Math.max(most, parent), 0) + 1 : 1;
  const strata = new Int32Array(places);
  const unknown = new Int32Array(places);
  present.forEach((units, stratum) => {
    const parent = parents?.[stratum] ?? 0;
    if (units > 0) strata[parent] = (strata[parent] as number) + 1;
  });
  for (const stratum of lonely) {
    const parent = parents?.[stratum] ?? 0;
    unknown[parent] = (unknown[parent] as number) + 1;
  }
  return Float64Array.from(strata, (count, place) =>
    count === 0 ? 1 : count / (count - (unknown[place] as number)),
  );
}
