import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { anApp, aPersonalLink, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(async () => {
  app = anApp();
  const markup = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
  const hostile = aQuestionnaire({ organisation: { 'zh-CN': markup, en: markup } });
  link = await aPersonalLink(app, await aPublishedWave(app, hostile));
});
afterEach(() => app.db.close());

const here = (page: string) => `/s/${link.token}/${page}`;
const stored = async () => (await responseByLink(app.db.read, link.linkId))?.answers ?? {};
const english = { 'accept-language': 'en' };

/** Sends a page and reads the codes of what is refused, by anchor. */
async function refused(page: string, form: Fields) {
  const shown = await readPageOf(await app.post(here(page), form, english));
  return { status: shown.status, anchors: shown.errors.map(([anchor]) => anchor) };
}

async function upTo(page: 'claims' | 'about') {
  await app.post(here('delivery'), goodAnswers.delivery);
  if (page === 'about') await app.post(here('claims'), goodAnswers.claims);
}

describe('markup', () => {
  test('in the survey’s texts is text', async () => {
    const { html } = await readPageOf(await app.get(here('delivery')));
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&gt;&lt;img src');
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<img');
  });

  test('in answers is text, kept byte for byte and shown again', async () => {
    await upTo('about');
    const comment = '</textarea><script>alert(1)</script> a < b && "c" \'d\' {{e}} =1+1';
    await app.post(here('about'), { comment, _action: 'back' });
    expect(await stored()).toMatchObject({ comment });
    const page = await readPageOf(await app.get(here('about')));
    expect(page.html).not.toContain('<script>');
    expect(page.typed).toMatchObject({ comment });
  });

  test('cannot run: nothing on the page is inline, and the policy allows nothing inline', async () => {
    const response = await app.get(`${here('delivery')}?check=1`);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=15552000');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const html = await response.text();
    expect(html).not.toMatch(/ style="| on\w+="|javascript:/);
    const sheets = [...html.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css = '']) => css);
    expect(sheets).toHaveLength(1);
    for (const css of sheets) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(css).digest('base64')}'`);
    }
    expect([...html.matchAll(/<script [^>]*>/g)].map(([tag]) => tag)).toEqual([
      expect.stringMatching(/^<script src="\/assets\/\w+\/respond\.js" defer>$/),
    ]);
  });
});

describe('an answer the questionnaire does not allow', () => {
  test.each(['0', '11', '6.5', '1e1', '07', ' 7', '+7', '-0', 'NaN', 'Infinity', '１０', '7\u0000', 'na'])(
    'such as %j for an expectation is refused',
    async (value) => {
      const form = { ...goodAnswers.delivery, 'speed.expectation': value };
      expect(await refused('delivery', form)).toEqual({ status: 422, anchors: ['speed.expectation'] });
      expect(await stored()).toMatchObject({ speed: { perception: 7 } });
      expect(await stored()).not.toHaveProperty('speed.expectation');
    },
  );

  test('given twice where one is asked is refused', async () => {
    const form = { ...goodAnswers.delivery, 'speed.perception': ['7', '8'] };
    expect(await refused('delivery', form)).toEqual({ status: 422, anchors: ['speed.perception'] });
  });

  test.each(['1e999', '12abc', '--1', '1.5', '1001', '-1', '0x10', '1,000'])(
    'such as %j for a number is refused',
    async (parcels) => {
      await upTo('about');
      expect(await refused('about', { ...goodAnswers.about, parcels })).toEqual({
        status: 422,
        anchors: ['parcels'],
      });
    },
  );

  test('such as an option of another question is refused', async () => {
    await upTo('about');
    const form = { ...goodAnswers.about, market: 'app', channels: ['app', 'letters'] };
    expect(await refused('about', form)).toEqual({ status: 422, anchors: ['market', 'channels'] });
  });
});

