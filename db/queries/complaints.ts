import { and, eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { ComplaintsReceived } from '../tables.ts';

/** What was entered of complaints while a wave was asked, in the order of periods and channels. */
export async function complaintsOfWave(
  { orm, tables: { complaintsReceived } }: Queryable,
  waveId: string,
): Promise<ComplaintsReceived[]> {
  const rows = await orm.select().from(complaintsReceived).where(eq(complaintsReceived.waveId, waveId));
  return rows.sort((a, b) => order(a.fromOn, b.fromOn) || order(a.channel, b.channel) || order(a.id, b.id));
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export async function insertComplaints(
  { orm, tables: { complaintsReceived } }: Queryable,
  complaints: ComplaintsReceived,
): Promise<void> {
  await orm.insert(complaintsReceived).values(complaints);
}

/** Takes an entry of a wave away. @returns it as it was; `null` where it was gone */
export async function deleteComplaints(
  { orm, tables: { complaintsReceived } }: Queryable,
  { id, waveId }: Pick<ComplaintsReceived, 'id' | 'waveId'>,
): Promise<ComplaintsReceived | null> {
  const [deleted] = await orm
    .delete(complaintsReceived)
    .where(and(eq(complaintsReceived.id, id), eq(complaintsReceived.waveId, waveId)))
    .returning();
  return deleted ?? null;
}
