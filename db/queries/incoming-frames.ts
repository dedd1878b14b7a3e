import { and, asc, eq, inArray, isNotNull, isNull, lt, ne } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { Frame } from '../tables.ts';
import { insertFrameStrata, type StratumSize } from './frames.ts';

/** Whether a list of that key is coming in. */
export async function isFrameComingIn(
  { orm, tables: { frames } }: Queryable,
  surveyId: string,
  key: string,
): Promise<boolean> {
  const [frame] = await orm
    .select({ id: frames.id })
    .from(frames)
    .where(
      and(
        eq(frames.surveyId, surveyId),
        eq(frames.key, key),
        eq(frames.isComplete, false),
        isNull(frames.removedAt),
      ),
    )
    .limit(1);
  return frame !== undefined;
}

/**
 * Notes that a list is still coming in.
 *
 * @returns `false` when it was given up meanwhile, and nothing more of it shall be kept
 */
export async function frameStillComesIn(
  { orm, tables: { frames } }: Queryable,
  frameId: string,
  at: number,
): Promise<boolean> {
  const found = await orm
    .update(frames)
    .set({ importedAt: at })
    .where(and(eq(frames.id, frameId), eq(frames.isComplete, false), isNull(frames.removedAt)))
    .returning({ id: frames.id });
  return found.length > 0;
}

/** Makes a list that came in whole one to draw from. No other frame of its key may be complete: a unique violation. */
export async function completeFrame(
  queryable: Queryable,
  { id, ...rest }: Pick<Frame, 'id' | 'margins' | 'importedAt'> & Partial<Pick<Frame, 'sums'>>,
  strata: readonly StratumSize[],
): Promise<void> {
  const { orm, tables } = queryable;
  await insertFrameStrata(queryable, id, strata);
  await orm
    .update(tables.frames)
    .set({ ...rest, isComplete: true })
    .where(eq(tables.frames.id, id));
}

/** Whether a wave uses the complete frame of a key. */
export async function isFrameInUse(
  { orm, tables: { frames, waves } }: Queryable,
  surveyId: string,
  key: string,
): Promise<boolean> {
  const [used] = await orm
    .select({ id: waves.id })
    .from(waves)
    .innerJoin(frames, eq(frames.id, waves.frameId))
    .where(and(eq(frames.surveyId, surveyId), eq(frames.key, key), eq(frames.isComplete, true)))
    .limit(1);
  return used !== undefined;
}

/** Gives up every frame of a key but one: nobody finds them any more, and their customers may be removed. */
export async function giveUpOtherFrames(
  { orm, tables: { frames } }: Queryable,
  { surveyId, key, id }: Pick<Frame, 'surveyId' | 'key' | 'id'>,
  at: number,
): Promise<void> {
  const others = and(eq(frames.surveyId, surveyId), eq(frames.key, key), ne(frames.id, id));
  await orm
    .update(frames)
    .set({ isComplete: false, removedAt: at })
    .where(and(others, isNull(frames.removedAt)));
}

/** Gives up every list of a key that is coming in; the complete one stays. */
export async function giveUpIncoming(
  { orm, tables: { frames } }: Queryable,
  { surveyId, key }: Pick<Frame, 'surveyId' | 'key'>,
  at: number,
): Promise<void> {
  const incoming = and(eq(frames.isComplete, false), isNull(frames.removedAt));
  await orm
    .update(frames)
    .set({ removedAt: at })
    .where(and(eq(frames.surveyId, surveyId), eq(frames.key, key), incoming));
}

/** Gives up a list that is coming in. One that is complete stays. */
export async function giveUpFrame(
  { orm, tables: { frames } }: Queryable,
  id: string,
  at: number,
): Promise<void> {
  await orm
    .update(frames)
    .set({ removedAt: at })
    .where(and(eq(frames.id, id), eq(frames.isComplete, false), isNull(frames.removedAt)));
}

/** Gives up lists of which nothing came in since a moment: whoever read them is gone. */
export async function giveUpForsaken(
  { orm, tables: { frames } }: Queryable,
  since: number,
  at: number,
): Promise<void> {
  await orm
    .update(frames)
    .set({ removedAt: at })
    .where(and(eq(frames.isComplete, false), isNull(frames.removedAt), lt(frames.importedAt, since)));
}

/**
 * Removes some customers of a frame that was given up, and the frame once it has none.
 *
 * @returns `false` when no frame is left to be removed
 */
export async function removeSomeGivenUp(
  { orm, tables: { frames, frameCustomers, frameStrata } }: Queryable,
  customers: number,
): Promise<boolean> {
  const [frame] = await orm
    .select({ id: frames.id })
    .from(frames)
    .where(isNotNull(frames.removedAt))
    .orderBy(asc(frames.id))
    .limit(1);
  if (frame === undefined) return false;
  const some = orm
    .select({ id: frameCustomers.id })
    .from(frameCustomers)
    .where(eq(frameCustomers.frameId, frame.id))
    .orderBy(asc(frameCustomers.position))
    .limit(customers);
  const removed = await orm
    .delete(frameCustomers)
    .where(inArray(frameCustomers.id, some))
    .returning({ position: frameCustomers.position });
  if (removed.length > 0) return true;
  await orm.delete(frameStrata).where(eq(frameStrata.frameId, frame.id));
  await orm.delete(frames).where(eq(frames.id, frame.id));
  return true;
}
