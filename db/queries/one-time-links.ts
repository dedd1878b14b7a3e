import { and, eq, gt } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { OneTimeLink } from '../tables.ts';

/** Keeps a link in the place of the one somebody was given before. */
export async function putOneTimeLink(
  { orm, tables: { oneTimeLinks } }: Queryable,
  link: OneTimeLink,
): Promise<void> {
  const { personId: _, ...anew } = link;
  await orm
    .insert(oneTimeLinks)
    .values(link)
    .onConflictDoUpdate({ target: oneTimeLinks.personId, set: anew });
}

/** The link of a token that is still good at a moment. */
export async function oneTimeLinkBy(
  { orm, tables: { oneTimeLinks } }: Queryable,
  tokenHash: string,
  at: number,
): Promise<OneTimeLink | null> {
  const [link] = await orm
    .select()
    .from(oneTimeLinks)
    .where(and(eq(oneTimeLinks.tokenHash, tokenHash), gt(oneTimeLinks.expiresAt, at)))
    .limit(1);
  return link ?? null;
}

/** Uses a link up. @returns it, if it was still good; of several at once who ask, one gets it */
export async function takeOneTimeLink(
  { orm, tables: { oneTimeLinks } }: Queryable,
  tokenHash: string,
  at: number,
): Promise<OneTimeLink | null> {
  const [link] = await orm
    .delete(oneTimeLinks)
    .where(and(eq(oneTimeLinks.tokenHash, tokenHash), gt(oneTimeLinks.expiresAt, at)))
    .returning();
  return link ?? null;
}

/** Until when the links that people hold are good. */
export async function oneTimeLinkExpiries({
  orm,
  tables: { oneTimeLinks },
}: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await orm
    .select({ personId: oneTimeLinks.personId, expiresAt: oneTimeLinks.expiresAt })
    .from(oneTimeLinks);
  return new Map(rows.map(({ personId, expiresAt }) => [personId, expiresAt]));
}

/** Makes whatever link somebody holds worthless. */
export async function deleteOneTimeLink(
  { orm, tables: { oneTimeLinks } }: Queryable,
  personId: string,
): Promise<void> {
  await orm.delete(oneTimeLinks).where(eq(oneTimeLinks.personId, personId));
}
