import { codedColumnBuilder, numberColumnBuilder } from '#reports/columns.ts';
import type { DataTable, NeededColumns } from '#reports/estimate/columns.ts';
import { readCsv } from '../imports/csv.ts';
import { whenReadable } from '../imports/documents.ts';
import { FileProblems } from '../imports/problems.ts';
import type { Source } from '../imports/source.ts';
import type { OnProgress } from '../imports/table.ts';

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const progressEvery = 10_000;

/** What of a file is read, and which rows are kept: those with one of these values in each of these columns. */
export interface TableRequest {
  readonly columns: NeededColumns;
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

export type TableReading =
  | { readonly table: DataTable; readonly problems: null }
  | { readonly table: null; readonly problems: FileProblems };

/** A column of the file that is read: where it is and what takes its cells. */
interface Reader {
  readonly at: number;
  /** Takes one cell; `false` when it cannot be read. */
  readonly push: (cell: string) => boolean;
}

/**
 * Reads the columns that are needed, row by row, into compact arrays; nothing else of the file is kept. Stops at
 * the first thing wrong, which is the one problem that comes back.
 */
export async function readDataTable(
  source: Source,
  request: TableRequest,
  onProgress?: OnProgress,
): Promise<TableReading> {
  const problems = new FileProblems(source.name);
  const table = await whenReadable(problems, () => tableOf(source, request, problems, onProgress));
  return table === null || problems.count > 0 ? { table: null, problems } : { table, problems: null };
}

async function tableOf(
  source: Source,
  { columns: needed, rows: kept }: TableRequest,
  problems: FileProblems,
  onProgress?: OnProgress,
): Promise<DataTable | null> {
  const { columns, rows } = await readCsv(source, problems);
  const place = new Map(columns.map((name, at) => [name, at]));
  const wanted = new Set([...Object.keys(kept), ...needed.texts.keys(), ...needed.numbers.keys()]);
  const missing = [...wanted].find((name) => !place.has(name));
  if (missing !== undefined) {
    const known = columns.filter((name) => name !== '').join(', ');
    problems.add('missingColumn', { row: 1, column: missing }, { known });
  }
  if (problems.count > 0) return null;
  const atOf = (name: string) => place.get(name) ?? -1;
  const filters = Object.entries(kept).map(([name, values]) => ({ at: atOf(name), values: new Set(values) }));
  const texts = [...needed.texts.keys()].map((name) => ({ name, column: codedColumnBuilder() }));
  const numbers = [...needed.numbers.keys()].map((name) => ({ name, column: numberColumnBuilder() }));
  const readers = [
    ...texts.map(({ name, column }) => textReader(atOf(name), column)),
    ...numbers.map(({ name, column }) => numberReader(atOf(name), column)),
  ];
  const lines = numberColumnBuilder();
  const places = numberColumnBuilder();
  let total = 0;
  for await (const { row, cells } of rows) {
    if (problems.count > 0) return null;
    total += 1;
    if (total % progressEvery === 0) onProgress?.(total);
    if (!filters.every(({ at, values }) => values.has((cells[at] ?? '').trim()))) continue;
    const wrong = readers.find(({ at, push }) => !push((cells[at] ?? '').trim()));
    if (wrong) {
      const value = (cells[wrong.at] ?? '').trim();
      problems.add('notANumber', { row, column: columns[wrong.at] ?? '' }, { value });
      return null;
    }
    lines.push(row);
    places.push(total - 1);
  }
  const rowNumbers = lines.finish();
  return {
    count: rowNumbers.length,
    lines: Int32Array.from(rowNumbers),
    places: Int32Array.from(places.finish()),
    total,
    texts: new Map(texts.map(({ name, column }) => [name, inOrder(column.finish())])),
    numbers: new Map(numbers.map(({ name, column }) => [name, column.finish()])),
  };
}

function textReader(at: number, column: ReturnType<typeof codedColumnBuilder>): Reader {
  return {
    at,
    push: (cell) => {
      column.push(cell === '' ? null : cell);
      return true;
    },
  };
}

function numberReader(at: number, column: ReturnType<typeof numberColumnBuilder>): Reader {
  return {
    at,
    push: (cell) => {
      const value = cell === '' ? Number.NaN : Number(cell);
      column.push(value);
      return cell === '' || (numberPattern.test(cell) && Number.isFinite(value));
    },
  };
}

/** A column with its labels in order: by number where all are numbers, else by character. */
function inOrder({ codes, labels }: { readonly codes: Int32Array; readonly labels: readonly string[] }) {
  const numeric = labels.every((label) => numberPattern.test(label));
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const order = [...labels.keys()].sort((a, b) => {
    const [one, other] = [labels[a] ?? '', labels[b] ?? ''];
    return (numeric ? Number(one) - Number(other) : 0) || byText(one, other);
  });
  const placeOf = new Int32Array(labels.length);
  for (const [place, code] of order.entries()) placeOf[code] = place;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) codes[row] = placeOf[code] as number;
  }
  return { codes, labels: order.map((code) => labels[code] ?? '') };
}

/** Every column of a file of numbers, such as replicate weights. An empty cell is a problem. */
export async function readNumbers(
  source: Source,
): Promise<
  | { readonly columns: readonly Float64Array[]; readonly problems: null }
  | { readonly columns: null; readonly problems: FileProblems }
> {
  const problems = new FileProblems(source.name);
  const columns = await whenReadable(problems, async () => {
    const csv = await readCsv(source, problems);
    const builders = csv.columns.map(() => numberColumnBuilder());
    for await (const { row, cells } of csv.rows) {
      const wrong = builders.findIndex(
        (builder, at) => !numberReader(at, builder).push((cells[at] ?? '').trim()),
      );
      const empty = cells.findIndex((cell) => cell.trim() === '');
      const at = wrong >= 0 ? wrong : empty;
      if (at >= 0) {
        const place = { row, column: csv.columns[at] ?? '' };
        if (wrong >= 0) problems.add('notANumber', place, { value: cells[at] ?? '' });
        else problems.add('emptyCell', place);
      }
      if (problems.count > 0) return null;
    }
    return builders.map((builder) => builder.finish());
  });
  return columns === null || problems.count > 0 ? { columns: null, problems } : { columns, problems: null };
}
