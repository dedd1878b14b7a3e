import type { Database } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { assembleReport } from '#reports/assemble-report.ts';
import { type MeasuredWave, measureWave } from '#reports/measure-wave.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { WaveStore } from '../reporting/wave-store.ts';
import { loadWave } from './load-wave.ts';

/**
 * The report of a survey as its data are now; `null` for a survey that does not exist or was never published.
 *
 * Waves are read and measured one after the other, so that the answers of one at a time are in memory.
 *
 * @param overrides decisions to try instead of the survey's own plan, in every wave
 */
export async function buildReport(
  { db, store = new WaveStore(db) }: { db: Pick<Database, 'read'>; store?: WaveStore },
  slug: string,
  overrides?: Plan,
): Promise<Report | null> {
  const survey = await surveyBySlug(db.read, slug);
  if (survey === null) return null;
  const published = await versionsOf(db.read, survey.id);
  const waves = await wavesOf(db.read, survey.id);
  const latest = published.find(({ id }) => id === waves.at(-1)?.versionId) ?? published.at(-1);
  if (latest === undefined) return null;
  const plan = overrides ?? planSchema.parse(survey.plan);
  const versions = new Map(published.map((version) => [version.id, version]));
  const measured: MeasuredWave[] = [];
  for (const wave of waves) {
    const own = overrides ?? (wave.plan === null ? plan : planSchema.parse(wave.plan));
    const withCustomers = waves.length > 1 && plan.change === 'overlap';
    measured.push(measureWave(await loadWave(db.read, wave, { versions, plan: own, withCustomers }, store)));
  }
  const { definition, number: version } = latest;
  return assembleReport({ slug, definition, version, plan }, measured);
}
