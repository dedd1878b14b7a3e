import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import { inChunks, insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { OptOut } from '../tables.ts';

const byCustomer = preparedOnce(({ orm, tables: { optOuts } }) =>
  orm
    .select()
    .from(optOuts)
    .where(eq(optOuts.customer, sql.placeholder('customer')))
    .prepare(),
);

/** When and how a customer asked not to be invited any more; `null` for who did not. */
export async function optOutOf(queryable: Queryable, customer: string): Promise<OptOut | null> {
  const [optOut] = await byCustomer(queryable).execute({ customer });
  return optOut ?? null;
}

/** Records that customers are not to be invited any more. Where it is known already, the first record stands. */
export async function insertOptOuts(
  { orm, tables: { optOuts } }: Queryable,
  rows: readonly OptOut[],
): Promise<void> {
  await insertInChunks(rows, (chunk) => orm.insert(optOuts).values(chunk).onConflictDoNothing());
}

/** Forgets that a customer asked not to be invited. @returns whether there was anything to forget */
export async function deleteOptOut(
  { orm, tables: { optOuts } }: Queryable,
  customer: string,
): Promise<boolean> {
  const deleted = await orm
    .delete(optOuts)
    .where(eq(optOuts.customer, customer))
    .returning({ customer: optOuts.customer });
  return deleted.length > 0;
}

/** Everybody who asked not to be invited, in the order of their numbers or names, a chunk at a time. */
export function optOuts({ orm, tables }: Queryable) {
  const { customer } = tables.optOuts;
  return inChunks<OptOut>((last, limit) =>
    orm
      .select()
      .from(tables.optOuts)
      .where(last && gt(customer, last.customer))
      .orderBy(asc(customer))
      .limit(limit),
  );
}

/** How many customers asked not to be invited. */
export async function optOutCount({ orm, tables: { optOuts } }: Queryable): Promise<number> {
  const [counted] = await orm.select({ customers: count() }).from(optOuts);
  return counted?.customers ?? 0;
}

/** Who asked not to be invited. */
export async function optedOutCustomers(queryable: Queryable): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  for await (const rows of optOuts(queryable)) for (const { customer } of rows) customers.add(customer);
  return customers;
}

/** Whether any list or sample has a customer of this number or name. */
export async function isKnownCustomer({ orm, tables }: Queryable, customer: string): Promise<boolean> {
  const { frames, frameCustomers, waves, sampleMembers } = tables;
  const [listed] = await orm
    .select({ id: frames.id })
    .from(frames)
    .innerJoin(
      frameCustomers,
      and(eq(frameCustomers.frameId, frames.id), eq(frameCustomers.customer, customer)),
    )
    .limit(1);
  if (listed !== undefined) return true;
  const [sampled] = await orm
    .select({ id: waves.id })
    .from(waves)
    .innerJoin(sampleMembers, and(eq(sampleMembers.waveId, waves.id), eq(sampleMembers.customer, customer)))
    .limit(1);
  return sampled !== undefined;
}
