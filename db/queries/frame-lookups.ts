import { setImmediate as otherRequests } from 'node:timers/promises';
import { and, count, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '../database.ts';

/** Those of some customers who are in a frame. Ask for some hundred at a time. */
export async function frameCustomersNamed(
  { orm, tables: { frameCustomers } }: Queryable,
  frameId: string,
  customers: readonly string[],
) {
  return await orm
    .select({
      customer: frameCustomers.customer,
      stratum: frameCustomers.stratum,
      attributes: frameCustomers.attributes,
    })
    .from(frameCustomers)
    .where(and(eq(frameCustomers.frameId, frameId), inArray(frameCustomers.customer, [...customers])));
}

/** Customers named in one question: each is looked up by itself, a thousand in some ten milliseconds. */
const namedAtOnce = 1_000;

/** How many of some customers are in each stratum of a frame, by name of the stratum; strata without any are left out. Others get their turn meanwhile. */
export async function countsOfCustomersNamed(
  { orm, tables: { frameCustomers } }: Queryable,
  frameId: string,
  customers: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const { stratum, customer } = frameCustomers;
  const counts = new Map<string, number>();
  const names = [...customers];
  for (let start = 0; start < names.length; start += namedAtOnce) {
    const some = names.slice(start, start + namedAtOnce);
    const rows = await orm
      .select({ stratum, customers: count() })
      .from(frameCustomers)
      .where(and(eq(frameCustomers.frameId, frameId), inArray(customer, some)))
      .groupBy(stratum);
    for (const row of rows) counts.set(row.stratum, (counts.get(row.stratum) ?? 0) + row.customers);
    await otherRequests();
  }
  return counts;
}
