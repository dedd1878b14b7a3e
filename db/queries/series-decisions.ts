import { asc, eq } from 'drizzle-orm';
import { insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { SeriesDecision } from '../tables.ts';

/** Records what was decided of series when a version was published. */
export async function insertSeriesDecisions(
  { orm, tables: { seriesDecisions } }: Queryable,
  decisions: readonly SeriesDecision[],
): Promise<void> {
  await insertInChunks(decisions, (chunk) => orm.insert(seriesDecisions).values(chunk));
}

/** What was decided of series in all versions of a survey, the oldest version first. */
export async function seriesDecisionsOf(
  { orm, tables: { seriesDecisions, versions } }: Queryable,
  surveyId: string,
): Promise<SeriesDecision[]> {
  const { versionId, item, continues, reason, decidedBy, decidedAt } = seriesDecisions;
  return await orm
    .select({ versionId, item, continues, reason, decidedBy, decidedAt })
    .from(seriesDecisions)
    .innerJoin(versions, eq(versions.id, versionId))
    .where(eq(versions.surveyId, surveyId))
    .orderBy(asc(versions.number), asc(item));
}
