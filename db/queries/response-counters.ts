import { sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';

const take = preparedOnce(({ orm, tables: { responseCounters } }) =>
  orm
    .insert(responseCounters)
    .values({ waveId: sql.placeholder('waveId'), changes: sql.placeholder('count') })
    .onConflictDoUpdate({
      target: responseCounters.waveId,
      set: { changes: sql`${responseCounters.changes} + excluded.changes` },
    })
    .returning({ changes: responseCounters.changes })
    .prepare(),
);

/**
 * Takes the next `count` numbers for changes of a wave's responses, which belong to this transaction: nobody else
 * is given one until it has ended, so numbers are committed in their order. Those of a transaction that fails are
 * given again; those taken and not used are nobody's.
 *
 * @returns the last of them
 */
export async function takeChanges(queryable: Queryable, waveId: string, count: number): Promise<number> {
  const [counter] = await take(queryable).execute({ waveId, count });
  if (!counter) throw new Error('The database raised a counter and returned no row');
  return counter.changes;
}
