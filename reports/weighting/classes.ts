import { type Counts, unitsWhere } from './counts.ts';

/** A variable as codes into its labels; −1 where it is missing. */
export interface Coded {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** Joins the labels of crossed variables, in classes and in the keys of totals: "A|new". */
export const CROSS = '|';

/** Variables crossed: one code for every combination that occurs, ordered by the first variable, then the second … */
export interface Crossed extends Coded {
  /** The codes of the variables, by combination. */
  readonly parts: readonly (readonly number[])[];
}

/** Crosses variables over the same rows. A row where one is missing has code −1. */
export function crossed(variables: readonly Coded[]): Crossed {
  const rows = variables[0]?.codes.length ?? 0;
  const { codes, parts } = combinations(
    variables.map((variable) => ({ codes: variable.codes, count: variable.labels.length })),
    rows,
  );
  return { codes, parts, labels: parts.map((part) => labelOf(part, variables)) };
}

function labelOf(part: readonly number[], variables: readonly Coded[]): string {
  return part.map((code, i) => variables[i]?.labels[code] ?? '').join(CROSS);
}

/** The combinations of codes that occur, numbered in their order; −1 where one of them is. */
export function combinations(
  variables: readonly { readonly codes: Int32Array; readonly count: number }[],
  rows: number,
): Pick<Crossed, 'codes' | 'parts'> {
  let codes: Int32Array = new Int32Array(rows);
  let parts: number[][] = [[]];
  for (const variable of variables) {
    const { count } = variable;
    const keys = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const [before, next] = [codes[row] as number, variable.codes[row] as number];
      keys[row] = before < 0 || next < 0 ? -1 : before * count + next;
    }
    const numbered = numberedInOrder(keys, parts.length * count);
    const earlier = parts;
    parts = numbered.present.map((key) => [...(earlier[Math.floor(key / count)] ?? []), key % count]);
    codes = numbered.places;
  }
  return { codes, parts };
}

/** Up to this many possible keys a table is faster than a map and not too large. */
const TABLE = 1 << 20;

/** The place of each key among the keys that occur, in ascending order; −1 for negative ones. */
function numberedInOrder(keys: Float64Array, possible: number) {
  if (possible > TABLE) return numberedByMap(keys);
  const table = new Int32Array(possible).fill(-1);
  for (let row = 0; row < keys.length; row++) if ((keys[row] as number) >= 0) table[keys[row] as number] = 0;
  const present: number[] = [];
  for (let key = 0; key < possible; key++) if (table[key] === 0) table[key] = present.push(key) - 1;
  const places = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) places[row] = table[keys[row] as number] ?? -1;
  return { present, places };
}

function numberedByMap(keys: Float64Array) {
  const present = [...new Set(keys)].filter((key) => key >= 0).sort((a, b) => a - b);
  const table = new Map(present.map((key, place) => [key, place]));
  const places = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) places[row] = table.get(keys[row] as number) ?? -1;
  return { present, places };
}

/** The codes of some rows only. */
export function codesAt(codes: Int32Array, rows: Int32Array): Int32Array {
  const some = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place++) some[place] = codes[rows[place] as number] as number;
  return some;
}

/** The weights of some rows only. */
export function weightsAt(weights: Float64Array, rows: Int32Array): Float64Array {
  const some = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) some[place] = weights[rows[place] as number] as number;
  return some;
}

/** How many units have no value. */
export function missingIn(codes: Int32Array, counts: Counts): number {
  return unitsWhere(codes.length, counts, (row) => (codes[row] as number) < 0);
}
