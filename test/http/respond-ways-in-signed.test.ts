import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkByTokenHash } from '#db/queries/links.ts';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import { canonicalFacts, createOpenToken, factsKey, factsSignature, tokenHash } from '#server/tokens.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aPrivacyText, aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aParcelQuestionnaire, signedPath } from '#test/helpers/signed-links.ts';
import { allRows } from '#test/helpers/tables.ts';

let app: TestApp;
let wave: TestWave;

const english = { 'accept-language': 'en' };

async function begin(document: DefinitionDocument) {
  wave = await aPublishedWave(app, document);
}
beforeEach(async () => {
  app = anApp();
  await begin(aParcelQuestionnaire());
});
afterEach(() => app.db.close());

const order = { order: 'SF 123/4+5&6', station: '020', service: '标快' };
const counts = () => responseCounts(app.db.read, wave.waveId);
const slip = (facts: Record<string, string> = order) => signedPath(app, wave, facts);
const locationOf = (response: Response) => response.headers.get('location') ?? '';

/** Opens a link for the first time. @returns where its first page is sent */
async function opened(path: string): Promise<string> {
  const page = await readPageOf(await app.get(path, english));
  expect(page.status).toBe(200);
  return page.action;
}
const tokenOf = (action: string) => action.split('/')[2] ?? '';
async function responseOf(action: string) {
  const link = await linkByTokenHash(app.db.read, tokenHash(tokenOf(action)));
  return link && (await responseByLink(app.db.read, link.id));
}

/** Answers everything, from the first page on. */
async function answer(action: string) {
  let at = action;
  for (let page = 0; page < 3 && !at.endsWith('/thanks'); page++) {
    at = locationOf(
      await app.post(at, { [at.split('/')[3] === 'end' ? 'comment' : (at.split('/')[3] ?? '')]: 'good' }),
    );
  }
  expect(at).toMatch(/\/thanks$/);
}

