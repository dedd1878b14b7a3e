import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { loadAssets } from '#server/assets.ts';
import { reportHtml } from '#server/exports/report-html.ts';
import { jsonOf } from '#server/exports/report-json.ts';
import { createReportSource } from '#server/reporting/report-source.ts';
import { loadViews } from '#server/views.ts';
import type { Answers } from '#surveys/answers.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { anApp, aVersion, type TestApp } from '../helpers/app.ts';
import { started } from '../helpers/cli-process.ts';
import { aQuestionnaire, goodAnswersKept } from '../helpers/questionnaire.ts';

const deps = { views: loadViews(), assets: loadAssets() };
const opened: TestApp[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.close();
});

interface Person {
  readonly customer: string;
  readonly stratum: string;
  /** `null`: did not answer. */
  readonly answers: Answers | null;
}

function people(): Person[] {
  const random = createRandom('people');
  return Array.from({ length: 60 }, (_, place) => ({
    customer: `C${place}`,
    stratum: place % 3 === 0 ? 'A' : 'B',
    answers: place % 5 === 4 ? null : someAnswers(random),
  }));
}

function someAnswers(random: Random): Answers {
  const pair = () => ({ expectation: 6 + random.below(5), perception: 5 + random.below(6) });
  return { ...goodAnswersKept, speed: pair(), manner: pair(), claims: pair(), recommend: random.below(11) };
}

/** The same two waves of the same people, in rows of whatever order. */
async function aDatabase(rows: readonly Person[]) {
  const app = anApp();
  opened.push(app);
  const { db } = app;
  const waves = ['first', 'second'].map((key) => ({ id: randomUUID(), key }));
  const surveyId = randomUUID();
  const versionId = await db.write(async (tx) => {
    const survey = { slug: 'same', draft: aQuestionnaire(), plan: defaultPlan, createdAt: 0 };
    await insertSurvey(tx, { id: surveyId, ...survey });
    const version = await aVersion(tx, surveyId, aQuestionnaire());
    for (const [place, { id, key }] of waves.entries()) {
      await insertWave(tx, {
        ...{ id, surveyId, key, label: null, frameId: null, versionId: version, plan: null },
        ...{ opensAt: Date.UTC(2026, 3 * place, 1), closesAt: Date.UTC(2026, 3 * place, 20) },
        ...{ closedAt: null, stratumQuestion: null, createdAt: place, openKey: `${key}${randomUUID()}` },
      });
    }
    return version;
  });
  for (const { id: waveId, key } of waves) {
    const members = rows.map(({ customer, stratum }, place) => ({
      ...{ id: randomUUID(), position: place + 1, customer, stratum, attributes: {}, weight: null },
      ...{ disposition: null, dispositionAt: null },
    }));
    const sizes = ['A', 'B'].map((stratum, place) => ({
      ...{ stratum, population: 100 * (1 + place) },
      sampled: rows.filter((row) => row.stratum === stratum).length,
    }));
    await db.write(async (tx) => {
      await insertSampleMembers(tx, waveId, members);
      await insertWaveStrata(tx, waveId, sizes);
    });
    for (const [place, { customer, answers }] of rows.entries()) {
      const isLeftOut = key === 'second' && Number(customer.slice(1)) % 7 === 0;
      if (answers === null || isLeftOut) continue;
      await answer(app, { waveId, versionId, memberId: members[place]?.id ?? '' }, answers);
    }
  }
  return { app, waves, versionId, surveyId };
}

async function answer(
  { db }: TestApp,
  ids: { readonly waveId: string; readonly versionId: string; readonly memberId: string },
  answers: Answers,
): Promise<void> {
  const id = randomUUID();
  const { waveId } = ids;
  const start = { id, ...ids, linkId: null, stratum: null, locale: 'en', startedAt: 1 };
  await db.write(async (tx) => {
    await startResponse(tx, { ...start, answers: {}, passed: [] });
    const sent = { id, waveId, seen: 1, at: 2, answers, passed: [], locale: 'en', stratum: null };
    await submitResponse(tx, { ...sent, status: 'submitted' });
  });
}

