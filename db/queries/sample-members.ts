import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { inChunks, insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import { inOrderOfStratum } from '../strata.ts';
import type { SampleMember } from '../tables.ts';
import { sampleChanged } from './waves.ts';

/** Keeps the customers sampled for a wave. A customer who is in the sample already is a unique violation. */
export async function insertSampleMembers(
  queryable: Queryable,
  waveId: string,
  members: readonly Omit<SampleMember, 'waveId'>[],
): Promise<void> {
  const { orm, tables } = queryable;
  await insertInChunks(members, (chunk) =>
    orm.insert(tables.sampleMembers).values(chunk.map((member) => ({ ...member, waveId }))),
  );
  await sampleChanged(queryable, waveId);
}

const byId = preparedOnce(({ orm, tables: { sampleMembers } }) =>
  orm
    .select()
    .from(sampleMembers)
    .where(eq(sampleMembers.id, sql.placeholder('id')))
    .prepare(),
);

export async function memberById(queryable: Queryable, id: string) {
  const [member] = await byId(queryable).execute({ id });
  return member ?? null;
}

export async function memberByCustomer(
  { orm, tables: { sampleMembers } }: Queryable,
  waveId: string,
  customer: string,
) {
  const [member] = await orm
    .select()
    .from(sampleMembers)
    .where(and(eq(sampleMembers.waveId, waveId), eq(sampleMembers.customer, customer)))
    .limit(1);
  return member ?? null;
}

/** How many customers of each stratum are in a wave's sample, by name of the stratum. */
export async function memberCountsByStratum({ orm, tables: { sampleMembers } }: Queryable, waveId: string) {
  const rows = await orm
    .select({ stratum: sampleMembers.stratum, members: count() })
    .from(sampleMembers)
    .where(eq(sampleMembers.waveId, waveId))
    .groupBy(sampleMembers.stratum);
  return inOrderOfStratum(rows);
}

/** Records how the attempt to ask a customer ended. @returns whether the wave's sample has that customer. */
export async function recordDisposition(
  queryable: Queryable,
  {
    waveId,
    customer,
    disposition,
    at,
  }: {
    waveId: string;
    customer: string;
    disposition: Disposition;
    at: number;
  },
): Promise<boolean> {
  const {
    orm,
    tables: { sampleMembers },
  } = queryable;
  const recorded = await orm
    .update(sampleMembers)
    .set({ disposition, dispositionAt: at })
    .where(and(eq(sampleMembers.waveId, waveId), eq(sampleMembers.customer, customer)))
    .returning({ id: sampleMembers.id });
  if (recorded.length > 0) await sampleChanged(queryable, waveId);
  return recorded.length > 0;
}

/** All customers sampled for a wave in the order of their positions, a chunk at a time. */
export function membersOfWave({ orm, tables: { sampleMembers } }: Queryable, waveId: string) {
  return inChunks<SampleMember>((last, limit) =>
    orm
      .select()
      .from(sampleMembers)
      .where(and(eq(sampleMembers.waveId, waveId), gt(sampleMembers.position, last?.position ?? 0)))
      .orderBy(asc(sampleMembers.position))
      .limit(limit),
  );
}

/** Who was sampled for a wave, in the order of their positions. */
export async function customersOfWave(
  { orm, tables: { sampleMembers } }: Queryable,
  waveId: string,
): Promise<string[]> {
  const customers: string[] = [];
  const { customer, position } = sampleMembers;
  const all = inChunks<{ customer: string; position: number }>((last, limit) =>
    orm
      .select({ customer, position })
      .from(sampleMembers)
      .where(and(eq(sampleMembers.waveId, waveId), gt(position, last?.position ?? 0)))
      .orderBy(asc(position))
      .limit(limit),
  );
  for await (const chunk of all) for (const member of chunk) customers.push(member.customer);
  return customers;
}
