import { and, asc, count, eq, isNull, lte, max, notInArray, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { QuotaPlace } from '../tables.ts';

/**
 * Takes a place of a quota for a response, or goes on holding the one it has. Where two take the last one at the same
 * moment, one of them meets a unique violation and has to look again.
 *
 * @param limit how many places there are
 * @returns whether the response has a place
 */
export async function takeQuotaPlace(
  queryable: Queryable,
  wanted: Omit<QuotaPlace, 'place' | 'heldUntil'> & { readonly heldUntil: number },
  { limit, at }: { readonly limit: number; readonly at: number },
): Promise<boolean> {
  const { orm, tables } = queryable;
  const { quotaPlaces: places } = tables;
  const { waveId, quota, responseId, heldUntil } = wanted;
  const ofQuota = and(eq(places.waveId, waveId), eq(places.quota, quota));
  const own = await orm
    .update(places)
    .set({ heldUntil })
    .where(and(ofQuota, eq(places.responseId, responseId)))
    .returning({ place: places.place });
  if (own.length > 0) return true;
  for (;;) {
    const [left] = await orm
      .select({ place: places.place })
      .from(places)
      .where(and(ofQuota, lte(places.heldUntil, at), lte(places.place, limit)))
      .orderBy(asc(places.heldUntil))
      .limit(1);
    if (left === undefined) break;
    const taken = await orm
      .update(places)
      .set({ responseId, heldUntil })
      .where(and(ofQuota, eq(places.place, left.place), lte(places.heldUntil, at)))
      .returning({ place: places.place });
    if (taken.length > 0) return true;
    // somebody else has just taken it; there may be another
  }
  const place = await freePlace(queryable, wanted, limit);
  if (place === null) return false;
  await orm.insert(places).values({ waveId, quota, place, responseId, heldUntil });
  return true;
}

/** A number that no place of a quota has: after the last one, or one that was given back. `null` where there is none. */
async function freePlace(
  { orm, tables: { quotaPlaces: places } }: Queryable,
  { waveId, quota }: Pick<QuotaPlace, 'waveId' | 'quota'>,
  limit: number,
): Promise<number | null> {
  const ofQuota = and(eq(places.waveId, waveId), eq(places.quota, quota));
  const [last] = await orm
    .select({ place: max(places.place) })
    .from(places)
    .where(ofQuota);
  const next = (last?.place ?? 0) + 1;
  if (next <= limit) return next;
  const [taken] = await orm
    .select({ places: count() })
    .from(places)
    .where(and(ofQuota, lte(places.place, limit)));
  if (taken === undefined || taken.places >= limit) return null;
  const numbers = await orm
    .select({ place: places.place })
    .from(places)
    .where(ofQuota)
    .orderBy(asc(places.place));
  return numbers.findIndex(({ place }, index) => place !== index + 1) + 1;
}

/** Gives back the places of a response, except those of some quotas: nothing is left that says it had them. */
export async function releaseQuotaPlaces(
  { orm, tables: { quotaPlaces } }: Queryable,
  responseId: string,
  except: readonly string[],
): Promise<void> {
  const others = except.length > 0 ? notInArray(quotaPlaces.quota, [...except]) : sql`true`;
  await orm.delete(quotaPlaces).where(and(eq(quotaPlaces.responseId, responseId), others));
}

/** The quotas in which a response has a place for good. */
export async function quotasKept(
  { orm, tables: { quotaPlaces } }: Queryable,
  responseId: string,
): Promise<readonly string[]> {
  const rows = await orm
    .select({ quota: quotaPlaces.quota })
    .from(quotaPlaces)
    .where(and(eq(quotaPlaces.responseId, responseId), isNull(quotaPlaces.heldUntil)));
  return rows.map(({ quota }) => quota);
}

/** Keeps the places that a response holds for good, since it was sent. */
export async function keepQuotaPlaces(
  { orm, tables: { quotaPlaces } }: Queryable,
  responseId: string,
): Promise<void> {
  await orm.update(quotaPlaces).set({ heldUntil: null }).where(eq(quotaPlaces.responseId, responseId));
}

/**
 * How many places of each of a wave's quotas are taken for good, and how many are held at a moment. A quota of which nobody
 * has a place is missing.
 */
export async function quotaCounts(
  { orm, tables: { quotaPlaces } }: Queryable,
  waveId: string,
  at: number,
): Promise<ReadonlyMap<string, { readonly taken: number; readonly held: number }>> {
  const rows = await orm
    .select({
      quota: quotaPlaces.quota,
      taken: sql`sum(case when ${quotaPlaces.heldUntil} is null then 1 else 0 end)`.mapWith(Number),
      held: sql`sum(case when ${quotaPlaces.heldUntil} > ${at} then 1 else 0 end)`.mapWith(Number),
    })
    .from(quotaPlaces)
    .where(eq(quotaPlaces.waveId, waveId))
    .groupBy(quotaPlaces.quota);
  return new Map(rows.map(({ quota, ...counts }) => [quota, counts]));
}
