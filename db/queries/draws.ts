import { eq } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { Draw } from '../tables.ts';

/** Keeps how a wave's sample was drawn. A wave is drawn once: a second time is a unique violation. */
export async function insertDraw({ orm, tables: { draws } }: Queryable, draw: Draw): Promise<void> {
  await orm.insert(draws).values(draw);
}

export async function drawOfWave({ orm, tables: { draws } }: Queryable, waveId: string) {
  const [draw] = await orm.select().from(draws).where(eq(draws.waveId, waveId)).limit(1);
  return draw ?? null;
}
