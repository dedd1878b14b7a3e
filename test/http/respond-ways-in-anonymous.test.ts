import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { answeredMark, createOpenToken, tokenHash } from '#server/tokens.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aParcelQuestionnaire, signedPath } from '#test/helpers/signed-links.ts';
import { allRows } from '#test/helpers/tables.ts';

let app: TestApp;
let wave: TestWave;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aParcelQuestionnaire({ anonymous: true }));
});
afterEach(() => app.db.close());

const counts = () => responseCounts(app.db.read, wave.waveId);
const slip = (facts: Record<string, string>) => signedPath(app, wave, facts);
const locationOf = (response: Response) => response.headers.get('location') ?? '';
const tokenOf = (action: string) => action.split('/')[2] ?? '';

/** Opens a link for the first time. @returns where its first page is sent */
async function opened(path: string): Promise<string> {
  return (await readPageOf(await app.get(path))).action;
}

async function begunWith(facts: Record<string, string>): Promise<string> {
  const action = await opened(slip(facts));
  expect((await app.post(action, { delivery: 'x' })).status).toBe(303);
  return action;
}

/** Answers everything, from the first page on. */
async function answer(action: string) {
  for (const [page, question] of [
    ['delivery', 'delivery'],
    ['airport', 'airport'],
    ['end', 'comment'],
  ] as const) {
    await app.post(action.replace('/delivery', `/${page}`), { [question]: 'good' });
  }
  expect(await counts()).toMatchObject({ started: 0, submitted: 1 });
}

describe('an anonymous survey by signed links', () => {
  const secretFacts = { order: 'SF-UNIQUE-778899', station: '020', service: 'VIP-ONLY' };

  const database = () => [app.file, `${app.file}-wal`].map((file) => readFileSync(file, 'latin1')).join();
  const kept = (text: string) =>
    database().includes(text) ||
    database().includes(Buffer.from(text).toString('base64url').slice(0, -2)) ||
    JSON.stringify(allRows(app.file)).includes(text);

  test('keeps of its facts only those named as kept, before and after it is sent', async () => {
    const action = await begunWith(secretFacts);
    const check = () => {
      expect(kept('SF-UNIQUE-778899')).toBe(false);
      expect(kept('VIP-ONLY')).toBe(false);
      expect(kept(tokenOf(action))).toBe(false);
    };
    expect(kept('020')).toBe(true);
    check();
    await answer(action);
    check();
    expect(allRows(app.file).responses).toMatchObject([
      { facts: '{"station":"020"}', link_id: null, access_hash: null, member_id: null },
    ]);
  });

  test('leaves a mark without a moment, once it is sent, and no link', async () => {
    const action = await opened(slip(secretFacts));
    await app.post(action, { delivery: 'good' });
    expect(allRows(app.file)).toMatchObject({
      links: [],
      answered_marks: [],
      responses: [{ link_id: null }],
    });
    await answer(action);
    const mark = answeredMark(app.deps.secret, tokenOf(action));
    const { links, responses, answered_marks } = allRows(app.file);
    expect(responses).toHaveLength(1);
    expect(links).toEqual([]);
    expect(answered_marks).toEqual([{ wave_id: wave.waveId, mark }]);
  });

  test('knows an order by a digest that takes the server’s key, not by one that anybody can work out', async () => {
    const action = await begunWith(secretFacts);
    const [openKey, chance] = tokenOf(action).split('.');
    const other = createOpenToken(
      'another secret of thirty-two chars',
      { openKey: wave.openKey, facts: secretFacts },
      { order: secretFacts.order },
    );
    expect(openKey).toBe(wave.openKey);
    expect(other.split('.')[1]).not.toBe(chance);
    await answer(action);
    // nor by one that whoever opens the link, and so learns its token, can work out
    const [kept] = allRows(app.file).answered_marks as { mark: string }[];
    expect(kept?.mark).not.toBe(answeredMark('another secret of thirty-two chars', tokenOf(action)));
    expect(JSON.stringify(allRows(app.file))).not.toContain(tokenHash(tokenOf(action)));
  });

  test('goes on by the same slip while it is being answered, and takes no second answer', async () => {
    const action = await begunWith(secretFacts);
    expect(locationOf(await app.get(slip({ ...secretFacts, service: 'other' })))).toMatch(/\/airport$/);
    const other = locationOf(await app.get(slip({ ...secretFacts, service: 'other' })));
    await app.post(other, { airport: 'fine' });
    await app.post(action.replace('/delivery', '/end'), { comment: 'good' });
    expect(await counts()).toMatchObject({ started: 0, submitted: 1 });
    for (const service of ['VIP-ONLY', 'another']) {
      const again = locationOf(await app.get(slip({ ...secretFacts, service })));
      expect(again).toMatch(/\/thanks$/);
      expect((await app.get(again)).status).toBe(200);
      await app.post(again.replace('/thanks', '/delivery'), { delivery: 'twice' });
    }
    await Promise.all(Array.from({ length: 20 }, () => app.post(action, { delivery: 'again' })));
    expect(await counts()).toMatchObject({ started: 0, submitted: 1 });
  });
});
