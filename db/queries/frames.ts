import { and, asc, eq, gt } from 'drizzle-orm';
import { inChunks, insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { inOrderOfStratum } from '../strata.ts';
import type { Frame, FrameCustomer, FrameStratum } from '../tables.ts';

/** Keeps a frame and the size of each of its strata. Its customers follow in the same `write`. */
export async function insertFrame(
  { orm, tables: { frames, frameStrata } }: Queryable,
  frame: Omit<Frame, 'isComplete'> & Partial<Pick<Frame, 'isComplete'>>,
  strata: readonly Omit<FrameStratum, 'frameId'>[],
): Promise<void> {
  await orm.insert(frames).values(frame);
  await insertInChunks(strata, (chunk) =>
    orm.insert(frameStrata).values(chunk.map((stratum) => ({ ...stratum, frameId: frame.id }))),
  );
}

export async function insertFrameCustomers(
  { orm, tables: { frameCustomers } }: Queryable,
  customers: readonly FrameCustomer[],
): Promise<void> {
  await insertInChunks(customers, (chunk) => orm.insert(frameCustomers).values(chunk));
}

export async function frameById({ orm, tables: { frames } }: Queryable, id: string) {
  const [frame] = await orm.select().from(frames).where(eq(frames.id, id)).limit(1);
  return frame ?? null;
}

export async function frameByKey({ orm, tables: { frames } }: Queryable, surveyId: string, key: string) {
  const [frame] = await orm
    .select()
    .from(frames)
    .where(and(eq(frames.surveyId, surveyId), eq(frames.key, key)))
    .limit(1);
  return frame ?? null;
}

/** The strata of a frame and their sizes, by name. */
export async function strataOfFrame({ orm, tables: { frameStrata } }: Queryable, frameId: string) {
  const rows = await orm
    .select({ stratum: frameStrata.stratum, population: frameStrata.population })
    .from(frameStrata)
    .where(eq(frameStrata.frameId, frameId));
  return inOrderOfStratum(rows);
}

/** All customers of a frame in the order of their positions, a chunk at a time. */
export function customersOfFrame({ orm, tables: { frameCustomers } }: Queryable, frameId: string) {
  return inChunks<FrameCustomer>((last, limit) =>
    orm
      .select()
      .from(frameCustomers)
      .where(and(eq(frameCustomers.frameId, frameId), gt(frameCustomers.position, last?.position ?? 0)))
      .orderBy(asc(frameCustomers.position))
      .limit(limit),
  );
}
