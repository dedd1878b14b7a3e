import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkByTokenHash } from '#db/queries/links.ts';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import { createApp } from '#server/app.ts';
import { createOpenToken, tokenHash } from '#server/tokens.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire(), { stratumQuestion: 'market' });
});
afterEach(() => app.db.close());

const counts = () => responseCounts(app.db.read, wave.waveId);

/** Opens the open link as one more customer. @returns the address of the first page, without its query */
async function opened(): Promise<string> {
  const page = await readPageOf(await app.get(`/o/${wave.openKey}`));
  expect(page.status).toBe(200);
  return page.action;
}

async function responseOf(action: string) {
  const link = await linkByTokenHash(app.db.read, tokenHash(action.split('/')[2] ?? ''));
  return link && (await responseByLink(app.db.read, link.id));
}

describe('an open link', () => {
  test('shows the first page, with a secret address of its own for everybody', async () => {
    const one = await opened();
    const other = await opened();
    expect(one).toMatch(/^\/s\/[0-9a-f]{32}\.[\w-]{22}\.[\w-]{22}\/delivery$/);
    expect(other).not.toBe(one);
  });

  test('stores nothing until the first page is sent', async () => {
    const action = await opened();
    await app.get(action);
    await app.app.request(`/o/${wave.openKey}`, { method: 'HEAD' });
    expect(await responseOf(action)).toBeNull();
    expect(await counts()).toMatchObject({ started: 0, submitted: 0 });
  });

  test('may be kept by the browser that asked for it, for the way back, and by nobody else', async () => {
    const first = await app.get(`/o/${wave.openKey}`);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toBe('Accept-Encoding, Accept-Language');
    const own = await app.get((await readPageOf(first)).action);
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect((await app.get('/o/nothing')).headers.get('cache-control')).toBe('no-store');
  });

  test('keeps the first page sent, and goes on like a personal link', async () => {
    const action = await opened();
    const response = await app.post(action, goodAnswers.delivery);
    expect(response.headers.get('location')).toBe(action.replace('delivery', 'claims'));
    expect(await responseOf(action)).toMatchObject({ memberId: null, status: 'started', stratum: null });
    const address = action.replace('/delivery', '');
    expect((await app.get(address)).headers.get('location')).toBe(`${address}/claims`);
  });

  test('whose first page is sent twice or at once makes one response', async () => {
    const action = await opened();
    await Promise.all([1, 2, 3, 4, 5].map(() => app.post(action, goodAnswers.delivery)));
    await app.post(action, goodAnswers.delivery);
    expect(await counts()).toMatchObject({ started: 1, submitted: 0 });
  });

  test('notes the stratum its customer names, once the answers are final', async () => {
    const action = await opened();
    await app.post(action, goodAnswers.delivery);
    await app.post(action.replace('delivery', 'claims'), goodAnswers.claims);
    await app.post(action.replace('delivery', 'about'), goodAnswers.about);
    expect(await responseOf(action)).toMatchObject({ status: 'submitted', stratum: 'parcels' });
  });

  test('tells how to come back: nowhere yet on the first page, by the address of the page later', async () => {
    const action = await opened();
    await app.post(action, goodAnswers.delivery);
    const later = await readPageOf(
      await app.get(action.replace('delivery', 'claims'), { 'accept-language': 'zh' }),
    );
    expect(later.html).toContain('请保存本页的网址');
    const first = await readPageOf(await app.get(`/o/${wave.openKey}`, { 'accept-language': 'zh' }));
    expect(first.html).not.toContain('网址');
  });

  test('that does not exist, or whose token was not issued here, is not found', async () => {
    expect((await app.get('/o/nothing')).status).toBe(404);
    const [head, secret] = createOpenToken(app.deps.secret, { openKey: wave.openKey, facts: {} }).split(
      /(?<=\.[\w-]{22})\./,
    );
    for (const forged of [
      `${head}.${secret?.slice(0, -2)}AA`,
      `${head}.`,
      createOpenToken('another secret of thirty-two chars', { openKey: wave.openKey, facts: {} }),
      createOpenToken(app.deps.secret, { openKey: 'another-wave', facts: {} }),
    ]) {
      expect((await app.post(`/s/${forged}/delivery`, goodAnswers.delivery)).status).toBe(404);
    }
    expect(await counts()).toMatchObject({ started: 0, submitted: 0 });
  });
});

