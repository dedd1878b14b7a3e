import type { Database } from '#db/database.ts';
import { archiveSurvey } from '#db/queries/surveys.ts';
import type { Recorder } from '../people/recorder.ts';

/**
 * Puts a survey away, or takes it out again. Nothing of it changes: it only leaves the list.
 *
 * @returns whether it was not so before
 */
export async function setArchived(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record: Recorder },
  { surveyId, isArchived }: { readonly surveyId: string; readonly isArchived: boolean },
): Promise<boolean> {
  return await db.write(async (tx) => {
    const changed = await archiveSurvey(tx, surveyId, isArchived ? now().getTime() : null);
    const action = isArchived ? 'survey.archived' : 'survey.restored';
    if (changed) await record(tx, { survey: { id: surveyId }, action });
    return changed;
  });
}
