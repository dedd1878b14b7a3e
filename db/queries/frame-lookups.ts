import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { frameByKey } from './frames.ts';

/**
 * Removes a frame that no wave uses, so that it can be imported anew.
 *
 * @returns `false` when a wave uses it and it stays; `true` when there is none of that key now.
 */
export async function deleteFrame(queryable: Queryable, surveyId: string, key: string): Promise<boolean> {
  const { orm, tables } = queryable;
  const frame = await frameByKey(queryable, surveyId, key);
  if (frame === null) return true;
  const { waves, frameCustomers, frameStrata, frames } = tables;
  const [used] = await orm.select({ id: waves.id }).from(waves).where(eq(waves.frameId, frame.id)).limit(1);
  if (used) return false;
  await orm.delete(frameCustomers).where(eq(frameCustomers.frameId, frame.id));
  await orm.delete(frameStrata).where(eq(frameStrata.frameId, frame.id));
  await orm.delete(frames).where(eq(frames.id, frame.id));
  return true;
}

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
