import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const both = (text: string) => ({ 'zh-CN': text, en: text });
type Pages = DefinitionDocument['pages'];

/** A questionnaire without pairs. */
function asking(pages: Pages, more: Partial<DefinitionDocument> = {}): DefinitionDocument {
  return { ...aQuestionnaire(), factors: [], pages, ...more };
}
const options = (...keys: string[]) => keys.map((key) => ({ key, label: both(`label ${key}`) }));
const abc = { key: 'abc', name: both('Class') };

async function aLink(document: DefinitionDocument, known = {}) {
  const wave = await aPublishedWave(app, document);
  const link = await aPersonalLink(app, wave, known);
  const at = (page: string) => `/s/${link.token}/${page}`;
  return { wave, link, at, stored: () => responseByLink(app.db.read, link.linkId) };
}
const locationOf = (response: Response) => response.headers.get('location');
const english = { 'accept-language': 'en' };

describe('what is known of a customer', () => {
  const document = asking(
    [
      {
        key: 'key',
        title: both('Key customers'),
        showIf: { op: 'fact', fact: 'abc', oneOf: ['A'] },
        questions: [{ kind: 'text', key: 'manager', text: both('Your account manager?') }],
      },
      {
        key: 'all',
        title: both('Dear {{fact.abc|valued}} customer'),
        questions: [{ kind: 'text', key: 'comment', text: both('Anything else?') }],
      },
    ],
    { facts: [abc] },
  );

  test('decides the route, and stands in texts', async () => {
    const key = await aLink(document, { attributes: { abc: 'A' } });
    const other = await aLink(document, { attributes: { abc: 'C', market: 'x' } });
    expect(locationOf(await app.get(`/s/${key.link.token}`))).toBe(key.at('key'));
    expect(locationOf(await app.get(`/s/${other.link.token}`))).toBe(other.at('all'));
    expect((await readPageOf(await app.get(other.at('all'), english))).html).toContain(
      'Dear \u2068C\u2069 customer',
    );
  });

  test('cannot be got round by sending the page all the same', async () => {
    const { at, stored } = await aLink(document, { attributes: { abc: 'C' } });
    expect(locationOf(await app.post(at('key'), { manager: 'me' }))).toBe(at('all'));
    expect(await stored()).toBeNull();
  });

  test('may be the stratum, and is nothing where nobody knows it', async () => {
    const byStratum = { ...document, facts: [{ key: 'stratum', name: both('Stratum') }] };
    const page = { ...document.pages[1], title: both('Hello {{fact.stratum|you}}') } as Pages[number];
    const { at } = await aLink({ ...byStratum, pages: [page] }, { stratum: 'B.ecommerce' });
    expect((await readPageOf(await app.get(at('all'), english))).html).toContain(
      'Hello \u2068B.ecommerce\u2069',
    );
    const wave = await aPublishedWave(app, { ...byStratum, pages: [page] });
    expect(await (await app.get(`/o/${wave.openKey}`, english)).text()).toContain('Hello you');
  });
});

