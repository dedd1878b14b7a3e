import type { Database } from '#db/database.ts';
import { deleteEvent, insertEvent, updateEvent } from '#db/queries/survey-events.ts';
import type { Survey, SurveyEvent } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

interface Dependencies {
  readonly db: Pick<Database, 'write'>;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** An event as somebody wrote it down. */
export type EventWish = Pick<SurveyEvent, 'happenedOn' | 'text' | 'scope'>;

/** The longest text of an event in one language, and the longest scope, in UTF-16 code units. */
export const longestEventText = 500;
export const longestScope = 200;

/** Notes that something happened. @param by the name of whoever does */
export async function noteEvent(
  { db, now, createId, record }: Dependencies,
  survey: Pick<Survey, 'id'>,
  wish: EventWish,
  by: string,
): Promise<void> {
  const [id, at] = [createId(), now().getTime()];
  const written = { revision: 1, createdBy: by, createdAt: at, changedBy: by, changedAt: at };
  await db.write(async (tx) => {
    await insertEvent(tx, { id, surveyId: survey.id, ...wish, ...written });
    await record(tx, { survey, action: 'event.noted', details: detailsOf(wish, id) });
  });
}

/** @returns `overtaken` where somebody changed it since it was seen; nothing is changed then */
export async function changeEvent(
  { db, now, record }: Dependencies,
  { id, surveyId }: Pick<SurveyEvent, 'id' | 'surveyId'>,
  wish: EventWish,
  { by, seen }: { readonly by: string; readonly seen: number },
): Promise<'changed' | 'overtaken'> {
  return await db.write(async (tx) => {
    const anew = { id, surveyId, ...wish, changedBy: by, changedAt: now().getTime() };
    if (!(await updateEvent(tx, anew, seen))) return 'overtaken';
    await record(tx, { survey: { id: surveyId }, action: 'event.changed', details: detailsOf(wish, id) });
    return 'changed';
  });
}

/** @returns `overtaken` where somebody changed or removed it since it was seen */
export async function removeEvent(
  { db, record }: Dependencies,
  event: Pick<SurveyEvent, 'id' | 'surveyId' | 'revision'>,
): Promise<'removed' | 'overtaken'> {
  return await db.write(async (tx) => {
    const gone = await deleteEvent(tx, event);
    if (gone === null) return 'overtaken';
    const survey = { id: event.surveyId };
    await record(tx, { survey, action: 'event.removed', details: detailsOf(gone, event.id) });
    return 'removed';
  });
}

function detailsOf({ happenedOn, text }: EventWish, eventId: string) {
  return { name: Object.values(text)[0] ?? '', day: happenedOn, eventId };
}
