import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { inChunks, insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { Link, SampleMember } from '../tables.ts';

/** A link as it begins: nothing was answered by it. */
export type NewLink = Omit<Link, 'answered'>;

/** Keeps new links. A member has one at most: a second is a unique violation. */
export async function insertLinks(
  { orm, tables: { links } }: Queryable,
  rows: readonly NewLink[],
): Promise<void> {
  await insertInChunks(rows, (chunk) => orm.insert(links).values(chunk));
}

/** Notes that an anonymous answer was sent by a link, and nothing else about it. */
export async function markLinkAnswered({ orm, tables: { links } }: Queryable, linkId: string): Promise<void> {
  await orm.update(links).set({ answered: true }).where(eq(links.id, linkId));
}

const byTokenHash = preparedOnce(({ orm, tables: { links } }) =>
  orm
    .select()
    .from(links)
    .where(eq(links.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
);

export async function linkByTokenHash(queryable: Queryable, tokenHash: string) {
  const [link] = await byTokenHash(queryable).execute({ tokenHash });
  return link ?? null;
}

export async function linkByMember({ orm, tables: { links } }: Queryable, memberId: string) {
  const [link] = await orm.select().from(links).where(eq(links.memberId, memberId)).limit(1);
  return link ?? null;
}

/**
 * All customers sampled for a wave with their links, `null` for those who have none yet, in the order of
 * their positions, a chunk at a time.
 */
export function membersWithLinks({ orm, tables: { links, sampleMembers } }: Queryable, waveId: string) {
  return inChunks<{ member: SampleMember; link: Link | null }>((last, limit) =>
    orm
      .select({ member: sampleMembers, link: links })
      .from(sampleMembers)
      .leftJoin(links, eq(links.memberId, sampleMembers.id))
      .where(and(eq(sampleMembers.waveId, waveId), gt(sampleMembers.position, last?.member.position ?? 0)))
      .orderBy(asc(sampleMembers.position))
      .limit(limit),
  );
}
