import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { pixelsOfPng } from '#test/helpers/pixels.ts';
import { readQrPng } from '#test/helpers/qr.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';
import { aParcelQuestionnaire, signedPath } from '#test/helpers/signed-links.ts';
import { allRows } from '#test/helpers/tables.ts';

let app: TestApp;

beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

async function answered(token: string, pages: readonly (keyof typeof goodAnswers)[]) {
  for (const page of pages) await app.post(`/s/${token}/${page}`, goodAnswers[page]);
}

/** The page of an open link as a browser without a cookie gets it. @returns the token in it */
async function opened({ openKey }: TestWave): Promise<string> {
  const html = await (await app.get(`/o/${openKey}`)).text();
  return /action="\/s\/([^/"]*)/.exec(html)?.[1] ?? '';
}

describe('looking spends nothing', () => {
  /** Every kind of address a customer may hold, in every state that matters. */
  async function addresses(): Promise<string[]> {
    const wave = await aPublishedWave(app, aQuestionnaire());
    const changeable = await aPublishedWave(app, aQuestionnaire({ changeable: true }));
    const parcels = await aPublishedWave(app, aParcelQuestionnaire());
    const anonymous = await aPublishedWave(app, aParcelQuestionnaire({ anonymous: true }));
    const fresh = await aPersonalLink(app, wave);
    const begun = await aPersonalLink(app, wave);
    await answered(begun.token, ['delivery']);
    const done = await aPersonalLink(app, changeable);
    await answered(done.token, ['delivery', 'claims', 'about']);
    const open = await opened(wave);
    await answered(open, ['delivery']);
    const steps = ['', '/delivery', '/claims?check=1', '/claims?resumed=1', '/thanks'];
    const own = ['/my/answers', '/my/withdrawal', '/my/invitations', '/my/privacy'];
    const tokens = [fresh.token, begun.token, done.token, open, await opened(wave)];
    const slips = [parcels, anonymous].map((each) => signedPath(app, each, { order: 'SF1', station: '020' }));
    return [
      ...tokens.flatMap((token) => [...steps, ...own].map((step) => `/s/${token}${step}`)),
      ...[wave, parcels].map(({ openKey }) => `/o/${openKey}`),
      `/o/${wave.openKey}/qr.svg`,
      `/o/${wave.openKey}/qr.png`,
      `/o/${wave.openKey}?anew`,
      ...slips.flatMap((slip) => [slip, slip.replace('?', '/qr.svg?'), slip.slice(0, -3)]),
    ];
  }

  test('whoever fetches any address, by GET or HEAD, twice, ahead of time or for a preview', async () => {
    const all = await addresses();
    const before = allRows(app.file);
    const scanner = 'Mozilla/5.0 (compatible; SafeLinks) HeadlessChrome/120';
    const seen: Record<string, number[]> = {};
    for (const path of all) {
      for (const method of ['HEAD', 'GET', 'GET', 'HEAD']) {
        for (const headers of [
          { 'user-agent': scanner },
          { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' },
        ]) {
          const response = await app.app.request(path, { method, headers });
          seen[path] = [...(seen[path] ?? []), response.status];
          expect(response.headers.get('set-cookie'), path).toBeNull();
          if (method === 'HEAD') expect(await response.text()).toBe('');
        }
      }
    }
    expect(allRows(app.file)).toEqual(before);
    expect(app.failures).toEqual([]);
    for (const [path, statuses] of Object.entries(seen)) {
      expect(new Set(statuses).size, `${path}: ${statuses}`).toBe(1);
      expect([200, 303, 400, 404], path).toContain(statuses[0]);
    }
  });
});

describe('each way in, when there is no way in', () => {
  const opensAt = Date.parse('2026-07-01T00:00:00Z');
  const closesAt = Date.parse('2026-08-01T00:00:00Z');

  async function ways() {
    const wave = await aPublishedWave(app, aParcelQuestionnaire({ facts: unlimited }), { opensAt, closesAt });
    const personal = await aPersonalLink(app, wave, { expiresAt: Date.parse('2026-07-20T00:00:00Z') });
    const slip = signedPath(app, wave, { station: '755' });
    const statuses = async () =>
      await Promise.all(
        [`/s/${personal.token}`, `/s/${personal.token}/delivery`, `/o/${wave.openKey}`, slip].map(
          async (path) => (await app.get(path)).status,
        ),
      );
    return { wave, personal, slip, statuses };
  }
  const unlimited = aParcelQuestionnaire().facts?.map((fact) => ({ ...fact, once: false }));

  test('before the wave opens, while it is open, when a link has run out, and after', async () => {
    const { statuses } = await ways();
    app.setClock('2026-06-30T23:59:59Z');
    expect(await statuses()).toEqual([403, 403, 403, 403]);
    app.setClock('2026-07-01T00:00:00Z');
    expect(await statuses()).toEqual([303, 200, 200, 200]);
    app.setClock('2026-07-20T00:00:00Z');
    expect(await statuses()).toEqual([410, 410, 200, 200]);
    app.setClock('2026-08-01T00:00:00Z');
    expect(await statuses()).toEqual([410, 410, 410, 410]);
  });

  test('closed by hand: who began by an open link or a slip is told so, too, and nothing more is kept', async () => {
    const { wave, slip } = await ways();
    const token = await opened(wave);
    await app.post(`/s/${token}/delivery`, { delivery: 'x' });
    const action = /action="([^"]*)"/.exec(await (await app.get(slip)).text())?.[1] ?? '';
    await app.db.write((tx) => closeWave(tx, wave.waveId, app.deps.now().getTime()));
    const before = allRows(app.file).responses;
    expect((await app.post(`/s/${token}/end`, { comment: 'x' })).status).toBe(410);
    expect((await app.post(action, { delivery: 'x' })).status).toBe(410);
    expect((await app.get(`/o/${wave.openKey}`)).status).toBe(410);
    expect(allRows(app.file).responses).toEqual(before);
  });

  test('a personal link that was passed on works for whoever has it: the address is the authority', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    const { token } = await aPersonalLink(app, wave);
    await app.post(`/s/${token}/delivery`, goodAnswers.delivery, { 'user-agent': 'one' });
    const other = await app.get(`/s/${token}`, { 'user-agent': 'other', 'x-forwarded-for': '203.0.113.9' });
    expect(other.headers.get('location')).toBe(`/s/${token}/claims`);
  });
});

