import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkByTokenHash } from '#db/queries/links.ts';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { createOpenToken, tokenHash } from '#server/tokens.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
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
