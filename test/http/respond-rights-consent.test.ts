import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { consentOn, readPageOf } from '#test/helpers/page.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const chinese = { 'accept-language': 'zh-CN' };
const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);

/** What the first page shows to be agreed to, in the language it is read in. */
const shown = async (headers = english) =>
  consentOn((await readPageOf(await app.get(here('delivery'), headers))).html);

async function begin(change: Partial<DefinitionDocument>) {
  wave = await aPublishedWave(app, aQuestionnaire(change));
  link = await aPersonalLink(app, wave);
}

describe('the first page', () => {
  test('says who asks, why, what happens to the data, how long and whom to write to', async () => {
    await begin({ privacy: aPrivacyText() });
    const { html } = await readPageOf(await app.get(here('delivery'), chinese));
    for (const text of [
      '谁在调查',
      '为了改进投递服务。',
      '回答由服务质量部汇总，',
      '两年后删除。',
      'privacy@huajie.example',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain('<details>');
    expect(html).toContain('继续即表示您同意');
    expect(html).not.toContain('type="checkbox" name="_consent"');
  });

  test.each([
    ['a personal link', {}, '本调查不是匿名的：您的回答会与您的客户资料一起保存。'],
    ['an anonymous survey', { anonymous: true }, '本调查是匿名的：提交之后，没有任何记录能从答卷找到您。'],
  ])('of %s says so, also where nothing else is said', async (_, change, sentence) => {
    await begin(change);
    const { html } = await readPageOf(await app.get(here('delivery'), chinese));
    expect(html).toContain(sentence);
    expect(html).not.toContain('<details');
  });

  test('of an open link says that nobody knows who answers', async () => {
    await begin({});
    const { html } = await readPageOf(await app.get(`/o/${wave.openKey}`, english));
    expect(html).toContain('We do not know who you are');
    const [, address = ''] = /href="([^"]*my\/answers)"/.exec(html) ?? [];
    expect(address).toMatch(/^\/s\//);
    expect((await app.get(address)).status).toBe(200);
  });

  test('of an anonymous survey names what is kept beside the answer', async () => {
    await begin({
      anonymous: true,
      facts: [
        { key: 'stratum', name: { 'zh-CN': '客户层', en: 'Stratum' }, kept: true },
        { key: 'market', name: { 'zh-CN': '市场', en: 'Market' } },
      ],
    });
    const { html } = await readPageOf(await app.get(here('delivery'), english));
    expect(html).toContain('Kept beside them: the group of customers you belong to and Stratum.');
  });

  test('has the text no longer on it once the questionnaire is begun, but a page leads to it', async () => {
    await begin({ privacy: aPrivacyText() });
    await app.post(here('delivery'), goodAnswers.delivery);
    const { html } = await readPageOf(await app.get(here('claims'), english));
    expect(html).not.toContain('To improve');
    expect(html).toContain('href="my/privacy"');
    const privacy = await readPageOf(await app.get(here('my/privacy'), english));
    expect(privacy.html).toContain('To improve our deliveries.');
    expect(privacy.html).toContain('You agreed to this on July 15, 2026 by going on with the questionnaire');
  });
});

describe('going on, where nothing has to be ticked,', () => {
  test('is recorded as consent to the text as it was read', async () => {
    await begin({ privacy: aPrivacyText() });
    await app.post(here('delivery'), goodAnswers.delivery, english);
    const read = [
      'Huajie Express',
      'To improve our deliveries.',
      'Our quality team adds the answers up.\nNobody else sees them.',
      'They are deleted after two years.',
      'privacy@huajie.example',
    ];
    expect((await stored())?.consent).toEqual({
      version: '2026-07',
      digest: createHash('sha256').update(JSON.stringify(read)).digest('hex'),
      language: 'en',
      given: 'continued',
      at: Date.parse('2026-07-15T08:00:00Z'),
    });
  });

  test('is agreed to by no other button: another language shows the page with everything typed', async () => {
    await begin({ privacy: aPrivacyText() });
    const typed = { 'speed.expectation': '9', 'speed.perception': '7' };
    const switched = await readPageOf(
      await app.post(here('delivery'), { ...typed, _action: 'language:en' }, chinese),
    );
    expect([switched.status, switched.language, switched.typed]).toEqual([200, 'en', typed]);
    expect(switched.errors).toEqual([]);
    expect(await stored()).toBeNull();
  });

  test('is to the text of the page that was read, whatever language it is sent in', async () => {
    await begin({ privacy: aPrivacyText() });
    const _consent = await shown(chinese);
    await app.post(here('delivery'), { ...goodAnswers.delivery, _consent }, english);
    expect((await stored())?.consent).toMatchObject({ language: 'zh-CN', digest: _consent });
    expect((await stored())?.locale).toBe('en');
  });

  test('agrees to no text that the questionnaire does not have: it is asked again, and nothing is lost', async () => {
    await begin({ privacy: aPrivacyText() });
    const form = { ...goodAnswers.delivery, _consent: '0'.repeat(64) };
    const page = await readPageOf(await app.post(here('delivery'), form, english));
    expect(page.status).toBe(422);
    expect(page.errors).toEqual([
      [
        '_page',
        'Read again what happens to your answers, at the top of this page, and go on: the text has changed',
      ],
    ]);
    expect(page.typed).toEqual(goodAnswers.delivery);
    expect(await stored()).toBeNull();
    const again = { ...goodAnswers.delivery, _consent: consentOn(page.html) };
    expect((await app.post(here('delivery'), again, english)).status).toBe(303);
  });

  test('needs no consent where the survey says nothing', async () => {
    await begin({});
    await app.post(here('delivery'), goodAnswers.delivery);
    expect((await stored())?.consent).toBeNull();
  });
});

describe('a box that has to be ticked', () => {
  beforeEach(() => begin({ privacy: aPrivacyText({ ask: true }) }));

  test('stands under a sentence that says what the text is about, and the text, one tap away', async () => {
    const { html } = await readPageOf(await app.get(here('delivery'), english));
    expect(html).toContain('Please read first who asks and why');
    expect(html).toContain('<details>');
    expect(html).toContain('type="checkbox" name="_consent"');
    expect(html).not.toContain('By going on you agree');
  });

  test('keeps everything from being stored until it is, and nothing typed is lost', async () => {
    const response = await app.post(here('delivery'), goodAnswers.delivery, english);
    const page = await readPageOf(response);
    expect(page.status).toBe(422);
    expect(page.errors).toEqual([['_consent', 'Tick the box that you agree, before you go on']]);
    expect(page.title).toMatch(/^One answer is missing/);
    expect(page.html).toContain('id="_consent.error"');
    expect(page.html).toContain('<details>');
    expect(page.html).toContain('Please take three minutes');
    expect(page.typed).toEqual(goodAnswers.delivery);
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0, submitted: 0 });
  });

  test('is told of with everything else that is missing', async () => {
    const page = await readPageOf(await app.post(here('delivery'), { 'speed.expectation': '9' }, english));
    expect(page.errors.map(([field]) => field)).toEqual([
      '_consent',
      'speed.perception',
      'manner.expectation',
    ]);
    expect(page.typed).toEqual({ 'speed.expectation': '9' });
  });

  test('stays ticked on a page that says nothing else yet', async () => {
    const page = await readPageOf(await app.post(here('delivery'), { _consent: await shown() }, english));
    expect(page.status).toBe(422);
    expect(page.errors.map(([field]) => field)).toEqual(['speed.expectation', 'manner.expectation']);
    expect(page.html).toMatch(/name="_consent"[^>]* checked>/);
    expect(await stored()).toBeNull();
  });

  test('is recorded once it is ticked, however often the page is sent', async () => {
    const form = { ...goodAnswers.delivery, _consent: await shown() };
    const twice = await Promise.all([app.post(here('delivery'), form), app.post(here('delivery'), form)]);
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    const response = await stored();
    expect(response?.consent).toMatchObject({ version: '2026-07', given: 'ticked' });
    const page = await readPageOf(await app.get(here('delivery'), english));
    expect(page.html).not.toContain('_consent');
    expect(page.html).toContain('<details>');
  });

  test('is to the text it stood under, and is not ticked for any other', async () => {
    const _consent = await shown(chinese);
    const form = { ...goodAnswers.delivery, _consent: '0'.repeat(64) };
    const page = await readPageOf(await app.post(here('delivery'), form, english));
    expect(page.errors).toEqual([['_consent', 'Tick the box that you agree, before you go on']]);
    expect(page.html).not.toMatch(/name="_consent"[^>]* checked>/);
    await app.post(here('delivery'), { ...goodAnswers.delivery, _consent }, english);
    expect((await stored())?.consent).toMatchObject({ language: 'zh-CN', digest: _consent, given: 'ticked' });
  });

  test('is not asked for again when the first page is sent once more', async () => {
    await app.post(here('delivery'), { ...goodAnswers.delivery, _consent: await shown() });
    const response = await app.post(here('delivery'), goodAnswers.delivery);
    expect(response.headers.get('location')).toBe(here('claims'));
  });

  test('switching the language keeps what was typed and ticked, and stores nothing', async () => {
    const typed = { 'speed.expectation': '9' };
    const form = { ...typed, _consent: await shown(), _action: 'language:zh-CN' };
    const page = await readPageOf(await app.post(here('delivery'), form, english));
    expect([page.status, page.language, page.typed]).toEqual([200, 'zh-CN', typed]);
    expect(page.html).toMatch(/name="_consent"[^>]* checked>/);
    expect(await stored()).toBeNull();
  });

  test('holds by an open link too', async () => {
    const opened = await readPageOf(await app.get(`/o/${wave.openKey}`, english));
    expect((await app.post(opened.action, goodAnswers.delivery)).status).toBe(422);
    expect((await app.post(opened.action, { ...goodAnswers.delivery, _consent: await shown() })).status).toBe(
      303,
    );
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 1 });
  });

  test.each([['1'], [['0'.repeat(64), '0'.repeat(64)]], ['']])('cannot hold %j', async (value) => {
    expect((await app.post(here('delivery'), { ...goodAnswers.delivery, _consent: value })).status).toBe(400);
    expect(await stored()).toBeNull();
  });
});

test('a consent that nobody asks for is no part of a page', async () => {
  await begin({});
  const form = { ...goodAnswers.delivery, _consent: '0'.repeat(64) };
  expect((await app.post(here('delivery'), form)).status).toBe(400);
});
