import type { DesignInput, LaterStage } from '../sampling-error/design.ts';
import { codesAt } from '../weighting/classes.ts';
import { type DataTable, identifiersOf, numbersOf, textsOf } from './columns.ts';
import { compact, crossedCodes } from './numbering.ts';
import { EstimateRefusal } from './refusal.ts';
import type { EstimateSpec } from './spec.ts';

/** One stage of sampling over the drawn rows. */
export interface DrawnStage {
  /** Stratum and sampled unit of each drawn row; `null` units = rows. */
  readonly strata: Int32Array;
  readonly units: Int32Array | null;
  /** N by stratum; `null` without fpc. */
  readonly populations: Float64Array | null;
  /** n by stratum: units drawn. */
  readonly drawn: Float64Array;
}

type Names = EstimateSpec['design'];

/**
 * The stages of sampling that a spec declares, over some rows of the table.
 *
 * Identifiers of a later stage count within the unit above; those of the first within their stratum where the
 * spec says `nest`. As many stages as have an fpc count; without any, the first.
 *
 * @throws EstimateRefusal for a missing stratum, cluster or fpc, fpc that makes no sense, a cluster in two strata
 */
export function drawnStages(design: Names, table: DataTable, rows: Int32Array): DrawnStage[] {
  const { strata = [], clusters = [], fpc = [] } = design;
  const sizes = fpc.map((name, stage) => sizesOf(table, rows, name, `design.fpc[${stage}]`));
  const areCounts = sizes.some((column) => column.some((size) => size > 1));
  const count = clusters.length === 0 ? 1 : Math.max(1, Math.min(clusters.length, fpc.length));
  const stages: DrawnStage[] = [];
  let above: Int32Array | null = null;
  for (let stage = 0; stage < count; stage++) {
    const stratum = strata[Math.min(stage, strata.length - 1)];
    const inStratum = stratum === undefined ? [] : [stratumCodesOf(table, rows, stratum)];
    const stratumCodes = crossedCodes(rows.length, [...(above ? [above] : []), ...inStratum]);
    const cluster = clusters[stage];
    const units: Int32Array | null =
      cluster === undefined ? null : unitsOf(design, table, rows, cluster, above, inStratum);
    if (units && stage === 0) checkNesting(units, stratumCodes, table, rows, cluster ?? '');
    const drawn = unitsByStratum(stratumCodes, units);
    const given = sizes[stage];
    const populations = given
      ? populationsOf(given, areCounts, stratumCodes, drawn, { table, rows, name: fpc[stage] ?? '', stage })
      : null;
    stages.push({
      strata: stratumCodes,
      units: isEveryRow(units) && count === 1 ? null : units,
      populations,
      drawn,
    });
    above = units;
  }
  return stages;
}

/** Π N/n over the stages: the weight of each row where the spec gives none. 1 where there is no fpc. */
export function stageWeights(stages: readonly DrawnStage[], count: number): Float64Array {
  const weights = new Float64Array(count).fill(1);
  for (const { strata, populations, drawn } of stages) {
    if (!populations) continue;
    for (let row = 0; row < count; row++) {
      const stratum = strata[row] as number;
      const each = (populations[stratum] as number) / (drawn[stratum] as number);
      weights[row] = (weights[row] as number) * each;
    }
  }
  return weights;
}

/** The stages of some of the drawn rows, as `createDesign` takes them; n counts those rows. */
export function stagesAt(stages: readonly DrawnStage[], places: Int32Array): Omit<DesignInput, 'weights'> {
  const [first, ...later] = stages;
  if (!first) throw new RangeError('Expected a stage.');
  const units = first.units && compact(codesAt(first.units, places)).codes;
  return {
    strata: codesAt(first.strata, places),
    units,
    populations: first.populations,
    later: later.map((stage): LaterStage => {
      const { codes, kept } = compact(codesAt(stage.strata, places));
      const populations = Float64Array.from(
        kept,
        (code) => stage.populations?.[code] ?? Number.POSITIVE_INFINITY,
      );
      return {
        strata: codes,
        units: stage.units && compact(codesAt(stage.units, places)).codes,
        populations,
      };
    }),
  };
}

