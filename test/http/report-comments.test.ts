import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { complaintsOfWave } from '#db/queries/complaints.ts';
import { responseByLink } from '#db/queries/responses.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { type Browser, signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aReportLink } from '#test/helpers/report-link.ts';

let app: TestApp;
let wave: TestWave;
let analyst: Browser;
let survey: string;
const english = { 'accept-language': 'en' };
const chinese = { 'accept-language': 'zh-CN' };

beforeAll(() => {
  app = anApp();
});
afterAll(() => app.db.close());
beforeEach(async () => {
  await begin({});
});

async function begin(change: Parameters<typeof aQuestionnaire>[0]) {
  wave = await aPublishedWave(app, aQuestionnaire(change));
  await app.db.write((tx) =>
    updateSurveyPlan(tx, wave.surveyId, planSchema.parse({ smallestCell: 3, segments: ['region'] })),
  );
  analyst = await signedIn(app, 'analyst', { surveys: [wave.surveyId], name: 'Li Na' });
  survey = `/studio/surveys/${wave.surveyId}`;
}

/** A customer who sends this comment. @returns the path of their link, and its id */
async function says(comment: string, { region = 'east', perception = '7' } = {}) {
  const { token, linkId } = await aPersonalLink(app, wave, { attributes: { region, name: '高大壮' } });
  const pages = {
    ...goodAnswers,
    delivery: { ...goodAnswers.delivery, 'speed.perception': perception, 'manner.perception': perception },
    about: { ...goodAnswers.about, comment },
  };
  for (const [page, answers] of Object.entries(pages)) {
    expect((await app.post(`/s/${token}/${page}`, answers)).status).toBe(303);
  }
  return { path: `/s/${token}`, linkId };
}

const page = async (query = '', headers: Record<string, string> = english) => {
  const response = await analyst.get(`${survey}/report/comments${query}`, headers);
  return { status: response.status, html: await response.text() };
};
const commentsIn = (html: string) =>
  [...html.matchAll(/<blockquote><p dir="auto">([\s\S]*?)<\/p><\/blockquote>/g)].map(([, text = '']) =>
    text.trim(),
  );

