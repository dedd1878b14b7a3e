import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { exclusionsOfWave } from '#db/queries/exclusions.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { defaultPlan } from '#reports/plan.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { type ExclusionRequest, excludeResponses } from '#server/actions/exclude-responses.ts';
import { takeBackExclusion } from '#server/actions/take-back-exclusion.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { createRandom } from '#surveys/random.ts';
import {
  anApp,
  aPersonalLink,
  aPublishedWave,
  type Fields,
  type TestApp,
  type TestWave,
} from '../helpers/app.ts';
import { readPageOf } from '../helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

let opened: TestApp | undefined;
afterEach(async () => {
  await opened?.db.close();
});

const plan = { ...defaultPlan, smallestCell: 1 };

/** Whom an answer came from. */
type From = 'a sample' | 'a sample, anonymously' | 'an open link';

/** A wave to which twenty customers have sent their answers, of forty where they were drawn. */
async function aWave(from: From) {
  const app = anApp();
  opened = app;
  const document: Partial<DefinitionDocument> = from === 'a sample, anonymously' ? { anonymous: true } : {};
  const wave = await aPublishedWave(app, aQuestionnaire(document));
  await app.db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
  const random = createRandom('exclusions');
  if (from !== 'an open link') {
    const strata = [
      { stratum: 'A', population: 100, sampled: 20 },
      { stratum: 'B', population: 900, sampled: 20 },
    ];
    await app.db.write((tx) => insertWaveStrata(tx, wave.waveId, strata));
  }
  for (let place = 0; place < 40; place++) {
    const drawn = { stratum: place < 20 ? 'A' : 'B', attributes: {} };
    const token = from === 'an open link' ? null : (await aPersonalLink(app, wave, drawn)).token;
    if (place % 2 === 1) continue;
    const given = () => String(1 + random.below(10));
    await answered(app, `/s/${token ?? (await openToken(app, wave))}`, given);
  }
  return { app, wave, ids: await sentIn(app) };
}

async function answered(app: TestApp, address: string, given: () => string): Promise<void> {
  const pairs = (...items: string[]) =>
    Object.fromEntries(
      items.flatMap((item) => [
        [`${item}.expectation`, given()],
        [`${item}.perception`, given()],
      ]),
    );
  const pages: [string, Fields][] = [
    ['delivery', pairs('speed', 'manner')],
    ['claims', { ...pairs('claims'), 'claims.importance': given(), ease: '4', recommend: '9' }],
    ['about', goodAnswers.about],
  ];
  for (const [page, form] of pages) {
    const response = await app.post(`${address}/${page}`, form);
    expect([page, response.status]).toEqual([page, 303]);
  }
}

/** The token that the open link gives to whoever opens it. */
async function openToken(app: TestApp, { openKey }: TestWave): Promise<string> {
  const page = await readPageOf(await app.get(`/o/${openKey}`));
  return page.action.split('/')[2] ?? '';
}

async function sentIn({ db }: TestApp): Promise<string[]> {
  const { orm, tables } = db.read;
  const rows = await orm
    .select({ id: tables.responses.id, status: tables.responses.status, answers: tables.responses.answers })
    .from(tables.responses);
  // in an order that is the same in every run
  const keyed = rows.map(({ id, answers }): [string, string] => [JSON.stringify(answers), id]);
  expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'submitted'));
  return keyed.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, id]) => id);
}

const reportOf = ({ db }: TestApp, { surveyId }: TestWave, store?: WaveStore) =>
  buildReport({ db, ...(store ? { store } : {}) }, surveyId);

const actions = ({ db }: TestApp, log: unknown[] = []) => ({
  db,
  now: () => new Date(5),
  createId: randomUUID,
  record: async (_: unknown, deed: unknown) => void log.push(deed),
});

const request = (
  { waveId, surveyId }: TestWave,
  responses: readonly string[],
  change: Partial<ExclusionRequest> = {},
): ExclusionRequest => ({
  wave: { id: waveId, surveyId, key: 'q3' },
  responses,
  reason: 'straightLining',
  note: '',
  by: '王小明',
  ...change,
});

