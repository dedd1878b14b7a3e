import { firstUnsupported } from '#surveys/characters.ts';
import { whenReadable } from './documents.ts';
import type { FileProblems } from './problems.ts';
import { readRows } from './rows.ts';
import type { Source } from './source.ts';
import { type CellFlaw, type TableRow, tableRow } from './table-row.ts';
import { longestName } from './variables.ts';

/** Told now and then how many rows have been read. */
export type OnProgress = (rows: number) => void;

const progressEvery = 1000;

/**
 * Reads a table row by row, after checking that the columns that are needed are there. Everything wrong with the
 * file goes to `problems`; what can still be read is read, so that all problems come at once.
 *
 * @param onRow is called for each row in turn and may wait
 * @returns how many rows were read
 */
export async function readTable(
  source: Source,
  problems: FileProblems,
  neededColumns: readonly string[],
  onRow: (row: TableRow) => void | Promise<void>,
  onProgress?: OnProgress,
): Promise<number> {
  let count = 0;
  await whenReadable(problems, async () => {
    const { row: headerRow, columns, rows } = await readRows(source, problems);
    const at = new Map(columns.map((name, index) => [name, index]));
    const missing = [...new Set(neededColumns)].filter((name) => !at.has(name));
    const known = columns.filter((name) => name !== '').join(', ');
    for (const column of missing) problems.add('missingColumn', { row: headerRow, column }, { known });
    if (missing.length > 0) return;
    for await (const row of rows) {
      await onRow(tableRow(row, at));
      count += 1;
      if (count % progressEvery === 0) onProgress?.(count);
    }
    if (count === 0) problems.add('noRows');
  });
  return count;
}

/** Reads names, codes and numbers from a row's cells; what is wrong goes to the problems and reads as `null`. */
export interface CellReader {
  /** A name: trimmed, in NFC, short, without control characters. Empty is a name too. */
  name(row: TableRow, column: string): string | null;
  /** A name that must be there. */
  neededName(row: TableRow, column: string): string | null;
  /** A number in plain or scientific notation with a decimal point. */
  number(row: TableRow, column: string): number | null;
  /** A number above zero. */
  positive(row: TableRow, column: string): number | null;
  /** A number from zero. */
  notNegative(row: TableRow, column: string): number | null;
}

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** @param clean what is done to every cell first, e.g. taking off the mark an export put before formulas */
export function cellReader(
  problems: FileProblems,
  clean: (cell: string) => string = (cell) => cell,
): CellReader {
  const hasFlaw = (row: TableRow, column: string, ignored: CellFlaw | null = null) => {
    const flaw = row.flaw(column);
    if (flaw === null || flaw === ignored) return false;
    problems.add(flaw, { row: row.row, column }, { value: row.raw(column) });
    return true;
  };
  const name = (row: TableRow, column: string) => {
    if (hasFlaw(row, column)) return null;
    const value = clean(row.raw(column)).trim().normalize('NFC');
    const unsupported = firstUnsupported(value);
    if (unsupported !== null) problems.add('cellCharacters', { row: row.row, column }, { ...unsupported });
    else if (value.length > longestName)
      problems.add('cellTooLong', { row: row.row, column }, { maximum: longestName });
    else return value;
    return null;
  };
  const neededName = (row: TableRow, column: string) => {
    const value = name(row, column);
    if (value !== '') return value;
    problems.add('emptyCell', { row: row.row, column });
    return null;
  };
  const number = (row: TableRow, column: string) => {
    // digits that are lost matter in a name, not in an amount
    if (hasFlaw(row, column, 'digitsLost')) return null;
    const text = clean(row.raw(column)).trim();
    const value = Number(text);
    if (numberPattern.test(text) && Number.isFinite(value)) return value;
    if (text === '') problems.add('emptyCell', { row: row.row, column });
    else problems.add('notANumber', { row: row.row, column }, { value: text });
    return null;
  };
  const positive = (row: TableRow, column: string) => {
    const value = number(row, column);
    if (value === null || value > 0) return value;
    problems.add('notPositive', { row: row.row, column }, { value });
    return null;
  };
  const notNegative = (row: TableRow, column: string) => {
    const value = number(row, column);
    if (value === null || value >= 0) return value;
    problems.add('negative', { row: row.row, column }, { value });
    return null;
  };
  return { name, neededName, number, positive, notNegative };
}
