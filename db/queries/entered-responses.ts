import { and, eq } from 'drizzle-orm';
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
