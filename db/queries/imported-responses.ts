import { insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { StoredResponse } from '../tables.ts';
import { takeChanges } from './response-counters.ts';
import type { Rare } from './responses.ts';

/** Keeps finished or unfinished responses from elsewhere. A member's second one is a unique violation. */
export async function insertImportedResponses(
  queryable: Queryable,
  rows: readonly Omit<
    StoredResponse,
    'revision' | 'change' | 'linkId' | 'revising' | 'isExcluded' | keyof Rare
  >[],
): Promise<void> {
  const nextChange = await changesFor(queryable, rows);
  const imported = (row: (typeof rows)[number]) => ({
    ...row,
    linkId: null,
    revision: 1,
    change: nextChange(row.waveId),
    source: 'import' as const,
  });
  const { orm, tables } = queryable;
  await insertInChunks(rows, (chunk) => orm.insert(tables.responses).values(chunk.map(imported)));
}

/** Takes a number for each row at once. @returns a function that gives the next one of a wave */
async function changesFor(queryable: Queryable, rows: readonly { readonly waveId: string }[]) {
  const counts = new Map<string, number>();
  for (const { waveId } of rows) counts.set(waveId, (counts.get(waveId) ?? 0) + 1);
  const used = new Map<string, number>();
  // In the same order everywhere, so that two calls never wait for each other's counters.
  for (const [waveId, count] of [...counts].toSorted()) {
    used.set(waveId, (await takeChanges(queryable, waveId, count)) - count);
  }
  return (waveId: string) => {
    const change = (used.get(waveId) ?? 0) + 1;
    used.set(waveId, change);
    return change;
  };
}
