import { and, asc, eq, gt } from 'drizzle-orm';
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
