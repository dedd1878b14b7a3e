import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { SampleMember, StoredResponse, Tables } from '../tables.ts';

/** What a report needs of a customer who was sampled. */
export type ReportedMember = Pick<
  SampleMember,
  'id' | 'position' | 'customer' | 'stratum' | 'attributes' | 'disposition' | 'weight'
>;

/** A customer who was sampled, whether there is a response or not. */
export interface MemberWithResponse extends ReportedMember {
  readonly response: Pick<
    StoredResponse,
    'versionId' | 'status' | 'isExcluded' | 'answers' | 'locale' | 'change'
  > | null;
}

export const ofMember = (sampleMembers: Tables['sampleMembers']) => ({
  id: sampleMembers.id,
  position: sampleMembers.position,
  customer: sampleMembers.customer,
  stratum: sampleMembers.stratum,
  attributes: sampleMembers.attributes,
  disposition: sampleMembers.disposition,
  weight: sampleMembers.weight,
});

/** Every customer sampled for a wave in the order of their positions, a chunk at a time. */
export function membersWithResponses(
  { orm, tables: { responses, sampleMembers } }: Queryable,
  waveId: string,
) {
  return inChunks<MemberWithResponse>((last, limit) =>
    orm
      .select({
        ...ofMember(sampleMembers),
        response: {
          versionId: responses.versionId,
          status: responses.status,
          isExcluded: responses.isExcluded,
          answers: responses.answers,
          locale: responses.locale,
          change: responses.change,
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

/** A response that changed, with the customer it is of when it has a place in the sample. */
export interface ChangedResponse {
  readonly change: number;
  readonly member: ReportedMember | null;
  readonly response: Pick<
    StoredResponse,
    | 'id'
    | 'versionId'
    | 'status'
    | 'isExcluded'
    | 'answers'
    | 'locale'
    | 'facts'
    | 'stratum'
    | 'fromSample'
    | 'startedAt'
  >;
}

/**
 * The responses of a wave that changed after change number `change` (0: all), in order of their last change, a
 * chunk at a time.
 *
 * Numbers are committed in order, so that whoever has read to the end has everything up to the last number read, and
 * begins there the next time. A response that changes during the walk may come a second time, as it is then.
 */
export function responsesChangedAfter(
  { orm, tables: { responses, sampleMembers } }: Queryable,
  waveId: string,
  change: number,
) {
  return inChunks<ChangedResponse>((last, limit) =>
    orm
      .select({
        change: responses.change,
        member: ofMember(sampleMembers),
        response: {
          id: responses.id,
          versionId: responses.versionId,
          status: responses.status,
          isExcluded: responses.isExcluded,
          answers: responses.answers,
          locale: responses.locale,
          facts: responses.facts,
          stratum: responses.stratum,
          fromSample: responses.fromSample,
          startedAt: responses.startedAt,
        },
      })
      .from(responses)
      .leftJoin(sampleMembers, eq(sampleMembers.id, responses.memberId))
      .where(and(eq(responses.waveId, waveId), gt(responses.change, last?.change ?? change)))
      .orderBy(asc(responses.change))
      .limit(limit),
  );
}

const revisions = preparedOnce(({ orm, tables: { responseCounters, waves } }) =>
  orm
    .select({ sampleRevision: waves.sampleRevision, responsesChange: responseCounters.changes })
    .from(waves)
    .leftJoin(responseCounters, eq(responseCounters.waveId, waves.id))
    .where(eq(waves.id, sql.placeholder('waveId')))
    .prepare(),
);

/** How far a wave's sample and its responses have come; both only rise. */
export async function revisionsOfWave(queryable: Queryable, waveId: string) {
  const [wave] = await revisions(queryable).execute({ waveId });
  return { sampleRevision: wave?.sampleRevision ?? 0, responsesChange: wave?.responsesChange ?? 0 };
}

/**
 * A text that changes whenever a wave's sample, strata, dispositions or responses change: whoever keeps something
 * worked out from them keeps it with this. It costs the same however many there are. It does not speak of plans and
 * definitions.
 *
 * A change number that was taken and not used changes it too, though nothing else did.
 */
export async function dataStamp(queryable: Queryable, waveId: string): Promise<string> {
  const { sampleRevision, responsesChange } = await revisionsOfWave(queryable, waveId);
  return `${sampleRevision}.${responsesChange}`;
}