async function reportOf({ db }: TestApp): Promise<Report> {
  const report = await createReportSource(db).reportOf('same');
  if (report === null) throw new Error('no report');
  return report;
}

async function pageOf(app: TestApp): Promise<string> {
  const source = createReportSource(app.db);
  return reportHtml(await reportOf(app), 'zh-CN', deps, 'second', await source.analysisOf('same', 'second'));
}

const reversed = people().toReversed();

test('the same data in rows of another order, under other ids, give the same bytes', async () => {
  const [one, other] = [await aDatabase(people()), await aDatabase(reversed)];
  const [report, again] = [await reportOf(one.app), await reportOf(other.app)];
  expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(report.waves[0]?.digests?.data).not.toBe(report.waves[1]?.digests?.data);
  expect(jsonOf(again)).toBe(jsonOf(report));
  expect(await pageOf(other.app)).toBe(await pageOf(one.app));
});

test('one changed answer gives another digest, of its wave and of the report, even a word in a comment', async () => {
  const before = await reportOf((await aDatabase(people())).app);
  const digestsWith = async (change: Answers) => {
    const rows = people().map((one, place) =>
      place === 8 ? { ...one, answers: { ...one.answers, ...change } } : one,
    );
    const { digest, waves } = await reportOf((await aDatabase(rows)).app);
    return [digest, ...waves.map(({ digests }) => digests?.data)];
  };
  const own = [before.digest, ...before.waves.map(({ digests }) => digests?.data)];
  const rated = await digestsWith({ recommend: (Number(people()[8]?.answers?.recommend) + 1) % 11 });
  const said = await digestsWith({ comment: '包装有点破，但是态度很好！' });
  for (const [place, digest] of own.entries()) {
    expect(said[place]).not.toBe(digest);
    expect(said[place]).not.toBe(rated[place]);
  }
});

test('a digest carried along with what comes in is that of everything read at once', async () => {
  const { app, waves, versionId } = await aDatabase(people());
  const source = createReportSource(app.db);
  const before = await source.reportOf('same');
  const [wave] = waves;
  const { sampleMembers } = app.db.read.tables;
  const members = await app.db.read.orm.select().from(sampleMembers);
  const silent = members.find(({ waveId, customer }) => waveId === wave?.id && customer === 'C4');
  const ids = { waveId: wave?.id ?? '', versionId, memberId: silent?.id ?? '' };
  await answer(app, ids, someAnswers(createRandom('late')));
  const carried = await source.reportOf('same');
  expect(carried?.digest).not.toBe(before?.digest);
  // the second source begins with what the first one kept, and the third reads columns without their rows
  expect((await reportOf(app)).digest).toBe(carried?.digest);
  expect((await reportOf(app)).digest).toBe(carried?.digest);
  const anew = people().map((one) =>
    one.customer === 'C4' ? { ...one, answers: someAnswers(createRandom('late')) } : one,
  );
  const { app: fresh } = await aDatabase(anew);
  expect((await reportOf(fresh)).waves[0]?.digests).toEqual(carried?.waves[0]?.digests);
});

test('neither the clock, the zone nor the language of a machine changes what a report says', async () => {
  const { app } = await aDatabase(people());
  const written = async (env: Readonly<Record<string, string>>): Promise<string> => {
    const out = `${app.file}-${randomUUID()}.json`;
    const args = ['report', '--survey', 'same', '--out', out];
    const { ended, error } = started({ databaseFile: app.file }, args, env);
    expect(await ended, error()).toBe(0);
    return readFileSync(out, 'utf8');
  };
  const shanghai = await written({ TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' });
  expect(shanghai).toContain('"digest":"');
  expect(await written({ TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8' })).toBe(shanghai);
}, 60_000);
