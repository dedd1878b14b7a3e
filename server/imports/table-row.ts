import type { FileProblems } from './problems.ts';

/**
 * What can be wrong with a cell of a workbook: a formula failed (`#N/A`); its result was not stored; or it is a number so
 * long that the spreadsheet has thrown away its last digits.
 */
export type CellFlaw = 'errorCell' | 'formulaWithoutValue' | 'digitsLost';

/** One row with its cells by the names of their columns. */
export interface TableRow {
  readonly row: number;
  /** The cell as it stands in the file; of a workbook, as it is shown. */
  raw(column: string): string;
  flaw(column: string): CellFlaw | null;
}

/** One row of cells, by the number a spreadsheet shows beside it. */
export interface Row {
  readonly row: number;
  readonly cells: readonly string[];
  /** What is wrong with some cells of a workbook, by their places. */
  readonly flaws?: ReadonlyMap<number, CellFlaw> | null;
}

/** A table as it streams by. */
export interface Table {
  /** The row of the header. */
  readonly row: number;
  /** The names of the columns; one without a name is `''`. */
  readonly columns: readonly string[];
  /** The sheets of a workbook that can be seen; none of a CSV. */
  readonly sheets: readonly string[];
  /** The rows after the header. Rows that are empty are left out; the rest have as many cells as the header. */
  readonly rows: AsyncIterable<Row>;
}

/** The names in a header; those that occur twice go to the problems. */
export function columnNames(
  cells: readonly string[],
  row: number,
  problems: FileProblems,
): readonly string[] {
  const columns = cells.map((name) => name.trim().normalize('NFC'));
  for (const name of new Set(columns.filter((name, i) => name !== '' && columns.indexOf(name) < i))) {
    problems.add('duplicateColumn', { row, column: name });
  }
  return columns;
}

/** @param places where columns stand */
export function tableRow({ row, cells, flaws }: Row, places: ReadonlyMap<string, number>): TableRow {
  const placeOf = (column: string) => places.get(column) ?? -1;
  return {
    row,
    raw: (column) => cells[placeOf(column)] ?? '',
    flaw: (column) => flaws?.get(placeOf(column)) ?? null,
  };
}
