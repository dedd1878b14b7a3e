import type { Database } from '#db/database.ts';
import { markExcluded, undoExclusion } from '#db/queries/exclusions.ts';
import type { Wave } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

/**
 * Has a response count again that was left out of the figures. The line in the protocol stays, with who took it back and
 * when; the response can be left out anew.
 *
 * @returns whether this call did it; `false` for a response that is not left out, or not of this wave
 */
export async function takeBackExclusion(
  {
    db,
    now,
    record,
  }: { readonly db: Pick<Database, 'write'>; readonly now: () => Date; readonly record: Recorder },
  {
    wave,
    response,
    by,
  }: {
    readonly wave: Pick<Wave, 'id' | 'surveyId' | 'key'>;
    /** Its id. */
    readonly response: string;
    /** The name of whoever decides. */
    readonly by: string;
  },
): Promise<boolean> {
  return await db.write(async (tx) => {
    if (!(await markExcluded(tx, { id: response, waveId: wave.id, isExcluded: false }))) return false;
    await undoExclusion(tx, { responseId: response, undoneBy: by, undoneAt: now().getTime() });
    await record(tx, {
      survey: { id: wave.surveyId },
      action: 'exclusion.undone',
      details: { wave: wave.key },
    });
    return true;
  });
}
