import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { SavedComparison } from '../tables.ts';

/** The comparisons in somebody's list, in the order in which they were kept. */
export async function comparisonsOf(
  { orm, tables: { savedComparisons } }: Queryable,
  personId: string,
): Promise<SavedComparison[]> {
  return await orm
    .select()
    .from(savedComparisons)
    .where(eq(savedComparisons.personId, personId))
    .orderBy(asc(savedComparisons.savedAt), asc(savedComparisons.id));
}

/** Keeps a comparison; one of the same name takes the place of the one before. */
export async function putComparison(
  { orm, tables: { savedComparisons } }: Queryable,
  comparison: SavedComparison,
): Promise<void> {
  const { query, savedAt } = comparison;
  await orm
    .insert(savedComparisons)
    .values(comparison)
    .onConflictDoUpdate({
      target: [savedComparisons.personId, savedComparisons.name],
      set: { query, savedAt },
    });
}

/** Takes a comparison out of somebody's list. @returns whether it stood there */
export async function deleteComparison(
  { orm, tables: { savedComparisons } }: Queryable,
  { id, personId }: Pick<SavedComparison, 'id' | 'personId'>,
): Promise<boolean> {
  const gone = await orm
    .delete(savedComparisons)
    .where(and(eq(savedComparisons.id, id), eq(savedComparisons.personId, personId)))
    .returning({ id: savedComparisons.id });
  return gone.length > 0;
}
