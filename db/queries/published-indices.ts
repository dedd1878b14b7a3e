import { and, asc, desc, eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { PublishedIndex } from '../tables.ts';

/** All figures that were entered, by name, the newest of each first. */
export async function allPublishedIndices({
  orm,
  tables: { publishedIndices },
}: Queryable): Promise<PublishedIndex[]> {
  const { endedOn, id } = publishedIndices;
  const found = await orm.select().from(publishedIndices).orderBy(desc(endedOn), asc(id));
  return found.sort((one, other) => (one.name === other.name ? 0 : one.name < other.name ? -1 : 1));
}

export async function publishedIndexById(
  { orm, tables: { publishedIndices } }: Queryable,
  id: string,
): Promise<PublishedIndex | null> {
  const [index] = await orm.select().from(publishedIndices).where(eq(publishedIndices.id, id)).limit(1);
  return index ?? null;
}

export async function insertPublishedIndex(
  { orm, tables: { publishedIndices } }: Queryable,
  index: PublishedIndex,
): Promise<void> {
  await orm.insert(publishedIndices).values(index);
}

/** Changes a figure that is as it was seen. @returns whether this call did it */
export async function updatePublishedIndex(
  { orm, tables: { publishedIndices } }: Queryable,
  { id, ...anew }: Omit<PublishedIndex, 'revision' | 'createdBy' | 'createdAt'>,
  seen: number,
): Promise<boolean> {
  const changed = await orm
    .update(publishedIndices)
    .set({ ...anew, revision: seen + 1 })
    .where(and(eq(publishedIndices.id, id), eq(publishedIndices.revision, seen)))
    .returning({ id: publishedIndices.id });
  return changed.length > 0;
}

/** @returns what was taken away; `null` where there was none, or another than was seen */
export async function deletePublishedIndex(
  { orm, tables: { publishedIndices } }: Queryable,
  { id, revision }: Pick<PublishedIndex, 'id' | 'revision'>,
): Promise<PublishedIndex | null> {
  const [gone] = await orm
    .delete(publishedIndices)
    .where(and(eq(publishedIndices.id, id), eq(publishedIndices.revision, revision)))
    .returning();
  return gone ?? null;
}
