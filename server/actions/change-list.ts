import type { Database } from '#db/database.ts';
import { frameByKey } from '#db/queries/frames.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import { updateWaveFrame } from '#db/queries/waves.ts';
import type { Wave } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

export type ListRefusal = 'unknown' | 'alreadySampled';

/** Has a wave draw its sample from another list of its survey, as long as it has none. */
export async function changeList(
  { db, record }: { readonly db: Database; readonly record: Recorder },
  { wave: { id, surveyId, key }, frameKey }: { readonly wave: Wave; readonly frameKey: string },
): Promise<'changed' | ListRefusal> {
  return await db.write(async (tx) => {
    if ((await strataOfWave(tx, id)).length > 0) return 'alreadySampled';
    const frame = await frameByKey(tx, surveyId, frameKey);
    if (frame === null) return 'unknown';
    await updateWaveFrame(tx, id, frame.id);
    const details = { wave: key, frame: frameKey };
    await record(tx, { survey: { id: surveyId }, action: 'wave.changed', details });
    return 'changed';
  });
}
