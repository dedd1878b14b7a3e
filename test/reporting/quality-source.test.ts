import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { excludeResponses } from '#server/actions/exclude-responses.ts';
import { judgeResponses, type WaveQuality } from '#server/actions/judge-responses.ts';
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

async function judgedAnew({ db }: TestApp, { surveyId, waveId }: TestWave): Promise<WaveQuality> {
  const versions = new Map((await publishedVersions(db.read, surveyId)).map((each) => [each.id, each]));
  return await judgeResponses(db.read, waveId, versions);
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
      const quality = await source.qualityOf(wave.surveyId, 'q3');
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
    const [first] = before?.flagged ?? [];
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
    expect((await judged())?.flagged.filter(({ isExcluded }) => isExcluded)).toHaveLength(1);
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
    expect((await source.qualityOf(wave.surveyId, 'q3'))?.judged).toBe(2);
    await answered(app, wave, 3);
    const quality = await source.qualityOf(wave.surveyId, 'q3');
    expect(quality?.counts.duplicate.strong).toBe(3);
    expect(quality).toEqual(await judgedAnew(app, wave));
  });

  test('of a wave that does not exist is null', async () => {
    const { app, wave } = await aWave();
    expect(await sourceFor(app).qualityOf(wave.surveyId, 'nothing')).toBeNull();
    expect(await sourceFor(app).qualityOf('nobody', 'q3')).toBeNull();
  });
});
