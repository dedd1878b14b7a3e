import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { ImprovementMeasure } from '../tables.ts';

/** The measures of a survey in the order in which they began. */
export async function measuresOfSurvey(
  { orm, tables: { improvementMeasures } }: Queryable,
  surveyId: string,
): Promise<ImprovementMeasure[]> {
  const { startOn, createdAt, id } = improvementMeasures;
  return await orm
    .select()
    .from(improvementMeasures)
    .where(eq(improvementMeasures.surveyId, surveyId))
    .orderBy(asc(startOn), asc(createdAt), asc(id));
}

export async function measureById(
  { orm, tables: { improvementMeasures } }: Queryable,
  surveyId: string,
  id: string,
): Promise<ImprovementMeasure | null> {
  const [measure] = await orm
    .select()
    .from(improvementMeasures)
    .where(and(eq(improvementMeasures.surveyId, surveyId), eq(improvementMeasures.id, id)))
    .limit(1);
  return measure ?? null;
}

export async function insertMeasure(
  { orm, tables: { improvementMeasures } }: Queryable,
  measure: ImprovementMeasure,
): Promise<void> {
  await orm.insert(improvementMeasures).values(measure);
}

/**
 * Changes a measure that is as it was seen.
 *
 * @param seen its revision when it was read; the row's own becomes the next
 * @returns whether this call did it; `false` where somebody changed it meanwhile, or there is none
 */
export async function updateMeasure(
  { orm, tables: { improvementMeasures } }: Queryable,
  { id, surveyId, ...anew }: Omit<ImprovementMeasure, 'revision' | 'createdBy' | 'createdAt'>,
  seen: number,
): Promise<boolean> {
  const changed = await orm
    .update(improvementMeasures)
    .set({ ...anew, revision: seen + 1 })
    .where(
      and(
        eq(improvementMeasures.surveyId, surveyId),
        eq(improvementMeasures.id, id),
        eq(improvementMeasures.revision, seen),
      ),
    )
    .returning({ id: improvementMeasures.id });
  return changed.length > 0;
}
