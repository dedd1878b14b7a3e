import type { Projection } from './projection.ts';

/** What to do with a stratum of one sampled unit, whose variance nobody can know (R `survey.lonely.psu`). */
export type LonelyUnitRule =
  /** The standard error is undefined: the design has to be mended. */
  | 'fail'
  /** The unit was sure to be sampled: it adds no variance. */
  | 'certainty'
  /** As 'certainty'; said when the stratum is knowingly left out. */
  | 'remove'
  /** Its distance from the middle of the whole sample counts, not from that of its stratum. */
  | 'adjust'
  /** It adds what the other strata add on average. */
  | 'average';

/**
 * One stage of sampling: units drawn without order in each stratum. What was drawn inside its units hangs below
 * as a stage of its own, whose strata lie each in one unit of this one.
 */
export interface Stage {
  /** Stratum of each row. */
  readonly strata: Int32Array;
  /** Sampled unit (PSU) of each row, numbered over all strata; `null` when every row is one. */
  readonly units: Int32Array | null;
  /** Stratum of each sampled unit. */
  readonly unitStrata: Int32Array;
  /** n_h: sampled units in each stratum. */
  readonly sampled: Int32Array;
  /** N_h: units in the population of each stratum; `null` when unknown or endless (no finite correction). */
  readonly populations: Float64Array | null;
  /** The unit of the stage above in which each stratum lies; `null` for the first stage. */
  readonly parents: Int32Array | null;
  /** What was drawn inside the units; `null` for the last stage, or where it adds no variance of its own. */
  readonly below: Stage | null;
}

/** Who was drawn, how, and what each answer stands for. The ground of every standard error. */
export interface Design {
  /** Final weight of each row. */
  readonly weights: Float64Array;
  readonly stage: Stage;
  readonly lonelyUnits: LonelyUnitRule;
  /**
   * Whether the rules 'adjust' and 'average' also hold where a stratum has several units but a domain members in
   * only one (R `survey.adjust.domain.lonely`).
   */
  readonly lonelyInDomains: boolean;
  /** Calibrations the weights went through, in order. */
  readonly projections: readonly Projection[];
}

/** A stage after the first. Without its populations a stage adds nothing: the first stage says it all. */
export interface LaterStage {
  /** Stratum of each row at this stage; each lies within one unit of the stage above. Absent = that unit. */
  readonly strata?: Int32Array;
  /** Sampled unit of each row, numbered over all strata; absent = rows. */
  readonly units?: Int32Array | null;
  /** Units in the population of each stratum of this stage. */
  readonly populations: Float64Array;
}

export interface DesignInput {
  readonly weights: Float64Array;
  /** Stratum of each row, 0 to strata − 1; absent = one stratum. */
  readonly strata?: Int32Array;
  /** Sampled unit of each row, 0 to units − 1, numbered over all strata; absent = rows. */
  readonly units?: Int32Array | null;
  /** N_h by stratum; absent or `null` = no finite population correction. */
  readonly populations?: Float64Array | null;
  /** What was drawn inside the units, stage by stage. Needs `populations` of the stages above. */
  readonly later?: readonly LaterStage[];
  /** Default 'fail'. */
  readonly lonelyUnits?: LonelyUnitRule;
  /** Default false. */
  readonly lonelyInDomains?: boolean;
  readonly projections?: readonly Projection[];
}

/** Why rows and populations do not make a design. `stratum` is a code; `stage` is there from the second stage on. */
export type DesignProblem =
  | { readonly code: 'population-missing'; readonly stratum: number; readonly stage?: number }
  | {
      readonly code: 'population-smaller-than-sample';
      readonly stratum: number;
      readonly population: number;
      readonly sampled: number;
      readonly stage?: number;
    }
  | { readonly code: 'unit-in-two-strata'; readonly unit: number; readonly stage?: number };

/**
 * A stratified design of one stage or several, of all rows given. Domains come later and never by leaving rows out
 * here: n_h is counted on these rows.
 *
 * @throws RangeError for lengths that differ, a weight that is negative or not a number, and whatever
 *   `designProblems` finds. Ask that first where the input is a person's.
 */
