import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quotaCounts } from '#db/queries/quota-places.ts';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { responsesWithoutMember } from '#db/queries/wave-data.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const both = (text: string) => ({ 'zh-CN': text, en: text });
const sends = (value: string) => ({ op: 'equals', question: 'market', value }) as const;
const about = (market: string) => ({ ...goodAnswers.about, market });
const quota = (key: string, limit: number) => ({
  key,
  name: both(key),
  when: sends(key),
  limit,
  full: both('enough'),
});

async function begin(change: Partial<DefinitionDocument>, of = {}) {
  wave = await aPublishedWave(app, aQuestionnaire({ changeable: true, ...change }), of);
}

/** Somebody who has sent everything. @returns the link, and how its response is looked up */
async function sent(market = 'parcels') {
  const link = await aPersonalLink(app, wave);
  const here = (page: string) => `/s/${link.token}/${page}`;
  for (const page of ['delivery', 'claims'] as const) await app.post(here(page), goodAnswers[page]);
  await app.post(here('about'), about(market));
  return {
    here,
    change: (to: string) => app.post(here('about'), about(to), english),
    stored: () => responseByLink(app.db.read, link.linkId),
  };
}

const taken = async () => {
  const counts = await quotaCounts(app.db.read, wave.waveId, app.deps.now().getTime());
  return Object.fromEntries([...counts].map(([key, places]) => [key, places.taken + places.held]));
};

describe('a change of what was sent that falls into a quota', () => {
  test('takes a place, and gives back the one it no longer calls for', async () => {
    await begin({ quotas: [quota('letters', 1), quota('parcels', 1)] });
    const { here, change } = await sent('parcels');
    expect(await taken()).toEqual({ parcels: 1 });
    expect((await change('letters')).headers.get('location')).toBe(here('my/answers?saved=1'));
    expect(await taken()).toEqual({ letters: 1 });
    const next = await sent('parcels');
    expect((await next.stored())?.status).toBe('submitted');
  });

  test('is refused in words where no place is left: what was sent stands, and so does its place', async () => {
    await begin({ quotas: [quota('letters', 1), quota('parcels', 1)] });
    await sent('letters');
    const { change, stored, here } = await sent('parcels');
    const before = await stored();
    const page = await readPageOf(await change('letters'));
    expect(page.status).toBe(422);
    expect(page.html).toContain('Your change was not saved');
    expect(page.html).toContain('Enough others have answered like this');
    expect(page.typed).toMatchObject({ market: 'letters' });
    expect(page.html).toContain('/my/answers">Leave it as it is<');
    expect(await stored()).toEqual(before);
    expect(await taken()).toEqual({ letters: 1, parcels: 1 });
    const other = await app.post(here('about'), { ...about('parcels'), comment: 'ok' });
    expect(other.headers.get('location')).toBe(here('my/answers?saved=1'));
  });

  test('holds no place while it is not complete', async () => {
    await begin({ quotas: [quota('letters', 1)] });
    const { here } = await sent('parcels');
    await app.post(here('about'), { market: 'letters', parcels: 'many', _action: 'continue' });
    expect(await taken()).toEqual({});
  });

  test('never takes more places than there are: all change at the same moment', async () => {
    const limit = 3;
    await begin({ quotas: [quota('letters', limit)] });
    const everybody = [];
    for (let one = 0; one < limit + 1; one++) everybody.push(await sent('parcels'));
    const answers = await Promise.all(everybody.map(({ change }) => change('letters')));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 422]);
    const stored = await Promise.all(everybody.map((each) => each.stored()));
    expect(stored.filter((each) => each?.answers.market === 'letters')).toHaveLength(limit);
    expect(await taken()).toEqual({ letters: limit });
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({
      submitted: limit + 1,
      overQuota: 0,
    });
  });
});

describe('a change of what was sent that would end the questionnaire', () => {
  test('is not made: what was sent stands, in words, with everything typed and a way back', async () => {
    const { pages } = aQuestionnaire();
    const end = { key: 'letters', when: sends('letters'), text: both('not for you') };
    await begin({ pages: pages.map((page) => (page.key === 'about' ? { ...page, endIf: [end] } : page)) });
    const { change, stored, here } = await sent('parcels');
    const before = await stored();
    const page = await readPageOf(await change('letters'));
    expect(page.status).toBe(422);
    expect(page.title).toMatch(/^Your change was not saved/);
    expect(page.html).toContain('the answers you sent before still count');
    expect(page.typed).toMatchObject({ market: 'letters' });
    expect(await stored()).toEqual(before);
    expect(before).toMatchObject({ status: 'submitted', answers: goodAnswersKept });
    const mine = await readPageOf(await app.get(here('my/answers'), english));
    expect(mine.html).toContain('You have sent these answers.');
    // and what was sent, sent again, is no change
    expect((await change('parcels')).headers.get('location')).toBe(here('thanks'));
  });
});

test('a change by the open link is counted in the stratum that it gives', async () => {
  await begin({}, { stratumQuestion: 'market' });
  const { action } = await readPageOf(await app.get(`/o/${wave.openKey}`, english));
  const at = (page: string) => action.replace(/delivery$/, page);
  await app.post(at('delivery'), goodAnswers.delivery);
  await app.post(at('claims'), goodAnswers.claims);
  const stratum = async () => {
    for await (const [one] of responsesWithoutMember(app.db.read, wave.waveId)) return one?.stratum;
    return undefined;
  };
  await app.post(at('about'), about('parcels'));
  expect(await stratum()).toBe('parcels');
  await app.post(at('about'), about('letters'));
  expect(await stratum()).toBe('letters');
});
