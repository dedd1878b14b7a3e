import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exclusionsOfWave } from '#db/queries/exclusions.ts';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { surveyById, updateDraft } from '#db/queries/surveys.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { guardedTable } from '#test/helpers/guarded-table.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { allRows } from '#test/helpers/tables.ts';

let app: TestApp;
let wave: TestWave;
let administrator: Browser;
let survey: string;
beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  administrator = await signedIn(app, 'administrator');
  survey = `/studio/surveys/${wave.surveyId}`;
});
afterEach(() => app.db.close());

/** An answer that was sent. */
async function anAnswer(): Promise<string> {
  const { waveId, versionId } = wave;
  const begun = { waveId, versionId, memberId: null, linkId: null, stratum: null, passed: ['delivery'] };
  const id = randomUUID();
  const sent = { id, waveId, answers: {}, passed: ['delivery'], locale: 'en', stratum: null, seen: 1, at: 9 };
  await app.db.write(async (tx) => {
    await startResponse(tx, { ...begun, id, answers: {}, locale: 'en', startedAt: 0 });
    await submitResponse(tx, sent);
  });
  return id;
}

/** Everything that is kept, but who took which file along, and what follows from the answers. */
function kept() {
  const { audit_entries: _, wave_columns: __, column_chunks: ___, ...rows } = allRows(app.file);
  return rows;
}

test('row 22: a form of the studio that is sent twice does once what it says', async () => {
  const id = await anAnswer();
  const twice = async (path: string, form: Record<string, string>) => {
    const answers = [
      await administrator.post(survey + path, form),
      await administrator.post(survey + path, form),
    ];
    for (const { status } of answers) expect([303, 409, 422]).toContain(status);
    return answers.map(({ status }) => status);
  };
  await twice('/waves/q3/exclusions', { response: id, reason: 'test', note: '' });
  expect(await exclusionsOfWave(app.db.read, wave.waveId)).toHaveLength(1);
  await twice('/waves/q3/exclusions/undo', { response: id });
  expect((await exclusionsOfWave(app.db.read, wave.waveId))[0]?.undoneAt).not.toBeNull();
  await twice('/waves/new', { key: 'q4', frame: '', opens: '', closes: '', openLink: 'yes' });
  expect(await wavesOf(app.db.read, wave.surveyId)).toHaveLength(2);
  await twice('/waves/q4/close', {});
  await twice('/archive', {});
});

test('row 23: a race: ten at once publish one version and leave an answer out once', async () => {
  const id = await anAnswer();
  const title = { 'zh-CN': '新名称', en: 'Another' };
  const draft = aQuestionnaire({ title });
  const seen = (await surveyById(app.db.read, wave.surveyId))?.draftRevision ?? 0;
  await app.db.write((tx) => updateDraft(tx, { surveyId: wave.surveyId, seen, draft, title }));
  const atOnce = async (path: string, form: Record<string, string>) =>
    await Promise.all(Array.from({ length: 10 }, () => administrator.post(survey + path, form)));
  const published = await atOnce('/questionnaire/publish', { revision: String(seen + 1) });
  expect(published.map(({ status }) => status)).toEqual(published.map(() => 303));
  expect(await versionsOf(app.db.read, wave.surveyId)).toHaveLength(2);
  await atOnce('/waves/q3/exclusions', { response: id, reason: 'test', note: '' });
  expect(await exclusionsOfWave(app.db.read, wave.waveId)).toHaveLength(1);
  const made = await atOnce('/waves/new', { key: 'q4', frame: '', opens: '', closes: '', openLink: 'yes' });
  expect(made.map(({ status }) => status).toSorted()).toEqual([303, ...Array.from({ length: 9 }, () => 422)]);
});

test('row 24: looking at every page of the studio, and taking every file along, changes nothing', async () => {
  await anAnswer();
  const before = kept();
  const looked = Object.keys(guardedTable).filter((route) => route.startsWith('GET '));
  expect(looked.length).toBeGreaterThan(40);
  for (const route of looked) {
    const path = route
      .slice('GET '.length)
      .replace(/\/$/, '')
      .replace(':survey', wave.surveyId)
      .replace(':wave', 'q3')
      .replace(':version', '1')
      .replaceAll(/:\w+/g, 'nothing');
    const { status } = await administrator.get(path);
    // this server has no browser to print with, and says so
    if (path.endsWith('/report.pdf')) expect(status, path).toBe(503);
    else expect(status, path).toBeLessThan(500);
    const head = {
      method: 'HEAD',
      headers: { cookie: [...administrator.cookies].map((pair) => pair.join('=')).join('; ') },
    };
    expect((await app.app.request(path, head)).status, `HEAD ${path}`).toBe(status);
  }
  expect(kept()).toEqual(before);
  expect(app.failures).toEqual([]);
});

test('row 33: what looks like SQL in a filter, a place, a key or an id is a value that nothing has', async () => {
  await anAnswer();
  const before = kept();
  const evil = `x' OR '1'='1'; DROP TABLE responses;--`;
  const value = encodeURIComponent(evil);
  for (const name of ['survey', 'person', 'action', 'from', 'until', 'after', 'order', 'sort']) {
    const page = await administrator.get(`/studio/audit?${name}=${value}`, { 'accept-language': 'en' });
    expect([200, 404], name).toContain(page.status);
    expect(await page.text(), name).not.toContain(`DROP TABLE responses;--</td>`);
    expect([200, 404], name).toContain(
      (await administrator.get(`/studio/audit.csv?${name}=${value}`)).status,
    );
  }
  for (const path of [
    `/studio/surveys/${value}`,
    `${survey}/waves/${value}`,
    `${survey}/waves/${value}/quality`,
    `${survey}/customers/import/${value}`,
    `${survey}/questionnaire/versions/${value}/questionnaire.json`,
    `/studio/people/${value}`,
    `/studio/templates/${value}`,
    `/studio/templates/saved/${value}`,
  ])
    expect((await administrator.get(path)).status, path).toBe(404);
  for (const path of [
    `${survey}/waves/q3/live?target=${value}`,
    `${survey}/waves/q3/quality?excluded=${value}`,
  ])
    expect((await administrator.get(path)).status, path).toBe(200);
  await administrator.post(`${survey}/waves/q3/exclusions`, { response: evil, reason: 'test', note: evil });
  expect(kept()).toEqual(before);
  expect(app.failures).toEqual([]);
});
