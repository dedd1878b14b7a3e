import { and, eq, inArray } from 'drizzle-orm';
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
