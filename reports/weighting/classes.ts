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
  return {
    codes: Int32Array.from(keys, (key) => places.get(key) ?? -1),
    labels: parts.map((part) => part.map((code, i) => variables[i]?.labels[code] ?? '').join(CROSS)),
    parts,
  };
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
  return Int32Array.from(rows, (row) => codes[row] as number);
}
