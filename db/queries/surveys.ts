import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { Survey } from '../tables.ts';

/** Keeps a new survey, its draft at revision 1. A slug that is taken is a unique violation. */
export async function insertSurvey(
  { orm, tables: { surveys } }: Queryable,
  survey: Omit<Survey, 'draftRevision' | 'title' | 'archivedAt'> & Partial<Pick<Survey, 'title'>>,
): Promise<void> {
  await orm.insert(surveys).values({ ...survey, draftRevision: 1 });
}

export async function surveyById({ orm, tables: { surveys } }: Queryable, id: string) {
  const [survey] = await orm.select().from(surveys).where(eq(surveys.id, id)).limit(1);
  return survey ?? null;
}

export async function surveyBySlug({ orm, tables: { surveys } }: Queryable, slug: string) {
  const [survey] = await orm.select().from(surveys).where(eq(surveys.slug, slug)).limit(1);
  return survey ?? null;
}

/** All surveys by slug, without their drafts and plans. */
export async function allSurveys({ orm, tables: { surveys } }: Queryable) {
  return await orm
    .select({ id: surveys.id, slug: surveys.slug, title: surveys.title, createdAt: surveys.createdAt })
    .from(surveys)
    .orderBy(asc(surveys.slug));
}

/**
 * Keeps a changed draft, if nobody else has changed it since revision `seen` was read.
 *
 * @returns whether it was kept.
 */
export async function updateDraft(
  { orm, tables: { surveys } }: Queryable,
  { surveyId, seen, draft, title }: { surveyId: string; seen: number } & Pick<Survey, 'draft' | 'title'>,
): Promise<boolean> {
  const kept = await orm
    .update(surveys)
    .set({ draft, title, draftRevision: seen + 1 })
    .where(and(eq(surveys.id, surveyId), eq(surveys.draftRevision, seen)))
    .returning({ id: surveys.id });
  return kept.length > 0;
}

export async function updateSurveyPlan(
  { orm, tables: { surveys } }: Queryable,
  surveyId: string,
  plan: Survey['plan'],
): Promise<void> {
  await orm.update(surveys).set({ plan }).where(eq(surveys.id, surveyId));
}

/**
 * Puts a survey away, or takes it out again where `at` is `null`.
 *
 * @returns whether it was not so before
 */
export async function archiveSurvey(
  { orm, tables: { surveys } }: Queryable,
  surveyId: string,
  at: number | null,
): Promise<boolean> {
  const isOther = at === null ? isNotNull(surveys.archivedAt) : isNull(surveys.archivedAt);
  const changed = await orm
    .update(surveys)
    .set({ archivedAt: at })
    .where(and(eq(surveys.id, surveyId), isOther))
    .returning({ id: surveys.id });
  return changed.length > 0;
}
