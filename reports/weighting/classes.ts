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
  const keys = new Float64Array(rows);
  for (const { codes, labels } of variables) {
    for (let row = 0; row < rows; row++) {
      const code = codes[row] as number;
      const key = keys[row] as number;
      keys[row] = key < 0 || code < 0 ? -1 : key * labels.length + code;
    }
  }
  const present = [...new Set(keys)].filter((key) => key >= 0).sort((a, b) => a - b);
  const places = new Map(present.map((key, place) => [key, place]));
  const parts = present.map((key) => partsOf(key, variables));
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) codes[row] = places.get(keys[row] as number) ?? -1;
  return { codes, labels: parts.map((part) => labelOf(part, variables)), parts };
}

function labelOf(part: readonly number[], variables: readonly Coded[]): string {
  return part.map((code, i) => variables[i]?.labels[code] ?? '').join(CROSS);
}

function partsOf(key: number, variables: readonly Coded[]): number[] {
  let rest = key;
  const parts: number[] = [];
  for (const { labels } of [...variables].reverse()) {
    parts.unshift(rest % labels.length);
    rest = Math.floor(rest / labels.length);
  }
  return parts;
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

/** How many rows have no value. */
export function missingIn(codes: Int32Array): number {
  let missing = 0;
  for (let row = 0; row < codes.length; row++) if ((codes[row] as number) < 0) missing += 1;
  return missing;
}
