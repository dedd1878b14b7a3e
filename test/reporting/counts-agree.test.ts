import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterEach, expect, test } from 'vitest';
import { surveysOverview, wavesOverview } from '#db/queries/overviews.ts';
import { responseCounts, startResponse, submitResponse, withdrawResponse } from '#db/queries/responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { defaultPlan } from '#reports/plan.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { excludeResponses } from '#server/actions/exclude-responses.ts';
import { judgeWave } from '#server/actions/judge-responses.ts';
import { WaveLook } from '#server/actions/look-at-responses.ts';
import { sampleFieldwork } from '#server/actions/sample-fieldwork.ts';
import { decidedVersions } from '#server/actions/versions.ts';
import { waveFieldwork } from '#server/actions/wave-fieldwork.ts';
import { run } from '#server/cli/run.ts';
import { answerFiles } from '#server/exports/answer-files.ts';
import { translator } from '#server/i18n/translate.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import { anApp, aPublishedWave, type TestApp } from '../helpers/app.ts';
import { aQuestionnaire, goodAnswersKept } from '../helpers/questionnaire.ts';

let opened: TestApp | undefined;
afterEach(() => opened?.db.close());

/** How each of a row of customers ended, and whether an analyst left the answer out. */
type End =
  | 'nothing'
  | 'started'
  | 'half'
  | 'submitted'
  | 'excluded'
  | 'screenedOut'
  | 'overQuota'
  | 'withdrawn';
const drawn: readonly End[] = [
  ...(['nothing', 'started', 'half', 'half', 'submitted', 'submitted', 'submitted', 'submitted'] as const),
  ...(['excluded', 'excluded', 'screenedOut', 'overQuota', 'withdrawn', 'nothing', 'submitted'] as const),
];
const open: readonly End[] = ['started', 'submitted', 'submitted', 'excluded', 'screenedOut', 'withdrawn'];

/** A wave with every status there is, of customers drawn in two strata and of others by the open link. */
async function aWave() {
  const app = anApp();
  opened = app;
  const { db } = app;
  const wave = await aPublishedWave(app, aQuestionnaire());
  const members = drawn.map((_, place) => ({
    ...{ id: `m${place}`, position: place + 1, customer: `C${place}`, stratum: place % 2 === 0 ? 'A' : 'B' },
    ...{ attributes: {}, disposition: null, dispositionAt: null, weight: null },
  }));
  const sizes = [
    { stratum: 'A', population: 80, sampled: 8 },
    { stratum: 'B', population: 700, sampled: 7 },
  ];
  await db.write(async (tx) => {
    await insertSampleMembers(tx, wave.waveId, members);
    await insertWaveStrata(tx, wave.waveId, sizes);
  });
  const moment = Date.UTC(2026, 6, 14, 15);
  for (const [place, end] of [...drawn, ...open].entries()) {
    if (end === 'nothing') continue;
    const memberId = members[place]?.id ?? null;
    const [id, startedAt] = [`r${place}`, moment + place * 3_600_000];
    const { waveId, versionId } = wave;
    const said = end === 'started' ? {} : goodAnswersKept;
    const passed = end === 'started' ? [] : ['delivery', 'claims'];
    const start = { id, waveId, versionId, memberId, linkId: null, stratum: null, locale: 'en', startedAt };
    await db.write((tx) => startResponse(tx, { ...start, answers: said, passed }));
    if (end === 'started' || end === 'half') continue;
    const status = end === 'screenedOut' || end === 'overQuota' ? end : 'submitted';
    const at = startedAt + 100_000 + place * 1000;
    const last = { id, waveId, seen: 1, at, answers: said, passed: [...passed, 'about'], locale: 'en' };
    await db.write((tx) => submitResponse(tx, { ...last, stratum: null, status }));
    if (end === 'withdrawn') await db.write((tx) => withdrawResponse(tx, { id, waveId, consent: null, at }));
  }
  const excluded = [...drawn, ...open].flatMap((end, place) => (end === 'excluded' ? [`r${place}`] : []));
  await excludeResponses(
    { db, now: () => new Date(1), createId: randomUUID, record: async () => {} },
    {
      ...{ wave: { id: wave.waveId, surveyId: wave.surveyId, key: 'q3' }, responses: excluded },
      ...{ reason: 'test', note: '', by: 'An Analyst' },
    },
  );
  return { app, wave };
}

async function exportedRows({ db }: TestApp, surveyId: string): Promise<Record<string, string>[]> {
  const waves = await wavesOf(db.read, surveyId);
  const survey = { id: surveyId, slug: surveyId, plan: defaultPlan };
  const files = await answerFiles(db.read, survey, { waves, guard: true, contacts: false });
  const words = { t: translator('en'), now: new Date(0) };
  let text = '';
  for await (const part of files?.answers('csv', words) ?? []) text += part;
  return parse(text, { bom: true, columns: true }) as Record<string, string>[];
}

