import { and, asc, count, eq, gt, isNull, sql, sum } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { SampleMember, StoredResponse } from '../tables.ts';

/** What a report needs of a customer who was sampled, whether there is a response or not. */
export interface MemberWithResponse
  extends Pick<
    SampleMember,
    'id' | 'position' | 'customer' | 'stratum' | 'attributes' | 'disposition' | 'weight'
  > {
  readonly response: Pick<StoredResponse, 'versionId' | 'status' | 'answers'> | null;
}

/** Every customer sampled for a wave in the order of their positions, a chunk at a time. */
export function membersWithResponses(
  { orm, tables: { responses, sampleMembers } }: Queryable,
  waveId: string,
) {
  return inChunks<MemberWithResponse>((last, limit) =>
    orm
      .select({
        id: sampleMembers.id,
        position: sampleMembers.position,
        customer: sampleMembers.customer,
        stratum: sampleMembers.stratum,
        attributes: sampleMembers.attributes,
        disposition: sampleMembers.disposition,
        weight: sampleMembers.weight,
        response: {
          versionId: responses.versionId,
          status: responses.status,
          answers: responses.answers,
        },
      })
      .from(sampleMembers)
      .leftJoin(responses, eq(responses.memberId, sampleMembers.id))
      .where(and(eq(sampleMembers.waveId, waveId), gt(sampleMembers.position, last?.position ?? 0)))
      .orderBy(asc(sampleMembers.position))
      .limit(limit),
  );
}

/** Responses of a wave that came by the open link or without a sample, oldest first, a chunk at a time. */
export function responsesWithoutMember({ orm, tables: { responses } }: Queryable, waveId: string) {
  return inChunks<StoredResponse>((last, limit) =>
    orm
      .select()
      .from(responses)
      .where(
        and(
          eq(responses.waveId, waveId),
          isNull(responses.memberId),
          last && sql`(${responses.startedAt}, ${responses.id}) > (${last.startedAt}, ${last.id})`,
        ),
      )
      .orderBy(asc(responses.startedAt), asc(responses.id))
      .limit(limit),
  );
}

/**
 * A text that changes whenever a wave's sample, strata, dispositions or responses change, and stays while
 * none of them does: whoever keeps something worked out from them keeps it with this. It does not speak of
 * plans and definitions.
 *
 * Revisions only rise and rows are never deleted, so their number and sum cannot come back. (A time of the
 * last change could not tell: two changes can share a millisecond, and commit in either order.)
 */
export async function dataStamp(
  { orm, tables: { responses, waves } }: Queryable,
  waveId: string,
): Promise<string> {
  const [[wave], [sums]] = await Promise.all([
    orm.select({ sample: waves.sampleRevision }).from(waves).where(eq(waves.id, waveId)),
    orm
      .select({ responses: count(), revisions: sum(responses.revision) })
      .from(responses)
      .where(eq(responses.waveId, waveId)),
  ]);
  return `${wave?.sample ?? 0}.${sums?.responses ?? 0}.${sums?.revisions ?? 0}`;
}
