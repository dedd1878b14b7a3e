import { setImmediate as otherRequests } from 'node:timers/promises';

/** Rows per INSERT: with the widest table still well under SQLite's 32,766 parameters a statement. */
const rowsPerInsert = 500;

/** Rows per SELECT of an iteration: a few milliseconds' worth, so that nobody else waits long. */
const rowsPerChunk = 1_000;

/** Inserts any number of rows, in order, some hundred at a time. Call it within one `write`. */
export async function insertInChunks<R>(
  rows: readonly R[],
  insert: (chunk: R[]) => PromiseLike<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await insert(rows.slice(start, start + rowsPerInsert));
  }
}

/**
 * Walks through a long result in order, a chunk at a time, by asking for the rows after the last one seen.
 * Between two chunks other requests get their turn.
 *
 * @param rowsAfter at most `limit` rows after `last` in the order of the walk; from the start without `last`.
 */
export async function* inChunks<R>(
  rowsAfter: (last: R | undefined, limit: number) => PromiseLike<R[]>,
): AsyncGenerator<readonly R[], void, undefined> {
  let last: R | undefined;
  for (;;) {
    const rows = await rowsAfter(last, rowsPerChunk);
    if (rows.length > 0) yield rows;
    if (rows.length < rowsPerChunk) return;
    last = rows.at(-1);
    await otherRequests();
  }
}
