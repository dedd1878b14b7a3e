import type { Database } from '#db/database.ts';
import { analyseWave, type WaveAnalysis } from '#reports/wave-analysis.ts';
import type { WaveStore } from '../reporting/wave-store.ts';
import { readWave } from './read-wave.ts';

/** What a report says of one of its waves by looking at respondents one by one; `null` where there is no such wave. */
export async function analysisOf(
  deps: { readonly db: Pick<Database, 'read'>; readonly store?: WaveStore },
  slug: string,
  wave: string,
): Promise<WaveAnalysis | null> {
  const read = await readWave(deps, slug, wave);
  return read === null ? null : analyseWave(read);
}
