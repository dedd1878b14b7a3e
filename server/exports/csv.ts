import { guarded } from '../imports/formula-guard.ts';

/** What stands in one cell: text, a number, a moment, written in UTC, or nothing. */
export type Cell = string | number | Date | null;

/** Tells spreadsheets that a file is UTF-8; without it they show Chinese as nonsense. */
export const byteOrderMark = '\ufeff';

/**
 * One row of CSV (RFC 4180, ended by CR LF).
 *
 * @param guard whether text that a spreadsheet would run as a formula gets a `'` before it
 */
export function csvRow(cells: readonly Cell[], guard: boolean): string {
  return `${cells.map((cell) => csvCell(cell, guard)).join(',')}\r\n`;
}

function csvCell(cell: Cell, guard: boolean): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  const text = guard ? guarded(cell) : cell;
  return /[",\r\n\t;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
