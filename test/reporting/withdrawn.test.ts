import { afterEach, describe, expect, test } from 'vitest';
import { forgetColumns } from '#db/queries/columns.ts';
import type { Report } from '#reports/report.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '../helpers/app.ts';
import { readPageOf } from '../helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

let opened: TestApp | undefined;
afterEach(async () => {
  await opened?.db.close();
});

async function aServer() {
  const app = anApp();
  opened = app;
  return { app, wave: await aPublishedWave(app, aQuestionnaire({ changeable: true })) };
}

/** Answers everything; `rating` is what they got of everything. */
async function answerAll({ post }: TestApp, token: string, rating: string) {
  const delivery = { ...goodAnswers.delivery, 'speed.perception': rating, 'manner.perception': rating };
  await post(`/s/${token}/delivery`, delivery);
  await post(`/s/${token}/claims`, goodAnswers.claims);
  await post(`/s/${token}/about`, goodAnswers.about);
}

function reportBy({ db }: TestApp, { surveyId }: TestWave, store: WaveStore): Promise<Report | null> {
  return buildReport({ db, store }, surveyId);
}

/** The report as somebody works it out who finds nothing kept from before. */
async function afresh(app: TestApp, wave: TestWave): Promise<Report | null> {
  await app.db.write((tx) => forgetColumns(tx, null));
  return await reportBy(app, wave, new WaveStore({ read: app.db.read }));
}

describe('a report that has seen an answer', () => {
  test('forgets it once it is withdrawn, and counts its customer as refusing', async () => {
    const { app, wave } = await aServer();
    const links = await Promise.all([1, 2, 3, 4].map(() => aPersonalLink(app, wave)));
    for (const [place, { token }] of links.entries()) await answerAll(app, token, String(place + 3));
    const store = new WaveStore(app.db, { worthKeeping: 1 });
    const before = await reportBy(app, wave, store);
    const counted = (report: Report | null) => report?.waves[0]?.dispositions.counts;
    expect(counted(before)).toMatchObject({ complete: 4, refused: 0 });
    await app.post(`/s/${links[0]?.token}/my/withdrawal`, {});
    const after = await reportBy(app, wave, store);
    expect(counted(after)).toMatchObject({ complete: 3, refused: 1 });
    expect(after?.waves[0]?.figures).not.toEqual(before?.waves[0]?.figures);
    expect(after).toEqual(await afresh(app, wave));
  });

  test('forgets one by an open link, as if it had never been', async () => {
    const { app, wave } = await aServer();
    const tokens: string[] = [];
    for (const rating of ['3', '5', '7']) {
      const { action } = await readPageOf(await app.get(`/o/${wave.openKey}`));
      const token = action.split('/')[2] ?? '';
      tokens.push(token);
      await answerAll(app, token, rating);
    }
    const store = new WaveStore(app.db, { worthKeeping: 1 });
    const submitted = (report: Report | null) => report?.waves[0]?.openAnswers.submitted;
    expect(submitted(await reportBy(app, wave, store))).toBe(3);
    await app.post(`/s/${tokens[0]}/my/withdrawal`, {});
    const after = await reportBy(app, wave, store);
    expect(submitted(after)).toBe(2);
    expect(after).toEqual(await afresh(app, wave));
  });

  test('does not see a change that is not complete, and sees it when it is', async () => {
    const { app, wave } = await aServer();
    const links = await Promise.all([1, 2, 3].map(() => aPersonalLink(app, wave)));
    for (const { token } of links) await answerAll(app, token, '7');
    const store = new WaveStore(app.db, { worthKeeping: 1 });
    const before = await reportBy(app, wave, store);
    const page = `/s/${links[0]?.token}/delivery`;
    await app.post(page, { ...goodAnswers.delivery, 'speed.perception': '1', 'manner.expectation': [] });
    expect(await reportBy(app, wave, store)).toEqual(before);
    await app.post(page, { ...goodAnswers.delivery, 'speed.perception': '1' });
    const after = await reportBy(app, wave, store);
    expect(after?.waves[0]?.figures).not.toEqual(before?.waves[0]?.figures);
    expect(after).toEqual(await afresh(app, wave));
  });
});