describe('comments below the report', () => {
  test('come masked, with what was looked for marked, and nothing that tells who wrote', async () => {
    await says('王经理说赔，打我电话 138 0013 8000', { perception: '3' });
    await says('高大壮签收的，太慢了', { perception: '3' });
    await says('<script>alert("慢")</script> 很慢');
    await says('All fine');
    const all = await page('', chinese);
    expect(all.status).toBe(200);
    expect(commentsIn(all.html)).toHaveLength(4);
    expect(all.html).not.toMatch(/王经理|138 0013|高大壮|<script>alert/);
    expect(all.html).toContain('<span class="masked">［姓名］</span>说赔');
    const { html } = await page('?q=%E6%85%A2');
    expect(commentsIn(html)).toEqual([
      '<span class="masked">[name]</span>签收的，太<mark>慢</mark>了',
      expect.stringContaining('&lt;script&gt;alert(&quot;<mark>慢</mark>&quot;)'),
    ]);
    expect(html).toContain('2 of 4 comments');
    expect(html).not.toMatch(/\bC\d+\b|customer=/);
    expect(commentsIn((await page('?q=%E6%85%A2&score=below&group=region%3Deast')).html)).toHaveLength(2);
    expect(commentsIn((await page('?score=above')).html)).toEqual([]);
    expect((await page('?about=%00&page=-1&group==&wave=x&score=%F0')).status).toBeLessThan(500);
  });

  test('are gone with the answer that is withdrawn or left out, and follow one that is changed', async () => {
    const one = await says('first said');
    const two = await says('second said');
    for (const each of ['third said', 'fourth said', 'fifth said']) await says(each);
    expect(commentsIn((await page()).html)).toHaveLength(5);
    await app.post(`${one.path}/my/withdrawal`, {});
    const response = (await responseByLink(app.db.read, two.linkId))?.id ?? '';
    await analyst.post(`${survey}/waves/q3/exclusions`, { response, reason: 'test', note: '' });
    const left = commentsIn((await page()).html);
    expect(left.sort()).toEqual(['fifth said', 'fourth said', 'third said']);
  });

  test('say whose they are only where enough answered, and nothing of a wave that few answered', async () => {
    await says('lonely', { region: 'west' });
    await says('a');
    const few = await page();
    expect(commentsIn(few.html)).toEqual([]);
    expect(few.html).toContain('So few customers answered in');
    for (const each of ['b', 'c', 'd', 'e', 'f']) await says(each);
    const { html } = await page();
    expect(html).not.toContain('west');
    expect(html).toContain('lonely');
  });

  test('of anonymous answers are there too, by the facts that are kept', async () => {
    await begin({ anonymous: true, changeable: false });
    for (const each of ['quiet one', 'quiet two', 'quiet three', '找李先生']) await says(each);
    const { html } = await page();
    expect(commentsIn(html).sort()).toEqual([
      'quiet one',
      'quiet three',
      'quiet two',
      '找<span class="masked">[name]</span>',
    ]);
  });

  test('are for those with an account, unless the team decides otherwise', async () => {
    for (const each of ['one', 'two', 'three', 'four']) await says(each);
    const link = await aReportLink(app, wave.surveyId);
    const byLink = async () => (await app.get(`${link}/comments`)).status;
    const inReport = async (path: string, browser: Pick<Browser, 'get'> = analyst) =>
      (await (await browser.get(path, english)).text()).includes('id="comments"');
    expect([await byLink(), await inReport(link, app), await inReport(`${survey}/report`)]).toEqual([
      404,
      false,
      true,
    ]);
    expect(await inReport(`${survey}/report/report.html`)).toBe(false);
    await decide({ shown: 'everybody', names: 'three' });
    expect([await byLink(), await inReport(link, app)]).toEqual([200, true]);
    expect(commentsIn((await page()).html).sort()).toEqual([
      '<span class="masked">[name]</span>',
      'four',
      'one',
      'two',
    ]);
    const reader = await signedIn(app, 'reader', { surveys: [wave.surveyId] });
    expect((await reader.get(`${survey}/report/comments`)).status).toBe(200);
    await decide({ shown: 'nobody' });
    expect([await byLink(), (await page()).status, await inReport(`${survey}/report`)]).toEqual([
      404,
      404,
      false,
    ]);
  });
});

async function logged() {
  const all = { surveyId: wave.surveyId, personId: null, action: null, from: null, until: null };
  return await auditEntriesOf(app.db.read, all, { after: null, limit: 50 });
}

/** Sends the form about comments, as it stands but for these fields. */
async function decide(fields: Record<string, string>): Promise<Response> {
  const html = await (await analyst.get(`${survey}/voices`, english)).text();
  const seen = /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return await analyst.post(`${survey}/voices`, { seen, shown: 'readers', ...fields }, english);
}

test('the file of a wave says no word of comments to whom they are not shown, nor who entered complaints', async () => {
  for (const each of ['slow van', 'slow bike', 'slow cart', 'slow boat'])
    await says(each, { perception: '3' });
  const count = { wave: 'q3', channel: 'Hotline', count: '7', source: 'Log' };
  const period = { from: '2026-07-01', until: '2026-09-30' };
  await analyst.post(`${survey}/voices/complaints/new`, { ...count, ...period }, english);
  await decide({ shown: 'readers', quotes: 'yes' });
  const link = await aReportLink(app, wave.surveyId);
  const byLink = async () => await (await app.get(`${link}/waves/q3.json`)).text();
  const byAccount = async () => await (await analyst.get(`${survey}/report/waves/q3.json`)).text();
  expect(await byAccount()).toContain('slow');
  expect(await byLink()).not.toContain('slow');
  expect(await byLink()).toContain('"complaints":[{"channel":"Hotline","count":7,');
  expect(await byAccount()).not.toMatch(/Li Na|enteredBy/);
  await decide({ shown: 'everybody', quotes: 'yes' });
  expect(await byLink()).toContain('slow');
  await decide({ shown: 'nobody', quotes: 'yes' });
  expect(await byAccount()).not.toContain('slow');
});

