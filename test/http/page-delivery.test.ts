import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodingFor } from '#server/http/html.ts';
import { createSharedPages } from '#server/routes/respond/shared-pages.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
});
afterEach(() => app.db.close());

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

describe('a page', () => {
  test('is the same page however it is compressed', async () => {
    const { token } = await aPersonalLink(app, wave);
    const get = (accepted: string) => app.get(`/s/${token}/delivery`, { 'accept-encoding': accepted });
    const plain = await (await get('identity')).text();
    const gzip = await get('gzip, deflate');
    const brotli = await get('gzip, deflate, br');
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(plain);
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await bytesOf(brotli)).toString()).toBe(plain);
    expect(brotli.headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie');
    expect(brotli.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  });

  test('is never compressed in a way that was refused', () => {
    expect(encodingFor('br;q=0, gzip')).toBe('gzip');
    expect(encodingFor('gzip;q=0.0')).toBeNull();
    expect(encodingFor('deflate')).toBeNull();
    expect(encodingFor(undefined)).toBeNull();
  });
});

describe('a page nobody has answered yet', () => {
  test('is the same for everybody and holds nothing of anybody', async () => {
    const one = await aPersonalLink(app, wave);
    const other = await aPersonalLink(app, wave);
    const first = await (await app.get(`/s/${one.token}/delivery`)).text();
    const second = await (await app.get(`/s/${other.token}/delivery`)).text();
    expect(second).toBe(first);
    expect(first).not.toContain(one.token);
  });

  test('does not hide what this customer has answered, nor the other language', async () => {
    const one = await aPersonalLink(app, wave);
    const other = await aPersonalLink(app, wave);
    const here = `/s/${one.token}/delivery`;
    await app.get(`/s/${other.token}/delivery`);
    await app.post(here, goodAnswers.delivery);
    expect((await readPageOf(await app.get(here))).typed).toMatchObject(goodAnswers.delivery);
    const english = await readPageOf(await app.get(`/s/${other.token}/delivery?lang=en`));
    expect([english.language, english.typed]).toEqual(['en', {}]);
  });

  test('shows a newly published version as it is', async () => {
    const { token } = await aPersonalLink(app, wave);
    await app.get(`/s/${token}/delivery`);
    const title = { 'zh-CN': '新的标题', en: 'A new title' };
    const next = await aPublishedWave(app, aQuestionnaire({ title }));
    const { token: later } = await aPersonalLink(app, next);
    expect(await (await app.get(`/s/${later}/delivery`)).text()).toContain('新的标题');
  });
});

test('shared pages are drawn once, and those asked for least lately are let go', () => {
  const pages = createSharedPages();
  let drawn = 0;
  const ask = (key: string) =>
    pages.page(key, () => {
      drawn += 1;
      return { text: key, language: 'en', styleSources: [], compressed: () => new Uint8Array() };
    }).text;
  expect([ask('first'), ask('first'), drawn]).toEqual(['first', 'first', 1]);
  for (let other = 0; other < 199; other++) ask(`other ${other}`);
  ask('first');
  expect(drawn).toBe(200);
  ask('one too many');
  ask('first');
  expect(drawn).toBe(201);
  ask('other 0');
  expect(drawn).toBe(202);
});
