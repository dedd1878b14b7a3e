import { and, asc, count, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { SampleMember, StoredResponse } from '../tables.ts';

/** Every customer sampled for a wave with all that came back, in the order of the sample, a chunk at a time. */
export function membersWithWholeResponses(
  { orm, tables: { responses, sampleMembers } }: Queryable,
  waveId: string,
) {
  return inChunks<{ member: SampleMember; response: StoredResponse | null }>((last, limit) =>
    orm
      .select({ member: sampleMembers, response: responses })
      .from(sampleMembers)
      .leftJoin(responses, eq(responses.memberId, sampleMembers.id))
      .where(and(eq(sampleMembers.waveId, waveId), gt(sampleMembers.position, last?.member.position ?? 0)))
      .orderBy(asc(sampleMembers.position))
      .limit(limit),
  );
}

/** Whether any customer sampled for some waves came with a weight. */
export async function hasGivenWeights(
  { orm, tables: { sampleMembers } }: Queryable,
  waveIds: readonly string[],
): Promise<boolean> {
  const [found] = await orm
    .select({ id: sampleMembers.id })
    .from(sampleMembers)
    .where(and(inArray(sampleMembers.waveId, [...waveIds]), isNotNull(sampleMembers.weight)))
    .limit(1);
  return found !== undefined;
}

/** How many customers were sampled for a wave, and how many responses are nobody's of the sample. */
export async function countExportRows(
  { orm, tables: { responses, sampleMembers } }: Queryable,
  waveId: string,
): Promise<{ readonly members: number; readonly others: number }> {
  const [members] = await orm
    .select({ rows: count() })
    .from(sampleMembers)
    .where(eq(sampleMembers.waveId, waveId));
  const [others] = await orm
    .select({ rows: count() })
    .from(responses)
    .where(and(eq(responses.waveId, waveId), isNull(responses.memberId)));
  return { members: members?.rows ?? 0, others: others?.rows ?? 0 };
}
