import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);
const read = async (page: string) => await readPageOf(await app.get(here(page), english));
const close = () => app.db.write((tx) => closeWave(tx, wave.waveId, Date.parse('2026-07-15T07:00:00Z')));

async function begin(change: Partial<DefinitionDocument> = {}) {
  wave = await aPublishedWave(app, aQuestionnaire(change));
  link = await aPersonalLink(app, wave);
}

async function answer(...pages: (keyof typeof goodAnswers)[]) {
  for (const page of pages) await app.post(here(page), goodAnswers[page]);
}
const answerAll = () => answer('delivery', 'claims', 'about');

/** Questions and answers as the page lists them, a line each. */
function said(html: string): string[] {
  const lists = [...html.matchAll(/<dl class="said">(.*?)<\/dl>/gs)].map(([list]) => list);
  return [...lists.join('').matchAll(/<(dt|dd)[^>]*>(.*?)<\/\1>/gs)].map(([, , content = '']) =>
    content
      .replace(/<[^>]*>/g, '')
      .replace(/&#x27;/g, "'")
      .trim(),
  );
}

describe('the page of my answers', () => {
  test('says everything in words, question by question', async () => {
    await begin();
    await answerAll();
    const { html, heading, status } = await read('my/answers');
    expect([status, heading]).toEqual([200, 'Your answers']);
    expect(said(html)).toEqual([
      ...['Speed', 'What you expected 9 (from 1 to 10)', 'What you got 7 (from 1 to 10)'],
      ...['Manner of the courier', 'What you expected 8 (from 1 to 10)', 'What you got 10 (from 1 to 10)'],
      ...['Claims', 'What you got No experience of this'],
      ...[
        'How easy is it to reach us?',
        '4 (from 1 to 5)',
        'Would you recommend us to a friend?',
        '9 (from 0 to 10)',
      ],
      ...['What do you mostly send?', 'Parcels', 'How have you ordered?', 'App and At a branch'],
      ...['How many parcels do you send a month?', '12 parcels'],
      ...['Is there anything else you want to tell us?', '包装有点破，但是态度很好 👍'],
    ]);
  });

  test('calls “not applicable” what the author calls it, at a plain rating as at a pair', async () => {
    await begin();
    await answer('delivery');
    await app.post(here('claims'), { ...goodAnswers.claims, ease: 'na' });
    const { html } = await read('my/answers');
    expect(said(html).slice(6)).toEqual([
      ...['Claims', 'What you got No experience of this'],
      ...['How easy is it to reach us?', 'No experience of this'],
      ...['Would you recommend us to a friend?', '9 (from 0 to 10)'],
    ]);
  });

  test('says what was not answered, and nothing of pages never seen', async () => {
    await begin();
    await answer('delivery');
    await app.post(here('claims'), { ease: '2' });
    const { html } = await read('my/answers');
    expect(said(html).slice(6)).toEqual([
      ...['Claims', 'No answer', 'How easy is it to reach us?', '2 (from 1 to 5)'],
      ...['Would you recommend us to a friend?', 'No answer'],
    ]);
    expect(html).toContain('You have not sent your answers yet.');
    expect(html).not.toContain('About you');
  });

  test('shows what was written beside an option with its name, and lets it turn nothing', async () => {
    wave = await aPublishedWave(app, aQuestionnaireOfKinds());
    link = await aPersonalLink(app, wave);
    await app.post(here('kinds'), { done: ['called', 'other'], 'done.other': 'abc\u202eعربي\u2069' });
    const { html } = await read('my/answers');
    expect(said(html)).toContain('I called you and Something else: \u2068abcعربي\u2069');
  });

  test('says points with the ends of their scale, and below zero with a minus sign', async () => {
    const words = (text: string) => ({ 'zh-CN': text, en: text });
    const { scales } = aQuestionnaire();
    const change = { kind: 'scale', key: 'change', text: words('Change?'), scale: 'balance' } as const;
    await begin({
      factors: [],
      scales: { ...scales, balance: { min: -2, max: 2, low: words('worse'), high: words('better') } },
      pages: [{ key: 'delivery', title: words('page'), questions: [change] }],
    });
    const { html } = await read('delivery');
    expect(html).toContain('value="-2"');
    expect(html).toContain('<span>\u22122</span>');
    expect((await app.post(here('delivery'), { change: '-2' })).status).toBe(303);
    expect(said((await read('my/answers')).html)).toContain('\u22122 (from \u22122 to 2)');
  });

  test('shows what somebody wrote as text', async () => {
    await begin();
    await answer('delivery', 'claims');
    await app.post(here('about'), {
      ...goodAnswers.about,
      comment: '<img src=x onerror=alert(1)>\n{{fact.x}}',
    });
    const { html } = await read('my/answers');
    expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;\n{{fact.x}}');
  });

  test('says so before anything was answered, and leads to the questionnaire', async () => {
    await begin();
    const { html } = await read('my/answers');
    expect(html).toContain('You have not answered anything yet.');
    expect(html).toContain('href="../delivery"');
    expect(html).not.toContain('href="withdrawal"');
    expect(html).toContain('href="invitations"');
  });

  test('leads to each page that can be changed, in the language in its address', async () => {
    await begin();
    await answer('delivery', 'claims');
    const { html } = await readPageOf(await app.get(`${here('my/answers')}?lang=en`));
    expect(html).toContain('href="../delivery?lang&#x3D;en"');
    expect(html).toContain('href="../claims?lang&#x3D;en"');
    expect(html).toContain('href="withdrawal?lang&#x3D;en"');
    const page = await app.get(`${here('')}my/../delivery?lang=en`);
    expect(page.status).toBe(200);
  });

  test('shows what is kept of questions no longer asked, and that it does not count', async () => {
    const base = aQuestionnaire();
    const [delivery, claims, about] = base.pages;
    if (!delivery || !claims || !about) throw new Error('The questionnaire has three pages');
    const showIf = { op: 'atLeast', question: 'speed', part: 'perception', value: 5 } as const;
    await begin({ pages: [delivery, { ...claims, showIf }, about] });
    await answer('delivery', 'claims');
    await app.post(here('delivery'), { ...goodAnswers.delivery, 'speed.perception': '1' });
    const { html } = await read('my/answers');
    const [counted = '', others = ''] = html.split('Kept, but not counted');
    expect(said(counted)).not.toContain('How easy is it to reach us?');
    expect(said(others)).toContain('How easy is it to reach us?');
  });

  test('of answers that were sent leads nowhere to change them, unless the survey lets it', async () => {
    await begin();
    await answerAll();
    const { html } = await read('my/answers');
    expect(html).toContain('They can no longer be changed.');
    expect(html).not.toContain('href="../');
    expect(html).toContain('href="withdrawal"');
  });

  test('is there after the survey has closed and the link has expired', async () => {
    wave = await aPublishedWave(app, aQuestionnaire({ changeable: true }));
    link = await aPersonalLink(app, wave, { expiresAt: Date.parse('2026-07-20T00:00:00Z') });
    await answerAll();
    await close();
    app.setClock('2026-08-01T00:00:00Z');
    const { status, html } = await read('my/answers');
    expect(status).toBe(200);
    expect(html).toContain('They can no longer be changed.');
    expect(html).not.toContain('href="../');
  });

  test('of an anonymous answer says that nothing leads to it, and why', async () => {
    await begin({ anonymous: true });
    await answerAll();
    const { html } = await read('my/answers');
    expect(html).toContain('stored without anything that leads from you to them');
    expect(said(html)).toEqual([]);
    expect(html).not.toContain('href="withdrawal"');
  });

  test('is secret: unknown addresses are not found, nothing is kept in the browser or changed by looking', async () => {
    await begin();
    await answer('delivery');
    const before = await stored();
    for (const step of ['answers', 'withdrawal', 'invitations', 'privacy']) {
      expect((await app.get(`/s/nobody/my/${step}`)).status).toBe(404);
      const response = await app.get(here(`my/${step}`));
      expect(response.headers.get('cache-control')).toBe('no-store');
      await app.app.request(here(`my/${step}`), { method: 'HEAD' });
    }
    expect(await stored()).toEqual(before);
    expect((await app.get(here('my/nothing'))).status).toBe(404);
  });
});

describe('changing what was sent', () => {
  beforeEach(() => begin({ changeable: true }));
  const changed = { ...goodAnswers.claims, recommend: '3' };

  test('is said at the end, and has a button of its own', async () => {
    await answerAll();
    expect((await read('thanks')).html).toContain('you can change your answers with the same link');
    const page = await read('claims');
    expect(page.typed).toMatchObject({ recommend: '9' });
    expect(page.html).toContain('>Save the change</button>');
    expect(page.html).not.toContain('Page 2 of 3');
    expect(page.html).not.toContain('Previous page');
    expect(page.html).toContain('href="my/answers"');
  });

  test('is kept at once, and the customer is told so among the answers', async () => {
    await answerAll();
    const response = await app.post(here('claims'), changed, english);
    expect([response.status, response.headers.get('location')]).toEqual([303, here('my/answers?saved=1')]);
    const { html } = await read('my/answers?saved=1');
    expect(html).toContain('Your change has been saved.');
    expect(said(html)).toContain('3 (from 0 to 10)');
    expect(await stored()).toMatchObject({ status: 'submitted', revising: null, answers: { recommend: 3 } });
    expect((await read('my/answers')).html).not.toContain('Your change has been saved.');
  });

  test('sent twice is the same as once', async () => {
    await answerAll();
    const twice = await Promise.all([app.post(here('claims'), changed), app.post(here('claims'), changed)]);
    // the second finds nothing to change, and is thanked
    expect(twice.map((each) => each.headers.get('location'))).toEqual([
      here('my/answers?saved=1'),
      here('thanks'),
    ]);
    const { ease, claims } = goodAnswersKept;
    expect((await stored())?.answers).toMatchObject({ recommend: 3, ease, claims });
  });

  test('left half-done leaves what was sent as it is, and says which page still needs an answer', async () => {
    await answerAll();
    const half = { 'claims.perception': 'na', ease: '1' };
    const response = await app.post(here('claims'), half, english);
    expect(response.headers.get('location')).toBe(here('claims?check=1'));
    expect(await stored()).toMatchObject({ status: 'submitted', answers: goodAnswersKept });
    const { html } = await read('my/answers');
    expect(html).toContain('“Claims and overall” still needs an answer.');
    expect(html).toContain('the answers you sent before count');
    const [pending = '', sent = ''] = html.split('</section>', 2);
    expect(said(pending)).toEqual([
      ...[
        'How easy is it to reach us?',
        '1 (from 1 to 5)',
        'Would you recommend us to a friend?',
        'No answer',
      ],
    ]);
    expect(said(`${sent}${html}`)).toContain('4 (from 1 to 5)');
    // another page may be changed meanwhile; the change is complete only when all of it is
    const next = await app.post(here('delivery'), { ...goodAnswers.delivery, 'speed.perception': '1' });
    expect(next.headers.get('location')).toBe(here('claims?check=1'));
    expect((await stored())?.answers).toEqual(goodAnswersKept);
    await app.post(here('claims'), changed);
    expect((await stored())?.answers).toMatchObject({ recommend: 3, speed: { perception: 1 } });
    expect((await stored())?.revising).toBeNull();
  });

  test('is refused once the survey has closed, and loses nothing', async () => {
    await answerAll();
    await app.post(here('claims'), { 'claims.perception': 'na', ease: '1' });
    const before = await stored();
    await close();
    expect((await app.post(here('claims'), changed)).status).toBe(410);
    expect(await stored()).toEqual(before);
    const looked = await app.get(here('claims'));
    expect([looked.status, looked.headers.get('location')]).toEqual([303, here('thanks')]);
    const { html } = await read('my/answers');
    expect(html).toContain('not complete when the survey closed');
    expect((await read('thanks')).html).not.toContain('you can change your answers');
  });
});