export function createDesign(input: DesignInput): Design {
  const { weights, lonelyUnits = 'fail', lonelyInDomains = false, projections = [] } = input;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Unexpected weight: ${weight} in row ${row}.`);
    }
  }
  const stage = stageOf(input);
  const [problem] = problemsOf(stage, 1);
  if (problem) throw new RangeError(`The design is not possible: ${JSON.stringify(problem)}.`);
  return { weights, stage, lonelyUnits, lonelyInDomains, projections };
}

/** What stops these rows from being a design; empty when nothing does. */
export function designProblems(input: DesignInput): DesignProblem[] {
  return problemsOf(stageOf(input), 1);
}

function problemsOf(stage: Stage, place: number): DesignProblem[] {
  const { strata, units, unitStrata, sampled, populations, below } = stage;
  const at = place === 1 ? {} : { stage: place };
  const problems: DesignProblem[] = [];
  if (units) {
    const split = new Set<number>();
    for (let row = 0; row < units.length; row++) {
      const unit = units[row] as number;
      if (unitStrata[unit] !== strata[row]) split.add(unit);
    }
    for (const unit of split) problems.push({ code: 'unit-in-two-strata', unit, ...at });
  }
  if (populations) {
    sampled.forEach((count, stratum) => {
      const population = populations[stratum] ?? Number.NaN;
      if (count === 0) return;
      if (!(population > 0)) problems.push({ code: 'population-missing', stratum, ...at });
      else if (population < count) {
        problems.push({ code: 'population-smaller-than-sample', stratum, population, sampled: count, ...at });
      }
    });
  }
  return below ? [...problems, ...problemsOf(below, place + 1)] : problems;
}

function stageOf({ weights, strata, units = null, populations = null, later = [] }: DesignInput): Stage {
  const rows = weights.length;
  const first = { strata: strata ?? new Int32Array(rows), units, populations };
  return builtStage(rows, first, null, populations ? later : []);
}

/** A stage with those below it. `above` is the unit of each row in the stage above. */
function builtStage(
  rows: number,
  { strata, units, populations }: Pick<Stage, 'strata' | 'units' | 'populations'>,
  above: Int32Array | null,
  [next, ...rest]: readonly LaterStage[],
): Stage {
  if (strata.length !== rows || (units && units.length !== rows)) {
    throw new RangeError('Expected a weight, a stratum and a unit for every row.');
  }
  const unitStrata = units ? containersOf(units, strata) : strata;
  const sampled = new Int32Array(Math.max(countOfCodes(strata), populations?.length ?? 0));
  for (const stratum of unitStrata) sampled[stratum] = (sampled[stratum] as number) + 1;
  const parents = above && containersOf(strata, above);
  if (parents && above) checkNesting(strata, above, parents);
  // Where rows are the units there is nothing left to draw.
  const inside = next && units ? { ...next, units: next.units ?? null, strata: next.strata ?? units } : null;
  const below = inside && builtStage(rows, inside, units, rest);
  return { strata, units, unitStrata, sampled, populations, parents, below };
}

/** What each unit lies in (its stratum), or each stratum (the unit of the stage above), by its first row. */
function containersOf(codes: Int32Array, within: Int32Array): Int32Array {
  const containers = new Int32Array(countOfCodes(codes)).fill(-1);
  for (let row = codes.length - 1; row >= 0; row--) containers[codes[row] as number] = within[row] as number;
  if (containers.includes(-1)) throw new RangeError('Expected every unit from 0 to the last to have a row.');
  return containers;
}

function checkNesting(strata: Int32Array, above: Int32Array, parents: Int32Array): void {
  for (let row = 0; row < strata.length; row++) {
    if (parents[strata[row] as number] !== above[row]) {
      throw new RangeError('Expected every stratum of a later stage to lie in one unit of the stage above.');
    }
  }
}

function countOfCodes(codes: Int32Array): number {
  let count = 0;
  for (const code of codes) {
    if (code < 0) throw new RangeError(`Unexpected code: ${code}.`);
    if (code >= count) count = code + 1;
  }
  return count;
}
