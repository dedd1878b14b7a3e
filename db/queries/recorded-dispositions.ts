import { and, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { RecordedDisposition } from '../tables.ts';
import { sampleChanged } from './waves.ts';

/** What became of one attempt to ask a customer, as somebody records it. */
export type NewDisposition = Pick<RecordedDisposition, 'memberId' | 'disposition' | 'at' | 'note'>;

/**
 * Records what became of customers of a wave's sample, at most once for each. It stands from now on in the place of what was
 * recorded before.
 *
 * @param by who records it, by name; `null` for the command line
 */
export async function recordDispositions(
  queryable: Queryable,
  waveId: string,
  rows: readonly NewDisposition[],
  { by, at }: { readonly by: string | null; readonly at: number },
): Promise<void> {
  const {
    orm,
    tables: { recordedDispositions: recorded, sampleMembers },
  } = queryable;
  const latest = (column: typeof recorded.disposition | typeof recorded.at) =>
    sql`(select ${column} from ${recorded} where ${recorded.memberId} = ${sampleMembers.id} order by ${recorded.number} desc limit 1)`;
  await insertInChunks(rows, async (chunk) => {
    const ids = chunk.map(({ memberId }) => memberId);
    const before = await standing(queryable, ids);
    const added = chunk.map((row) => {
      const stood = before.get(row.memberId);
      return {
        ...row,
        number: (stood?.last ?? 0) + 1,
        before: stood?.disposition ?? null,
        beforeAt: stood?.at ?? null,
        recordedBy: by,
        recordedAt: at,
      };
    });
    await orm.insert(recorded).values(added);
    await orm
      .update(sampleMembers)
      .set({ disposition: latest(recorded.disposition), dispositionAt: latest(recorded.at) })
      .where(inArray(sampleMembers.id, ids));
  });
  if (rows.length > 0) await sampleChanged(queryable, waveId);
}

/** What stands of some customers, and how often something was recorded of them. */
async function standing(
  { orm, tables: { recordedDispositions: recorded, sampleMembers: members } }: Queryable,
  ids: readonly string[],
) {
  const rows = await orm
    .select({
      id: members.id,
      disposition: members.disposition,
      at: members.dispositionAt,
      last: max(recorded.number),
    })
    .from(members)
    .leftJoin(recorded, eq(recorded.memberId, members.id))
    .where(inArray(members.id, [...ids]))
    .groupBy(members.id);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everything that was recorded of one customer, the latest first, what was taken back included. */
export async function dispositionsOfMember(
  { orm, tables: { recordedDispositions: recorded } }: Queryable,
  memberId: string,
): Promise<RecordedDisposition[]> {
  return await orm
    .select()
    .from(recorded)
    .where(eq(recorded.memberId, memberId))
    .orderBy(desc(recorded.number));
}

/**
 * Takes back what was recorded last of a customer, so that what stood before stands again.
 *
 * @param number which record is meant
 * @returns whether this call took it back: not where another one is the last by now, or something else stands
 */
export async function takeBackRecorded(
  queryable: Queryable,
  waveId: string,
  { memberId, number, by, at }: { memberId: string; number: number; by: string; at: number },
): Promise<boolean> {
  const {
    orm,
    tables: { recordedDispositions: recorded, sampleMembers: members },
  } = queryable;
  const [last] = await orm
    .select()
    .from(recorded)
    .where(and(eq(recorded.memberId, memberId), isNull(recorded.undoneAt)))
    .orderBy(desc(recorded.number))
    .limit(1);
  if (last === undefined || last.number !== number) return false;
  const undone = await orm
    .update(members)
    .set({ disposition: last.before, dispositionAt: last.beforeAt })
    .where(
      and(
        eq(members.id, memberId),
        eq(members.waveId, waveId),
        eq(members.disposition, last.disposition),
        eq(members.dispositionAt, last.at),
      ),
    )
    .returning({ id: members.id });
  if (undone.length === 0) return false;
  await orm
    .update(recorded)
    .set({ undoneBy: by, undoneAt: at })
    .where(and(eq(recorded.memberId, memberId), eq(recorded.number, number)));
  await sampleChanged(queryable, waveId);
  return true;
}
