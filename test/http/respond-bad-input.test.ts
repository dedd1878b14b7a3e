import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { closeWave } from '#db/queries/waves.ts';
import { listen } from '#server/serve.ts';
import { createOpenToken } from '#server/tokens.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import {
  anApp,
  aPersonalLink,
  aPublishedWave,
  encoded,
  type Fields,
  type TestApp,
  type TestWave,
} from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

/** One test for each way in which what comes from outside can be bad, named after it. */

let app: TestApp;
let wave: TestWave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;

const both = (text: string) => ({ 'zh-CN': text, en: text });
const markup = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)><xmp>';

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  link = await aPersonalLink(app, wave);
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const here = (page: string, token = link.token) => `/s/${token}/${page}`;
const stored = async (linkId = link.linkId) => await responseByLink(app.db.read, linkId);
const asking = (change: Partial<DefinitionDocument>) => aPublishedWave(app, aQuestionnaire(change));

async function answerAll(token = link.token): Promise<Response> {
  for (const page of ['delivery', 'claims'] as const) await app.post(here(page, token), goodAnswers[page]);
  return await app.post(here('about', token), goodAnswers.about);
}

/** Every row of every table, as it stands in the file. */
function everything(): string {
  const file = new Database(app.file, { readonly: true });
  try {
    const tables = file.prepare("select name from sqlite_master where type = 'table' order by name").all();
    return JSON.stringify(
      (tables as { name: string }[]).map(({ name }) => [name, file.prepare(`select * from "${name}"`).all()]),
    );
  } finally {
    file.close();
  }
}

test('markup in the title, the description, the end page and the names of a survey', async () => {
  const [one] = aQuestionnaire().pages;
  const hostile = await asking({
    title: both(markup),
    organisation: both(markup),
    introduction: both(markup),
    thanks: both(markup),
    pages: [{ ...one, title: both(markup) } as never, ...aQuestionnaire().pages.slice(1)],
  });
  const { token } = await aPersonalLink(app, hostile);
  const opening = await (await app.get(here('delivery', token), english)).text();
  await answerAll(token);
  const end = await (await app.get(here('thanks', token), english)).text();
  for (const html of [opening, end]) {
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script>|<img src=x|<xmp>/);
  }
});

