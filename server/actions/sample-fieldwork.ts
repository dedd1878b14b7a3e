import type { Database } from '#db/database.ts';
import { type ItemFieldwork, itemsSkipped } from '#reports/fieldwork/items.ts';
import { ratesByStratum, type StratumFieldwork } from '#reports/fieldwork/rates.ts';
import type { WaveStore } from '../reporting/wave-store.ts';
import { publishedSurvey } from './build-report.ts';
import { loadWave } from './load-wave.ts';

/** What of a wave under way follows from its rows: the same rows that the report is made of. */
export interface SampleFieldwork {
  /** By stratum of those drawn; empty where nobody was, since who chose to answer has no response rate. */
  readonly strata: readonly StratumFieldwork[];
  /** `null` where nobody was drawn. */
  readonly total: StratumFieldwork | null;
  readonly items: readonly ItemFieldwork[];
}

/**
 * How the sample of a wave is coming back and which of its questions are left out, as its data are now. With a store that has read
 * the wave before, it reads what has come since and takes milliseconds.
 *
 * @param target the response rate (RR2) that is aimed at, from 0 to 1
 * @returns `null` for a survey that was never published, or has no such wave
 */
export async function sampleFieldwork(
  { db, store }: { readonly db: Pick<Database, 'read'>; readonly store: WaveStore },
  slug: string,
  waveKey: string,
  target: number | null,
): Promise<SampleFieldwork | null> {
  const survey = await publishedSurvey(db.read, slug);
  const found = survey?.waves.find(({ wave }) => wave.key === waveKey);
  if (!survey || !found) return null;
  const { versions } = survey;
  const { dataset, definition, openAnswers } = await loadWave(
    db.read,
    found.wave,
    { versions, plan: found.plan },
    store,
  );
  const items = itemsSkipped(definition, dataset);
  if (openAnswers.used || dataset.sampled === 0) return { strata: [], total: null, items };
  return { ...ratesByStratum(dataset, target), items };
}
