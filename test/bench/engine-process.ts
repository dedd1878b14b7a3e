import { randomUUID } from 'node:crypto';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { type MemberWithResponse, membersWithResponses } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { createReportSource } from '#server/reporting/report-source.ts';
import { createRandom } from '#surveys/random.ts';
import type { Known } from './customers.ts';
import { median } from './machine.ts';
import { peakMemory } from './peak-memory.ts';
import { measured } from './questionnaires.ts';
import { ratings } from './ratings.ts';
import { benchSlug } from './report-data.ts';

/**
 * Asks for the report of a database made by `prepare-engine.ts` inside one process: cold, again when nothing changed,
 * and after each of a few more responses. Prints what it took, as JSON.
 *
 *     node --import tsx test/bench/engine-process.ts FILE PAIRS
 */
export interface Inside {
  /** From opening the database to the report. */
  readonly cold: number;
  /** When nothing changed. */
  readonly warm: number;
  /** Beginning and submitting one more response, each on disk. */
  readonly submitting: number;
  /** The report after it. */
  readonly oneMore: number;
  /** Mebibytes, up to the first report and up to the end. */
  readonly coldPeak: number;
  readonly peak: number;
}

/** Times of 20 and 5 are taken, and the median is said. */
const [warmTimes, moreTimes] = [20, 5];

const [file = '', pairs] = process.argv.slice(2);
const questionnaire = measured(Number(pairs));
const random = createRandom('more responses');

let started = performance.now();
const db = openSqlite(file);
const reports = createReportSource(db);
const rows = await respondents();
const cold = performance.now() - started;
const coldPeak = peakMemory() / 2 ** 20;

const warm: number[] = [];
for (let time = 0; time < warmTimes; time++) warm.push(await milliseconds(respondents));

const survey = await surveyBySlug(db.read, benchSlug);
const [wave] = survey === null ? [] : await wavesOf(db.read, survey.id);
if (wave === undefined) throw new Error(`${file} was not prepared`);
const submitting: number[] = [];
const oneMore: number[] = [];
for (const member of await notYetAnswered(wave.id)) {
  submitting.push(await milliseconds(() => answer(member, wave)));
  started = performance.now();
  const now = await respondents();
  oneMore.push(performance.now() - started);
  if (now !== rows + oneMore.length)
    throw new Error(`The report is of ${now} answers and should have one more`);
}
await reports.close();
await db.close();

const inside: Inside = {
  cold,
  warm: median(warm),
  submitting: median(submitting),
  oneMore: median(oneMore),
  coldPeak,
  peak: peakMemory() / 2 ** 20,
};
process.stdout.write(JSON.stringify(inside));

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** Asks for the report, and says how many answers it is made of. */
async function respondents(): Promise<number> {
  const report = await reports.reportOf(benchSlug);
  const answers = report?.waves[0]?.design?.rows;
  if (answers === undefined) throw new Error('The report has no figures');
  return answers;
}

/** A few customers who were asked and of whom nothing was heard. */
async function notYetAnswered(waveId: string): Promise<MemberWithResponse[]> {
  const found: MemberWithResponse[] = [];
  for await (const members of membersWithResponses(db.read, waveId)) {
    found.push(...members.filter(({ response, disposition }) => response === null && disposition === null));
    if (found.length >= moreTimes) break;
  }
  return found.slice(0, moreTimes);
}

async function answer(
  { id: memberId, attributes }: MemberWithResponse,
  { id: waveId, versionId }: { id: string; versionId: string },
): Promise<void> {
  const [id, locale] = [randomUUID(), 'zh-CN'];
  const answers = ratings(random, questionnaire, attributes as Known);
  const begun = { id, waveId, versionId, memberId, linkId: null, stratum: null, locale, startedAt: 1 };
  await db.write((tx) => startResponse(tx, { ...begun, answers: {}, passed: [] }));
  const passed = questionnaire.pages.map(({ key }) => key);
  const sent = { id, waveId, answers, passed, locale, stratum: null, seen: 1, at: 2 };
  if (!(await db.write((tx) => submitResponse(tx, sent)))) throw new Error('A response was not kept');
}
