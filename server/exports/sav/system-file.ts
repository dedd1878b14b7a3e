import { CaseWriter } from './cases.ts';
import { dictionary } from './dictionary.ts';

/** What stands in one cell; a number and a moment only in a variable of theirs. `null` is system-missing, or no text. */
export type SavCell = number | string | Date | null;

/** What a variable holds. */
export type VariableKind =
  /** Shown with so many decimals. */
  | { readonly kind: 'number'; readonly decimals: number }
  /** A moment in UTC, kept to the millisecond. */
  | { readonly kind: 'moment' }
  /** Texts of at most so many bytes of UTF-8, from 1 to 32,767; longer ones are cut, with a mark. */
  | { readonly kind: 'text'; readonly bytes: number };

/** A variable of a system file. */
export interface Variable {
  /** One of `variableNames`. */
  readonly name: string;
  /** What it means; cut at 255 bytes. */
  readonly label: string;
  readonly holds: VariableKind;
  readonly measure: 'nominal' | 'ordinal' | 'scale';
  /** Words for values; cut at 120 bytes, as SPSS holds no more. */
  readonly labels: readonly (readonly [value: number | string, label: string])[];
  /** Values that say why there is none, three at most; of texts at most 8 bytes each. */
  readonly missing: readonly (number | string)[];
}

/** Variables that hold 1 where somebody chose what they are named for, and that are told of together. */
export interface ResponseSet {
  /** A name like that of a variable. */
  readonly name: string;
  readonly label: string;
  readonly variables: readonly string[];
}

/** A system file, with its rows as they come. */
export interface SystemFile {
  /** What the file is; cut at 64 bytes. */
  readonly label: string;
  readonly variables: readonly Variable[];
  readonly sets: readonly ResponseSet[];
  /** The variable that cases are weighted by; `null` for none. */
  readonly weight: string | null;
  /** What a reader has to know of it; each line is broken at 80 bytes. */
  readonly notes: readonly string[];
  readonly createdAt: Date;
  /** How many rows there are. */
  readonly cases: number;
  readonly rows: AsyncIterable<readonly SavCell[]> | Iterable<readonly SavCell[]>;
}

/** A text that was too long for its variable. */
export interface CutText {
  /** Which row, from 1. */
  readonly row: number;
  readonly variable: string;
}

/** Rows are handed on together in pieces of about so many bytes. */
const pieceSize = 64 * 1024;

/**
 * An SPSS system file (`.sav`, in UTF-8, with compressed cases) as it is written, in memory that does not grow with its rows.
 * What it says of the variables follows from them alone, so that files of the same questionnaire can be joined.
 *
 * @param onCut told of each text that was cut
 * @throws RangeError for no variables, rows that are not as many as was said, a row of another length, a cell of another kind, or a number that is not finite
 * @see "System File Format" in the GNU PSPP Developers Guide
 */
export async function* systemFile(
  file: SystemFile,
  onCut: (cut: CutText) => void = () => {},
): AsyncGenerator<Uint8Array> {
  yield dictionary(file);
  let row = 0;
  const writer = new CaseWriter(file.variables, (variable) => onCut({ row, variable }));
  for await (const cells of file.rows) {
    row++;
    if (row > file.cases) throw new RangeError(`More than ${file.cases} rows`);
    writer.add(cells);
    if (writer.size >= pieceSize) yield writer.taken();
  }
  if (row < file.cases) throw new RangeError(`${row} rows, not ${file.cases}`);
  yield writer.end();
}
