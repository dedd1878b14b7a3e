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
 * One stage of sampling: units drawn without order in each stratum.
 *
 * A later stage would hang below as a stage of its own, whose strata are the units of this one.
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
}

/**
 * How calibrated weights bind an influence: what the calibration variables explain of it has no sampling
 * error any more. Rows with the same calibration variables share a cell. See `weighting/calibration.ts`.
 */
export interface Projection {
  readonly cells: Int32Array;
  /** Square root of the cell's weight before calibration. */
  readonly roots: Float64Array;
  /** Calibration factor of the cell: weight after over weight before. */
  readonly factors: Float64Array;
  /**
   * Orthonormal basis of the calibration variables over the cells, each times `roots`; `null` when every cell
   * has a total of its own (post-stratification).
   */
  readonly basis: readonly Float64Array[] | null;
}

/** Who was drawn, how, and what each answer stands for. The ground of every standard error. */
export interface Design {
  /** Final weight of each row. */
  readonly weights: Float64Array;
  readonly stage: Stage;
  readonly lonelyUnits: LonelyUnitRule;
  /** Calibrations the weights went through, in order. */
  readonly projections: readonly Projection[];
}

export interface DesignInput {
  readonly weights: Float64Array;
  /** Stratum of each row, 0 to strata − 1; absent = one stratum. */
  readonly strata?: Int32Array;
  /** Sampled unit of each row, 0 to units − 1, numbered over all strata; absent = rows. */
  readonly units?: Int32Array | null;
  /** N_h by stratum; absent or `null` = no finite population correction. */
  readonly populations?: Float64Array | null;
  /** Default 'fail'. */
  readonly lonelyUnits?: LonelyUnitRule;
  readonly projections?: readonly Projection[];
}

/** Why rows and populations do not make a design. `stratum` is a code. */
export type DesignProblem =
  | { readonly code: 'population-missing'; readonly stratum: number }
  | {
      readonly code: 'population-smaller-than-sample';
      readonly stratum: number;
      readonly population: number;
      readonly sampled: number;
    }
  | { readonly code: 'unit-in-two-strata'; readonly unit: number };

/**
 * A one-stage stratified design of all rows given. Domains come later and never by leaving rows out here:
 * n_h is counted on these rows.
 *
 * @throws RangeError for lengths that differ, a weight that is negative or not a number, and whatever
 *   `designProblems` finds. Ask that first where the input is a person's.
 */
export function createDesign(input: DesignInput): Design {
  const { weights, lonelyUnits = 'fail', projections = [] } = input;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Unexpected weight: ${weight} in row ${row}.`);
    }
  }
  const stage = stageOf(input);
  const [problem] = designProblems(input);
  if (problem) throw new RangeError(`The design is not possible: ${JSON.stringify(problem)}.`);
  return { weights, stage, lonelyUnits, projections };
}

/** What stops these rows from being a design; empty when nothing does. */
export function designProblems(input: DesignInput): DesignProblem[] {
  const { strata, units, unitStrata, sampled, populations } = stageOf(input);
  const problems: DesignProblem[] = [];
  if (units) {
    const split = new Set<number>();
    for (let row = 0; row < units.length; row++) {
      const unit = units[row] as number;
      if (unitStrata[unit] !== strata[row]) split.add(unit);
    }
    for (const unit of split) problems.push({ code: 'unit-in-two-strata', unit });
  }
  if (populations) {
    sampled.forEach((count, stratum) => {
      const population = populations[stratum] ?? Number.NaN;
      if (count === 0) return;
      if (!(population > 0)) problems.push({ code: 'population-missing', stratum });
      else if (population < count) {
        problems.push({ code: 'population-smaller-than-sample', stratum, population, sampled: count });
      }
    });
  }
  return problems;
}

function stageOf({ weights, strata: given, units = null, populations = null }: DesignInput): Stage {
  const rows = weights.length;
  const strata = given ?? new Int32Array(rows);
  if (strata.length !== rows || (units && units.length !== rows)) {
    throw new RangeError('Expected a weight, a stratum and a unit for every row.');
  }
  const unitStrata = units ? strataOfUnits(units, strata) : strata;
  const sampled = new Int32Array(Math.max(countOfCodes(strata), populations?.length ?? 0));
  for (const stratum of unitStrata) sampled[stratum] = (sampled[stratum] as number) + 1;
  return { strata, units, unitStrata, sampled, populations };
}

function strataOfUnits(units: Int32Array, strata: Int32Array): Int32Array {
  const unitStrata = new Int32Array(countOfCodes(units)).fill(-1);
  for (let row = units.length - 1; row >= 0; row--) unitStrata[units[row] as number] = strata[row] as number;
  if (unitStrata.includes(-1)) throw new RangeError('Expected every unit from 0 to the last to have a row.');
  return unitStrata;
}

function countOfCodes(codes: Int32Array): number {
  let count = 0;
  for (const code of codes) {
    if (code < 0) throw new RangeError(`Unexpected code: ${code}.`);
    if (code >= count) count = code + 1;
  }
  return count;
}