describe('the page of comments and complaints', () => {
  const entered = {
    wave: 'q3',
    channel: 'Hotline',
    count: '1,204',
    from: '2026-07-01',
    until: '2026-09-30',
    source: 'Call centre log',
  };

  test('takes complaints, which the report sets beside the dissatisfied, and the log tells of', async () => {
    for (const each of ['one', 'two', 'three']) await says(each, { perception: '3' });
    for (const each of ['four', 'five', 'six']) await says(each, { perception: '10' });
    const sent = await analyst.post(`${survey}/voices/complaints/new`, entered, english);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${survey}/voices?said=entered`]);
    const report = await (await analyst.get(`${survey}/report`, english)).text();
    expect(report).toContain('id="iceberg"');
    expect(report).toContain('Call centre log');
    expect(report).toContain('1,204');
    const [entry] = await complaintsOfWave(app.db.read, wave.waveId);
    expect(entry).toMatchObject({
      channel: 'Hotline',
      count: 1204,
      fromOn: '2026-07-01',
      enteredBy: 'Li Na',
    });
    const removal = `${survey}/voices/complaints/q3/${entry?.id}/remove`;
    expect(await (await analyst.get(removal, english)).text()).toContain('1,204 complaints · Hotline');
    expect((await analyst.post(removal, {}, english)).status).toBe(303);
    expect(await complaintsOfWave(app.db.read, wave.waveId)).toEqual([]);
    expect((await analyst.post(removal, {}, english)).status).toBe(404);
    const actions = (await logged()).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['complaints.entered', 'complaints.removed']));
  });

  test('says at its field what cannot be read, and keeps what was typed', async () => {
    const wrong = {
      wave: 'q9',
      channel: '',
      count: '-3',
      from: '2026-13-01',
      until: '2026-01-01',
      source: 'x'.repeat(201),
    };
    const sent = await analyst.post(`${survey}/voices/complaints/new`, wrong, english);
    const html = await sent.text();
    expect(sent.status).toBe(422);
    for (const name of Object.keys(wrong)) expect(html).toContain(`href="#${name}"`);
    expect(html).toContain('value="-3"');
    const turned = await analyst.post(
      `${survey}/voices/complaints/new`,
      { ...entered, from: '2026-09-30', until: '2026-07-01' },
      english,
    );
    expect(await turned.text()).toContain('Give a last day that is not before the first.');
    const many = await decide({ names: Array.from({ length: 2001 }, (_, i) => `n${i}`).join('\n') });
    expect([many.status, (await many.text()).includes('Use at most 2,000 lines.')]).toEqual([422, true]);
  });

  test('keeps no decision that was overtaken, and tells the log who may read', async () => {
    const html = await (await analyst.get(`${survey}/voices`, english)).text();
    const seen = /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
    expect((await decide({ shown: 'nobody', words: '红楼\n\n红楼' })).status).toBe(303);
    const late = await analyst.post(`${survey}/voices`, { seen, shown: 'everybody' }, english);
    expect(late.status).toBe(409);
    const decided = (await logged()).filter(({ action }) => action === 'comments.decided');
    expect(decided).toHaveLength(1);
    expect(decided[0]).toMatchObject({
      action: 'comments.decided',
      details: { shown: 'nobody', names: 0, words: 1 },
    });
  });

  test('lets a designer enter complaints, and an analyst alone decide who reads', async () => {
    const designer = await signedIn(app, 'designer', { surveys: [wave.surveyId] });
    const html = await (await designer.get(`${survey}/voices`, english)).text();
    expect(html).not.toContain('name="shown"');
    expect((await designer.post(`${survey}/voices`, { shown: 'everybody' }, english)).status).toBe(403);
    expect((await designer.post(`${survey}/voices/complaints/new`, entered, english)).status).toBe(303);
  });
});
