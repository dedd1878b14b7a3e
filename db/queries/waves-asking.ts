import { eq, gte, or, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';

/**
 * The waves, of whatever survey, that have asked since a moment or will: those that open then or later, and those drawn
 * since of which nobody has said when they open.
 */
export async function wavesAskingSince(
  { orm, tables: { draws, waves } }: Queryable,
  since: number,
): Promise<{ id: string }[]> {
  const opened = gte(waves.opensAt, since);
  const drawn = sql`${waves.opensAt} is null and ${draws.drawnAt} >= ${since}`;
  return await orm
    .select({ id: waves.id })
    .from(waves)
    .leftJoin(draws, eq(draws.waveId, waves.id))
    .where(or(opened, drawn));
}