async function listedByCommand({ file }: TestApp, survey: string): Promise<string> {
  const out: string[] = [];
  const code = await run(['wave', 'list', '--survey', survey], {
    env: { MANYI_DATABASE: file, LANG: 'en_US.UTF-8' },
    terminal: { out: (text) => out.push(text), error: (text) => out.push(text), status: null },
    now: () => new Date('2026-07-15T08:00:00Z'),
    createId: randomUUID,
    stopped: () => Promise.resolve(),
  });
  expect([code, out.length > 0]).toEqual([0, true]);
  return out.join('\n');
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test('every page, the report, the export and the command line count the same responses', async () => {
  const { app, wave } = await aWave();
  const { db } = app;
  const [own] = await wavesOf(db.read, wave.surveyId);
  const [version] = await decidedVersions(db.read, wave.surveyId);
  if (own === undefined || version === undefined) throw new Error('no wave');
  const counts = { started: 4, submitted: 10, screenedOut: 2, overQuota: 1, withdrawn: 2, excluded: 3 };

  // the lists
  expect(await responseCounts(db.read, wave.waveId)).toEqual(counts);
  const [listed] = await wavesOverview(db.read, wave.surveyId);
  expect(listed).toMatchObject({ sampled: drawn.length, responses: counts });
  const [survey] = await surveysOverview(db.read);
  expect(survey).toMatchObject({ waves: 1, responses: counts, latestWave: listed });

  // the live page
  const live = await waveFieldwork(db.read, own, version.definition, 'Asia/Shanghai');
  expect(live.counts).toEqual(counts);
  expect(sum(live.days.map(({ submitted }) => submitted))).toBe(counts.submitted);
  expect(live.days.map(({ day }) => day)).toEqual(['2026-07-15']);
  expect(sum((live.durations ?? []).map(({ answers }) => answers))).toBe(counts.submitted);
  expect(sum(live.leaving.map(({ started }) => started))).toBe(counts.started);
  expect(live.leaving).toEqual([
    { page: null, started: 2, share: 0.5 },
    { page: 'claims', started: 2, share: 0.5 },
  ]);
  const sample = await sampleFieldwork({ db, store: new WaveStore(db) }, wave.surveyId, 'q3', 0.6);

  // the report
  const report = await buildReport({ db }, wave.surveyId);
  const [measured] = report?.waves ?? [];
  if (measured === undefined || !sample?.total) throw new Error('no report');
  const { dispositions, openAnswers, exclusions } = measured;
  expect(dispositions.counts).toEqual(sample.total.counts);
  expect(dispositions.rates).toEqual(sample.total.rates);
  expect(dispositions.sampled).toBe(drawn.length);
  expect(sum(sample.strata.map(({ sampled }) => sampled))).toBe(drawn.length);
  for (const { stratum, respondents, sampled } of measured.sampling.strata) {
    const own = sample.strata.find((each) => each.stratum === stratum);
    expect([own?.sampled, (own?.counts.complete ?? 0) + (own?.counts.partial ?? 0)]).toEqual([
      sampled,
      respondents,
    ]);
  }
  expect(dispositions.counts).toEqual({
    ...{ complete: 5, partial: 2, refused: 2, noContact: 0, other: 2, unknown: 2, notEligible: 2 },
  });
  expect(openAnswers).toEqual({ submitted: 3, excluded: 1, used: false });
  expect(exclusions).toMatchObject({ excluded: counts.excluded, without: { n: 7 }, with: { n: 9 } });
  expect(dispositions.counts.complete + dispositions.counts.other + openAnswers.submitted).toBe(
    counts.submitted,
  );
  expect(sample.total.target).toEqual({ rate: 0.6, isReached: false, missing: 1 });
  expect(sample.items.every(({ answers }) => answers === 7)).toBe(true);

  // the export
  const rows = await exportedRows(app, wave.surveyId);
  const withStatus = (status: string) => rows.filter((row) => row.status === status).length;
  const { excluded, ...statuses } = counts;
  expect(Object.fromEntries(Object.keys(statuses).map((status) => [status, withStatus(status)]))).toEqual(
    statuses,
  );
  expect(rows.filter((row) => row.excluded === '1').map((row) => row.exclusion_reason)).toEqual(
    Array.from({ length: excluded }, () => 'test'),
  );
  const ofSample = rows.filter(({ customer }) => customer !== '');
  for (const [disposition, count] of Object.entries(dispositions.counts)) {
    expect([disposition, ofSample.filter((row) => row.disposition === disposition).length]).toEqual([
      disposition,
      count,
    ]);
  }

  // judging looks at what was sent, whether it is left out or not
  const versions = new Map([[version.id, version]]);
  const judged = await judgeWave(db.read, versions, new WaveLook(wave.waveId));
  expect(judged.lists.all).toHaveLength(counts.submitted);
  expect(judged.counts.duplicate.strong).toBe(counts.submitted);
  expect(judged.lists.excluded).toHaveLength(excluded);

  // the command line
  const list = await listedByCommand(app, wave.surveyId);
  expect(list).toContain('10');
  expect(list).toContain('not for them 2, quota full 1, withdrawn 2');
  expect(list).toContain('left out of the figures 3');
});
