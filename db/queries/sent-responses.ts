import { and, asc, eq, gt } from 'drizzle-orm';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { StoredResponse } from '../tables.ts';

/** A sent response as a judgement of its quality needs it. */
export type SentResponse = Pick<
  StoredResponse,
  | 'id'
  | 'change'
  | 'versionId'
  | 'answers'
  | 'facts'
  | 'passed'
  | 'source'
  | 'isExcluded'
  | 'startedAt'
  | 'submittedAt'
>;

/** The sent responses of a wave in order of their last change, a chunk at a time. */
export function sentResponses({ orm, tables: { responses } }: Queryable, waveId: string) {
  return inChunks<SentResponse>((last, limit) =>
    orm
      .select({
        id: responses.id,
        change: responses.change,
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
      .where(
        and(
          eq(responses.waveId, waveId),
          eq(responses.status, 'submitted'),
          gt(responses.change, last?.change ?? 0),
        ),
      )
      .orderBy(asc(responses.change))
      .limit(limit),
  );
}
