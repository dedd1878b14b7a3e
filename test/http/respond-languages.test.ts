import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(async () => {
  app = anApp();
  link = await aPersonalLink(app, await aPublishedWave(app, aQuestionnaire()));
});
afterEach(() => app.db.close());

const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);
const chinese = { 'accept-language': 'zh-CN,zh;q=0.9' };

describe('the language of a page', () => {
  test('is the browser’s, else what the address or an earlier choice says', async () => {
    const languageOf = async (path: string, headers: Record<string, string>) =>
      (await readPageOf(await app.get(path, headers))).language;
    expect(await languageOf(here('delivery'), chinese)).toBe('zh-CN');
    expect(await languageOf(here('delivery'), { 'accept-language': 'en-GB' })).toBe('en');
    expect(await languageOf(here('delivery'), { 'accept-language': 'fr' })).toBe('zh-CN');
    expect(await languageOf(`${here('delivery')}?lang=en`, chinese)).toBe('en');
    expect(await languageOf(here('delivery'), { ...chinese, cookie: 'manyi-language=en' })).toBe('en');
  });

  test('can be switched at the top, each named in itself', async () => {
    const page = await readPageOf(await app.get(here('delivery'), chinese));
    expect(page.html).toContain('<button name="_action" value="language:en" lang="en">English</button>');
    expect(page.html).toContain('<span lang="zh-CN" aria-current="true">简体中文</span>');
    expect(page.html.indexOf('value="continue"')).toBeLessThan(page.html.indexOf('value="language:en"'));
  });
});

describe('switching the language', () => {
  const half = { 'speed.expectation': '9', _action: 'language:en' };

  test('keeps what was answered, shows the same page, and is remembered', async () => {
    const response = await app.post(here('delivery'), half, chinese);
    expect([response.status, response.headers.get('location')]).toEqual([303, `${here('delivery')}?lang=en`]);
    expect(response.headers.get('set-cookie')).toMatch(
      /^manyi-language=en; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(await stored()).toMatchObject({
      answers: { speed: { expectation: 9 } },
      locale: 'en',
      passed: [],
    });
    const page = await readPageOf(await app.get(`${here('delivery')}?lang=en`, chinese));
    expect(page.typed).toEqual({ 'speed.expectation': '9' });
    expect(page.errors).toEqual([]);
  });

  test('holds without cookies too, because the address carries it on', async () => {
    const page = await readPageOf(await app.get(`${here('delivery')}?lang=en`, chinese));
    expect(page.action).toBe('delivery?lang=en');
    const next = await app.post(`${here('delivery')}?lang=en`, goodAnswers.delivery, chinese);
    expect(next.headers.get('location')).toBe(`${here('claims')}?lang=en`);
  });

  test('before anything is answered begins no response', async () => {
    await app.post(here('delivery'), { _action: 'language:en' }, chinese);
    expect(await stored()).toBeNull();
  });

  test('shows at once, in the other language, what was typed and cannot be kept', async () => {
    await app.post(here('delivery'), goodAnswers.delivery);
    await app.post(here('claims'), goodAnswers.claims);
    const typed = { market: 'parcels', parcels: 'twelve', comment: '很好' };
    const page = await readPageOf(
      await app.post(here('about'), { ...typed, _action: 'language:en' }, chinese),
    );
    expect([page.status, page.language, page.heading]).toEqual([200, 'en', 'About you']);
    expect(page.typed).toEqual(typed);
    expect(page.errors).toEqual([]);
    expect(page.action).toBe(`${here('about')}?lang=en`);
    expect((await stored())?.answers).toMatchObject({ market: 'parcels', comment: '很好' });
  });

  test('on a page that shows what is wrong goes on showing it', async () => {
    await app.post(here('delivery'), { 'speed.expectation': '9' }, chinese);
    const wrong = await readPageOf(await app.get(`${here('delivery')}?check=1`, chinese));
    expect(wrong.html).toContain('name="_checked"');
    const response = await app.post(here('delivery'), { ...half, _checked: '1' }, chinese);
    expect(response.headers.get('location')).toBe(`${here('delivery')}?lang=en&check=1`);
    const page = await readPageOf(await app.get(`${here('delivery')}?lang=en&check=1`, chinese));
    expect(page.errors).toEqual([
      ['speed.perception', 'Choose what you got for “Speed”'],
      ['manner.expectation', 'Choose what you expected and what you got for “Manner of the courier”'],
    ]);
  });

  test('to one the survey does not have is refused', async () => {
    for (const tag of ['fr', 'EN', '', '"><script>']) {
      const response = await app.post(here('delivery'), { ...half, _action: `language:${tag}` });
      expect([tag, response.status]).toEqual([tag, 400]);
    }
    expect(await stored()).toBeNull();
  });

  test('works on the thanks by a link', async () => {
    for (const page of ['delivery', 'claims', 'about'] as const)
      await app.post(here(page), goodAnswers[page]);
    const thanks = await readPageOf(await app.get(here('thanks'), chinese));
    expect(thanks.html).toContain('<a href="?lang=en" lang="en" hreflang="en">English</a>');
    const english = await readPageOf(await app.get(`${here('thanks')}?lang=en`, chinese));
    expect(english.heading).toBe('Your answers have been sent');
  });
});
