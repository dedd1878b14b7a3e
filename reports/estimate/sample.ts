import { createDesign, type Design } from '../sampling-error/design.ts';
import { type Replicates, replicatesOf } from '../sampling-error/replication.ts';
import { codesAt } from '../weighting/classes.ts';
import { type DataTable, numbersAt, numbersOf, textsOf } from './columns.ts';
import { EstimateRefusal } from './refusal.ts';
import type { EstimateSpec } from './spec.ts';
import { type DrawnStage, drawnStages, stagesAt, stageWeights } from './stages.ts';
import { type Weighing, weighRows } from './weighing.ts';

/** Respondents with their design: what figures are measured on. */
export interface Sample {
  /** The value of `change.variable`; `null` for a sample of all rows or of several periods stacked. */
  readonly period: string | null;
  /** Rows of the table, ascending; everything below is by these. */
  readonly rows: Int32Array;
  readonly design: Design;
  readonly warnings: Weighing['warnings'];
  /** Replicate weights; `null` for linearization. */
  readonly replication: SampleReplication | null;
}

export interface SampleReplication {
  readonly replicates: Replicates;
  readonly adjusted: boolean;
  /** The final weights in a replicate; `null` where it cannot be weighted. */
  readonly weights: (replicate: number) => Float64Array | null;
}

/** A sample of some rows. `given` are the replicate weights of the whole file, one array per replicate. */
export function sampleOf(
  spec: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  given: Replicates | null,
  period: string | null,
): Sample {
  const [stages, starting, weighing] = weighed(spec, table, rows);
  const { places, weights, projections, warnings, adjusted } = weighing;
  const lonelyUnits = spec.design.lonelyPsu;
  const replicates = replicatesFor(spec, table, rows, stages, given);
  // In a replicate calibration is done again, so that nothing is left to take out of an influence.
  const design = createDesign({ ...stagesAt(stages, places), weights, lonelyUnits, projections });
  const replication = replicates && {
    replicates,
    adjusted,
    weights: remembered(replicates.count, places.length, (replicate) =>
      weighing.again(replicates.weights(replicate, starting)),
    ),
  };
  return { period, rows: codesAt(rows, places), design, warnings, replication };
}

/**
 * One sample of several periods: each is weighted by itself, and all are one design, in which whoever is there
 * several times is one sampled unit.
 */
export function stackedSample(
  spec: EstimateSpec,
  table: DataTable,
  periods: readonly Int32Array[],
  given: Replicates | null,
): Sample {
  const parts = periods.map((rows) => weighed(spec, table, rows));
  const answered = parts.map(([, , { places }], period) => codesAt(periods[period] as Int32Array, places));
  const stack = stackOf(answered);
  const stages = drawnStages(spec.design, table, stack.rows);
  const design = createDesign({
    ...stagesAt(stages, Int32Array.from(stack.rows.keys())),
    weights: stack.joined(parts.map(([, , { weights }]) => weights)),
    lonelyUnits: spec.design.lonelyPsu,
    projections: parts.flatMap(([, , { projections }], period) =>
      projections.map((projection) => {
        return { kind: 'part' as const, rows: stack.places[period] as Int32Array, projection };
      }),
    ),
  });
  return {
    period: null,
    rows: stack.rows,
    design,
    warnings: parts.flatMap(([, , weighing]) => weighing.warnings),
    replication: stackedReplication(spec, table, periods, given, parts, stack),
  };
}

type Weighed = readonly [readonly DrawnStage[], Float64Array, Weighing];

function weighed(spec: EstimateSpec, table: DataTable, rows: Int32Array): Weighed {
  if (rows.length === 0) throw new EstimateRefusal('no-rows');
  const stages = drawnStages(spec.design, table, rows);
  const starting = startingWeights(spec, table, rows, stages);
  return [stages, starting, weighRows(spec, table, rows, starting)];
}

function startingWeights(
  { design }: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  stages: readonly DrawnStage[],
): Float64Array {
  const { weights: column } = design;
  if (column === undefined) return stageWeights(stages, rows.length);
  const weights = numbersOf(table, column, rows);
  for (let place = 0; place < weights.length; place++) {
    const weight = weights[place] as number;
    if (weight >= 0) continue;
    const at = { key: 'design.weights', row: table.lines[rows[place] as number] as number, column };
    throw Number.isNaN(weight)
      ? new EstimateRefusal('cell-missing', at)
      : new EstimateRefusal('weight-negative', at, { value: weight });
  }
  if (weights.some((weight) => weight > 0)) return weights;
  throw new EstimateRefusal('weights-all-zero', { key: 'design.weights', column });
}

