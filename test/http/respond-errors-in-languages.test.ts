import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { respondentWords } from '#server/i18n/respondent.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { anArabicQuestionnaire } from '#test/helpers/arabic.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(async () => {
  app = anApp();
  link = await aPersonalLink(app, await aPublishedWave(app, aQuestionnaire()));
});
afterEach(() => app.db.close());

const here = (page: string) => `/s/${link.token}/${page}`;
const chinese = { 'accept-language': 'zh-CN,zh;q=0.9' };

describe('what went wrong is said', () => {
  const heading = async (response: Response) => {
    const { status, language, html } = await readPageOf(response);
    expect(response.headers.get('content-language')).toBe(language);
    return [status, language, /<h1>([^<]*)<\/h1>/.exec(html)?.[1]];
  };
  const languages = ['zh-CN', 'en', 'ar'] as const;

  const of = (
    status: number,
    language: 'zh-CN' | 'en' | 'ar',
    code: 'notFound' | 'tooLarge' | 'badRequest',
  ) => [status, language, respondentWords(language)(`errors.${code}`)];

  test.each(languages)(
    'in the language the reader wants, or that of the survey it is about, in %s',
    async (language) => {
      const wanted = { 'accept-language': language };
      // the survey is not in Arabic
      const its = language === 'ar' ? 'zh-CN' : language;
      expect(await heading(await app.get('/s/nobody', wanted))).toEqual(of(404, language, 'notFound'));
      expect(await heading(await app.get(`/nowhere?lang=${language}`))).toEqual(
        of(404, language, 'notFound'),
      );
      const huge = await app.post(here('delivery'), { comment: 'x'.repeat(300_000) }, wanted);
      expect(await heading(huge)).toEqual(of(413, its, 'tooLarge'));
      const strange = await app.post(here('delivery'), { _stray: '1' }, wanted);
      expect(await heading(strange)).toEqual(of(400, its, 'badRequest'));
    },
  );

  test('in the survey’s language, of a survey that is closed, not yet open, or by a link that is no longer in use', async () => {
    const french = { 'accept-language': 'fr' };
    const at = async (wave: object, link: object = {}) => {
      const english = aQuestionnaire({ languages: ['en'] });
      const { token } = await aPersonalLink(app, await aPublishedWave(app, english, wave), link);
      return await heading(await app.get(`/s/${token}`, french));
    };
    const past = Date.parse('2026-07-01T00:00:00Z');
    const t = respondentWords('en');
    expect(await at({ closedAt: past })).toEqual([410, 'en', t('errors.waveClosed')]);
    expect(await at({ opensAt: Date.parse('2026-08-01T00:00:00Z') })).toEqual([
      403,
      'en',
      t('errors.waveNotOpen'),
    ]);
    expect(await at({}, { expiresAt: past })).toEqual([410, 'en', t('errors.linkExpired')]);
  });

  test('with the day on which a survey opens, written as its reader writes days', async () => {
    const wave = await aPublishedWave(app, anArabicQuestionnaire(), {
      opensAt: Date.parse('2026-08-01T12:00:00Z'),
    });
    const { token } = await aPersonalLink(app, wave);
    const help = async (language: string) =>
      /<p class="prose">([^<]*)</.exec(await (await app.get(`/s/${token}?lang=${language}`)).text())?.[1];
    expect(await help('zh-CN')).toMatch(/^将于 2026年8月1日/);
    expect(await help('en')).toMatch(/^It opens on August 1, 2026 at /);
    expect(await help('ar')).toMatch(/^يبدأ في \u2068?1 أغسطس 2026/);
  });

  test('in English to whoever wants a language we do not speak, and in Chinese to whoever says nothing', async () => {
    expect((await heading(await app.get('/s/nobody', { 'accept-language': 'fr' })))[1]).toBe('en');
    expect((await heading(await app.get('/s/nobody')))[1]).toBe('zh-CN');
  });
});

describe('what a browser or a cache is told', () => {
  test('is the language of a page and what it depends on', async () => {
    for (const language of ['zh-CN', 'en']) {
      const response = await app.get(`${here('delivery')}?lang=${language}`, chinese);
      expect(response.headers.get('content-language')).toBe(language);
      expect(response.headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie');
    }
  });

  test('never depends on what somebody made up', async () => {
    const wishes = [
      '%00',
      '"><script>',
      'x'.repeat(5000),
      '../..',
      'zh\u2028',
      'en-',
      '__proto__',
      'constructor',
    ];
    for (const wish of wishes) {
      const response = await app.get(`${here('delivery')}?lang=${encodeURIComponent(wish)}`, {
        'accept-language': 'en',
      });
      const page = await readPageOf(response);
      expect([wish, page.status, page.language]).toEqual([wish, 200, 'en']);
      expect(page.html).not.toContain('<script>');
    }
  });
});
