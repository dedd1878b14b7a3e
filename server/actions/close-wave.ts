import type { Database } from '#db/database.ts';
import { untieStarted } from '#db/queries/responses.ts';
import { closeWave as closeWaveNow } from '#db/queries/waves.ts';

/**
 * Closes a wave for good. Nobody goes on with an anonymous answer any more, so that from now on nothing leads to any.
 *
 * @returns whether this call did it; a wave closed before keeps its moment
 */
export async function closeWave(
  { db, now }: { readonly db: Database; readonly now: () => Date },
  waveId: string,
): Promise<boolean> {
  const isClosed = await db.write(async (tx) => {
    await untieStarted(tx, waveId);
    return await closeWaveNow(tx, waveId, now().getTime());
  });
  db.forget();
  return isClosed;
}
