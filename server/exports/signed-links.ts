import type { OrderList } from '../imports/read-orders.ts';
import type { Facts } from '../tokens.ts';
import { byteOrderMark, csvRow } from './csv.ts';

/** A company's list with an address for each row in one more column. */
export async function* signedLinksCsv(
  { columns, rows }: OrderList,
  addressOf: (facts: Facts) => string,
  guard: boolean,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRow([...columns, addressColumn], guard);
  for await (const { cells, facts } of rows) yield csvRow([...cells, addressOf(facts)], guard);
}

/** The column that the addresses stand in. */
export const addressColumn = 'address';
