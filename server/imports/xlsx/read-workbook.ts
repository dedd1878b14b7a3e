import { type FileProblems, UnreadableFile } from '../problems.ts';
import type { SeekableSource } from '../source.ts';
import { columnNames, type Row, type Table } from '../table-row.ts';
import { formatsOf, openWorkbook } from './parts.ts';
import { sharedTextsOf } from './shared-texts.ts';
import { type SheetRow, sheetRows } from './sheet.ts';

/**
 * Reads a sheet of a workbook as a stream: its first row that is not empty has the names of the columns.
 *
 * Texts stay as they were typed, numbers as they are shown (`00123`, dates as `2026-10-01`) but neither rounded nor
 * grouped, formulas as the values they had when the workbook was saved.
 *
 * @param sheet the name on its tab; the first one that can be seen without it
 * @throws UnreadableFile when the workbook or the rest of it cannot be read at all
 */
export async function readWorkbook(
  source: SeekableSource,
  problems: FileProblems,
  sheet?: string,
): Promise<Table> {
  const workbook = await openWorkbook(source);
  const names = workbook.sheets.map(({ name }) => name);
  const chosen =
    sheet === undefined ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === sheet);
  if (chosen === undefined) throw new UnreadableFile('sheetMissing', { known: names.join(', ') });
  const context = {
    texts: await sharedTextsOf(workbook),
    formats: await formatsOf(workbook),
    dates: workbook.dates,
  };
  const rows = sheetRows(chosen.part, workbook.open(chosen.part, 'sheet'), context);
  const first = await rows.next();
  if (first.done) throw new UnreadableFile('fileEmpty');
  const header = { row: first.value.row, columns: columnNames(first.value.cells, first.value.row, problems) };
  return { ...header, sheets: names, rows: rowsOfSheet(header.columns, rows, problems) };
}

/** The rows of a sheet, filled up to the columns; cells beyond them go to the problems. */
async function* rowsOfSheet(
  columns: readonly string[],
  rows: AsyncIterable<SheetRow>,
  problems: FileProblems,
): AsyncGenerator<Row> {
  for await (const { row, cells, flaws } of rows) {
    if (cells.length > columns.length) {
      problems.add('cellCount', { row }, { found: cells.length, expected: columns.length });
      continue;
    }
    const missing = columns.length - cells.length;
    yield { row, cells: missing === 0 ? cells : [...cells, ...Array<string>(missing).fill('')], flaws };
  }
}
