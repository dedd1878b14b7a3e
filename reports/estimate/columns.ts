import type { Coded } from '../weighting/classes.ts';
import type { EstimateSpec } from './spec.ts';

/** A column of numbers, however it is kept. */
export interface NumberColumn {
  /** The numbers of some rows, given in ascending order, NaN for an empty cell; a new array. */
  readonly valuesAt: (rows: Int32Array) => Float64Array;
}

/** A column of identifiers, of which there may be as many as rows, in the order in which they are first seen. */
export interface Identifiers {
  /** −1 for an empty cell. */
  readonly codes: Int32Array;
  readonly labelOf: (code: number) => string;
}

/** The rows of a data file, column by column, in the order of the file. */
export interface DataTable {
  readonly count: number;
  /** Row number of each in the file, the header being row 1. */
  readonly lines: Int32Array;
  /** Place of each among all rows of the file, those not kept included; from 0. */
  readonly places: Int32Array;
  /** Rows of the file, those not kept included. */
  readonly total: number;
  /** Columns read as texts; the labels are sorted, an empty cell has code −1. */
  readonly texts: ReadonlyMap<string, Coded>;
  readonly numbers: ReadonlyMap<string, NumberColumn>;
  readonly identifiers: ReadonlyMap<string, Identifiers>;
}

/** The columns a spec needs, with the key of the spec that names each first. A column can be needed as several. */
export interface NeededColumns {
  readonly texts: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, string>;
  readonly identifiers: ReadonlyMap<string, string>;
}

/** Which columns of the data to read, and how. */
export function neededColumns(spec: EstimateSpec): NeededColumns {
  const texts = new Map<string, string>();
  const numbers = new Map<string, string>();
  const identifiers = new Map<string, string>();
  const note = (into: Map<string, string>, key: string, name: string | undefined) => {
    if (name !== undefined && !into.has(name)) into.set(name, key);
  };
  const noteAll = (into: Map<string, string>, key: string, names: readonly string[] = []) => {
    for (const [place, name] of names.entries()) note(into, `${key}[${place}]`, name);
  };
  const { design, nonresponse, calibration, by, change, estimates } = spec;
  note(numbers, 'design.weights', design.weights);
  noteAll(texts, 'design.strata', design.strata);
  noteAll(identifiers, 'design.clusters', design.clusters);
  noteAll(numbers, 'design.fpc', design.fpc);
  note(numbers, 'nonresponse.responded', nonresponse?.responded);
  noteAll(texts, 'nonresponse.classes', nonresponse?.classes);
  for (const [place, margin] of (calibration?.margins ?? []).entries()) {
    const key = `calibration.margins[${place}]`;
    if ('variable' in margin) note(numbers, `${key}.variable`, margin.variable);
    else noteAll(texts, `${key}.variables`, margin.variables);
  }
  for (const [place, names] of by.entries()) noteAll(texts, `by[${place}]`, names);
  note(texts, 'change.variable', change?.variable);
  note(identifiers, 'change.unit', change?.unit);
  for (const [place, estimate] of estimates.entries()) noteEstimate(estimate, `estimates[${place}]`);

  function noteEstimate(estimate: EstimateSpec['estimates'][number], key: string): void {
    if (estimate.type === 'proportion') note(texts, `${key}.variable`, estimate.variable);
    else if (estimate.type === 'ratio') {
      note(numbers, `${key}.numerator`, estimate.numerator);
      note(numbers, `${key}.denominator`, estimate.denominator);
    } else if (estimate.type === 'csi') {
      for (const [place, { expectation, perception }] of estimate.items.entries()) {
        note(numbers, `${key}.items[${place}].expectation`, expectation);
        note(numbers, `${key}.items[${place}].perception`, perception);
      }
    } else note(numbers, `${key}.variable`, estimate.variable);
  }
  return { texts, numbers, identifiers };
}

/** A column read as texts. @throws RangeError when it was not asked for by `neededColumns` */
export function textsOf(table: DataTable, name: string): Coded {
  const found = table.texts.get(name);
  if (!found) throw new RangeError(`The column ${name} was not read as text.`);
  return found;
}

/** A column read as identifiers. @throws RangeError when it was not asked for by `neededColumns` */
export function identifiersOf(table: DataTable, name: string): Identifiers {
  const found = table.identifiers.get(name);
  if (!found) throw new RangeError(`The column ${name} was not read as identifiers.`);
  return found;
}

/**
 * Some rows of a column read as numbers, given in ascending order; a new array.
 *
 * @throws RangeError when it was not asked for by `neededColumns`
 */
export function numbersOf(table: DataTable, name: string, rows: Int32Array): Float64Array {
  const found = table.numbers.get(name);
  if (!found) throw new RangeError(`The column ${name} was not read as numbers.`);
  return found.valuesAt(rows);
}

/** Some of the values, given in ascending order; the values themselves where they are all. */
export function numbersAt(values: Float64Array, rows: Int32Array): Float64Array {
  if (rows.length === values.length) return values;
  const some = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) some[place] = values[rows[place] as number] as number;
  return some;
}
