import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { StoredResponse } from '../tables.ts';
import { takeChanges } from './response-counters.ts';

/** A response to be gone on with after it had ended early. */
export interface Reopening extends Pick<StoredResponse, 'id' | 'waveId' | 'passed'> {
  /** The revision that was read. */
  readonly seen: number;
  readonly at: number;
}

/**
 * Has a response that ended early go on. Who reads changes learns that it has not ended.
 *
 * @returns whether it does; `false` when it had not ended early, or changed since it was read
 */
export async function reopenResponse(
  queryable: Queryable,
  { id, waveId, passed, seen, at }: Reopening,
): Promise<boolean> {
  const {
    orm,
    tables: { responses },
  } = queryable;
  const reopened = await orm
    .update(responses)
    .set({
      status: 'started',
      passed,
      submittedAt: null,
      // the answer it was taken from may change
      stratum: null,
      updatedAt: at,
      revision: sql`${responses.revision} + 1`,
      change: await takeChanges(queryable, waveId, 1),
    })
    .where(
      and(
        eq(responses.id, id),
        eq(responses.waveId, waveId),
        inArray(responses.status, ['screenedOut', 'overQuota']),
        eq(responses.revision, seen),
      ),
    )
    .returning({ id: responses.id });
  return reopened.length > 0;
}
