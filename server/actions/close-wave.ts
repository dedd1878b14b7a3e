import type { Database } from '#db/database.ts';
import { untieStarted } from '#db/queries/responses.ts';
import { closeWave as closeWaveNow } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

/**
 * Closes a wave for good. Nobody goes on with an anonymous answer any more, so that from now on nothing leads to any.
 *
 * @returns whether this call did it; a wave that is over, by hand or by its date, keeps its moment
 */
export async function closeWave(
  { db, now, record }: { readonly db: Database; readonly now: () => Date; readonly record: Recorder },
  { id, surveyId, key }: Pick<Wave, 'id' | 'surveyId' | 'key'>,
): Promise<boolean> {
  const isClosed = await db.write(async (tx) => {
    await untieStarted(tx, id);
    const isNew = await closeWaveNow(tx, id, now().getTime());
    if (isNew) await record(tx, { survey: { id: surveyId }, action: 'wave.closed', details: { wave: key } });
    return isNew;
  });
  db.forget();
  return isClosed;
}
