import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '../database.ts';

/** Notes who entered a member's response for somebody else, in the `write` that keeps it. */
export async function markEntered(
  { orm, tables: { responses } }: Queryable,
  { waveId, memberId, enteredBy }: { waveId: string; memberId: string; enteredBy: string },
): Promise<void> {
  await orm
    .update(responses)
    .set({ source: 'entered', enteredBy })
    .where(and(eq(responses.waveId, waveId), eq(responses.memberId, memberId)));
}

/** Who entered which of some responses for somebody else, by the id of the response; those that came in other ways are left out. */
export async function enterersOf(
  { orm, tables: { responses } }: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await orm
    .select({ id: responses.id, enteredBy: responses.enteredBy })
    .from(responses)
    .where(and(inArray(responses.id, [...ids]), eq(responses.source, 'entered')));
  return new Map(rows.map(({ id, enteredBy }) => [id, enteredBy ?? '']));
}
