import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { Wave } from '../tables.ts';

/** Keeps a new wave after those the survey has. @returns its position, from 1. */
export async function insertWave(
  { orm, tables: { waves } }: Queryable,
  wave: Omit<Wave, 'position' | 'sampleRevision'>,
): Promise<number> {
  const next = sql<number>`(select coalesce(max(${waves.position}), 0) + 1 from ${waves} where ${waves.surveyId} = ${wave.surveyId})`;
  const [inserted] = await orm
    .insert(waves)
    .values({ ...wave, position: next, sampleRevision: 0 })
    .returning({ position: waves.position });
  if (!inserted) throw new Error('The database inserted a wave and returned no row');
  return inserted.position;
}

const byId = preparedOnce(({ orm, tables: { waves } }) =>
  orm
    .select()
    .from(waves)
    .where(eq(waves.id, sql.placeholder('id')))
    .prepare(),
);

export async function waveById(queryable: Queryable, id: string) {
  const [wave] = await byId(queryable).execute({ id });
  return wave ?? null;
}

export async function waveByKey({ orm, tables: { waves } }: Queryable, surveyId: string, key: string) {
  const [wave] = await orm
    .select()
    .from(waves)
    .where(and(eq(waves.surveyId, surveyId), eq(waves.key, key)))
    .limit(1);
  return wave ?? null;
}

/** The wave that an open link leads to. */
export async function waveByOpenKey({ orm, tables: { waves } }: Queryable, openKey: string) {
  const [wave] = await orm.select().from(waves).where(eq(waves.openKey, openKey)).limit(1);
  return wave ?? null;
}

/** The waves of a survey in order of time. */
export async function wavesOf({ orm, tables: { waves } }: Queryable, surveyId: string) {
  return await orm.select().from(waves).where(eq(waves.surveyId, surveyId)).orderBy(asc(waves.position));
}

/** Gives a wave a plan of its own; with `null` the survey's plan holds again. */
export async function updateWavePlan(
  { orm, tables: { waves } }: Queryable,
  waveId: string,
  plan: Wave['plan'],
): Promise<void> {
  await orm.update(waves).set({ plan }).where(eq(waves.id, waveId));
}

/** Gives a wave another name and other times; what is not said stays. */
export async function updateWave(
  { orm, tables: { waves } }: Queryable,
  waveId: string,
  change: Partial<Pick<Wave, 'label' | 'opensAt' | 'closesAt'>>,
): Promise<void> {
  await orm.update(waves).set(change).where(eq(waves.id, waveId));
}

/** Has a wave draw from another list from now on; what was read of the wave is read again. */
export async function updateWaveFrame(
  { orm, tables: { waves } }: Queryable,
  waveId: string,
  frameId: string,
): Promise<void> {
  await orm
    .update(waves)
    .set({ frameId, sampleRevision: sql`${waves.sampleRevision} + 1` })
    .where(eq(waves.id, waveId));
}

/** Closes a wave now. @returns whether this call did it; a wave that is over, by hand or by its date, keeps its moment. */
export async function closeWave(
  { orm, tables: { waves } }: Queryable,
  waveId: string,
  closedAt: number,
): Promise<boolean> {
  const closed = await orm
    .update(waves)
    .set({ closedAt })
    .where(
      and(
        eq(waves.id, waveId),
        isNull(waves.closedAt),
        or(isNull(waves.closesAt), gt(waves.closesAt, closedAt)),
      ),
    )
    .returning({ id: waves.id });
  return closed.length > 0;
}

/** Notes that the sample, its strata or its dispositions changed, so that a kept report is made anew. */
export async function sampleChanged({ orm, tables: { waves } }: Queryable, waveId: string): Promise<void> {
  await orm
    .update(waves)
    .set({ sampleRevision: sql`${waves.sampleRevision} + 1` })
    .where(eq(waves.id, waveId));
}

/**
 * Has a wave ask another version from now on; responses that have begun keep theirs. What was read of the wave is read again,
 * since its figures are those of the new version's items.
 *
 * @returns whether this call did it; `false` where it asks another version than `seen` by now
 */
export async function updateWaveVersion(
  { orm, tables: { waves } }: Queryable,
  { waveId, seen, versionId }: { readonly waveId: string; readonly seen: string; readonly versionId: string },
): Promise<boolean> {
  const moved = await orm
    .update(waves)
    .set({ versionId, sampleRevision: sql`${waves.sampleRevision} + 1` })
    .where(and(eq(waves.id, waveId), eq(waves.versionId, seen)))
    .returning({ id: waves.id });
  return moved.length > 0;
}
