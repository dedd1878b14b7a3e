import { and, asc, desc, eq, getTableColumns, lte } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { DraftEdit } from '../tables.ts';

/** A kept change of a draft, without the draft it led to. */
export type DraftStep = Omit<DraftEdit, 'draft'>;

export async function insertDraftEdit(
  { orm, tables: { draftEdits } }: Queryable,
  edit: DraftEdit,
): Promise<void> {
  await orm.insert(draftEdits).values(edit);
}

/** The changes of a draft that are still kept, the oldest first, without the drafts themselves. */
export async function draftSteps(
  { orm, tables: { draftEdits } }: Queryable,
  surveyId: string,
): Promise<DraftStep[]> {
  const { draft: _, ...step } = getTableColumns(draftEdits);
  return await orm
    .select(step)
    .from(draftEdits)
    .where(eq(draftEdits.surveyId, surveyId))
    .orderBy(asc(draftEdits.revision));
}

/** The change kept last, without its draft; `null` where none is kept. */
export async function lastDraftStep(
  { orm, tables: { draftEdits } }: Queryable,
  surveyId: string,
): Promise<DraftStep | null> {
  const { draft: _, ...step } = getTableColumns(draftEdits);
  const [last] = await orm
    .select(step)
    .from(draftEdits)
    .where(eq(draftEdits.surveyId, surveyId))
    .orderBy(desc(draftEdits.revision))
    .limit(1);
  return last ?? null;
}

/** The draft at a revision, or the last one kept before it; `null` where everything up to it has been thrown away. */
export async function draftUpTo(
  { orm, tables: { draftEdits } }: Queryable,
  surveyId: string,
  revision: number,
): Promise<DraftEdit | null> {
  const [edit] = await orm
    .select()
    .from(draftEdits)
    .where(and(eq(draftEdits.surveyId, surveyId), lte(draftEdits.revision, revision)))
    .orderBy(desc(draftEdits.revision))
    .limit(1);
  return edit ?? null;
}

export async function deleteDraftEdit(
  { orm, tables: { draftEdits } }: Queryable,
  surveyId: string,
  revision: number,
): Promise<void> {
  await orm
    .delete(draftEdits)
    .where(and(eq(draftEdits.surveyId, surveyId), eq(draftEdits.revision, revision)));
}

/** Throws all changes but the latest `kept` away. */
export async function pruneDraftEdits(
  { orm, tables: { draftEdits } }: Queryable,
  surveyId: string,
  kept: number,
): Promise<void> {
  const [newestGone] = await orm
    .select({ revision: draftEdits.revision })
    .from(draftEdits)
    .where(eq(draftEdits.surveyId, surveyId))
    .orderBy(desc(draftEdits.revision))
    .limit(1)
    .offset(kept);
  if (newestGone === undefined) return;
  await orm
    .delete(draftEdits)
    .where(and(eq(draftEdits.surveyId, surveyId), lte(draftEdits.revision, newestGone.revision)));
}
