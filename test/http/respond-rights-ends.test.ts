import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let token: string;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const here = (page: string) => `/s/${token}/${page}`;
const end = async (headers = {}) =>
  await readPageOf(await app.get(here('thanks'), { ...english, ...headers }));
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

async function begin(change: Partial<DefinitionDocument> = {}) {
  wave = await aPublishedWave(app, aQuestionnaire(change));
  ({ token } = await aPersonalLink(app, wave));
}

/** Answers everything. @returns the cookies that the last page set, as they are sent back */
async function answerAll(): Promise<string> {
  let cookies = '';
  for (const page of ['delivery', 'claims', 'about'] as const) {
    const { headers } = await app.post(here(page), goodAnswers[page]);
    cookies = headers
      .getSetCookie()
      .filter((cookie) => cookie.includes(`Path=/s/${token}/thanks`))
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }
  return cookies;
}

/** A questionnaire that is not for who mostly sends parcels. */
function screening(change: Partial<DefinitionDocument> = {}) {
  const base = aQuestionnaire();
  const [first, ...others] = base.pages;
  if (first === undefined) throw new Error('The questionnaire has pages');
  const when = { op: 'equals', question: 'market', value: 'parcels' } as const;
  const text = both('本调查只面向寄文件的顾客。', 'This survey is for those who send documents.');
  const last = others.at(-1);
  if (last === undefined) throw new Error('The questionnaire has pages');
  const pages = [first, ...others.slice(0, -1), { ...last, endIf: [{ key: 'documents', when, text }] }];
  return { pages, ...change };
}

const quotas = (...keys: string[]): DefinitionDocument['quotas'] =>
  keys.map((key) => ({
    key,
    name: both(key, key),
    when: { op: 'equals', question: 'market', value: 'parcels' },
    limit: key === 'small' ? 1 : 100,
    full: both(`${key}名额已满。`, `Enough for ${key}.`),
  }));

describe('the end of a questionnaire', () => {
  test('thanks in the words of the survey, and leads to the answers and to what becomes of them', async () => {
    await begin({ privacy: aPrivacyText() });
    await answerAll();
    const page = await end();
    expect(page.heading).toBe('Your answers have been sent');
    expect(page.html).toContain('You will see what we make of it in the next quarter.');
    expect(page.html).toContain('href="my/answers"');
    expect(page.html).toContain('href="my/privacy"');
    expect(page.html).not.toContain('you can change your answers');
  });

  test('tells somebody it is not for in the survey’s words', async () => {
    await begin(screening());
    await answerAll();
    const page = await end();
    expect(page.heading).toBe('Thank you. The questionnaire ends here');
    expect(page.html).toContain('This survey is for those who send documents.');
    expect(page.html).not.toContain('next quarter');
    expect((await readPageOf(await app.get(here('my/answers'), english))).html).toContain(
      'The questionnaire ended early.',
    );
  });

  test('tells somebody there is no place left for which quota is full', async () => {
    await begin({ quotas: quotas('large', 'small') });
    await answerAll();
    expect((await end()).heading).toBe('Your answers have been sent');
    ({ token } = await aPersonalLink(app, wave));
    await answerAll();
    const page = await end();
    expect(page.heading).toBe('Thank you. The questionnaire ends here');
    expect(page.html).toContain('Enough for small.');
    expect(page.html).not.toContain('Enough for large.');
  });

  test('is another one for everybody it says other words to', async () => {
    await begin({ changeable: true, quotas: quotas('small') });
    await answerAll();
    const first = await end();
    expect(first.html).toContain('you can change your answers');
    ({ token } = await aPersonalLink(app, wave));
    await answerAll();
    expect((await end()).html).toContain('Enough for small.');
    ({ token } = await aPersonalLink(app, wave));
    await app.post(here('delivery'), goodAnswers.delivery);
    await app.post(here('my/withdrawal'), {});
    expect((await end()).heading).toBe('Your answers have been withdrawn');
    expect((await readPageOf(await app.get(here('thanks'), { 'accept-language': 'zh-CN' }))).heading).toBe(
      '您的回答已撤回',
    );
  });
});

describe('the end of an anonymous questionnaire', () => {
  test('says that nothing leads to the answer', async () => {
    await begin({ anonymous: true });
    await answerAll();
    const page = await end();
    expect(page.heading).toBe('Your answers have been sent');
    expect(page.html).toContain('without anything that leads from them to you');
  });

  test.each([
    ['it is not for', screening({ anonymous: true }), 'This survey is for those who send documents.'],
    ['no place is left for', { anonymous: true, quotas: quotas('large', 'small') }, 'Enough for small.'],
  ])(
    'tells somebody %s by what the browser remembers, and the address says nothing',
    async (_, change, text) => {
      await begin(change);
      if ('quotas' in change) await answerAll();
      ({ token } = await aPersonalLink(app, wave));
      const cookies = await answerAll();
      const page = await end({ cookie: cookies });
      expect(page.heading).toBe('Thank you. The questionnaire ends here');
      expect(page.html).toContain(text);
      const elsewhere = await end();
      expect(elsewhere.heading).toBe('Thank you. The questionnaire ends here');
      expect(elsewhere.html).toContain('in the next quarter');
      expect((await end({ cookie: 'manyi-end=nothing' })).html).toContain('in the next quarter');
    },
  );

  test('has the browser of somebody it was for remember that the answers were sent, and nothing else', async () => {
    await begin(screening({ anonymous: true }));
    for (const page of ['delivery', 'claims'] as const) await app.post(here(page), goodAnswers[page]);
    const { headers } = await app.post(here('about'), { ...goodAnswers.about, market: 'letters' });
    expect(headers.get('location')).toBe(here('thanks'));
    const [cookie = ''] = headers.getSetCookie().filter((each) => each.includes('manyi-end'));
    expect(cookie).toContain('manyi-end=.;');
    const page = await end({ cookie: 'manyi-end=.' });
    expect(page.heading).toBe('Your answers have been sent');
    expect(page.html).toContain('Your answers are stored without anything that leads from them to you');
    expect((await end()).heading).toBe('Thank you. The questionnaire ends here');
  });
});
