import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { SurveyEvent } from '../tables.ts';

/** What happened, in order of time. */
export async function eventsOfSurvey(
  { orm, tables: { surveyEvents } }: Queryable,
  surveyId: string,
): Promise<SurveyEvent[]> {
  const { happenedOn, createdAt, id } = surveyEvents;
  return await orm
    .select()
    .from(surveyEvents)
    .where(eq(surveyEvents.surveyId, surveyId))
    .orderBy(asc(happenedOn), asc(createdAt), asc(id));
}

export async function eventById(
  { orm, tables: { surveyEvents } }: Queryable,
  surveyId: string,
  id: string,
): Promise<SurveyEvent | null> {
  const [event] = await orm
    .select()
    .from(surveyEvents)
    .where(and(eq(surveyEvents.surveyId, surveyId), eq(surveyEvents.id, id)))
    .limit(1);
  return event ?? null;
}

export async function insertEvent(
  { orm, tables: { surveyEvents } }: Queryable,
  event: SurveyEvent,
): Promise<void> {
  await orm.insert(surveyEvents).values(event);
}

/** Changes an event that is as it was seen. @returns whether this call did it */
export async function updateEvent(
  { orm, tables: { surveyEvents } }: Queryable,
  { id, surveyId, ...anew }: Omit<SurveyEvent, 'revision' | 'createdBy' | 'createdAt'>,
  seen: number,
): Promise<boolean> {
  const changed = await orm
    .update(surveyEvents)
    .set({ ...anew, revision: seen + 1 })
    .where(and(eq(surveyEvents.surveyId, surveyId), eq(surveyEvents.id, id), eq(surveyEvents.revision, seen)))
    .returning({ id: surveyEvents.id });
  return changed.length > 0;
}

/** @returns what was taken away; `null` where there was none, or another than was seen */
export async function deleteEvent(
  { orm, tables: { surveyEvents } }: Queryable,
  { id, surveyId, revision }: Pick<SurveyEvent, 'id' | 'surveyId' | 'revision'>,
): Promise<SurveyEvent | null> {
  const [gone] = await orm
    .delete(surveyEvents)
    .where(
      and(eq(surveyEvents.surveyId, surveyId), eq(surveyEvents.id, id), eq(surveyEvents.revision, revision)),
    )
    .returning();
  return gone ?? null;
}
