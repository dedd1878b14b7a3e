/**
 * Columns of a wave: one small number per row and no object, in chunks that can be kept as bytes.
 */

/** A column of labels, kept as small integers. A code of -1 means the value is not known. */
export interface CodedColumn {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** Points of a scale, one byte per row. */
export interface RatingColumn {
  /** What each row said: one of the codes below, or `firstPointCode` and up for a point. */
  readonly codes: Uint8Array;
  /** The lowest point of the scale. */
  readonly min: number;
}

/** No answer. */
export const unansweredCode = 0;
/** "Not applicable", as distinct from no answer. */
export const notApplicableCode = 1;
/** Answered as another measure: the version that asked had another scale, or the series has ended since. */
export const otherMeasureCode = 2;
/** The lowest point; the next ones follow. A scale has at most 101 points, so a byte holds them. */
export const firstPointCode = 3;

/** The point that a row gave; `null` where it gave none. */
export function pointOf({ codes, min }: RatingColumn, row: number): number | null {
  const code = codes[row] ?? unansweredCode;
  return code < firstPointCode ? null : code - firstPointCode + min;
}

/** The column with its labels in code-point order, whatever the order they were first seen in. */
export function inLabelOrder({ codes, labels }: CodedColumn): CodedColumn {
  const order = labelOrder(labels);
  const places = new Int32Array(labels.length);
  order.forEach((code, place) => {
    places[code] = place;
  });
  return {
    codes: codes.map((code) => (code < 0 ? -1 : (places[code] as number))),
    labels: order.map((code) => labels[code] ?? ''),
  };
}

/** The codes of the labels, in code-point order of these. */
export function labelOrder(labels: readonly string[]): number[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...labels.keys()].sort((one, other) => compare(labels[one] ?? '', labels[other] ?? ''));
}

/** Rows that are kept and read together. */
export const rowsPerChunk = 16_384;

type Numbers = Uint8Array | Int32Array | Float64Array;

/** Numbers by row, which grow as rows are set. */
export class GrowingColumn<A extends Numbers> {
  #values: A;
  readonly #create: (length: number) => A;

  constructor(create: (length: number) => A) {
    this.#create = create;
    this.#values = create(0);
  }

  /** Bytes of a number. */
  get width(): number {
    return this.#values.BYTES_PER_ELEMENT;
  }

  get(row: number): number {
    return this.#values[row] ?? 0;
  }

  set(row: number, value: number): void {
    this.#reserve(row + 1);
    this.#values[row] = value;
  }

  /** The first `size` values: a view, which later changes may or may not reach. */
  values(size: number): A {
    this.#reserve(size);
    return this.#values.subarray(0, size) as A;
  }

  /** A chunk of the first `size` values as bytes: a view, which later changes may or may not reach. */
  chunk(place: number, size: number): Uint8Array {
    const from = place * rowsPerChunk;
    const part = this.values(size).subarray(from, Math.min(from + rowsPerChunk, size));
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }

  /** Takes a chunk as it was kept. */
  load(place: number, bytes: Uint8Array): void {
    const from = place * rowsPerChunk;
    const all = this.values(from + bytes.byteLength / this.width);
    new Uint8Array(all.buffer, all.byteOffset + from * this.width, bytes.byteLength).set(bytes);
  }

  /** Makes room for half as many again, so that appending stays cheap. */
  #reserve(size: number): void {
    if (size <= this.#values.length) return;
    const larger = this.#create(Math.max(size, Math.ceil(this.#values.length * 1.5), 256));
    larger.set(this.#values);
    this.#values = larger;
  }
}

/** Labels by row. Codes are given in the order in which labels are first seen. */
export class LabelColumn {
  readonly codes = new GrowingColumn((length) => new Int32Array(length));
  readonly #codeOf: Map<string, number>;

  constructor(labels: readonly string[] = []) {
    this.#codeOf = new Map(labels.map((label, code) => [label, code]));
  }

  get labels(): string[] {
    return [...this.#codeOf.keys()];
  }

  /** The code of a label, a new one for a label not seen before; -1 for none. */
  codeOf(label: string | null): number {
    if (label === null) return -1;
    const known = this.#codeOf.get(label);
    if (known !== undefined) return known;
    this.#codeOf.set(label, this.#codeOf.size);
    return this.#codeOf.size - 1;
  }

  set(row: number, label: string | null): void {
    this.codes.set(row, this.codeOf(label));
  }
}
