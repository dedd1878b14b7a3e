import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

function both(text: string) {
  return { 'zh-CN': text, en: text };
}

/** First whether there was a claim; a page about it only for those who had one; then one for all. */
function conditionalQuestionnaire(): DefinitionDocument {
  const yesOrNo = ['yes', 'no'].map((key) => ({ key, label: both(key) }));
  const hadClaim = { op: 'equals', question: 'hadClaim', value: 'yes' } as const;
  const base = aQuestionnaire();
  const pages: DefinitionDocument['pages'] = [
    {
      key: 'start',
      title: both('Start'),
      questions: [{ kind: 'choice', key: 'hadClaim', text: both('A claim?'), options: yesOrNo }],
    },
    {
      key: 'claim',
      title: both('Your claim'),
      showIf: hadClaim,
      questions: [{ kind: 'choice', key: 'settled', text: both('Settled?'), options: yesOrNo }],
    },
    {
      key: 'end',
      title: both('End'),
      questions: [
        { kind: 'text', key: 'why', text: both('What went wrong?'), showIf: hadClaim },
        { kind: 'number', key: 'parcels', text: both('Parcels'), min: 0 },
      ],
    },
  ];
  return { ...base, factors: [], pages };
}

beforeEach(async () => {
  app = anApp();
  link = await aPersonalLink(app, await aPublishedWave(app, conditionalQuestionnaire()));
});
afterEach(() => app.db.close());

const here = (page: string) => `/s/${link.token}/${page}`;
const stored = () => responseByLink(app.db.read, link.linkId);
const location = async (response: Promise<Response>) => (await response).headers.get('location');

describe('a route that depends on answers', () => {
  test('is worked out anew at every step', async () => {
    expect(await location(app.post(here('start'), { hadClaim: 'no' }))).toBe(here('end'));
    expect(await location(app.post(here('start'), { hadClaim: 'yes' }))).toBe(here('claim'));
    expect(await location(app.post(here('claim'), { settled: 'no' }))).toBe(here('end'));
  });

  test('does not let a page be seen or sent that is not on it', async () => {
    await app.post(here('start'), { hadClaim: 'no' });
    expect(await location(app.get(here('claim')))).toBe(here('end'));
    expect(await location(app.post(here('claim'), { settled: 'yes' }))).toBe(here('end'));
    expect((await stored())?.answers).toEqual({ hadClaim: 'no' });
  });

  test('does not let a question be answered that is not on it', async () => {
    await app.post(here('start'), { hadClaim: 'no' });
    const page = await readPageOf(
      await app.post(here('end'), { why: 'never', parcels: '3' }, { 'accept-language': 'en' }),
    );
    expect(page.status).toBe(422);
    expect(page.errors).toEqual([
      ['_page', 'Something was sent that this page does not ask. Check the page and send it again'],
    ]);
    expect((await stored())?.answers).toEqual({ hadClaim: 'no', parcels: 3 });
  });

  test('keeps answers that are off it while the customer is on the way, and drops them at the end', async () => {
    await app.post(here('start'), { hadClaim: 'yes' });
    await app.post(here('claim'), { settled: 'no' });
    await app.post(here('end'), { why: 'late', parcels: '3', _action: 'back' });
    await app.post(here('start'), { hadClaim: 'no' });
    expect((await stored())?.answers).toEqual({ hadClaim: 'no', settled: 'no', why: 'late', parcels: 3 });
    expect(await location(app.post(here('end'), { parcels: '4' }))).toBe(here('thanks'));
    expect(await stored()).toMatchObject({ status: 'submitted', answers: { hadClaim: 'no', parcels: 4 } });
    expect((await stored())?.answers).not.toHaveProperty('settled');
  });

  test('that answers may make longer says so', async () => {
    const english = { 'accept-language': 'en' };
    const page = await readPageOf(await app.get(here('start'), english));
    expect(page.title).toBe('Start (Page 1 of 2, or more depending on your answers) – How was our delivery?');
    await app.post(here('start'), { hadClaim: 'no' });
    expect((await readPageOf(await app.get(here('end'), english))).title).toContain('(Page 2 of 2)');
  });

  test('that grows behind a customer asks for what is new before it ends', async () => {
    await app.post(here('start'), { hadClaim: 'no' });
    await app.post(here('start'), { hadClaim: 'yes', _action: 'back' });
    const response = await app.post(here('end'), { parcels: '3' });
    expect(response.headers.get('location')).toBe(here('claim'));
    expect((await stored())?.status).toBe('started');
  });
});