/** Replicates of the whole drawn sample, before nonresponse and calibration. */
function replicatesFor(
  spec: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  stages: readonly DrawnStage[],
  given: Replicates | null,
): Replicates | null {
  const { replicates: method, design } = spec;
  if (!method) return null;
  if (method.type === 'given') return given && atRows(given, codesAt(table.places, rows));
  const everyPlace = Int32Array.from(rows.keys());
  const drawn = createDesign({
    ...stagesAt(stages.slice(0, 1), everyPlace),
    weights: new Float64Array(rows.length),
    lonelyUnits: design.lonelyPsu,
  });
  const { replicates, problem } = replicatesOf(drawn, method);
  if (replicates) return replicates;
  const { code, ...params } = problem;
  if (design.strata === undefined && code === 'replicates-need-two-units') {
    throw new EstimateRefusal('replicates-need-strata', { key: 'replicates.type' });
  }
  if (design.strata === undefined && code === 'lonely-unit') {
    throw new EstimateRefusal('one-unit', { key: 'replicates.type' });
  }
  const stratum =
    'stratum' in params ? stratumName(spec, table, rows, drawn.stage.strata, params.stratum) : '';
  throw new EstimateRefusal(code, { key: 'replicates.type' }, { ...params, stratum });
}

function stratumName(
  { design }: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  strata: Int32Array,
  stratum: number,
): string {
  const column = design.strata?.[0];
  if (column === undefined) return '';
  const { codes, labels } = textsOf(table, column);
  return labels[codes[rows[strata.indexOf(stratum)] as number] as number] ?? '';
}

function atRows(replicates: Replicates, places: Int32Array): Replicates {
  const weights = (replicate: number, base: Float64Array) =>
    numbersAt(replicates.weights(replicate, base), places);
  return { ...replicates, weights };
}

/** Replicates of everybody drawn in any period, each period weighted again by itself. */
function stackedReplication(
  spec: EstimateSpec,
  table: DataTable,
  periods: readonly Int32Array[],
  given: Replicates | null,
  parts: readonly Weighed[],
  answered: Stack,
): SampleReplication | null {
  const drawn = stackOf(periods);
  const stages = drawnStages(spec.design, table, drawn.rows);
  const replicates = replicatesFor(spec, table, drawn.rows, stages, given);
  if (!replicates) return null;
  const starting = drawn.joined(parts.map(([, weights]) => weights));
  return {
    replicates,
    adjusted: parts.some(([, , { adjusted }]) => adjusted),
    weights: remembered(replicates.count, answered.rows.length, (replicate) => {
      const all = replicates.weights(replicate, starting);
      const pieces = parts.map(([, , weighing], period) =>
        weighing.again(numbersAt(all, drawn.places[period] as Int32Array)),
      );
      return pieces.includes(null) ? null : answered.joined(pieces.filter((piece) => piece !== null));
    }),
  };
}

/** Weights of replicates that are kept once made, while they are no more than 200 MB. */
const MOST_KEPT = 25_000_000;

/** Weights are asked for again where degrees of freedom are counted, segment by segment. */
function remembered(
  count: number,
  rows: number,
  weightsOf: SampleReplication['weights'],
): SampleReplication['weights'] {
  if (count * rows > MOST_KEPT) return weightsOf;
  const known = new Map<number, Float64Array | null>();
  return (replicate) => {
    const weights = known.has(replicate) ? (known.get(replicate) ?? null) : weightsOf(replicate);
    known.set(replicate, weights);
    return weights;
  };
}

/** The rows of several periods as one, in the order of the table. */
interface Stack {
  readonly rows: Int32Array;
  /** Where the rows of each period are. */
  readonly places: readonly Int32Array[];
  /** Numbers of each period's rows as one column. */
  readonly joined: (pieces: readonly Float64Array[]) => Float64Array;
}

function stackOf(periods: readonly Int32Array[]): Stack {
  const rows = new Int32Array(periods.reduce((total, own) => total + own.length, 0));
  let filled = 0;
  for (const own of periods) {
    rows.set(own, filled);
    filled += own.length;
  }
  rows.sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const places = periods.map((own) => own.map((row) => placeOf.get(row) ?? -1));
  const joined = (pieces: readonly Float64Array[]) => {
    const whole = new Float64Array(rows.length);
    for (const [period, piece] of pieces.entries()) {
      for (const [place, where] of (places[period] ?? []).entries()) whole[where] = piece[place] as number;
    }
    return whole;
  };
  return { rows, places, joined };
}