describe('the QR code of an open link', () => {
  test('says the address at which customers reach it, before the wave opens, too', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire(), { opensAt: Date.parse('2027-01-01') });
    const png = await app.get(`/o/${wave.openKey}/qr.png`);
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    const bytes = new Uint8Array(await png.arrayBuffer());
    expect(readQrPng(bytes)).toBe(`http://survey.example/o/${wave.openKey}`);
    expect(pixelsOfPng(bytes).perMetre).toBe(11811);
    const svg = await app.get(`/o/${wave.openKey}/qr.svg`);
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(await svg.text()).toMatch(/^<svg /);
    expect(svg.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(svg.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('says signed facts with their signature, is kept by no cache then, and says nothing unsigned', async () => {
    const wave = await aPublishedWave(app, aParcelQuestionnaire());
    const slip = signedPath(app, wave, { order: 'SF 1/2', station: '广州' });
    const png = await app.get(`${slip.replace('?', '/qr.png?')}&lang=en&utm_source=x`);
    expect(readQrPng(new Uint8Array(await png.arrayBuffer()))).toBe(`http://survey.example${slip}`);
    expect(png.headers.get('cache-control')).toBe('no-store');
    expect((await app.get(`/o/${wave.openKey}/qr.png`)).status).toBe(400);
    expect((await app.get(`/o/${wave.openKey}/qr.png?order=SF1`)).status).toBe(400);
  });

  test('of a link that does not exist is not found', async () => {
    expect((await app.get('/o/nothing/qr.png')).status).toBe(404);
    expect((await app.get('/o/nothing/qr.gif')).status).toBe(404);
  });
});

describe('a flood on one open link', () => {
  beforeEach(async () => {
    await app.db.close();
    app = anApp({ pace: { atOnce: 5, perSecond: 1 } });
  });

  const begin = async (wave: TestWave, form: Record<string, string> = goodAnswers.delivery) => {
    const token = await opened(wave);
    return { token, response: await app.post(`/s/${token}/delivery`, form, { 'accept-language': 'en' }) };
  };

  test('is counted by what begins: forms without an answer use up nobody’s place', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    for (let form = 0; form < 20; form++) await begin(wave, {});
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 0 });
    expect((await begin(wave)).response.status).toBe(303);
  });

  test('is let in by pace; whoever has to wait is told so with everything typed, and loses nothing', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    for (let i = 0; i < 5; i++) expect((await begin(wave)).response.status).toBe(303);
    const { token, response } = await begin(wave);
    expect(response.status).toBe(503);
    const html = await response.text();
    expect(html.match(/ checked>/g)).toHaveLength(4);
    expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 5 });
    expect(app.failures).toEqual([]);
    app.setClock('2026-07-15T08:00:01Z');
    expect((await app.post(`/s/${token}/delivery`, goodAnswers.delivery)).status).toBe(303);
    expect((await begin(wave)).response.status).toBe(503);
  });

  test('holds back nobody who has begun, nobody with a personal link, no order and no other wave', async () => {
    const wave = await aPublishedWave(app, aQuestionnaire());
    const other = await aPublishedWave(app, aQuestionnaire());
    const parcels = await aPublishedWave(app, aParcelQuestionnaire());
    const { token } = await begin(wave);
    for (let i = 0; i < 6; i++) await begin(wave);
    expect((await begin(wave)).response.status).toBe(503);
    expect((await app.post(`/s/${token}/claims`, goodAnswers.claims)).status).toBe(303);
    const personal = await aPersonalLink(app, wave);
    expect((await app.post(`/s/${personal.token}/delivery`, goodAnswers.delivery)).status).toBe(303);
    expect((await begin(other)).response.status).toBe(303);
    for (let i = 0; i < 7; i++) {
      const html = await (await app.get(signedPath(app, parcels, { order: `SF${i}` }))).text();
      const action = /action="([^"]*)"/.exec(html)?.[1] ?? '';
      expect((await app.post(action, { delivery: 'x' })).status).toBe(303);
    }
  });
});

test('a hundred people in one office begin at the same moment by one open link', async () => {
  const wave = await aPublishedWave(app, aQuestionnaire());
  const office = { 'x-forwarded-for': '203.0.113.9' };
  const tokens = await Promise.all(Array.from({ length: 100 }, () => opened(wave)));
  const sent = await Promise.all(
    tokens.map((token) => app.post(`/s/${token}/delivery`, goodAnswers.delivery, office)),
  );
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]));
  expect(await responseCounts(app.db.read, wave.waveId)).toMatchObject({ started: 100 });
});