/** The codes of a column, none of which may be missing. */
function presentCodes(
  table: DataTable,
  rows: Int32Array,
  all: Int32Array,
  { name, key }: { readonly name: string; readonly key: string },
): Int32Array {
  const codes = codesAt(all, rows);
  const missing = codes.indexOf(-1);
  if (missing < 0) return codes;
  throw new EstimateRefusal('cell-missing', { key, row: lineOf(table, rows, missing), column: name });
}

function stratumCodesOf(table: DataTable, rows: Int32Array, name: string): Int32Array {
  return presentCodes(table, rows, textsOf(table, name).codes, { name, key: 'design.strata' });
}

function lineOf(table: DataTable, rows: Int32Array, place: number): number {
  return table.lines[rows[place] as number] as number;
}

function unitsOf(
  { nest }: Names,
  table: DataTable,
  rows: Int32Array,
  cluster: string,
  above: Int32Array | null,
  inStratum: readonly Int32Array[],
): Int32Array {
  const { codes: all } = identifiersOf(table, cluster);
  const codes = presentCodes(table, rows, all, { name: cluster, key: 'design.clusters' });
  return crossedCodes(rows.length, [...(above ? [above] : []), ...(nest || above ? inStratum : []), codes]);
}

function checkNesting(
  units: Int32Array,
  strata: Int32Array,
  table: DataTable,
  rows: Int32Array,
  column: string,
): void {
  const of = new Int32Array(units.length).fill(-1);
  for (let row = 0; row < units.length; row++) {
    const unit = units[row] as number;
    if (of[unit] === -1) of[unit] = strata[row] as number;
    if (of[unit] === strata[row]) continue;
    const { codes, labelOf } = identifiersOf(table, column);
    const cluster = labelOf(codes[rows[row] as number] as number);
    const place = { key: 'design.nest', row: lineOf(table, rows, row), column };
    throw new EstimateRefusal('cluster-in-two-strata', place, { cluster });
  }
}

function unitsByStratum(strata: Int32Array, units: Int32Array | null): Float64Array {
  const counts: number[] = [];
  const seen = units && new Uint8Array(units.length);
  for (let row = 0; row < strata.length; row++) {
    const stratum = strata[row] as number;
    counts[stratum] ??= 0;
    const unit = units ? (units[row] as number) : row;
    if (seen?.[unit] === 1) continue;
    if (seen) seen[unit] = 1;
    counts[stratum] = (counts[stratum] as number) + 1;
  }
  return Float64Array.from(counts);
}

/** Units are numbered in the order of their first rows. */
function isEveryRow(units: Int32Array | null): boolean {
  return units === null || units.every((unit, row) => unit === row);
}

/** A column of counts or fractions, every row positive. */
function sizesOf(table: DataTable, rows: Int32Array, name: string, key: string): Float64Array {
  const sizes = numbersOf(table, name, rows);
  for (let row = 0; row < sizes.length; row++) {
    const size = sizes[row] as number;
    if (size > 0) continue;
    const place = { key, row: lineOf(table, rows, row), column: name };
    throw Number.isNaN(size)
      ? new EstimateRefusal('cell-missing', place)
      : new EstimateRefusal('fpc-not-positive', place, { value: size });
  }
  return sizes;
}

function populationsOf(
  sizes: Float64Array,
  areCounts: boolean,
  strata: Int32Array,
  drawn: Float64Array,
  at: { readonly table: DataTable; readonly rows: Int32Array; readonly name: string; readonly stage: number },
): Float64Array {
  const populations = new Float64Array(drawn.length).fill(Number.NaN);
  for (let row = 0; row < sizes.length; row++) {
    const stratum = strata[row] as number;
    const size = sizes[row] as number;
    const n = drawn[stratum] as number;
    const population = areCounts ? size : n / size;
    const known = populations[stratum] as number;
    if (known === population) continue;
    const place = { key: `design.fpc[${at.stage}]`, row: lineOf(at.table, at.rows, row), column: at.name };
    if (areCounts && size < 1) throw new EstimateRefusal('fpc-mixed', place, { value: size });
    if (!Number.isNaN(known)) throw new EstimateRefusal('fpc-varies', place, { value: size });
    if (population < n) {
      throw new EstimateRefusal('population-smaller-than-sample', place, { population, sampled: n });
    }
    populations[stratum] = population;
  }
  return populations;
}
