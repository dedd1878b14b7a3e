import { and, asc, count, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { Link, OptOut, SampleMember, StoredResponse } from '../tables.ts';

/** Which customers of a sample a list holds. */
export interface SampleFilter {
  /** Part of the company's number or name of the customer, in whatever letters; empty for all. */
  readonly search: string;
  /** Whether only those of whom nothing was recorded and nothing came. */
  readonly isOpen: boolean;
}

/** From where a list goes on: after a place of the sample, or before one. */
export type SamplePlace = { readonly after: number } | { readonly before: number };

/** A customer of a sample with everything that is known of the attempt. */
export interface SampledCustomer {
  readonly member: SampleMember;
  readonly link: Pick<Link, 'createdAt'> | null;
  readonly optOut: Pick<OptOut, 'at'> | null;
  readonly response: Pick<
    StoredResponse,
    | 'versionId'
    | 'status'
    | 'isExcluded'
    | 'answers'
    | 'locale'
    | 'source'
    | 'enteredBy'
    | 'startedAt'
    | 'updatedAt'
    | 'submittedAt'
  > | null;
}

/** Customers of a wave's sample in the order of their places, at most `limit` of them, from a place on. */
export async function sampledCustomers(
  queryable: Queryable,
  waveId: string,
  filter: SampleFilter,
  { place, limit }: { readonly place: SamplePlace; readonly limit: number },
): Promise<SampledCustomer[]> {
  const { position } = queryable.tables.sampleMembers;
  const isBack = 'before' in place;
  const rows = await joined(queryable)
    .where(
      and(chosen(queryable, waveId, filter), isBack ? lt(position, place.before) : gt(position, place.after)),
    )
    .orderBy(isBack ? desc(position) : asc(position))
    .limit(limit);
  return isBack ? rows.toReversed() : rows;
}

/** One customer of a wave's sample; `null` where it has none of that id. */
export async function sampledCustomer(
  queryable: Queryable,
  waveId: string,
  memberId: string,
): Promise<SampledCustomer | null> {
  const { sampleMembers: members } = queryable.tables;
  const [row] = await joined(queryable).where(and(eq(members.waveId, waveId), eq(members.id, memberId)));
  return row ?? null;
}

/** How many customers such a list has. */
export async function countSampled(
  queryable: Queryable,
  waveId: string,
  filter: SampleFilter,
): Promise<number> {
  const {
    orm,
    tables: { responses, sampleMembers: members },
  } = queryable;
  const all = orm.select({ members: count() }).from(members);
  const where = chosen(queryable, waveId, filter);
  const [row] = filter.isOpen
    ? await all.leftJoin(responses, eq(responses.memberId, members.id)).where(where)
    : await all.where(where);
  return row?.members ?? 0;
}

function joined({ orm, tables: { links, optOuts, responses, sampleMembers: members } }: Queryable) {
  return orm
    .select({
      member: members,
      link: { createdAt: links.createdAt },
      optOut: { at: optOuts.at },
      response: {
        versionId: responses.versionId,
        status: responses.status,
        isExcluded: responses.isExcluded,
        answers: responses.answers,
        locale: responses.locale,
        source: responses.source,
        enteredBy: responses.enteredBy,
        startedAt: responses.startedAt,
        updatedAt: responses.updatedAt,
        submittedAt: responses.submittedAt,
      },
    })
    .from(members)
    .leftJoin(links, eq(links.memberId, members.id))
    .leftJoin(optOuts, eq(optOuts.customer, members.customer))
    .leftJoin(responses, eq(responses.memberId, members.id));
}

function chosen(
  { tables: { responses, sampleMembers: members } }: Queryable,
  waveId: string,
  { search, isOpen }: SampleFilter,
): SQL | undefined {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return and(
    eq(members.waveId, waveId),
    search === '' ? undefined : sql`lower(${members.customer}) like ${pattern} escape '\\'`,
    ...(isOpen ? [isNull(members.disposition), isNull(responses.id)] : []),
  );
}
