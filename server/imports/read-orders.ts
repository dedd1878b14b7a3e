import type { Definition } from '#surveys/definition.ts';
import { canBeSaid } from '../signed-facts.ts';
import type { Facts } from '../tokens.ts';
import { type FileProblems, UnreadableFile } from './problems.ts';
import { readRows } from './rows.ts';
import type { Source } from './source.ts';
import { cellReader, type OnProgress } from './table.ts';
import { type Row, tableRow } from './table-row.ts';

type Fact = Definition['facts'][number];

/** One row of a company's list, with what a link made for it says. */
export interface ListedOrder {
  readonly row: number;
  readonly cells: readonly string[];
  readonly facts: Facts;
}

/** A company's list of orders, visits, … to make links for. */
export interface OrderList {
  readonly columns: readonly string[];
  /** The rows that are right in themselves; what is wrong with the others goes to the problems. */
  readonly rows: AsyncIterable<ListedOrder>;
}

const progressEvery = 1000;

/**
 * Reads a list row by row. A fact stands in the column that has its key or, in any language, its name; one that is answered
 * for once must stand in every row, others may be left empty.
 *
 * @throws UnreadableFile when the file cannot be read at all, or lacks the columns
 */
export async function readOrders(
  source: Source,
  facts: readonly Fact[],
  problems: FileProblems,
  onProgress?: OnProgress,
): Promise<OrderList> {
  const { columns, rows } = await readRows(source, problems);
  const places = facts.map((fact) => ({ fact, column: columnOf(fact, columns) }));
  const known = columns.filter((name) => name !== '').join(', ');
  const isNone = places.every(({ column }) => column === undefined);
  for (const { fact, column } of places) {
    if (column !== undefined || !(fact.once || isNone)) continue;
    throw new UnreadableFile('missingColumn', { known }, { row: 1, column: fact.key });
  }
  const found = places.flatMap(({ fact, column }) => (column === undefined ? [] : [{ fact, column }]));
  return { columns, rows: ordersIn(rows, columns, found, problems, onProgress) };
}

function columnOf({ key, name }: Fact, columns: readonly string[]): string | undefined {
  return [key, ...Object.values(name)].find((each) => columns.includes(each.normalize('NFC')));
}

async function* ordersIn(
  rows: AsyncIterable<Row>,
  columns: readonly string[],
  found: readonly { readonly fact: Fact; readonly column: string }[],
  problems: FileProblems,
  onProgress?: OnProgress,
): AsyncGenerator<ListedOrder> {
  const reader = cellReader(problems);
  let count = 0;
  const rowOf = new Map<string, number>();
  const places = new Map(columns.map((name, place) => [name, place]));
  for await (const listed of rows) {
    const { row, cells } = listed;
    count += 1;
    if (count % progressEvery === 0) onProgress?.(count);
    const table = tableRow(listed, places);
    const before = problems.count;
    const said = found.map(({ fact, column }) => {
      return [fact.key, fact.once ? reader.neededName(table, column) : reader.name(table, column)] as const;
    });
    const facts = Object.fromEntries(said.flatMap(([key, value]) => (value ? [[key, value]] : [])));
    if (problems.count === before && !canBeSaid(facts)) problems.add('factsTooLong', { row });
    // two links of one order lead to one response, and only one of them can say the facts
    const once = found.flatMap(({ fact }) => (fact.once ? [facts[fact.key] ?? ''] : []));
    const order = once.join(' · ');
    if (once.length > 0 && rowOf.has(order)) {
      problems.add('orderTwice', { row }, { order, before: rowOf.get(order) ?? 0 });
    }
    rowOf.set(order, row);
    if (problems.count === before) yield { row, cells, facts };
  }
  if (count === 0) problems.add('noRows');
}
