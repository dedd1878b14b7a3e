import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '#db/database.ts';
import { giveUpForsaken, giveUpFrame, removeSomeGivenUp } from '#db/queries/incoming-frames.ts';

/** Customers removed in one short write. */
const rowsPerWrite = 500;

/** An import stores something every few milliseconds; one that did not for so long has died. */
const silence = 60_000;

/** Removes every frame that was given up, in short writes, so that nobody else who writes waits for long. */
export async function removeGivenUpFrames(db: Database, stop?: AbortSignal): Promise<void> {
  while (stop?.aborted !== true && (await db.write((tx) => removeSomeGivenUp(tx, rowsPerWrite))));
}

/** Gives up a list that was coming in, and removes what came. */
export async function giveUpImport(db: Database, frameId: string, now: () => Date): Promise<void> {
  await db.write((tx) => giveUpFrame(tx, frameId, now().getTime()));
  await removeGivenUpFrames(db);
}

/**
 * Removes what is left of imports whose process has died: what nothing was added to for a minute.
 *
 * To be called when a server starts. It looks once more a minute later, for those that died just before.
 */
export async function removeForsakenImports(
  { db, now }: { db: Database; now: () => Date },
  stop: AbortSignal,
): Promise<void> {
  const remove = async () => {
    const at = now().getTime();
    await db.write((tx) => giveUpForsaken(tx, at - silence, at));
    await removeGivenUpFrames(db, stop);
  };
  await remove();
  const waited = await delay(silence + 1_000, true, { signal: stop, ref: false }).catch(() => false);
  if (waited) await remove();
}
