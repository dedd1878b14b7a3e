import type { Database } from '#db/database.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import type { Definition } from '#surveys/definition.ts';
import { publishedSurvey } from './build-report.ts';
import { loadWave } from './load-wave.ts';

/** One wave, customer by customer, and the questionnaire it asks. */
export interface WaveRead {
  readonly input: WaveInput;
  readonly definition: Definition;
  readonly slug: string;
}

/** Reads the customers of a wave one by one; `null` where the survey is not published, or has no such wave. */
export async function readWave(
  { db }: { db: Pick<Database, 'read'> },
  slug: string,
  key: string,
): Promise<WaveRead | null> {
  const survey = await publishedSurvey(db.read, slug);
  const found = survey?.waves.find(({ wave }) => wave.key === key);
  if (!survey || !found) return null;
  const reading = { versions: survey.versions, plan: found.plan, needsRows: true };
  const input = await loadWave(db.read, found.wave, reading);
  return { input, definition: input.definition, slug };
}