test('an answer piped into a later question and into the thanks', async () => {
  const pages: DefinitionDocument['pages'] = [
    { key: 'one', title: both('One'), questions: [{ kind: 'text', key: 'word', text: both('A word?') }] },
    {
      key: 'two',
      title: both('{{word|nothing}}'),
      questions: [{ kind: 'text', key: 'more', text: both('{{word|it}}?') }],
    },
  ];
  const piping = await asking({ factors: [], pages, thanks: both('{{word|}}') });
  const { token } = await aPersonalLink(app, piping);
  await app.post(here('one', token), { word: `${markup}{{fact.x}}\u202E` });
  const next = await (await app.get(here('two', token), english)).text();
  await app.post(here('two', token), {});
  const end = await (await app.get(here('thanks', token), english)).text();
  for (const html of [next, end]) {
    expect(html).toContain('\u2068&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script>|<img src=x|<xmp>|\u202E/);
  }
});

test('unknown keys in a questionnaire file, such as one that would change the object all others are made from', () => {
  const document = JSON.parse(JSON.stringify(aQuestionnaire())) as Record<string, unknown>;
  const hostile = JSON.parse(`{"__proto__":{"admin":true},"<b>":1}`) as object;
  const read = readDefinition({
    ...document,
    ...hostile,
    pages: [Object.assign(JSON.parse('{"__proto__":1}'), {})],
  });
  expect('problems' in read).toBe(true);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

test('a script as an address: of a logo, a link or where to go on', async () => {
  const read = readDefinition({
    ...aQuestionnaire(),
    brand: { colour: '#0a6c74', logo: 'javascript:alert(1)' },
  });
  expect('problems' in read && read.problems.map(({ path }) => path)).toEqual(['brand.logo']);
  for (const address of [
    `/s/${link.token}?lang=//evil.example`,
    `/s/${link.token}?next=https://evil.example`,
  ]) {
    expect((await app.get(address)).headers.get('location')).toMatch(/^\/s\/[\w-]+\/delivery/);
  }
});

test('a gate in the page alone: a direct POST past what is closed, expired, not open, not reached or screened out', async () => {
  const far = await app.post(here('about'), goodAnswers.about);
  expect([far.status, far.headers.get('location')]).toEqual([303, here('delivery')]);
  expect(await stored()).toBeNull();
  const expired = await aPersonalLink(app, wave, { expiresAt: 1 });
  expect((await app.post(here('delivery', expired.token), goodAnswers.delivery)).status).toBe(410);
  const early = await aPersonalLink(app, await aPublishedWave(app, aQuestionnaire(), { opensAt: 9e12 }));
  expect((await app.post(here('delivery', early.token), goodAnswers.delivery)).status).toBe(403);
  await app.db.write((tx) => closeWave(tx, wave.waveId, 1));
  expect((await app.post(here('delivery'), goodAnswers.delivery)).status).toBe(410);
  expect(await stored()).toBeNull();
});

test('answers no page asks for: an unknown question, a foreign option, off the scale, half a point, a list, a hidden question, a page left out', async () => {
  const wrong: Fields[] = [
    { 'speed.expectation': '11' },
    { 'speed.expectation': '6.5' },
    { 'speed.expectation': ['1', '2'] },
    { 'wings.expectation': '7' },
    { market: 'individual' },
  ];
  for (const form of wrong) {
    const response = await app.post(here('delivery'), { ...goodAnswers.delivery, ...form });
    expect([form, response.status]).toEqual([form, 422]);
  }
  expect(Object.keys((await stored())?.answers ?? {}).toSorted()).toEqual(['manner', 'speed']);
});

test.each(['NaN', 'Infinity', '1e999', '-0', '0x10', '1,5', '--1'])(
  'a number that is none: %s',
  async (parcels) => {
    for (const page of ['delivery', 'claims'] as const) await app.post(here(page), goodAnswers[page]);
    const page = await readPageOf(await app.post(here('about'), { ...goodAnswers.about, parcels }, english));
    expect([page.status, page.typed.parcels]).toEqual([422, parcels]);
    expect((await stored())?.status).toBe('started');
  },
);

test('full-width digits and blanks, which are a number to whoever types them', async () => {
  for (const page of ['delivery', 'claims'] as const) await app.post(here(page), goodAnswers[page]);
  await app.post(here('about'), { ...goodAnswers.about, parcels: '　１２　' });
  expect((await stored())?.answers).toMatchObject({ parcels: 12 });
});

test('a body of 4 MB, with and without its length', async () => {
  const comment = 'x'.repeat(4 * 1024 * 1024);
  expect((await app.post(here('delivery'), { ...goodAnswers.delivery, comment })).status).toBe(413);
  const server = await listen(app.app, { host: '127.0.0.1', port: 0 });
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      const chunk = `${comment.length.toString(16)}\r\n${comment}\r\n`;
      const type = 'application/x-www-form-urlencoded';
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(
          `POST ${here('delivery')} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
        );
      });
      socket.once('data', (data) => {
        resolve(String(data));
        socket.destroy();
      });
      // once it has answered, the server may hang up on what is still being sent
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  } finally {
    await server.close();
  }
  expect(await stored()).toBeNull();
});

test('names that every object has: __proto__, constructor, toString', async () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'speed.__proto__', 'speed.constructor']) {
    const response = await app.post(here('delivery'), { ...goodAnswers.delivery, [name]: '1' });
    expect([name, response.status]).toEqual([name, 422]);
  }
  const form = `${encoded(goodAnswers.delivery)}&__proto__=1&__proto__.x=1`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await app.app.request(here('delivery'), { method: 'POST', body: form, headers })).status).toBe(400);
  for (const path of [
    '/s/__proto__',
    '/s/constructor/delivery',
    '/o/__proto__',
    `/s/${link.token}/constructor`,
  ]) {
    expect([path, (await app.get(path)).status]).toEqual([path, 404]);
  }
  expect(Object.keys((await stored())?.answers ?? {}).toSorted()).toEqual(['manner', 'speed']);
});

test('fields that would set what is not the customer’s to set: status, stratum, time, version', async () => {
  const first = {
    ...goodAnswers.delivery,
    status: 'submitted',
    stratum: 'A',
    submittedAt: '1',
    versionId: 'x',
  };
  expect((await app.post(here('delivery'), first)).status).toBe(422);
  for (const own of ['_status', '_started', '_time', '_language']) {
    expect((await app.post(here('delivery'), { ...goodAnswers.delivery, [own]: '1' })).status).toBe(400);
  }
  const response = await stored();
  expect(response).toMatchObject({
    status: 'started',
    stratum: null,
    versionId: wave.versionId,
    submittedAt: null,
  });
});

test('replay: a page, the last page and the whole journey sent twice, and the browser’s way back', async () => {
  await answerAll();
  const first = await stored();
  const again = await answerAll();
  expect(again.headers.get('location')).toBe(here('thanks'));
  const back = await app.post(here('delivery'), { ...goodAnswers.delivery, 'speed.perception': '1' });
  // another answer than the one that was sent is not kept, and the customer is told so
  expect(back.status).toBe(409);
  expect(await stored()).toEqual(first);
});

test('a race: two tabs and ten taps on one link make one response', async () => {
  await Promise.all(Array.from({ length: 10 }, () => app.post(here('delivery'), goodAnswers.delivery)));
  await Promise.all(Array.from({ length: 10 }, () => app.post(here('claims'), goodAnswers.claims)));
  const ends = await Promise.all(
    Array.from({ length: 10 }, () => app.post(here('about'), goodAnswers.about)),
  );
  expect(ends.map((response) => response.headers.get('location'))).toEqual(Array(10).fill(here('thanks')));
  const file = new Database(app.file, { readonly: true });
  const { n } = file.prepare('select count(*) as n from responses').get() as { n: number };
  file.close();
  expect(n).toBe(1);
});

test('a scanner that fetches every address twice, by GET and by HEAD, changes nothing at all', async () => {
  await app.post(here('delivery'), goodAnswers.delivery);
  const before = everything();
  const paths = [`/s/${link.token}`, ...['delivery', 'claims', 'about', 'thanks'].map((page) => here(page))];
  const prefetch = { 'sec-purpose': 'prefetch', purpose: 'prefetch' };
  for (const path of [...paths, ...paths, `/o/${wave.openKey}`, `/o/${wave.openKey}`]) {
    await app.get(path, prefetch);
    await app.app.request(path, { method: 'HEAD' });
  }
  expect(everything()).toBe(before);
});

test('an address that climbs out of its place', async () => {
  for (const path of [
    '/s/..%2f..%2fetc%2fpasswd',
    '/assets/..%2f..%2fpackage.json/x',
    '/images/..%2fsecret',
    '/s/%00',
    '/o/%2e%2e',
  ]) {
    expect([path, (await app.get(path)).status]).toEqual([path, 404]);
  }
});

test('a page of another site that sends a form here knows no token, and there is no cookie it could use instead', async () => {
  const cookie = `manyi-session=1; manyi-language=en`;
  const headers = { origin: 'https://evil.example', cookie };
  const token = createOpenToken('another secret of thirty-two chars', { openKey: wave.openKey, facts: {} });
  expect((await app.post(here('delivery', token), goodAnswers.delivery, headers)).status).toBe(404);
  const page = await app.get(here('delivery'));
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('set-cookie')).toBeNull();
});

test('guessing: many wrong tokens from one office lock nobody out', async () => {
  const headers = { 'x-forwarded-for': '10.0.0.1' };
  for (let guess = 0; guess < 300; guess++) {
    expect((await app.get(`/s/${'a'.repeat(20)}${String(guess).padStart(2, '0')}`, headers)).status).toBe(
      404,
    );
  }
  expect((await app.get(here('delivery'), headers)).status).toBe(200);
});

test('a signature that is none: a token altered, shortened, or made with another key', async () => {
  const token = createOpenToken(app.deps.secret, { openKey: wave.openKey, facts: {} });
  const altered = [
    token.slice(0, -1),
    `${token.slice(0, -2)}AA`,
    token.replace('.', '.A'),
    `${token}.x`,
    token.toUpperCase(),
  ];
  for (const each of altered) {
    expect((await app.post(here('delivery', each), goodAnswers.delivery)).status).toBe(404);
  }
  expect((await app.post(here('delivery', token), goodAnswers.delivery)).status).toBe(303);
});

test('a time the browser says: only the server’s clock counts', async () => {
  const headers = { date: 'Tue, 01 Jan 2030 00:00:00 GMT' };
  await app.post(here('delivery'), goodAnswers.delivery, headers);
  expect((await stored())?.startedAt).toBe(Date.parse('2026-07-15T08:00:00Z'));
});

test('a wish for SQL in an address or an answer', async () => {
  for (const path of [`/s/x' or '1'='1`, `/o/' or 1=1 --`]) expect((await app.get(path)).status).toBe(404);
  for (const page of ['delivery', 'claims'] as const) await app.post(here(page), goodAnswers[page]);
  const comment = `'); drop table responses; --`;
  await app.post(here('about'), { ...goodAnswers.about, comment });
  expect((await stored())?.answers).toMatchObject({ comment });
});

test('what is not for customers: quotas, segments, weights and other customers’ routes are not on the page', async () => {
  const quotas = [
    {
      key: 'secretQuota',
      name: both('secret name'),
      when: { op: 'atMost' as const, question: 'ease', value: 3 },
      limit: 77_123,
      full: both('secret full'),
    },
  ];
  const facts = [{ key: 'abc', name: both('secret class') }];
  const hidden = await asking({ quotas, facts });
  const { token } = await aPersonalLink(app, hidden, {
    attributes: { abc: 'secretA', revenue: '98765' },
    stratum: 'secret.stratum',
  });
  const html = await (await app.get(here('delivery', token), english)).text();
  expect(html).not.toMatch(/secret|77123|98765|C\d+"/);
});

test('emoji, lone surrogates, control characters, NUL and direction overrides in a text', async () => {
  for (const page of ['delivery', 'claims'] as const) await app.post(here(page), goodAnswers[page]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const lone = await app.app.request(here('about'), { method: 'POST', body: 'comment=%ED%A0%BD', headers });
  expect(lone.status).toBe(400);
  for (const comment of ['a\u0000b', 'a\u0007b', 'a\uFFFFb']) {
    const page = await readPageOf(await app.post(here('about'), { ...goodAnswers.about, comment }, english));
    expect([page.status, page.errors[0]?.[0]]).toEqual([422, 'comment']);
  }
  const comment = '𠮷 👨‍👩‍👧 \u202Eabc\u202C \u200Fשלום';
  await app.post(here('about'), { ...goodAnswers.about, comment });
  expect((await stored())?.answers).toMatchObject({ comment });
});

test('a policy that lets nothing in from elsewhere, nor any script in the page', async () => {
  for (const path of [here('delivery'), here('thanks'), `/o/${wave.openKey}`, '/s/nobody', '/nowhere']) {
    const response = await app.get(path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|http:/);
    expect(await response.text()).not.toMatch(/<script(?! src="\/assets\/)| on[a-z]+="| style="/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
});
