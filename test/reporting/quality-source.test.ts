import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { excludeResponses } from '#server/actions/exclude-responses.ts';
import { type judgedLists, judgeWave, partOf, type WaveQuality } from '#server/actions/judge-responses.ts';
import { WaveLook } from '#server/actions/look-at-responses.ts';
import { publishedVersions } from '#server/actions/versions.ts';
import { createReportSource, type ReportSource } from '#server/reporting/report-source.ts';
import { createReportWorker } from '#server/reporting/worker-source.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '../helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** A wave that takes changes of what was sent. */
async function aWave(anonymous = false): Promise<{ app: TestApp; wave: TestWave }> {
  const app = anApp();
  opened.push(app.db);
  return { app, wave: await aPublishedWave(app, aQuestionnaire({ changeable: !anonymous, anonymous })) };
}

/** A customer who sends answers, some of which are the very same. @returns the token of their link */
async function answered(app: TestApp, wave: TestWave, point: number): Promise<string> {
  const { token } = await aPersonalLink(app, wave);
  for (const [page, form] of Object.entries(goodAnswers)) {
    const given = page === 'delivery' ? { ...form, 'speed.perception': String(point) } : form;
    const { status } = await app.post(`/s/${token}/${page}`, given);
    expect([page, status]).toEqual([page, 303]);
  }
  return token;
}

const whole = { list: 'all', after: 0, most: 200 } as const;

async function judgedAnew({ db }: TestApp, { surveyId, waveId }: TestWave): Promise<WaveQuality> {
  const versions = new Map((await publishedVersions(db.read, surveyId)).map((each) => [each.id, each]));
  return partOf(await judgeWave(db.read, versions, new WaveLook(waveId)), whole);
}

describe.each(['in this thread', 'in a thread of its own'])('quality judged %s', (where) => {
  function sourceFor(app: TestApp): ReportSource {
    const source = where === 'in this thread' ? createReportSource(app.db) : createReportWorker(app.file);
    opened.unshift(source);
    return source;
  }

  test('is what it would be had every answer been read anew, whatever happened since', async () => {
    const { app, wave } = await aWave();
    const source = sourceFor(app);
    const judged = async () => {
      const quality = await source.qualityOf(wave.surveyId, 'q3', whole);
      expect(quality).toEqual(await judgedAnew(app, wave));
      return quality;
    };
    expect((await judged())?.judged).toBe(0);
    for (const point of [3, 3, 5]) await answered(app, wave, point);
    expect((await judged())?.counts.duplicate.strong).toBe(2);
    const late = await answered(app, wave, 5);
    const before = await judged();
    expect(before?.counts.duplicate.strong).toBe(4);
    // left out: the same answers, looked at no second time
    const [first] = before?.listed ?? [];
    await excludeResponses(
      { db: app.db, now: () => new Date(5), createId: randomUUID, record: async () => {} },
      {
        wave: { id: wave.waveId, surveyId: wave.surveyId, key: 'q3' },
        responses: [first?.id ?? ''],
        reason: 'test',
        note: '',
        by: 'Somebody',
      },
    );
    expect((await judged())?.totals.excluded).toBe(1);
    // changed: it is like no other any more
    await app.post(`/s/${late}/delivery`, { ...goodAnswers.delivery, 'speed.perception': '1' });
    expect((await judged())?.counts.duplicate.strong).toBe(2);
    await app.post(`/s/${late}/my/withdrawal`, {});
    expect((await judged())?.judged).toBe(3);
  });

  test('of anonymous answers follows them, too', async () => {
    const { app, wave } = await aWave(true);
    const source = sourceFor(app);
    for (const point of [3, 3]) await answered(app, wave, point);
    expect((await source.qualityOf(wave.surveyId, 'q3', whole))?.judged).toBe(2);
    await answered(app, wave, 3);
    const quality = await source.qualityOf(wave.surveyId, 'q3', whole);
    expect(quality?.counts.duplicate.strong).toBe(3);
    expect(quality).toEqual(await judgedAnew(app, wave));
  });

  test('lists answers in parts that follow one another, flagged or not, and finds some by their ids', async () => {
    const { app, wave } = await aWave();
    const source = sourceFor(app);
    for (const point of [3, 3, 5, 4]) await answered(app, wave, point);
    const idsIn = async (list: (typeof judgedLists)[number], after: number, most: number) =>
      (await source.qualityOf(wave.surveyId, 'q3', { list, after, most }))?.listed.map(({ id }) => id) ?? [];
    const all = await idsIn('all', 0, 9);
    expect(new Set(all).size).toBe(4);
    expect([...(await idsIn('all', 0, 3)), ...(await idsIn('all', 3, 3))]).toEqual(all);
    expect(await idsIn('flagged', 0, 9)).toEqual(all.slice(0, 2));
    expect(await idsIn('excluded', 0, 9)).toEqual([]);
    const found = await source.judgedOf(wave.surveyId, 'q3', [all[3] ?? '', 'another']);
    expect(found.map(({ id, grade }) => [id, grade])).toEqual([[all[3], null]]);
  });

  test('of a wave that does not exist is null', async () => {
    const { app, wave } = await aWave();
    expect(await sourceFor(app).qualityOf(wave.surveyId, 'nothing', whole)).toBeNull();
    expect(await sourceFor(app).qualityOf('nobody', 'q3', whole)).toBeNull();
  });
});
