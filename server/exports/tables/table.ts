import type { Focus } from '../../views/reports/focus.ts';

/** What stands in one cell: numbers in full, undefined ones and those held back as nothing. */
export type Cell = string | number | Date | null;

/** How the numbers of a column are shown by a spreadsheet; they are kept with all their digits. */
export type NumberFormat = 'count' | 'index' | 'mean' | 'error' | 'share' | 'p' | 'weight';

export interface TableColumn {
  readonly header: string;
  readonly format?: NumberFormat | undefined;
  /** Whether long texts stand in it. */
  readonly isLong?: boolean | undefined;
}

/** A table of the report as it is taken along: by itself, or as a sheet of a workbook. */
export interface ReportTable {
  /** Its name in addresses and file names. */
  readonly key: string;
  /** Its name for readers. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table as a section of the report offers it: by its key, made for one reader's look at the report. */
export interface TableSource {
  readonly key: string;
  /** `null` where there is nothing to tell. */
  table(focus: Focus): Omit<ReportTable, 'key'> | null;
}

/** A column with what stands in it. */
export interface ColumnOf<Row> extends TableColumn {
  readonly cell: (row: Row) => Cell;
}

/** A table of rows told column by column; `null` without rows. */
export function tableOf<Row>(
  name: string,
  columns: readonly ColumnOf<Row>[],
  rows: readonly Row[],
): Omit<ReportTable, 'key'> | null {
  if (rows.length === 0) return null;
  return {
    name,
    columns: columns.map(({ header, format, isLong }) => ({ header, format, isLong })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}
