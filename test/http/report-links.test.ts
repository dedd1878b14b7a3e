import { afterEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { reportLinksOf } from '#db/queries/report-links.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aReportLink } from '#test/helpers/report-link.ts';

const opened: TestApp[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.close();
});

const en = { 'accept-language': 'en' };

async function aDesigner() {
  const app = anApp();
  opened.push(app);
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  const designer = await signedIn(app, 'designer', { surveys: [surveyId], name: 'Lin Mei' });
  const page = `/studio/surveys/${surveyId}/report/links`;
  /** Sends the form. @returns the answer with the address shown in it, if one is */
  const make = async (form: Record<string, string> = {}) => {
    const wish = { label: 'The board', opens: 'report', language: 'browser', expires: '7', ...form };
    const response = await designer.post(page, wish, en);
    const html = await response.text();
    return {
      response,
      html,
      path: /value="http:\/\/survey\.example(\/reports\/[\w-]+)"/.exec(html)?.[1] ?? '',
    };
  };
  return { app, designer, surveyId, page, make };
}

describe('a link to the report', () => {
  test('is shown once, opens the report without an account, and is kept as a digest alone', async () => {
    const { app, designer, surveyId, page, make } = await aDesigner();
    const { path, response } = await make();
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(path).toMatch(/^\/reports\/[\w-]{22}$/);
    const report = await app.get(path, en);
    expect(report.status).toBe(200);
    expect(report.headers.get('referrer-policy')).toBe('no-referrer');
    expect(report.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(report.headers.get('cache-control')).toBe('private, no-store');
    const token = path.slice('/reports/'.length);
    expect(await (await designer.get(page, en)).text()).not.toContain(token);
    const rows = await reportLinksOf(app.db.read, surveyId);
    const filter = { surveyId, personId: null, action: null, from: null, until: null };
    const log = await auditEntriesOf(app.db.read, filter, { after: null, limit: 9 });
    expect(log.map(({ action }) => action)).toContain('reportLink.made');
    expect(JSON.stringify([rows, log])).not.toContain(token);
  });

  test('says, once it has expired, since when and whom to ask, and in the language of the link', async () => {
    const { app, make } = await aDesigner();
    const { path } = await make({ language: 'zh-CN' });
    app.setClock('2026-07-22T12:00:00Z');
    expect((await app.get(path, en)).status).toBe(200);
    app.setClock('2026-07-24T12:00:00Z');
    for (const page of ['', '/weights', '/report.json', '/wall']) {
      const response = await app.get(path + page, en);
      expect([page, response.status]).toEqual([page, 410]);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(await response.text()).toMatch(/此链接已到期[\s\S]*Lin Mei/);
    }
    expect(await (await app.get(`${path}?lang=en`)).text()).toMatch(
      /This link has expired[\s\S]*Ask Lin Mei/,
    );
  });

  test('is revoked after a question, at once and for good, and no other with it', async () => {
    const { app, designer, surveyId, page, make } = await aDesigner();
    const first = await make();
    const second = await make({ label: 'The <b>board</b>' });
    const links = await reportLinksOf(app.db.read, surveyId);
    const id = links.find(({ label }) => label === 'The board')?.id ?? '';
    const question = await designer.get(`${page}/${id}/revocation`, en);
    expect(await question.text()).toContain('Revoke the link for “The board”?');
    expect((await app.get(first.path)).status).toBe(200);
    const done = await designer.post(`${page}/${id}/revocation`);
    const html = await (await designer.get(done.headers.get('location') ?? '', en)).text();
    expect(html).toContain('The link for “The board” is revoked.');
    expect(html).toContain('The &lt;b&gt;board&lt;/b&gt;');
    expect(html).toMatch(/revoked on [\w ,]+ by Lin Mei/);
    const closed = await app.get(first.path, en);
    expect(closed.status).toBe(410);
    expect(await closed.text()).toContain('This link was revoked');
    expect((await app.get(second.path)).status).toBe(200);
    expect((await designer.post(`${page}/${id}/revocation`)).status).toBe(303);
    const other = await aDesigner();
    expect((await other.designer.post(`${other.page}/${id}/revocation`)).status).toBe(404);
    const filter = { surveyId, personId: null, action: 'reportLink.revoked', from: null, until: null };
    expect(await auditEntriesOf(app.db.read, filter, { after: null, limit: 9 })).toHaveLength(1);
  });

  test('for a screen opens the screen and nothing else', async () => {
    const { app, surveyId } = await aDesigner();
    const path = await aReportLink(app, surveyId, { opens: 'wall' });
    expect((await app.get(path)).headers.get('location')).toBe(`${path}/wall`);
    for (const page of ['/report.html', '/weights', '/report.json', '/waves/q3.json'])
      expect([page, (await app.get(path + page)).status]).toEqual([page, 404]);
    expect((await app.get(`${path}/wall`)).status).toBe(200);
  });

  test('that nobody made is not found, and says no more than any other address', async () => {
    const { app } = await aDesigner();
    for (const path of ['/reports/AAAAAAAAAAAAAAAAAAAAAA', '/reports/%00', '/reports/a.b.c.d', '/reports/']) {
      const response = await app.get(path, en);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  test('remembers the day it was opened last, and writes that once a day', async () => {
    const { app, surveyId, make } = await aDesigner();
    const { path } = await make();
    const openedOn = async () => (await reportLinksOf(app.db.read, surveyId))[0]?.lastOpenedOn ?? null;
    expect(await openedOn()).toBeNull();
    await app.get(path);
    await expect.poll(openedOn).toBe(Date.parse('2026-07-15'));
    app.setClock('2026-07-15T21:00:00Z');
    await app.get(path);
    app.setClock('2026-07-16T03:00:00Z');
    await app.get(path);
    await expect.poll(openedOn).toBe(Date.parse('2026-07-16'));
    expect(app.failures).toEqual([]);
  });

  test('is not made of what cannot be: what was typed stays, with the error at its field', async () => {
    const { app, surveyId, make } = await aDesigner();
    const unlabelled = await make({ label: '  ', expires: 'date', until: '2026-07-14' });
    expect(app.failures).toEqual([]);
    expect(unlabelled.response.status).toBe(422);
    expect(unlabelled.html).toContain('href="#label"');
    expect(unlabelled.html).toContain('href="#until"');
    expect(unlabelled.html).toContain('value="2026-07-14"');
    for (const until of ['2026-02-30', '2030-01-01', 'tomorrow', ''])
      expect([until, (await make({ expires: 'date', until })).response.status]).toEqual([until, 422]);
    expect((await make({ label: 'x'.repeat(201) })).response.status).toBe(422);
    expect(await reportLinksOf(app.db.read, surveyId)).toEqual([]);
    expect((await make({ expires: 'date', until: '2026-07-15' })).response.status).toBe(200);
  });
});