describe('the cookie that keeps one’s place', () => {
  /** Opens the open link as a browser that sends back its cookies. */
  const visit = (cookie: string, query = '') =>
    app.get(`/o/${wave.openKey}${query}`, { cookie, 'accept-language': 'en' });
  const cookieOf = (response: Response) => response.headers.get('set-cookie') ?? '';
  const sentBack = (cookie: string) => cookie.split(';')[0] ?? '';
  const locationOf = (response: Response) => response.headers.get('location');

  /** Answers the first page. @returns where it is, and the cookie the browser got */
  async function begun() {
    const action = await opened();
    const response = await app.post(action, goodAnswers.delivery);
    return { action, response, cookie: sentBack(cookieOf(response)) };
  }

  test('comes with the first page that was kept, for this link alone, out of reach of scripts, for a week', async () => {
    const { action, response } = await begun();
    expect(cookieOf(response).split('; ').sort()).toEqual(
      [
        `manyi-place=${action.split('/')[2]}`,
        'HttpOnly',
        'Max-Age=604800',
        `Path=/o/${wave.openKey}`,
        'SameSite=Lax',
      ].sort(),
    );
    expect(cookieOf(await app.get(`/o/${wave.openKey}`))).toBe('');
  });

  test('is sent by https alone where customers come by https', async () => {
    const secure = createApp({ ...app.deps, publicUrl: new URL('https://survey.example') });
    const response = await secure.request(await opened(), {
      method: 'POST',
      body: new URLSearchParams(goodAnswers.delivery),
    });
    expect(cookieOf(response)).toContain('; Secure');
  });

  test('leads whoever opens the link again to where they were, and says so, and begins no second response', async () => {
    const { action, cookie } = await begun();
    const place = action.replace('delivery', 'claims');
    const asked = await readPageOf(await visit(cookie, '?lang=en'));
    expect([asked.status, asked.heading]).toEqual([200, 'This survey was begun on this device']);
    expect(asked.html).toContain('href="?lang&#x3D;en&amp;anew&#x3D;no"');
    expect(asked.html).toContain('href="?lang&#x3D;en&amp;anew&#x3D;yes"');
    // nothing of what was said is shown, and no address that shows it
    expect(asked.html).not.toContain('/s/');
    const again = await visit(cookie, '?anew=no');
    expect([again.status, locationOf(again)]).toEqual([303, `${place}?resumed=1`]);
    expect(again.headers.get('cache-control')).toBe('no-store');
    const page = await readPageOf(await app.get(`${place}?resumed=1`, { 'accept-language': 'en' }));
    expect(page.html).toContain(`<a href="/o/${wave.openKey}?anew">Not yours? Begin anew</a>`);
    expect(page.action).toBe('claims');
    expect(await (await app.get(place, { 'accept-language': 'en' })).text()).not.toContain('Begin anew');
    expect(locationOf(await visit(cookie, '?lang=zh-CN&anew=no'))).toBe(`${place}?lang=zh-CN&resumed=1`);
    expect(await counts()).toMatchObject({ started: 1 });
  });

  test('does not keep somebody else on the same telephone from beginning', async () => {
    const { action, cookie } = await begun();
    const anew = await readPageOf(await visit(cookie, '?anew'));
    expect([anew.status, anew.action.startsWith('/s/')]).toEqual([200, true]);
    expect(anew.action).not.toBe(action);
    const other = await app.post(anew.action, goodAnswers.delivery, { cookie });
    expect(locationOf(await visit(sentBack(cookieOf(other)), '?anew=no'))).toBe(
      `${anew.action.replace('delivery', 'claims')}?resumed=1`,
    );
    expect(await counts()).toMatchObject({ started: 2 });
  });

  test('is taken back when the answers are sent, and ignored after that', async () => {
    const { action, cookie } = await begun();
    await app.post(action.replace('delivery', 'claims'), goodAnswers.claims);
    const sent = await app.post(action.replace('delivery', 'about'), goodAnswers.about);
    expect(cookieOf(sent)).toMatch(/^manyi-place=; Max-Age=0; Path=\/o\/[0-9a-f]+;/);
    const next = await readPageOf(await visit(cookie));
    expect([next.status, next.action === action]).toEqual([200, false]);
  });

  test('is ignored where it is not known, not begun, not ours or of another link', async () => {
    const other = await aPublishedWave(app, aQuestionnaire());
    const otherAction = (await readPageOf(await app.get(`/o/${other.openKey}`))).action;
    const otherCookie = sentBack(cookieOf(await app.post(otherAction, goodAnswers.delivery)));
    const unbegun = (await opened()).split('/')[2];
    const forged = createOpenToken('another secret of thirty-two chars', {
      openKey: wave.openKey,
      facts: {},
    });
    for (const cookie of [
      otherCookie,
      `manyi-place=${unbegun}`,
      `manyi-place=${forged}`,
      'manyi-place=',
      'manyi-place=%00%ff',
      `manyi-place=${'x'.repeat(5000)}`,
    ]) {
      expect((await visit(cookie)).status, cookie.slice(0, 40)).toBe(200);
    }
    expect(app.failures).toEqual([]);
  });

  test('is of no use once the wave has closed', async () => {
    const { cookie } = await begun();
    await app.db.write((tx) => closeWave(tx, wave.waveId, app.deps.now().getTime()));
    expect((await visit(cookie)).status).toBe(410);
  });

  test('is not made for a personal link', async () => {
    const { token } = await aPersonalLink(app, wave);
    expect(cookieOf(await app.post(`/s/${token}/delivery`, goodAnswers.delivery))).toBe('');
  });

  test('nor needed: without it every opening is somebody new', async () => {
    await begun();
    await begun();
    expect(await counts()).toMatchObject({ started: 2 });
  });
});
