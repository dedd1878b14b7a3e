import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { dataStamp } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { SurveyVersion, Wave } from '#db/tables.ts';
import { type Plan, plan as planSchema } from '#reports/plan.ts';
import { ratingParts } from '#reports/rating-parts.ts';
import type { Report } from '#reports/report.ts';
import { schemeFor } from '#reports/weighting/scheme-for.ts';
import { loadWave } from '../../actions/load-wave.ts';
import { type DecidedVersion, decidedVersions } from '../../actions/versions.ts';
import { csvRow } from '../csv.ts';
import { type AnalysisColumns, analysisHeader, analysisRows } from './analysis.ts';
import { codebookCsv } from './codebook.ts';
import { figuresCsv } from './figures.ts';
import { ratingName, variableNames } from './names.ts';
import { planTables, type WavePlan } from './plan-tables.ts';
import { customerNumbers } from './pseudonyms.ts';
import { readmeOf } from './readme.ts';
import { waveSample } from './wave-sample.ts';

/** One file of a bundle, to be written before the next one is asked for. */
export interface BundleFile {
  readonly name: string;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

/** The survey a bundle is made of, as it was read once. */
export interface BundleSubject {
  readonly slug: string;
  readonly plan: Plan;
  /** In order of time. */
  readonly waves: readonly Wave[];
  readonly plans: ReadonlyMap<string, Plan>;
  /** Every published questionnaire, by id, oldest first. */
  readonly versions: ReadonlyMap<string, DecidedVersion>;
  /** Changes whenever anything the report depends on does. */
  readonly stamp: string;
}

/** A published survey with what its bundle is made of; `null` for one that is not published. */
export async function bundleSubject({ read }: Pick<Database, 'read'>, slug: string) {
  const survey = await surveyBySlug(read, slug);
  const published = survey === null ? [] : await decidedVersions(read, survey.id);
  if (survey === null || published.length === 0) return null;
  const waves = await wavesOf(read, survey.id);
  const plan = planSchema.parse(survey.plan);
  const plans = waves.map((wave) => (wave.plan === null ? plan : planSchema.parse(wave.plan)));
  const stamps: string[] = [];
  for (const wave of waves) stamps.push(await dataStamp(read, wave.id));
  return {
    slug,
    plan,
    waves,
    plans: new Map(waves.map(({ id }, place) => [id, plans[place] ?? plan])),
    versions: new Map(published.map((version) => [version.id, version])),
    stamp: JSON.stringify([plan, plans, waves.map(({ id }) => id), stamps]),
  };
}

/**
 * The files from which R makes a report again: the sample with its answers, the analyst's decisions, the report's
 * figures, and the script that compares. Waves are read one after the other, so that one is in memory.
 */
export async function* bundleFiles(
  { read }: Pick<Database, 'read'>,
  subject: BundleSubject,
  report: Report,
  secret: string,
): AsyncGenerator<BundleFile> {
  const columns = columnsOf(subject);
  const plans: WavePlan[] = [];
  yield { name: 'analysis.csv', text: analysis(read, subject, report, columns, secret, plans) };
  for (const [name, text] of Object.entries(planTables(plans, subject.plan, columns.variables))) {
    yield { name, text: [text] };
  }
  yield { name: 'figures.csv', text: figuresCsv(report, columns.variables) };
  const versions = new Map(versionsAsked(subject).map(({ number, definition }) => [number, definition]));
  const { variables } = columns;
  yield { name: 'codebook.csv', text: codebookCsv({ plan: subject.plan, versions, variables }) };
  yield { name: 'README.md', text: [readmeOf(report)] };
  yield { name: 'report.R', text: [readFileSync(join(import.meta.dirname, 'report.R'), 'utf8')] };
}

/** The columns all waves together need: every variable of a plan, every rating of a questionnaire that was asked. */
function columnsOf(subject: BundleSubject): AnalysisColumns {
  const { plans } = subject;
  const variables = [...plans.values()].flatMap(({ segments, weighting }) => [
    ...segments,
    ...(weighting.unknownEligibility?.classes ?? []),
    ...(weighting.nonresponse?.classes ?? []),
    ...(weighting.calibration?.margins ?? []),
  ]);
  const ratings = versionsAsked(subject).flatMap(({ definition }) =>
    ratingParts(definition).map(({ column }) => ratingName(column)),
  );
  return { variables: variableNames(variables), ratings: [...new Set(ratings)] };
}

/** The questionnaires that waves ask, oldest first. */
function versionsAsked({ waves, versions }: BundleSubject): SurveyVersion[] {
  const asked = new Set(waves.map(({ versionId }) => versionId));
  return [...versions.values()].filter(({ id }) => asked.has(id));
}

/** Every wave's rows; notes each wave's decisions in `plans` as it is read. */
async function* analysis(
  read: Database['read'],
  { slug, waves, plans, versions }: BundleSubject,
  report: Report,
  columns: AnalysisColumns,
  secret: string,
  noted: WavePlan[],
): AsyncGenerator<string> {
  const header = analysisHeader(columns);
  const numberOf = customerNumbers(secret, slug);
  let rows = 0;
  yield csvRow(header, false);
  for (const wave of waves) {
    const plan = plans.get(wave.id);
    const state = report.waves.find(({ key }) => key === wave.key)?.state;
    if (plan === undefined || state === undefined) throw new RangeError(`The report has no wave ${wave.key}`);
    const input = await loadWave(read, wave, { versions, plan, withCustomers: true });
    noted.push({
      wave: wave.key,
      state,
      definition: input.definition,
      plan,
      scheme: schemeFor(input).scheme,
    });
    const sample = waveSample(input);
    const customers = (input.customers ?? []).map((customer) => customer && numberOf(customer));
    yield* analysisRows(wave.key, sample, customers, header, columns, rows);
    rows += sample.rows;
  }
}