describe('an answer taken over by a later text', () => {
  const document = asking(
    [
      {
        key: 'one',
        title: both('One'),
        questions: [
          { kind: 'choice', key: 'market', text: both('Market?'), options: options('seller', 'buyer') },
          { kind: 'text', key: 'word', text: both('A word?') },
        ],
      },
      {
        key: 'two',
        title: both('You are {{market}}'),
        questions: [{ kind: 'text', key: 'more', text: both('More about {{word|it}}?') }],
      },
    ],
    { thanks: both('Thank you for {{word|that}}.') },
  );

  test('is the label that was chosen, in the language being read', async () => {
    const { at } = await aLink(document);
    await app.post(at('one'), { market: 'seller' });
    const page = await readPageOf(await app.get(at('two'), english));
    expect(page.heading).toBe('You are \u2068label seller\u2069');
    expect(page.html).toContain('More about it?');
  });

  test('is text, whatever it looks like, on the next page and in the thanks', async () => {
    const { at } = await aLink(document);
    const attack = `<script>alert(1)</script><img src=x onerror="x"> {{fact.abc}} \u202Etxt\u2069 "' &lt;`;
    await app.post(at('one'), { market: 'buyer', word: attack });
    const page = await (await app.get(at('two'), english)).text();
    expect(page).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src&#x3D;x onerror&#x3D;&quot;x&quot;&gt;',
    );
    expect(page).not.toMatch(/<script>|<img src=x|\u202E/);
    await app.post(at('two'), {});
    const thanks = await (await app.get(at('thanks'), english)).text();
    expect(thanks).toContain('Thank you for \u2068&lt;script&gt;');
    expect(thanks).not.toMatch(/<script>|<img src=x|\u202E/);
  });

  test('is never somebody else’s', async () => {
    const wave = await aPublishedWave(app, document);
    const [one, other] = [await aPersonalLink(app, wave), await aPersonalLink(app, wave)];
    for (const [{ token }, word] of [
      [one, 'mine'],
      [other, 'yours'],
    ] as const) {
      await app.post(`/s/${token}/one`, { market: 'buyer', word });
    }
    expect(await (await app.get(`/s/${one.token}/two`, english)).text()).toContain('mine');
    const second = await (await app.get(`/s/${other.token}/two`, english)).text();
    expect(second).toContain('yours');
    expect(second).not.toContain('mine');
  });
});

describe('a random order', () => {
  const scale = (key: string) => ({ kind: 'scale' as const, key, text: both(key), scale: 'ten' });
  const many = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8'].map(scale);
  const document = asking([{ key: 'many', title: both('Many'), shuffle: true, questions: many }]);
  const orderIn = (html: string) => [...html.matchAll(/id="(q\d)"/g)].map(([, key]) => key).join(' ');

  test('is the same for one customer on every request and device, and another for another', async () => {
    const wave = await aPublishedWave(app, document);
    const orders = new Set<string>();
    for (let customer = 0; customer < 6; customer++) {
      const { token } = await aPersonalLink(app, wave);
      const first = orderIn(await (await app.get(`/s/${token}/many`, english)).text());
      const again = orderIn(await (await app.get(`/s/${token}/many`, { 'accept-language': 'zh-CN' })).text());
      await app.post(`/s/${token}/many`, { q3: '7' });
      const after = orderIn(await (await app.get(`/s/${token}/many?check=1`, english)).text());
      expect([again, after]).toEqual([first, first]);
      orders.add(first);
    }
    expect(orders.size).toBeGreaterThan(3);
  });
});

describe('screening out', () => {
  const document = asking([
    {
      key: 'who',
      title: both('Who'),
      questions: [{ kind: 'number', key: 'age', text: both('Your age?'), min: 0, max: 150 }],
      endIf: [
        {
          key: 'young',
          when: { op: 'atMost', question: 'age', value: 17 },
          text: both('Sorry, adults only.'),
        },
      ],
    },
    {
      key: 'rest',
      title: both('Rest'),
      questions: [{ kind: 'text', key: 'comment', text: both('Comment') }],
    },
  ]);

  test('ends the questionnaire with its own words, and for good', async () => {
    const { at, stored, link } = await aLink(document);
    expect(locationOf(await app.post(at('who'), { age: '12' }))).toBe(at('thanks'));
    expect(await stored()).toMatchObject({ status: 'screenedOut', answers: { age: 12 } });
    expect(await (await app.get(at('thanks'), english)).text()).toContain('Sorry, adults only.');
    expect(locationOf(await app.get(`/s/${link.token}`))).toBe(at('thanks'));
    expect(locationOf(await app.post(at('rest'), { comment: 'but' }))).toBe(at('thanks'));
    expect(locationOf(await app.post(at('who'), { age: '30' }))).toBe(at('thanks'));
    expect(await stored()).toMatchObject({ status: 'screenedOut', answers: { age: 12 } });
  });
});

