import { and, asc, eq, gt } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { StoredResponse } from '../tables.ts';

/** A response as a judgement of its quality needs it. */
export type ResponseToJudge = Pick<
  StoredResponse,
  | 'id'
  | 'change'
  | 'status'
  | 'versionId'
  | 'answers'
  | 'facts'
  | 'passed'
  | 'source'
  | 'isExcluded'
  | 'startedAt'
  | 'submittedAt'
>;

/**
 * The responses of a wave that changed after change number `change` (0: all) in order of their last change, a chunk at a time,
 * those with them that are not sent, or no longer.
 */
export function responsesToJudge({ orm, tables: { responses } }: Queryable, waveId: string, change: number) {
  return inChunks<ResponseToJudge>((last, limit) =>
    orm
      .select({
        id: responses.id,
        change: responses.change,
        status: responses.status,
        versionId: responses.versionId,
        answers: responses.answers,
        facts: responses.facts,
        passed: responses.passed,
        source: responses.source,
        isExcluded: responses.isExcluded,
        startedAt: responses.startedAt,
        submittedAt: responses.submittedAt,
      })
      .from(responses)
      .where(and(eq(responses.waveId, waveId), gt(responses.change, last?.change ?? change)))
      .orderBy(asc(responses.change))
      .limit(limit),
  );
}