describe('a link with signed facts', () => {
  test('puts them into texts and routes, and keeps them beside the answer', async () => {
    const first = await readPageOf(await app.get(slip(), english));
    expect(first.html).toContain('Delivered by \u2068020\u2069');
    const next = await app.post(first.action, { delivery: 'quick' });
    expect(locationOf(next)).toMatch(/\/airport$/);
    const last = await app.post(locationOf(next), { airport: 'fine' });
    expect((await readPageOf(await app.get(locationOf(last), english))).html).toContain(
      'Last, about \u2068标快\u2069',
    );
    expect(await responseOf(first.action)).toMatchObject({ memberId: null, facts: order });
  });

  test('shows each customer their own facts, also on pages that hold nothing yet', async () => {
    const pages = ['one', 'other'].map(async (service) => {
      const action = await opened(slip({ order: service, service }));
      const location = locationOf(await app.post(action, { delivery: 'x' }));
      return (await readPageOf(await app.get(location, english))).html;
    });
    const [one, other] = await Promise.all(pages);
    expect(one).toContain('about \u2068one\u2069');
    expect(other).toContain('about \u2068other\u2069');
  });

  test('may leave out or leave empty what is not answered for once', async () => {
    const page = await readPageOf(await app.get(slip({ order: '1', station: '' }), english));
    expect(page.html).toContain('Delivered by our station');
    expect(locationOf(await app.post(page.action, { delivery: 'x' }))).toMatch(/\/end$/);
    expect(await responseOf(page.action)).toMatchObject({ facts: { order: '1' } });
  });

  test('is known in any order of its parts, in any encoding, and with what chat programs add', async () => {
    const key = factsKey(app.deps.secret, wave.openKey);
    const sig = factsSignature(key, { order: 'A B', station: '广州' });
    const plus = `/o/${wave.openKey}?sig=${sig}&station=${encodeURIComponent('广州')}&order=A+B&lang=en`;
    expect((await app.get(plus)).status).toBe(200);
    expect((await app.get(`${plus}&from=singlemessage&isappinstalled=0&utm_source=sms`)).status).toBe(200);
  });

  test('keeps its place by itself, without a cookie', async () => {
    const response = await app.post(await opened(slip()), { delivery: 'x' });
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('lets the reader choose a language', async () => {
    const page = await readPageOf(await app.get(`${slip()}&lang=zh-CN`, english));
    expect(page.language).toBe('zh-CN');
    expect(page.action).toMatch(/\?lang=zh-CN$/);
  });

  test('carries the longest facts there may be', async () => {
    const facts = { order: '单'.repeat(200), station: 'x'.repeat(200) };
    expect(await responseOf(await begunWith(facts))).toMatchObject({ facts });
  });
});

async function begunWith(facts: Record<string, string>): Promise<string> {
  const action = await opened(slip(facts));
  expect((await app.post(action, { delivery: 'x' })).status).toBe(303);
  return action;
}

describe('a link that is not as it was made is refused, and says what to do', () => {
  const params = () => new URL(slip(), 'http://x').searchParams;
  const path = (query: URLSearchParams | string) => `/o/${wave.openKey}?${query}`;
  const changed = (change: (query: URLSearchParams) => void) => {
    const query = params();
    change(query);
    return path(query);
  };
  const signedAs = (facts: Record<string, string>, key: string) =>
    path(`${canonicalFacts(facts)}&sig=${factsSignature(key, facts)}`);

  test.each<[string, () => string, string]>([
    ['without a signature', () => changed((q) => q.delete('sig')), 'Part of this link is missing'],
    ['cut off in the signature', () => slip().slice(0, -5), 'This link was changed on its way'],
    ['with an empty signature', () => changed((q) => q.set('sig', '')), 'This link was changed on its way'],
    ['with another value', () => changed((q) => q.set('order', 'SF9')), 'This link was changed on its way'],
    ['with a fact less', () => changed((q) => q.delete('station')), 'This link was changed on its way'],
    [
      'with a fact more',
      () => slip({ order: '1' }).replace('order', 'service=x&order'),
      'This link was changed on its way',
    ],
    ['with a fact twice', () => changed((q) => q.append('order', 'SF9')), 'This link was changed on its way'],
    [
      'with a fact twice alike',
      () => changed((q) => q.append('order', order.order)),
      'This link was changed on its way',
    ],
    [
      'with two signatures',
      () => changed((q) => q.append('sig', q.get('sig') ?? '')),
      'This link was changed on its way',
    ],
    ['signed by somebody else', () => signedAs(order, 'another key'), 'This link was changed on its way'],
    [
      'signed for another wave',
      () => signedAs(order, factsKey(app.deps.secret, 'other')),
      'This link was changed on its way',
    ],
    ['signed without a key', () => signedAs(order, ''), 'This link was changed on its way'],
    ['without the order', () => slip({ station: '020' }), 'Part of this link is missing'],
    ['with an empty order', () => slip({ order: ' ' }), 'Part of this link is missing'],
    ['without anything', () => path(''), 'Part of this link is missing'],
    ['with nothing but a mark', () => path('from=singlemessage'), 'Part of this link is missing'],
    [
      'with a fact nobody asked for',
      () => slip({ ...order, courier: '7' }),
      'This link does not fit this survey',
    ],
    ['with __proto__', () => slip({ ...order, ['__proto__']: '7' }), 'This link does not fit this survey'],
    ['with a value too long', () => slip({ order: 'x'.repeat(201) }), 'This link does not fit this survey'],
    ['with a NUL', () => slip({ order: 'SF\0' }), 'This link does not fit this survey'],
    [
      'too long altogether',
      () => slip({ order: '单'.repeat(200), station: '站'.repeat(200) }),
      'This link does not fit this survey',
    ],
  ])('%s', async (_, link, heading) => {
    const page = await readPageOf(await app.get(link(), english));
    expect([page.status, page.heading]).toEqual([400, heading]);
    expect(page.action).toBe('');
    expect((await app.get(link().replace('?', '/qr.svg?'))).status).toBe(400);
    expect(app.failures).toEqual([]);
  });

  test('in the name of whoever asks, with whom to write to', async () => {
    const { html } = await readPageOf(await app.get(path(''), english));
    expect(html).toContain('<span>Huajie Express</span>');
    expect(html).not.toContain('Whom to write to');
    await begin({ ...aParcelQuestionnaire(), privacy: aPrivacyText() });
    for (const link of [path(''), changed((q) => q.set('sig', ''))]) {
      const named = await readPageOf(await app.get(link, english));
      expect(named.html).toContain('<span>Huajie Express</span>');
      expect(named.html).toMatch(/<dt>Whom to write to<\/dt>\s*<dd>privacy@huajie\.example<\/dd>/);
    }
  });

  test('in the reader’s language', async () => {
    const page = await readPageOf(await app.get(path(''), { 'accept-language': 'zh-CN' }));
    expect(page.heading).toBe('这个链接缺了一部分');
  });

  test('and with more than twenty facts', async () => {
    const facts = Array.from({ length: 21 }, (_, i) => ({ key: `f${i}`, name: { 'zh-CN': 'f', en: 'f' } }));
    await begin(
      aParcelQuestionnaire({
        facts,
        pages: aParcelQuestionnaire()
          .pages.slice(2)
          .map((page) => ({ ...page, title: { 'zh-CN': '末', en: 'end' } })),
      }),
    );
    const said = Object.fromEntries(facts.map(({ key }) => [key, '1']));
    expect((await app.get(slip(said))).status).toBe(400);
    const { f0: _, ...twenty } = said;
    expect((await app.get(slip(twenty))).status).toBe(200);
  });

  test('whoever forges a token with facts is not known', async () => {
    const action = await begunWith(order);
    const [openKey, chance, , signature] = tokenOf(action).split('.');
    const other = Buffer.from(canonicalFacts({ ...order, station: '999' })).toString('base64url');
    for (const forged of [
      `${openKey}.${chance}.${other}.${signature}`,
      `${openKey}.${chance}`,
      `${openKey}.${chance}.${signature}`,
      createOpenToken('another secret of thirty-two chars', { openKey: wave.openKey, facts: order }, order),
    ]) {
      expect((await app.get(`/s/${forged}`)).status).toBe(404);
      expect((await app.post(`/s/${forged}/delivery`, { delivery: 'x' })).status).toBe(404);
    }
  });

  test('a closed wave is said to be closed, whatever the link says', async () => {
    await app.db.write((tx) => closeWave(tx, wave.waveId, app.deps.now().getTime()));
    expect((await app.get(slip())).status).toBe(410);
    expect((await app.get(path(''))).status).toBe(410);
  });
});

describe('an order is answered for once', () => {
  test('scanned again, on any device, its survey goes on where it was', async () => {
    const action = await begunWith(order);
    const again = await app.get(`${slip()}&lang=en`);
    expect(again.status).toBe(303);
    expect(locationOf(again)).toBe(`${action.replace('/delivery', '/airport')}?lang=en`);
    expect(await counts()).toMatchObject({ started: 1, submitted: 0 });
  });

  test('and once it was sent, thanks are all there is', async () => {
    const action = await opened(slip());
    await answer(action);
    expect(locationOf(await app.get(slip()))).toBe(action.replace('/delivery', '/thanks'));
    expect((await app.post(action, { delivery: 'once more' })).status).toBe(303);
    expect(await counts()).toMatchObject({ started: 0, submitted: 1 });
    expect((await responseOf(action))?.answers).toMatchObject({ delivery: 'good' });
  });

  test('also after the wave has closed', async () => {
    const action = await opened(slip());
    await answer(action);
    await app.db.write((tx) => closeWave(tx, wave.waveId, app.deps.now().getTime()));
    expect(locationOf(await app.get(slip()))).toBe(action.replace('/delivery', '/thanks'));
  });

  test('whatever else its links say: what was said first holds', async () => {
    const action = await begunWith(order);
    const later = slip({ ...order, station: '755', service: '特快' });
    const location = locationOf(await app.get(later));
    expect(location).toMatch(/\/airport$/);
    expect(tokenOf(location)).not.toBe(tokenOf(action));
    expect((await app.get(location)).status).toBe(200);
    await app.post(location, { airport: 'fine' });
    expect(await counts()).toMatchObject({ started: 1, submitted: 0 });
    expect(await responseOf(action)).toMatchObject({ facts: order, answers: { airport: 'fine' } });
  });

  test('though its first page is sent twenty times at once, from twenty scans', async () => {
    const actions = await Promise.all(
      Array.from({ length: 20 }, (_, i) => opened(slip({ ...order, service: `no. ${i % 3}` }))),
    );
    expect(new Set(actions).size).toBe(3);
    const sent = await Promise.all(actions.map((action) => app.post(action, { delivery: 'quick' })));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]));
    expect(await counts()).toMatchObject({ started: 1, submitted: 0 });
    expect(allRows(app.file).links).toHaveLength(1);
  });

  test('and its pages say that the same link leads back', async () => {
    const page = await readPageOf(await app.get(slip(), english));
    expect(page.html).toContain('come back with the same link');
  });

  test('other orders are others', async () => {
    await begunWith(order);
    await begunWith({ ...order, order: 'SF9' });
    expect(await counts()).toMatchObject({ started: 2, submitted: 0 });
  });

  test('where nothing is answered for once, each scan begins anew, facts and all', async () => {
    const facts = [{ key: 'station', name: { 'zh-CN': '网点', en: 'Station' } }];
    const [page] = aParcelQuestionnaire().pages;
    await begin(aParcelQuestionnaire({ facts, pages: page === undefined ? [] : [page] }));
    expect((await app.get(`/o/${wave.openKey}`)).status).toBe(200);
    expect(await opened(slip({ station: '020' }))).not.toBe(await opened(slip({ station: '020' })));
  });

  test('facts of which the questionnaire knows none are no facts', async () => {
    await begin(aQuestionnaire());
    expect((await app.get(`/o/${wave.openKey}?order=SF1`)).status).toBe(200);
    expect((await app.get(slip(order))).status).toBe(400);
  });
});
