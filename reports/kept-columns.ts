/** A column as it is kept beside the answers, of use only to whoever would make it in the same shape. */
export interface KeptColumn {
  readonly name: string;
  readonly shape: string;
  readonly labels: KeptLabels;
}

/** What a column needs besides its numbers. */
export interface KeptLabels {
  /** Of its codes; empty where a column has none. */
  readonly labels: readonly string[];
  /** Of those who answered, how many have each code that is no point; see `columns.ts`. */
  readonly withoutPoint: readonly number[];
  /** Of the versions, by code: how many rows answered each. */
  readonly answered?: readonly number[];
  /** Of what the rows are: the sum of all rows, modulo 2³². */
  readonly total?: number;
}

/** A part of a column's numbers, `rowsPerChunk` of them, in the bytes of the machine. */
export interface KeptChunk {
  readonly name: string;
  readonly chunk: number;
  readonly bytes: Uint8Array;
}
