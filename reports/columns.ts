/**
 * Columns that grow while rows arrive and are compact when they have: one value per row, no object per row.
 */

/** A column of labels, kept as small integers. A code of -1 means the value is not known. */
export interface CodedColumn {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** Whole points of a scale, one byte per row. */
export interface RatingColumn {
  readonly size: number;
  /** The points as numbers, `NaN` where there is none: unanswered, or not applicable. */
  values(): Float64Array;
  /** How many rows say "not applicable", as distinct from no answer. */
  readonly notApplicable: number;
}

const firstCapacity = 256;

/** Grows a typed array so that it holds `needed` elements, at least doubling so that appending stays cheap. */
function grown<A extends Int32Array | Uint8Array | Float64Array>(
  array: A,
  needed: number,
  create: (length: number) => A,
): A {
  if (needed <= array.length) return array;
  const larger = create(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}

/** Collects labels. Codes are given in the order in which labels are first seen. */
export function codedColumnBuilder() {
  let codes = new Int32Array(firstCapacity);
  let size = 0;
  const codeOf = new Map<string, number>();
  return {
    push(label: string | null): void {
      codes = grown(codes, size + 1, (length) => new Int32Array(length));
      let code = -1;
      if (label !== null) {
        code = codeOf.get(label) ?? codeOf.size;
        if (code === codeOf.size) codeOf.set(label, code);
      }
      codes[size] = code;
      size += 1;
    },
    finish(): CodedColumn {
      return { codes: codes.slice(0, size), labels: [...codeOf.keys()] };
    },
  };
}

/** Collects numbers; `NaN` stands for none. */
export function numberColumnBuilder() {
  let values = new Float64Array(firstCapacity);
  let size = 0;
  return {
    push(value: number): void {
      values = grown(values, size + 1, (length) => new Float64Array(length));
      values[size] = value;
      size += 1;
    },
    finish: (): Float64Array => values.slice(0, size),
  };
}

const unansweredCode = 0;
const notApplicableCode = 1;
const firstPointCode = 2;

/**
 * Collects points of a scale that begins at `min`.
 *
 * `push` takes a point, `'na'` for "not applicable", or `undefined` for no answer. A scale has at most 101
 * points, so a byte holds them.
 */
export function ratingColumnBuilder(min: number) {
  let codes = new Uint8Array(firstCapacity);
  let size = 0;
  let notApplicable = 0;
  return {
    push(point: number | 'na' | undefined): void {
      codes = grown(codes, size + 1, (length) => new Uint8Array(length));
      if (point === 'na') notApplicable += 1;
      codes[size] =
        point === undefined
          ? unansweredCode
          : point === 'na'
            ? notApplicableCode
            : point - min + firstPointCode;
      size += 1;
    },
    finish(): RatingColumn {
      const kept = codes.slice(0, size);
      return {
        size,
        notApplicable,
        values: () => {
          const values = new Float64Array(kept.length);
          for (let row = 0; row < kept.length; row += 1) {
            const code = kept[row] ?? unansweredCode;
            values[row] = code < firstPointCode ? Number.NaN : code - firstPointCode + min;
          }
          return values;
        },
      };
    },
  };
}
