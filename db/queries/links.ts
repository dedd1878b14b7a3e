import { and, asc, between, count, eq, gt, inArray, isNull, max, sql } from 'drizzle-orm';
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

/** How many places of a sample are looked at for links that are written again together. */
export const placesTogether = 256;

/**
 * Notes that an anonymous answer was sent by a link, and nothing else about it. The marks of those who stand around its
 * customer in the sample are written again with it: where the database keeps which transaction wrote a row, as PostgreSQL
 * does, it says the same of all of these.
 *
 * @param before by chance one of 0 to `placesTogether` − 1: how many places before the customer's those begin
 * @returns whether this call noted it; `false` when it was noted before
 */
export async function markLinkAnswered(
  { orm, tables: { links, sampleMembers: members } }: Queryable,
  linkId: string,
  before: number,
): Promise<boolean> {
  const [link] = await orm
    .update(links)
    .set({ answered: true })
    .where(and(eq(links.id, linkId), eq(links.answered, false)))
    .returning({ waveId: links.waveId, memberId: links.memberId });
  if (link === undefined) return false;
  if (link.memberId === null) return true;
  const [own] = await orm
    .select({ position: members.position })
    .from(members)
    .where(eq(members.id, link.memberId));
  const [last] = await orm
    .select({ position: max(members.position) })
    .from(members)
    .where(eq(members.waveId, link.waveId));
  const latest = (last?.position ?? 1) - placesTogether + 1;
  const first = Math.max(Math.min((own?.position ?? 1) - before, latest), 1);
  const around = orm
    .select({ id: members.id })
    .from(members)
    .where(
      and(eq(members.waveId, link.waveId), between(members.position, first, first + placesTogether - 1)),
    );
  await orm
    .update(links)
    .set({ answered: true })
    .where(and(inArray(links.memberId, around), eq(links.answered, true)));
  return true;
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

/** A customer who may be invited, with the link to send. */
export interface InvitedMember {
  readonly member: Pick<SampleMember, 'position' | 'customer' | 'stratum'>;
  readonly link: Pick<Link, 'id'>;
}

/**
 * The customers sampled for a wave who have a link and did not ask to be left alone, in the order of their positions, a
 * chunk at a time.
 */
export function invitedMembers(
  { orm, tables: { links, optOuts, sampleMembers } }: Queryable,
  waveId: string,
) {
  const { position, customer, stratum } = sampleMembers;
  return inChunks<InvitedMember>((last, limit) =>
    orm
      .select({ member: { position, customer, stratum }, link: { id: links.id } })
      .from(sampleMembers)
      .innerJoin(links, eq(links.memberId, sampleMembers.id))
      .leftJoin(optOuts, eq(optOuts.customer, customer))
      .where(
        and(
          eq(sampleMembers.waveId, waveId),
          isNull(optOuts.customer),
          gt(position, last?.member.position ?? 0),
        ),
      )
      .orderBy(asc(position))
      .limit(limit),
  );
}

/**
 * How many customers with a link of a wave asked to be left alone. Each who did is looked for in the sample, by index: they are
 * few, and samples may be of a million.
 */
export async function optedOutOfWave(
  { orm, tables: { links, optOuts, sampleMembers } }: Queryable,
  waveId: string,
): Promise<number> {
  const [row] = await orm
    .select({ members: count() })
    .from(optOuts)
    // SQLite begins a cross join with its left side
    .crossJoin(sampleMembers)
    .innerJoin(links, eq(links.memberId, sampleMembers.id))
    .where(and(eq(sampleMembers.waveId, waveId), eq(sampleMembers.customer, optOuts.customer)));
  return row?.members ?? 0;
}
