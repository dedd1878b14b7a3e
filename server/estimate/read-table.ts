import type { DataTable, NeededColumns } from '#reports/estimate/columns.ts';
import { EstimateRefusal } from '#reports/estimate/refusal.ts';
import { whenReadable } from '../imports/documents.ts';
import { FileProblems } from '../imports/problems.ts';
import type { Source } from '../imports/source.ts';
import type { OnProgress } from '../imports/table.ts';
import { growingIntegers, growingLabels, growingNumbers } from './growing.ts';
import { growingIdentifiers } from './growing-identifiers.ts';
import { scanCsv } from './scan-csv.ts';

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

/** Takes the cells of one column; `false` when one cannot be read. */
type Push = (cell: string) => boolean;

/**
 * Reads the columns that are needed, row by row, into compact arrays; nothing else of the file is kept. Stops at
 * the first thing wrong, which is the one problem that comes back.
 *
 * @throws EstimateRefusal for a column of categories with more of them than can be kept
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
): Promise<DataTable> {
  const texts = [...needed.texts.keys()].map((name) => ({ name, column: growingLabels() }));
  const numbers = [...needed.numbers.keys()].map((name) => ({ name, column: growingNumbers() }));
  const identifiers = [...needed.identifiers.keys()].map((name) => ({ name, column: growingIdentifiers() }));
  const filters = Object.entries(kept).map(([name, values]) => ({ name, values: new Set(values) }));
  // A column can be wanted as text, as number and to choose rows by; its cell comes once.
  const names = [...new Set([...texts, ...numbers, ...identifiers, ...filters].map(({ name }) => name))];
  const cellOf = new Map(names.map((name, cell) => [name, cell]));
  const pushes = [
    ...texts.map(({ name, column }) => ({
      name,
      push: labelPush(column, needed.texts.get(name) ?? '', name),
    })),
    ...numbers.map(({ name, column }) => ({ name, push: numberPush(column) })),
    ...identifiers.map(({ name, column }) => ({ name, push: textPush(column) })),
  ].map((each) => ({ ...each, cell: cellOf.get(each.name) ?? -1 }));
  const choices = filters.map((each) => ({ ...each, cell: cellOf.get(each.name) ?? -1 }));
  const lines = growingIntegers();
  const places = growingIntegers();
  let total = 0;
  const onHeader = (columns: readonly string[]) => wantedColumns(columns, names, problems);
  await scanCsv(source, problems, onHeader, (cells, row) => {
    total += 1;
    if (total % progressEvery === 0) onProgress?.(total);
    for (const { cell, values } of choices) if (!values.has((cells[cell] ?? '').trim())) return true;
    for (const { name, cell, push } of pushes) {
      const text = (cells[cell] ?? '').trim();
      if (push(text)) continue;
      problems.add('notANumber', { row, column: name }, { value: text });
      return false;
    }
    lines.push(row);
    places.push(total - 1);
    return true;
  });
  const rowNumbers = lines.finish();
  return {
    count: rowNumbers.length,
    lines: rowNumbers,
    places: places.finish(),
    total,
    texts: new Map(texts.map(({ name, column }) => [name, inOrder(column.finish())])),
    numbers: new Map(numbers.map(({ name, column }) => [name, column.finish()])),
    identifiers: new Map(identifiers.map(({ name, column }) => [name, column.finish()])),
  };
}

/** Where the named columns are; `null` when something is wrong with the header. */
function wantedColumns(
  columns: readonly string[],
  names: readonly string[],
  problems: FileProblems,
): number[] | null {
  const place = new Map(columns.map((name, at) => [name, at]));
  const missing = names.find((name) => !place.has(name));
  if (missing !== undefined) {
    const known = columns.filter((name) => name !== '').join(', ');
    problems.add('missingColumn', { row: 1, column: missing }, { known });
  }
  return problems.count > 0 ? null : names.map((name) => place.get(name) ?? -1);
}

function textPush(column: { readonly push: (cell: string) => void }): Push {
  return (cell) => {
    column.push(cell);
    return true;
  };
}

/** Categories are listed, sorted and crossed; so many are none. */
const mostLabels = 5_000_000;

function labelPush(column: ReturnType<typeof growingLabels>, key: string, name: string): Push {
  return (cell) => {
    column.push(cell);
    if (column.count() <= mostLabels) return true;
    throw new EstimateRefusal('too-many-values', { key }, { column: name, most: mostLabels });
  };
}

function numberPush(column: ReturnType<typeof growingNumbers>): Push {
  return (cell) => {
    const value = cell === '' ? Number.NaN : Number(cell);
    column.push(value);
    return cell === '' || (numberPattern.test(cell) && Number.isFinite(value));
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
    let names: readonly string[] = [];
    let builders: ReturnType<typeof growingNumbers>[] = [];
    let count = 0;
    const onHeader = (header: readonly string[]) => {
      names = header;
      builders = header.map(() => growingNumbers());
      return [...header.keys()];
    };
    await scanCsv(source, problems, onHeader, (cells, row) => {
      for (const [at, builder] of builders.entries()) {
        const cell = (cells[at] ?? '').trim();
        const place = { row, column: names[at] ?? '' };
        if (cell === '') problems.add('emptyCell', place);
        else if (!numberPush(builder)(cell)) problems.add('notANumber', place, { value: cell });
        if (problems.count > 0) return false;
      }
      count += 1;
      return true;
    });
    const everyRow = Int32Array.from({ length: count }, (_, row) => row);
    return builders.map((builder) => builder.finish().valuesAt(everyRow));
  });
  return columns === null || problems.count > 0 ? { columns: null, problems } : { columns, problems: null };
}
