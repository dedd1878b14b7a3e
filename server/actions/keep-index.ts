import type { Database } from '#db/database.ts';
import {
  deletePublishedIndex,
  insertPublishedIndex,
  updatePublishedIndex,
} from '#db/queries/published-indices.ts';
import type { PublishedIndex } from '#db/tables.ts';
import type { Recorder } from '../people/recorder.ts';

interface Dependencies {
  readonly db: Pick<Database, 'write'>;
  readonly now: () => Date;
  readonly createId: () => string;
  readonly record: Recorder;
}

/** A published figure as somebody entered it. */
export type IndexWish = Omit<
  PublishedIndex,
  'id' | 'revision' | 'createdBy' | 'createdAt' | 'changedBy' | 'changedAt'
>;

/** The longest name, industry, country and period, and the longest source, in UTF-16 code units. */
export const longestIndexName = 200;
export const longestSource = 1000;

/** Enters a figure that somebody else published. @param by the name of whoever does */
export async function enterIndex(
  { db, now, createId, record }: Dependencies,
  wish: IndexWish,
  by: string,
): Promise<void> {
  const [id, at] = [createId(), now().getTime()];
  const written = { revision: 1, createdBy: by, createdAt: at, changedBy: by, changedAt: at };
  await db.write(async (tx) => {
    await insertPublishedIndex(tx, { id, ...wish, ...written });
    const { name, period } = wish;
    await record(tx, { survey: null, action: 'index.entered', details: { name, period, indexId: id } });
  });
}

/** @returns `overtaken` where somebody changed it since it was seen; nothing is changed then */
export async function changeIndex(
  { db, now, record }: Dependencies,
  id: string,
  wish: IndexWish,
  { by, seen }: { readonly by: string; readonly seen: number },
): Promise<'changed' | 'overtaken'> {
  return await db.write(async (tx) => {
    const anew = { id, ...wish, changedBy: by, changedAt: now().getTime() };
    if (!(await updatePublishedIndex(tx, anew, seen))) return 'overtaken';
    const { name, period } = wish;
    await record(tx, { survey: null, action: 'index.changed', details: { name, period, indexId: id } });
    return 'changed';
  });
}

/** @returns `overtaken` where somebody changed or removed it since it was seen */
export async function removeIndex(
  { db, record }: Dependencies,
  seen: Pick<PublishedIndex, 'id' | 'revision'>,
): Promise<'removed' | 'overtaken'> {
  return await db.write(async (tx) => {
    const gone = await deletePublishedIndex(tx, seen);
    if (gone === null) return 'overtaken';
    const { id: indexId, name, period } = gone;
    await record(tx, { survey: null, action: 'index.removed', details: { name, period, indexId } });
    return 'removed';
  });
}
