import type { Database } from '#db/database.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import type { WaveStore } from '../reporting/wave-store.ts';
import { publishedSurvey } from './build-report.ts';
import { loadWave } from './load-wave.ts';

/** Reads the customers of a wave one by one; `null` where the survey is not published, or has no such wave. */
export async function readWave(
  { db, store }: { readonly db: Pick<Database, 'read'>; readonly store?: WaveStore },
  slug: string,
  key: string,
): Promise<WaveInput | null> {
  const survey = await publishedSurvey(db.read, slug);
  const found = survey?.waves.find(({ wave }) => wave.key === key);
  if (!survey || !found) return null;
  const reading = { versions: survey.versions, plan: found.plan, needsRows: true };
  return await loadWave(db.read, found.wave, reading, store);
}
