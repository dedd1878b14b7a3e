import type { Focus } from '../views/reports/focus.ts';
import { byteOrderMark, csvRow } from './csv.ts';
import { changeTables } from './tables/changes.ts';
import { distributionTables } from './tables/distributions.ts';
import { fieldworkTables } from './tables/fieldwork.ts';
import { figureTables } from './tables/figures.ts';
import { noteTables } from './tables/notes.ts';
import { priorityTables } from './tables/priorities.ts';
import type { Cell, ReportTable, TableSource } from './tables/table.ts';
import { valueTables } from './tables/value.ts';
import { weightTables } from './tables/weights.ts';

/**
 * Every table of a report, in the order of its sheets. Whoever adds a section adds its tables here: they are then to be had
 * as CSV and stand in the workbook. They are made of the report and the analysis of its wave, in which what is too small to
 * be shown is held back already.
 */
const sources: readonly TableSource[] = [
  ...figureTables,
  ...changeTables,
  ...distributionTables,
  ...priorityTables,
  ...valueTables,
  ...fieldworkTables,
  ...weightTables,
  ...noteTables,
];

/** What there is of a part of the customers: its figures and how they moved; all else tells of everybody. */
const ofParts: readonly TableSource[] = [...figureTables, ...changeTables];

function sourcesFor({ report }: Focus): readonly TableSource[] {
  return report.part === null ? sources : ofParts;
}

/** The tables that this look at the report has anything to tell in. */
export function reportTables(focus: Focus): ReportTable[] {
  return sourcesFor(focus).flatMap((source) => {
    const table = source.table(focus);
    return table === null ? [] : [{ key: source.key, ...table }];
  });
}

/** One of them; `null` where there is none of that name, or nothing in it. */
export function reportTable(focus: Focus, key: string): ReportTable | null {
  const source = sourcesFor(focus).find((one) => one.key === key);
  const table = source?.table(focus) ?? null;
  return table === null ? null : { key, ...table };
}

/** A table as CSV that spreadsheets read as it is meant: UTF-8, numbers in full, no text that would run as a formula. */
export function* tableCsv({ columns, rows }: ReportTable): Generator<string> {
  yield byteOrderMark;
  yield csvRow(
    columns.map(({ header }) => header),
    true,
  );
  for (const row of rows) yield csvRow(row.map(plain), true);
}

function plain(cell: Cell): string | number | null {
  return cell instanceof Date ? cell.toISOString() : cell;
}