describe('a field no question has', () => {
  const withField = (name: string) =>
    Object.fromEntries([...Object.entries(goodAnswers.delivery), [name, '1']]);

  test.each(['speed', 'speed.constructor', 'constructor', 'status', 'answers[speed]'])(
    'such as %s is refused, and the rest is kept',
    async (name) => {
      expect(await refused('delivery', withField(name))).toEqual({ status: 422, anchors: ['_page'] });
      expect(await stored()).toEqual({
        speed: { expectation: 9, perception: 7 },
        manner: { expectation: 8, perception: 10 },
      });
    },
  );

  test.each(['__proto__', '__proto__.admin', '_status', '_'])(
    'such as %s, which looks like one of the form itself, makes the request unreadable',
    async (name) => {
      expect((await app.post(here('delivery'), withField(name))).status).toBe(400);
      expect(await stored()).toEqual({});
    },
  );

  test('changes nothing about other objects', async () => {
    await app.post(here('delivery'), { '__proto__.expectation': '9', 'constructor.prototype': 'x' });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('is said once, however many there are', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`x${index}`, '']));
    const page = await readPageOf(
      await app.post(here('delivery'), { ...goodAnswers.delivery, ...many }, english),
    );
    expect(page.errors.map(([anchor]) => anchor)).toEqual(['_page']);
  });
});

describe('text', () => {
  test.each([
    ['emoji of several parts', '👨‍👩‍👧‍👦 👍🏽'],
    ['characters beyond the basic plane', '𠮷野家'],
    ['direction marks and overrides', '\u202Eabc\u202C \u200F'],
    ['what a spreadsheet would take for a formula', '=HYPERLINK("http://x")'],
    ['line ends as the form sent them', 'one\r\ntwo'],
  ])('with %s is kept as it is', async (_, comment) => {
    await upTo('about');
    await app.post(here('about'), { comment, _action: 'back' });
    expect(await stored()).toMatchObject({ comment });
  });

  test('is kept in normal form C', async () => {
    await upTo('about');
    await app.post(here('about'), { comment: 'cafe\u0301', _action: 'back' });
    expect(await stored()).toMatchObject({ comment: 'caf\u00e9' });
  });

  test('with a NUL or another control character is refused in words', async () => {
    await upTo('about');
    const page = await readPageOf(
      await app.post(here('about'), { ...goodAnswers.about, comment: 'a\u0000b' }, english),
    );
    expect(page.errors).toEqual([
      [
        'comment',
        'Remove a hidden character (U+0000, place 2) from your answer to “Is there anything else you want to tell us?”',
      ],
    ]);
  });

  test.each([
    ['comment=%ED%A0%80', 400],
    ['comment=%FF', 400],
    ['comment=%C4%E3%BA%C3', 400],
    ['comment=%EF%BF%BD%FF', 400],
    ['comment=%EF%BF%BD+100%', 303],
  ])('sent as %s is answered with %i: nobody’s words are kept as something else', async (body, status) => {
    await upTo('about');
    const response = await app.app.request(here('about'), {
      method: 'POST',
      body: `${body}&_action=back`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(status);
    const { comment } = await stored();
    expect(comment).toBe(status === 303 ? '\uFFFD 100%' : undefined);
  });
});

describe('a request past the pages', () => {
  test('with a button no page has is refused', async () => {
    for (const action of ['submit', 'delete', '', ['continue', 'back']]) {
      expect((await app.post(here('delivery'), { ...goodAnswers.delivery, _action: action })).status).toBe(
        400,
      );
    }
    expect(await stored()).toEqual({});
  });

  test('to an address that leads elsewhere stays here', async () => {
    for (const path of [
      '/s/..%2f..%2fetc/passwd',
      '/s/%00/delivery',
      `/s/${link.token}/%2e%2e`,
      '/s/%E0%A4%A/x',
    ]) {
      expect([path, (await app.get(path)).status]).toEqual([path, 404]);
    }
  });
});
