import { and, between, eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { SampleMember, StoredResponse } from '../tables.ts';

/** One sent response as somebody looks at it, with the customer of the sample whose it is. */
export interface SentResponse {
  readonly response: Pick<
    StoredResponse,
    | 'id'
    | 'versionId'
    | 'isExcluded'
    | 'answers'
    | 'facts'
    | 'passed'
    | 'stratum'
    | 'locale'
    | 'source'
    | 'enteredBy'
    | 'startedAt'
    | 'submittedAt'
  >;
  /** `null` for anonymous answers, and those by an open link. */
  readonly member: Pick<SampleMember, 'id' | 'customer' | 'stratum' | 'attributes'> | null;
}

/** A sent response of a wave; `null` where the wave has none of that id. */
export async function sentResponse(
  { orm, tables: { responses, sampleMembers: members } }: Queryable,
  waveId: string,
  id: string,
): Promise<SentResponse | null> {
  const [row] = await orm
    .select({
      response: {
        id: responses.id,
        versionId: responses.versionId,
        isExcluded: responses.isExcluded,
        answers: responses.answers,
        facts: responses.facts,
        passed: responses.passed,
        stratum: responses.stratum,
        locale: responses.locale,
        source: responses.source,
        enteredBy: responses.enteredBy,
        startedAt: responses.startedAt,
        submittedAt: responses.submittedAt,
      },
      member: {
        id: members.id,
        customer: members.customer,
        stratum: members.stratum,
        attributes: members.attributes,
      },
    })
    .from(responses)
    .leftJoin(members, eq(members.id, responses.memberId))
    .where(and(eq(responses.id, id), eq(responses.waveId, waveId), eq(responses.status, 'submitted')));
  return row ?? null;
}

/** The first and the last id there could be; all are spelt alike, so that what begins alike lies together. */
const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The sent responses of a wave whose ids begin so, with eight characters or more; at most two, which is enough to know that it is not one. */
export async function sentResponsesNamed(
  { orm, tables: { responses } }: Queryable,
  waveId: string,
  start: string,
): Promise<readonly string[]> {
  if (!/^[0-9a-f-]{8,36}$/.test(start)) return [];
  const [first, last] = [start + firstId.slice(start.length), start + lastId.slice(start.length)];
  const rows = await orm
    .select({ id: responses.id })
    .from(responses)
    .where(
      and(
        between(responses.id, first, last),
        eq(responses.waveId, waveId),
        eq(responses.status, 'submitted'),
      ),
    )
    .limit(2);
  return rows.map(({ id }) => id);
}

/** The sent response of a customer of a wave's sample; `null` where there is none. */
export async function sentResponseOfCustomer(
  { orm, tables: { responses, sampleMembers: members } }: Queryable,
  waveId: string,
  customer: string,
): Promise<string | null> {
  const [row] = await orm
    .select({ id: responses.id })
    .from(members)
    .innerJoin(responses, eq(responses.memberId, members.id))
    .where(
      and(eq(members.waveId, waveId), eq(members.customer, customer), eq(responses.status, 'submitted')),
    );
  return row?.id ?? null;
}