describe('a quota', () => {
  const limit = 3;
  const document = asking(
    [
      {
        key: 'who',
        title: both('Who'),
        questions: [
          { kind: 'choice', key: 'market', text: both('Market?'), options: options('seller', 'buyer') },
        ],
      },
      {
        key: 'rest',
        title: both('Rest'),
        questions: [{ kind: 'text', key: 'comment', text: both('Comment') }],
      },
    ],
    {
      quotas: [
        {
          key: 'sellers',
          name: both('Sellers'),
          when: { op: 'equals', question: 'market', value: 'seller' },
          limit,
          full: both('Enough sellers have answered.'),
        },
      ],
    },
  );

  test('lets exactly as many through as it has places, however many come at once', async () => {
    const wave = await aPublishedWave(app, document);
    const links = [];
    for (let customer = 0; customer < 12; customer++) links.push(await aPersonalLink(app, wave));
    const first = await Promise.all(
      links.map(({ token }) => app.post(`/s/${token}/who`, { market: 'seller' })),
    );
    const onwards = first.filter((response) => locationOf(response)?.endsWith('/rest'));
    expect(onwards).toHaveLength(limit);
    await Promise.all(links.map(({ token }) => app.post(`/s/${token}/rest`, { comment: 'x' })));
    const responses = await Promise.all(links.map(({ linkId }) => responseByLink(app.db.read, linkId)));
    const statuses = responses.map((response) => response?.status);
    expect(statuses.filter((status) => status === 'submitted')).toHaveLength(limit);
    expect(statuses.filter((status) => status === 'overQuota')).toHaveLength(links.length - limit);
    const late = links[statuses.indexOf('overQuota')];
    const said = await (await app.get(`/s/${late?.token}/thanks`, english)).text();
    expect(said).toContain('Enough sellers have answered.');
  });

  test('counts nobody twice who sends a page twice, and gives back the place of whoever turns out not to be one', async () => {
    const wave = await aPublishedWave(app, document);
    const send = async (token: string, market: string) =>
      locationOf(await app.post(`/s/${token}/who`, { market }));
    const [one, two, three, four] = await Promise.all(
      Array.from({ length: 4 }, () => aPersonalLink(app, wave)),
    );
    if (!one || !two || !three || !four) throw new Error('four links');
    for (let time = 0; time < 3; time++) expect(await send(one.token, 'seller')).toContain('/rest');
    expect(await send(two.token, 'seller')).toContain('/rest');
    expect(await send(three.token, 'seller')).toContain('/rest');
    expect(await send(three.token, 'buyer')).toContain('/rest');
    expect(await send(four.token, 'seller')).toContain('/rest');
    expect(await send(three.token, 'seller')).toContain('/thanks');
  });

  test('holds a place for a day, then gives it to somebody else; who comes back later finds it taken', async () => {
    const wave = await aPublishedWave(app, document);
    app.setClock('2026-07-15T08:00:00Z');
    const early = await Promise.all(Array.from({ length: limit }, () => aPersonalLink(app, wave)));
    for (const { token } of early) await app.post(`/s/${token}/who`, { market: 'seller' });
    const late = await aPersonalLink(app, wave);
    app.setClock('2026-07-16T09:00:00Z');
    expect(locationOf(await app.post(`/s/${late.token}/who`, { market: 'seller' }))).toContain('/rest');
    expect(locationOf(await app.post(`/s/${late.token}/rest`, {}))).toContain('/thanks');
    const finished = [];
    for (const { token, linkId } of early) {
      await app.post(`/s/${token}/rest`, {});
      finished.push((await responseByLink(app.db.read, linkId))?.status);
    }
    expect(finished.toSorted()).toEqual(['overQuota', 'submitted', 'submitted']);
  });

  test('holds a place for an anonymous customer to the end of the next day, and so tells no moment', async () => {
    const wave = await aPublishedWave(app, { ...document, anonymous: true });
    app.setClock('2026-07-15T08:13:57.321Z');
    const { token } = await aPersonalLink(app, wave);
    await app.post(`/s/${token}/who`, { market: 'seller' });
    const { orm, tables } = app.db.read;
    const [place] = await orm.select().from(tables.quotaPlaces);
    expect(place?.heldUntil).toBe(Date.parse('2026-07-17T00:00:00Z'));
  });
});
