import type { Database, Queryable } from '#db/database.ts';
import { seriesDecisionsOf } from '#db/queries/series-decisions.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { SeriesDecision } from '#db/tables.ts';
import { assembleReport } from '#reports/assemble-report.ts';
import { type MeasuredWave, measureWave, measureWavePart, overallIndex } from '#reports/measure-wave.ts';
import type { Part } from '#reports/part.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { WaveStore } from '../reporting/wave-store.ts';
import { improvementsOf } from './improvements.ts';
import { keepWave, type LoadedWave, loadWave } from './load-wave.ts';
import { reportDigest } from './report-digest.ts';
import { type DecidedVersion, decidedVersions } from './versions.ts';

interface Dependencies {
  readonly db: Pick<Database, 'read'>;
  /** Where waves that have been read are kept; absent: they are read for this report only. */
  readonly store?: WaveStore;
}

/**
 * The report of a survey as its data are now; `null` for a survey that does not exist or was never published.
 *
 * @param overrides decisions to try instead of the survey's own plan, in every wave
 * @param part of whom alone all figures are to be; absent: everybody
 */
export async function buildReport(
  { db, store = new WaveStore(db) }: Dependencies,
  slug: string,
  overrides?: Plan,
  part?: Part,
): Promise<Report | null> {
  const survey = await publishedSurvey(db.read, slug);
  if (survey === null) return null;
  const { waves, versions } = survey;
  const plan = overrides ?? survey.plan;
  const withCustomers = waves.length > 1 && plan.change !== 'independent';
  const measured: MeasuredWave[] = [];
  for (const { wave, plan: own } of waves) {
    // only the rows tell who has two values
    const reading = { versions, plan: overrides ?? own, withCustomers, needsRows: part?.length === 2 };
    const loaded = await loadWave(db.read, wave, reading, store);
    measured.push(part === undefined ? measuredWave(loaded) : measureWavePart(loaded, part));
  }
  const { definition, number: version } = survey.latest;
  const steps = [...versions.values()];
  const { seriesDecisions } = survey;
  const done = await improvementsOf(db.read, survey);
  const waveReports = measured.map(({ report }) => report);
  const digest = reportDigest(waveReports, plan, seriesDecisions);
  const subject = { slug, definition, version, plan, steps, seriesDecisions, digest, ...done };
  return assembleReport(part === undefined ? subject : { ...subject, measures: [], part }, measured);
}

/** Measures a wave, and the overall index also as it would be with the answers that were left out. */
function measuredWave({ excluded, withExcluded, ...wave }: LoadedWave): MeasuredWave {
  if (excluded === 0) return measureWave(wave);
  const whole = withExcluded((input) => overallIndex(measureWave(input).report.figures));
  return measureWave({ ...wave, exclusions: { excluded, with: whole } });
}

/** Reads what has come to the waves of a survey and is not kept yet, so that its next report need not. */
export async function keepWaves(
  { db, store }: Dependencies & { readonly store: WaveStore },
  slug: string,
): Promise<void> {
  const survey = await publishedSurvey(db.read, slug);
  for (const { wave, plan } of survey?.waves ?? []) {
    const isKept = await store.isKept(wave.id);
    if (!isKept) await keepWave(db.read, wave, { versions: survey?.versions ?? new Map(), plan }, store);
  }
}

/** A survey with its waves, each with the plan that holds for it; `null` for one that was never published. */
export async function publishedSurvey(read: Queryable, slug: string) {
  const survey = await surveyBySlug(read, slug);
  if (survey === null) return null;
  const decisions = await seriesDecisionsOf(read, survey.id);
  const published = await decidedVersions(read, survey.id, decisions);
  const waves = await wavesOf(read, survey.id);
  const latest = published.find(({ id }) => id === waves.at(-1)?.versionId) ?? published.at(-1);
  if (latest === undefined) return null;
  const plan = planSchema.parse(survey.plan);
  return {
    id: survey.id,
    plan,
    latest,
    versions: new Map(published.map((version) => [version.id, version])),
    seriesDecisions: published.flatMap((version) => decisionsIn(version, decisions)),
    waves: waves.map((wave) => ({
      wave,
      plan: wave.plan === null ? plan : planSchema.parse(wave.plan),
    })),
  };
}

/** What was decided of series when a version was published, by the names that questions have in it. */
function decisionsIn(
  { id, number: version, definition }: DecidedVersion,
  decisions: readonly SeriesDecision[],
): Report['seriesDecisions'] {
  const items = pairsOf(definition).map(({ key, item }) => [key, item.name] as const);
  const questions = definition.pages
    .flatMap((page) => page.questions)
    .flatMap((question) => ('text' in question ? [[question.key, question.text] as const] : []));
  const names = new Map([...questions, ...items]);
  return decisions
    .filter(({ versionId }) => versionId === id)
    .map(({ item, continues, reason, decidedBy, decidedAt }) => ({
      ...{ version, item, name: names.get(item) ?? null },
      ...{ continues, reason, decidedBy, decidedAt },
    }));
}
