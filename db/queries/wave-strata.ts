import { eq } from 'drizzle-orm';
import { insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { inOrderOfStratum } from '../strata.ts';
import type { WaveStratum } from '../tables.ts';
import { sampleChanged } from './waves.ts';

/** Freezes the sizes of a wave's strata, in the population and in the sample. */
export async function insertWaveStrata(
  queryable: Queryable,
  waveId: string,
  strata: readonly Omit<WaveStratum, 'waveId'>[],
): Promise<void> {
  const { orm, tables } = queryable;
  await insertInChunks(strata, (chunk) =>
    orm.insert(tables.waveStrata).values(chunk.map((stratum) => ({ ...stratum, waveId }))),
  );
  await sampleChanged(queryable, waveId);
}

/** The strata of a wave, by name. */
export async function strataOfWave({ orm, tables: { waveStrata } }: Queryable, waveId: string) {
  const rows = await orm
    .select({
      stratum: waveStrata.stratum,
      population: waveStrata.population,
      sampled: waveStrata.sampled,
    })
    .from(waveStrata)
    .where(eq(waveStrata.waveId, waveId));
  return inOrderOfStratum(rows);
}
