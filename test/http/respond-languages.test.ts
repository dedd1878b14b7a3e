import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { anArabicQuestionnaire } from '#test/helpers/arabic.ts';
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

/** A survey in one language that our own words do not have, with a question of ours to answer "I cannot say". */
function aJapaneseQuestionnaire() {
  const { pairWords: _, ...rest } = JSON.parse(
    JSON.stringify(aQuestionnaire()).replaceAll('"zh-CN":', '"ja":'),
  ) as ReturnType<typeof aQuestionnaire>;
  const pages = rest.pages.map((page) => ({
    ...page,
    questions: page.questions.filter(({ kind }) => kind !== 'pair'),
  }));
  return {
    ...rest,
    languages: ['ja'],
    factors: [],
    pages: pages.filter(({ questions }) => questions.length > 0),
  };
}

/** Every text in the body of a page with the language that it is in by the elements around it. */
function spokenIn(html: string): [language: string, text: string][] {
  const languages = [/<html lang="([^"]*)"/.exec(html)?.[1] ?? ''];
  const spoken: [string, string][] = [];
  for (const [, end, tag = '', attributes = '', text = ''] of html
    .slice(html.indexOf('<body>'))
    .matchAll(/<(\/?)(\w+)([^>]*)>|([^<]+)/g)) {
    const current = languages.at(-1) ?? '';
    if (text.trim() !== '') spoken.push([current, text.trim()]);
    else if (end) languages.pop();
    else if (tag !== '' && tag !== 'input')
      languages.push(/ lang="([^"]*)"/.exec(attributes)?.[1] ?? current);
  }
  return spoken;
}

describe('a survey in a language we do not speak', () => {
  const japanese = { 'accept-language': 'ja' };
  let link: Awaited<ReturnType<typeof aPersonalLink>>;
  beforeEach(async () => {
    link = await aPersonalLink(app, await aPublishedWave(app, aJapaneseQuestionnaire()));
  });
  const get = async (page: string, headers: Record<string, string> = japanese) =>
    await readPageOf(await app.get(`/s/${link.token}/${page}`, headers));

  test('is in its own language, and what we say in the next that its reader wants is marked as such', async () => {
    const page = await get('claims', { 'accept-language': 'ja,ar;q=0.5' });
    expect(page.html).toContain('<html lang="ja" dir="ltr">');
    expect(page.html).toMatch(/<button class="primary"[^>]* lang="ar" dir="rtl">متابعة<\/button>/);
    expect(page.html).toMatch(/<p class="kept" lang="ar" dir="rtl">/);
  });

  test('has all our words in English where its reader wants nothing else, and all others in its own language', async () => {
    await app.post(`/s/${link.token}/claims`, { ease: '5', recommend: '9' }, japanese);
    const { html } = await get('about?check=1');
    expect(html).toContain('Choose one answer for “<bdi lang="ja" dir="ltr">您主要寄什么</bdi>”');
    const pages = [html, (await get('my/answers')).html, (await get('my/invitations')).html];
    for (const texts of pages.map((each) => spokenIn(each).filter(([, text]) => /\p{L}/u.test(text)))) {
      const isOurs = (text: string) => /[A-Za-z]/.test(text);
      expect(texts.filter(([, text]) => isOurs(text)).length).toBeGreaterThan(3);
      expect(texts.filter(([language, text]) => language !== (isOurs(text) ? 'en' : 'ja'))).toEqual([]);
    }
  });

  test('says “I cannot say” in our language where it has no words of its own', async () => {
    expect((await get('claims')).html).toContain('<span lang="en" dir="ltr">I cannot say</span>');
    await app.post(`/s/${link.token}/claims`, { ease: 'na', recommend: '9' }, japanese);
    const { html } = await get('my/answers');
    expect(html).toContain('<span class="words" lang="en" dir="ltr">I cannot say</span>');
  });

  test('thanks in both', async () => {
    for (const [page, form] of [
      ['claims', { ease: '5', recommend: '9' }],
      ['about', { market: 'parcels', parcels: '3', comment: 'x' }],
    ] as const)
      await app.post(`/s/${link.token}/${page}`, form, japanese);
    const { html } = await get('thanks');
    expect(html).toContain('<html lang="ja" dir="ltr">');
    expect(html).toContain('<h1 lang="en" dir="ltr">Your answers have been sent</h1>');
  });
});

describe('a page in one language', () => {
  test.each(['zh-CN', 'en'])(
    'marks nothing in it but the names of other languages, in %s',
    async (language) => {
      const { html } = await readPageOf(await app.get(`${here('delivery')}?check=1&lang=${language}`));
      expect(html).not.toContain('[object');
      expect([...html.matchAll(/<(\w+)[^>]* lang="/g)].map(([, tag]) => tag)).toEqual(
        language === 'en' ? ['html', 'button', 'span'] : ['html', 'span', 'button'],
      );
    },
  );
});

describe('a page from right to left', () => {
  test('says so, and keeps names in other scripts together', async () => {
    const { token } = await aPersonalLink(app, await aPublishedWave(app, anArabicQuestionnaire()));
    const page = await readPageOf(
      await app.get(`/s/${token}/delivery?check=1`, { 'accept-language': 'ar-EG' }),
    );
    expect(page.html).toContain('<html lang="ar" dir="rtl">');
    expect(page.heading).toBe('كيف كانت خدمة التوصيل؟');
    expect(page.errors[1]).toEqual([
      'manner.expectation',
      'يرجى تحديد ما كنت تتوقعه وما وجدته فعلًا بشأن «\u2068أسلوب المندوب (快递员) في التعامل\u2069»',
    ]);
    const chinese = await readPageOf(
      await app.get(`/s/${token}/delivery?lang=zh-CN`, { 'accept-language': 'ar' }),
    );
    expect(chinese.html).toContain('<html lang="zh-CN" dir="ltr">');
  });
});

describe('a link that names a language', () => {
  test('leads to the page in that language, by a personal and by an open link', async () => {
    const wave = await aPublishedWave(app, anArabicQuestionnaire());
    const { token } = await aPersonalLink(app, wave);
    const personal = await app.get(`/s/${token}?lang=ar`, chinese);
    expect(personal.headers.get('location')).toBe(`/s/${token}/delivery?lang=ar`);
    const open = await readPageOf(await app.get(`/o/${wave.openKey}?lang=ar`, chinese));
    expect([open.language, open.action.endsWith('/delivery?lang=ar')]).toEqual(['ar', true]);
    const next = await app.post(open.action, goodAnswers.delivery, chinese);
    expect(next.headers.get('location')).toMatch(/\/claims\?lang=ar$/);
  });
});
