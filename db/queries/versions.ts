import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { SurveyVersion } from '../tables.ts';

/** Freezes a questionnaire as the survey's next version. @returns its number, from 1. */
export async function insertNextVersion(
  { orm, tables: { versions } }: Queryable,
  version: Omit<SurveyVersion, 'number' | 'publishedBy'> & Partial<Pick<SurveyVersion, 'publishedBy'>>,
): Promise<number> {
  const next = sql<number>`(select coalesce(max(${versions.number}), 0) + 1 from ${versions} where ${versions.surveyId} = ${version.surveyId})`;
  const [inserted] = await orm
    .insert(versions)
    .values({ ...version, number: next })
    .returning({ number: versions.number });
  if (!inserted) throw new Error('The database inserted a version and returned no row');
  return inserted.number;
}

/** A published questionnaire. It never changes, so whoever reads it may keep it. */
export async function versionById({ orm, tables: { versions } }: Queryable, id: string) {
  const [version] = await orm.select().from(versions).where(eq(versions.id, id)).limit(1);
  return version ?? null;
}

/** The version published last; `null` before the first. */
export async function latestVersion({ orm, tables: { versions } }: Queryable, surveyId: string) {
  const [version] = await orm
    .select()
    .from(versions)
    .where(eq(versions.surveyId, surveyId))
    .orderBy(desc(versions.number))
    .limit(1);
  return version ?? null;
}

/** When a survey was last published; `null` before the first time. */
export async function lastPublishedAt({ orm, tables: { versions } }: Queryable, surveyId: string) {
  const [last] = await orm
    .select({ publishedAt: versions.publishedAt })
    .from(versions)
    .where(eq(versions.surveyId, surveyId))
    .orderBy(desc(versions.number))
    .limit(1);
  return last?.publishedAt ?? null;
}

/** All published versions of a survey, oldest first. */
export async function versionsOf({ orm, tables: { versions } }: Queryable, surveyId: string) {
  return await orm
    .select()
    .from(versions)
    .where(eq(versions.surveyId, surveyId))
    .orderBy(asc(versions.number));
}
