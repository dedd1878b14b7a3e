import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { Exclusion, StoredResponse } from '../tables.ts';
import { takeChanges } from './response-counters.ts';
import { type ChangedResponse, ofMember } from './wave-data.ts';
import { sampleChanged } from './waves.ts';

/**
 * Marks a response as left out of the figures, or as taken in again, under the next number of the wave's changes. Only what
 * was sent can be left out; whatever became of it since can be taken in.
 *
 * @returns whether this call did it
 */
export async function markExcluded(
  queryable: Queryable,
  { id, waveId, isExcluded }: Pick<StoredResponse, 'id' | 'waveId' | 'isExcluded'>,
): Promise<boolean> {
  const {
    orm,
    tables: { responses },
  } = queryable;
  const [marked] = await orm
    .update(responses)
    .set({ isExcluded, change: await takeChanges(queryable, waveId, 1) })
    .where(
      and(
        eq(responses.id, id),
        eq(responses.waveId, waveId),
        eq(responses.isExcluded, !isExcluded),
        isExcluded ? eq(responses.status, 'submitted') : undefined,
      ),
    )
    .returning({ memberId: responses.memberId });
  // without a member its place in what was counted cannot be found, so that the wave is read again
  if (marked?.memberId === null) await sampleChanged(queryable, waveId);
  return marked !== undefined;
}

/** Adds a line to the protocol. */
export async function insertExclusion(
  { orm, tables: { exclusions } }: Queryable,
  exclusion: Omit<Exclusion, 'undoneBy' | 'undoneAt'>,
): Promise<void> {
  await orm.insert(exclusions).values(exclusion);
}

/** Notes who took a response in again. @returns whether this call did */
export async function undoExclusion(
  { orm, tables: { exclusions } }: Queryable,
  { responseId, undoneBy, undoneAt }: Pick<Exclusion, 'responseId' | 'undoneBy' | 'undoneAt'>,
): Promise<boolean> {
  const undone = await orm
    .update(exclusions)
    .set({ undoneBy, undoneAt })
    .where(and(eq(exclusions.responseId, responseId), isNull(exclusions.undoneAt)))
    .returning({ id: exclusions.id });
  return undone.length > 0;
}

/**
 * The protocol of a wave, what was done last first: what stands and what was taken back.
 *
 * @param responseId leaves everything out but what was done about this response
 * @param most so many lines of it; all where nothing is said
 */
export async function exclusionsOfWave(
  { orm, tables: { exclusions } }: Queryable,
  waveId: string,
  { responseId, most }: { readonly responseId?: string; readonly most?: number } = {},
) {
  const { excludedAt, id } = exclusions;
  const ofResponse = responseId === undefined ? undefined : eq(exclusions.responseId, responseId);
  const protocol = orm
    .select()
    .from(exclusions)
    .where(and(eq(exclusions.waveId, waveId), ofResponse))
    .orderBy(desc(excludedAt), asc(id));
  return most === undefined ? await protocol : await protocol.limit(most);
}

/** Why responses are left out of the figures now, by response. */
export async function standingReasons({ orm, tables: { exclusions } }: Queryable, waveId: string) {
  const rows = await orm
    .select({ responseId: exclusions.responseId, reason: exclusions.reason })
    .from(exclusions)
    .where(and(eq(exclusions.waveId, waveId), isNull(exclusions.undoneAt)));
  return new Map(rows.map(({ responseId, reason }) => [responseId, reason]));
}

/** Some responses of a wave as a decision about them needs them. */
export async function excludable(
  { orm, tables: { responses } }: Queryable,
  waveId: string,
  ids: readonly string[],
) {
  return await orm
    .select({ id: responses.id, status: responses.status, isExcluded: responses.isExcluded })
    .from(responses)
    .where(and(eq(responses.waveId, waveId), inArray(responses.id, [...ids])));
}

/** The sent responses of a wave that are left out, with their customers, a chunk at a time. */
export function excludedResponses(
  { orm, tables: { exclusions, responses, sampleMembers } }: Queryable,
  waveId: string,
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
      .from(exclusions)
      .innerJoin(responses, eq(responses.id, exclusions.responseId))
      .leftJoin(sampleMembers, eq(sampleMembers.id, responses.memberId))
      .where(
        and(
          eq(exclusions.waveId, waveId),
          isNull(exclusions.undoneAt),
          eq(responses.status, 'submitted'),
          last && sql`${responses.id} > ${last.response.id}`,
        ),
      )
      .orderBy(asc(responses.id))
      .limit(limit),
  );
}
