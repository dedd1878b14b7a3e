import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { inChunks, insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { inOrderOfStratum } from '../strata.ts';
import type { Frame, FrameCustomer, FrameStratum } from '../tables.ts';

type Later = 'isComplete' | 'classRules' | 'sums' | 'removedAt';

/** A frame as it begins: complete, unless it says otherwise. */
export type NewFrame = Omit<Frame, Later> & Partial<Pick<Frame, Later>>;

/** The size of a stratum of a frame. */
export type StratumSize = Omit<FrameStratum, 'frameId'>;

/** Keeps a frame and the size of each of its strata. The customers of a complete one follow in the same `write`. */
export async function insertFrame(
  queryable: Queryable,
  frame: NewFrame,
  strata: readonly StratumSize[],
): Promise<void> {
  const { orm, tables } = queryable;
  await orm.insert(tables.frames).values(frame);
  await insertFrameStrata(queryable, frame.id, strata);
}

/** Keeps the size of each stratum of a frame. */
export async function insertFrameStrata(
  { orm, tables: { frameStrata } }: Queryable,
  frameId: string,
  strata: readonly StratumSize[],
): Promise<void> {
  await insertInChunks(strata, (chunk) =>
    orm.insert(frameStrata).values(chunk.map((stratum) => ({ ...stratum, frameId }))),
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

/** The frame of a key, if all of it is there. */
export async function frameByKey({ orm, tables: { frames } }: Queryable, surveyId: string, key: string) {
  const [frame] = await orm
    .select()
    .from(frames)
    .where(and(eq(frames.surveyId, surveyId), eq(frames.key, key), eq(frames.isComplete, true)))
    .limit(1);
  return frame ?? null;
}

/** The frames of a survey that are there or coming in, those that came last first. */
export async function framesOfSurvey({ orm, tables: { frames } }: Queryable, surveyId: string) {
  const rows = await orm
    .select()
    .from(frames)
    .where(and(eq(frames.surveyId, surveyId), isNull(frames.removedAt)));
  return rows.toSorted((a, b) => b.importedAt - a.importedAt || (a.id < b.id ? -1 : 1));
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
