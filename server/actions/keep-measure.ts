import type { Database } from '#db/database.ts';
import { insertMeasure, updateMeasure } from '#db/queries/improvement-measures.ts';
import type { ImprovementMeasure, Survey } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

interface Dependencies {
  readonly db: Pick<Database, 'write'>;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** A measure as somebody wrote it down. */
export type MeasureWish = Pick<
  ImprovementMeasure,
  | 'title'
  | 'description'
  | 'owner'
  | 'ownerId'
  | 'target'
  | 'waveId'
  | 'status'
  | 'startOn'
  | 'dueOn'
  | 'doneOn'
>;

/** The longest title of a measure and name of an owner, and the longest description, in UTF-16 code units. */
export const longestMeasureTitle = 200;
export const longestMeasureText = 5000;

/** Writes down a new measure. @param by the name of whoever does */
export async function beginMeasure(
  { db, now, createId, record }: Dependencies,
  survey: Pick<Survey, 'id'>,
  wish: MeasureWish,
  by: string,
): Promise<void> {
  const [id, at] = [createId(), now().getTime()];
  const written = { revision: 1, createdBy: by, createdAt: at, changedBy: by, changedAt: at };
  await db.write(async (tx) => {
    await insertMeasure(tx, { id, surveyId: survey.id, ...wish, ...written });
    const { title: name, target: item } = wish;
    await record(tx, { survey, action: 'measure.begun', details: { name, item, measureId: id } });
  });
}

/**
 * Writes a measure anew.
 *
 * @param seen the revision that whoever changes it has seen
 * @returns `overtaken` where somebody changed it meanwhile; nothing is changed then
 */
export async function changeMeasure(
  { db, now, record }: Dependencies,
  { id, surveyId, status }: Pick<ImprovementMeasure, 'id' | 'surveyId' | 'status'>,
  wish: MeasureWish,
  { by, seen }: { readonly by: string; readonly seen: number },
): Promise<'changed' | 'overtaken'> {
  return await db.write(async (tx) => {
    const anew = { id, surveyId, ...wish, changedBy: by, changedAt: now().getTime() };
    if (!(await updateMeasure(tx, anew, seen))) return 'overtaken';
    const isDropped = wish.status === 'dropped' && status !== 'dropped';
    const { title: name, target: item } = wish;
    await record(tx, {
      survey: { id: surveyId },
      action: isDropped ? 'measure.dropped' : 'measure.changed',
      details: { name, item, measureId: id },
    });
    return 'changed';
  });
}