describe.each<From>(['a sample', 'a sample, anonymously', 'an open link'])('of answers from %s', (from) => {
  test('a report is without those left out, and says what it would be with them', async () => {
    const { app, wave, ids } = await aWave(from);
    const store = new WaveStore(app.db, { worthKeeping: 1 });
    const before = await reportOf(app, wave, store);
    const overall = before?.waves[0]?.figures[0];
    expect(before?.waves[0]?.exclusions).toBeNull();
    expect(overall).toMatchObject({ name: 'csi', target: 'overall', n: 20 });

    await excludeResponses(actions(app), request(wave, ids.slice(0, 5)));
    for (const each of [store, new WaveStore(app.db), undefined]) {
      const report = await reportOf(app, wave, each);
      const [measured] = report?.waves ?? [];
      expect(measured?.figures[0]?.n).toBe(15);
      expect(measured?.exclusions).toEqual({ excluded: 5, without: measured?.figures[0], with: overall });
      expect(measured?.figures[0]?.estimate).not.toBeCloseTo(overall?.estimate ?? 0, 6);
      const { counts, sampled } = measured?.dispositions ?? { counts: null, sampled: 0 };
      expect(Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(sampled);
      if (from === 'an open link')
        expect(measured?.openAnswers).toEqual({ submitted: 20, excluded: 5, used: true });
      else expect(counts).toMatchObject({ complete: 15, other: 5 });
    }

    for (const id of ids.slice(0, 5)) {
      expect(await takeBackExclusion(actions(app), { ...request(wave, []), response: id })).toBe(true);
    }
    expect((await reportOf(app, wave, store))?.waves).toEqual(before?.waves);
    expect((await reportOf(app, wave))?.waves).toEqual(before?.waves);
  });

  test('nobody is left where all are left out, and the report says so', async () => {
    const { app, wave, ids } = await aWave(from);
    await excludeResponses(actions(app), request(wave, ids));
    const [measured] = (await reportOf(app, wave))?.waves ?? [];
    expect(measured).toMatchObject({ state: 'noAnswers', figures: [] });
    expect(measured?.exclusions).toMatchObject({ excluded: 20, without: null, with: { n: 20 } });
  });
});

describe('leaving out', () => {
  test('is on record with reason, words, name and time, and so is taking back; the row goes on', async () => {
    const { app, wave, ids } = await aWave('a sample');
    const log: unknown[] = [];
    const [one = '', two = ''] = ids;
    const note = '  八个项目全是 10 分，用时 20 秒  ';
    expect(await excludeResponses(actions(app, log), request(wave, [one, two, one], { note }))).toEqual({
      excluded: 2,
      passedOver: [],
    });
    expect(await takeBackExclusion(actions(app, log), { ...request(wave, []), response: one })).toBe(true);
    expect(await takeBackExclusion(actions(app, log), { ...request(wave, []), response: one })).toBe(false);
    const again = await excludeResponses(actions(app, log), request(wave, [one], { reason: 'tooFast' }));
    expect(again).toEqual({ excluded: 1, passedOver: [] });
    const protocol = await exclusionsOfWave(app.db.read, wave.waveId);
    const common = { waveId: wave.waveId, excludedBy: '王小明', excludedAt: 5, id: expect.any(String) };
    const words = '八个项目全是 10 分，用时 20 秒';
    expect(protocol).toHaveLength(3);
    expect(protocol).toEqual(
      expect.arrayContaining([
        {
          ...common,
          responseId: one,
          reason: 'straightLining',
          note: words,
          undoneBy: '王小明',
          undoneAt: 5,
        },
        { ...common, responseId: two, reason: 'straightLining', note: words, undoneBy: null, undoneAt: null },
        { ...common, responseId: one, reason: 'tooFast', note: '', undoneBy: null, undoneAt: null },
      ]),
    );
    const survey = { id: wave.surveyId };
    expect(log).toEqual([
      {
        survey,
        action: 'response.excluded',
        details: { wave: 'q3', reason: 'straightLining', responses: 2 },
      },
      { survey, action: 'exclusion.undone', details: { wave: 'q3' } },
      { survey, action: 'response.excluded', details: { wave: 'q3', reason: 'tooFast', responses: 1 } },
    ]);
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ submitted: 20, excluded: 2 });
  });

  test('passes over what is unknown, not sent, or left out already, and says so', async () => {
    const { app, wave, ids } = await aWave('an open link');
    const begun = await app.post(`/s/${await openToken(app, wave)}/delivery`, goodAnswers.delivery);
    expect(begun.status).toBe(303);
    const { orm, tables } = app.db.read;
    const started = (await orm.select().from(tables.responses)).find(({ status }) => status === 'started');
    const [one = ''] = ids;
    await excludeResponses(actions(app), request(wave, [one]));
    expect(await excludeResponses(actions(app), request(wave, [one, started?.id ?? '', 'nobody']))).toEqual({
      excluded: 0,
      passedOver: [
        { id: one, why: 'alreadyExcluded' },
        { id: started?.id, why: 'notSent' },
        { id: 'nobody', why: 'unknown' },
      ],
    });
    const elsewhere = request(await aPublishedWave(app, aQuestionnaire()), ids.slice(1, 2));
    expect(await excludeResponses(actions(app), elsewhere)).toMatchObject({ excluded: 0 });
    expect(await takeBackExclusion(actions(app), { ...elsewhere, response: one })).toBe(false);
  });

  test('needs words for a reason of its own, and not too many', async () => {
    const { app, wave, ids } = await aWave('an open link');
    const refused = (change: Partial<ExclusionRequest>) =>
      excludeResponses(actions(app), request(wave, ids, change));
    expect(await refused({ reason: 'other', note: ' ' })).toBe('noteMissing');
    expect(await refused({ note: 'x'.repeat(1001) })).toBe('tooLong');
    expect(await refused({ responses: Array.from({ length: 1001 }, (_, i) => `r${i}`) })).toBe('tooMany');
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ excluded: 0 });
  });

  test('is all or nothing', async () => {
    const { app, wave, ids } = await aWave('a sample');
    const failing = async () => {
      throw new Error('The log cannot be written');
    };
    await expect(excludeResponses({ ...actions(app), record: failing }, request(wave, ids))).rejects.toThrow(
      'log',
    );
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ submitted: 20, excluded: 0 });
    expect(await exclusionsOfWave(app.db.read, wave.waveId)).toEqual([]);
  });
});
