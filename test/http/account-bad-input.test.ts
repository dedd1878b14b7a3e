import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { allPeople, personByEmail } from '#db/queries/people.ts';
import { isSharedWith } from '#db/queries/survey-people.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { readConfig, SettingsError } from '#server/config.ts';
import { setUpCode } from '#server/people/first-start.ts';
import { guardedRoutes } from '#server/routes/guarded-routes.ts';
import { readSecret } from '#server/secret.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aBrowser, anAccount, password, signedIn, signIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
beforeEach(() => {
  app = anApp();
  return () => app.db.close();
});

const english = { 'accept-language': 'en' };

async function aSurvey(): Promise<{ id: string; slug: string }> {
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  return { id: surveyId, slug: (await surveyById(app.db.read, surveyId))?.slug ?? '' };
}

test('row 12: an id of somebody else’s in the body or the address: a survey, a person, a session', async () => {
  const [own, other] = [await aSurvey(), await aSurvey()];
  const designer = await signedIn(app, 'designer', { surveys: [own.id] });
  const stranger = await anAccount(app, 'analyst', { surveys: [other.id] });
  const path = `/studio/surveys/${own.slug}/people`;
  // a survey named in the body or the query does not stand in for the one of the address
  await designer.post(`${path}?survey=${other.slug}`, {
    person: designer.person.id,
    survey: other.slug,
    surveyId: other.id,
  });
  expect(await isSharedWith(app.db.read, other.id, designer.person.id)).toBe(false);
  // somebody the other survey is shared with cannot be removed from it by way of this one
  expect((await designer.post(`${path}/${stranger.id}/removal`)).status).toBe(404);
  expect(await isSharedWith(app.db.read, other.id, stranger.id)).toBe(true);
  // another survey by its id, its slug in capitals, or a path that climbs to it
  for (const wanted of [other.slug, other.id, other.slug.toUpperCase(), `${own.slug}/../${other.slug}`]) {
    expect((await designer.get(`/studio/surveys/${wanted}/people`)).status, wanted).toBe(404);
  }
  const victim = await signedIn(app, 'administrator');
  const { orm, tables } = app.db.read;
  const theirs = (await orm.select().from(tables.sessions)).find(
    ({ personId }) => personId === victim.person.id,
  );
  expect((await designer.post(`/studio/account/sessions/${theirs?.id}/end`)).status).toBe(404);
  expect((await victim.get('/studio')).status).toBe(200);
});

test('row 13: a way in with weaker checks: files, HEAD, other spellings and overridden methods need what the page needs', async () => {
  const { id, slug } = await aSurvey();
  const reader = await signedIn(app, 'reader', { surveys: [id] });
  const survey = `/studio/surveys/${slug}`;
  for (const path of [
    `${survey}/log`,
    `${survey}/log.csv`,
    '/studio/audit',
    '/studio/audit.csv',
    '/studio/people',
  ]) {
    expect((await reader.get(path)).status, path).toBe(403);
    const head = await app.app.request(path, {
      method: 'HEAD',
      headers: { cookie: [...reader.cookies].map((pair) => pair.join('=')).join('; ') },
    });
    expect(head.status, `HEAD ${path}`).toBe(403);
    const slashed = await reader.get(`${path}/`);
    expect(slashed.headers.get('location'), path).toBe(path);
    const spellings = [path.replace('/studio', '//studio'), path.replace('/studio', '/STUDIO')];
    for (const spelling of spellings) {
      expect([403, 404], spelling).toContain((await reader.get(spelling)).status);
    }
  }
  const overridden = { 'x-http-method-override': 'POST', 'x-original-url': '/studio/people' };
  const before = await allPeople(app.db.read);
  expect((await reader.get('/studio/people/new', overridden)).status).toBe(403);
  expect(await allPeople(app.db.read)).toEqual(before);
});

test('row 15: figures without an account: no page, file or form of the studio answers a stranger with anything', async () => {
  const { slug } = await aSurvey();
  const stranger = aBrowser(app);
  const routes = guardedRoutes(app.deps).routes.flatMap(({ routes: list }) => list);
  for (const { method, path, needs } of routes) {
    if (needs === 'anyone') continue;
    const address = path.replace(/\/$/, '').replace(':survey', slug).replaceAll(/:\w+/g, 'x');
    const response = method === 'GET' ? await stranger.get(address) : await stranger.post(address);
    expect([303, 403], `${method} ${path}`).toContain(response.status);
    expect(await response.text(), `${method} ${path}`).not.toContain(slug);
  }
  // a cookie that nobody signed, or signed with another key, is a stranger's
  const forged = { cookie: 'manyi.session_token=abcdefghijklmnopqrstuvwxyz012345.c2lnbmF0dXJl' };
  expect((await app.get('/studio', forged)).status).toBe(303);
});

test('row 16: a gate in the page alone: past the code, past the rules for passwords, past a link that was used', async () => {
  const administrator = await signedIn(app, 'administrator');
  const person = await anAccount(app, 'administrator');
  // what the password alone brings when there is a second factor is no session
  await app.db.write(async ({ orm, tables }) => {
    await orm.update(tables.people).set({ twoFactorEnabled: true });
  });
  const half = aBrowser(app);
  const first = await signIn(half, person);
  expect(first.headers.get('location')).toContain('/studio/sign-in/code');
  expect((await half.get('/studio/people')).status).toBe(303);
  expect((await half.post('/studio/people/new', { name: 'X', email: 'x@example.com' })).status).toBe(403);
  expect((await half.post('/studio/sign-in/code', { code: '' })).status).toBe(422);
  // a code without the password before it
  expect((await aBrowser(app).post('/studio/sign-in/code', { code: '123456' })).status).toBe(422);
  // the first start is over
  const again = { code: setUpCode(app.deps.secret), name: 'Eve', email: 'eve@example.com', password };
  expect((await aBrowser(app).post('/studio/first', again)).status).toBe(404);
  // a short password, though the page asks for a long one
  const short = await administrator.post('/studio/account/password', {
    current: password,
    password: 'short',
  });
  expect(short.status).toBe(422);
  // where to go on after signing in leads nowhere else
  await app.db.write(async ({ orm, tables }) => {
    await orm.update(tables.people).set({ twoFactorEnabled: false });
  });
  for (const next of [
    'https://evil.example/studio',
    '//evil.example/studio',
    '/\\evil.example',
    'javascript:alert(1)',
    '/studio@evil.example',
    '/reports/x',
  ]) {
    const form = { email: person.email, password };
    const response = await aBrowser(app).post(`/studio/sign-in?${new URLSearchParams({ next })}`, form);
    expect(response.headers.get('location'), next).toBe('/studio');
  }
});

test('row 21: fields that would set what is not theirs to set: a role, another address, a second factor that is there', async () => {
  const person = await anAccount(app, 'reader', { name: 'Reader' });
  const browser = aBrowser(app);
  await signIn(browser, person);
  const before = await personByEmail(app.db.read, person.email);
  const greedy = {
    id: 'x',
    role: 'administrator',
    email: 'other@example.com',
    emailVerified: 'true',
    twoFactorEnabled: 'true',
    disabledAt: '0',
    __proto__: 'x',
    constructor: 'x',
  };
  await browser.post('/studio/account/profile', { ...greedy, name: 'Renamed', language: 'en' });
  const after = await personByEmail(app.db.read, person.email);
  expect(after).toEqual({ ...before, name: 'Renamed', locale: 'en', updatedAt: after?.updatedAt });
  const administrator = await signedIn(app, 'administrator');
  const wrongRole = { name: 'New', email: 'new@example.com', role: 'owner' };
  expect((await administrator.post('/studio/people/new', wrongRole)).status).toBe(400);
  const form = {
    name: 'New',
    email: 'new@example.com',
    role: 'reader',
    twoFactorEnabled: 'true',
    id: person.id,
  };
  const made = await administrator.post('/studio/people/new', form);
  const link = /<code>http:\/\/survey\.example([^<]+)<\/code>/.exec(await made.text())?.[1] ?? '';
  await aBrowser(app).post(link, { ...greedy, password });
  expect(await personByEmail(app.db.read, 'new@example.com')).toMatchObject({
    role: 'reader',
    twoFactorEnabled: false,
    disabledAt: null,
  });
  expect(await personByEmail(app.db.read, 'other@example.com')).toBeNull();
});

test('row 28: a page of another site that has a browser send a form of ours', async () => {
  const { slug } = await aSurvey();
  const administrator = await signedIn(app, 'administrator');
  const cookies = administrator.cookies;
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const before = await allPeople(app.db.read);
  const posts = guardedRoutes(app.deps)
    .routes.flatMap(({ routes }) => routes)
    .filter(({ method }) => method === 'POST');
  expect(posts.length).toBeGreaterThan(20);
  for (const { path } of posts) {
    const address = path.replace(':survey', slug).replaceAll(/:\w+/g, administrator.person.id);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://survey.example' },
      { origin: 'http://survey.example.evil.example' },
      {},
    ]) {
      const response = await app.post(
        address,
        { name: 'Eve', email: 'eve@example.com' },
        { cookie, ...headers },
      );
      expect(response.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
    }
    // a body that no form sends gets no further
    const json = await app.app.request(address, {
      method: 'POST',
      body: '{}',
      headers: { cookie, origin: 'https://evil.example', 'content-type': 'application/json' },
    });
    expect(json.status, path).toBe(403);
  }
  expect(await allPeople(app.db.read)).toEqual(before);
  expect((await administrator.get('/studio')).status).toBe(200);
  const fresh = await signIn(aBrowser(app), administrator.person);
  for (const set of fresh.headers.getSetCookie()) expect(set).toMatch(/HttpOnly; SameSite=Lax/);
});

test('row 29: guessing a password: the account waits, whatever address it is guessed from, and the office beside it does not', async () => {
  const victim = await anAccount(app, 'administrator');
  const colleague = await anAccount(app, 'designer');
  const guess = (email: string, from: string) =>
    aBrowser(app).post(
      '/studio/sign-in',
      { email, password: 'a guessed password' },
      {
        'x-forwarded-for': from,
        forwarded: `for=${from}`,
        ...english,
      },
    );
  const statuses = [];
  for (let i = 0; i < 8; i++) statuses.push((await guess(victim.email, `203.0.113.${i}`)).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429, 429]);
  // even the right password has to wait, so that a guess that is right is not told from one that is wrong
  const right = { email: victim.email, password };
  expect((await aBrowser(app).post('/studio/sign-in', right)).status).toBe(429);
  expect((await signIn(aBrowser(app), colleague)).status).toBe(303);
  // the wait grows, and ends
  app.setClock('2026-07-15T08:00:02Z');
  expect((await guess(victim.email, '203.0.113.9')).status).toBe(422);
  app.setClock('2026-07-15T08:00:05Z');
  expect((await guess(victim.email, '203.0.113.9')).status).toBe(429);
  app.setClock('2026-07-15T08:00:06Z');
  expect((await signIn(aBrowser(app), victim)).status).toBe(303);
  expect((await guess(victim.email, '203.0.113.9')).status).toBe(422);
});

test('guessing a password does not shut out whoever it belongs to, where they have been before', async () => {
  const victim = await anAccount(app, 'designer');
  const browser = aBrowser(app);
  await signIn(browser, victim);
  await browser.post('/studio/sign-out');
  for (let i = 0; i < 7; i++) {
    await aBrowser(app).post('/studio/sign-in', { email: victim.email, password: 'a guessed password' });
  }
  expect((await signIn(aBrowser(app), victim)).status).toBe(429);
  expect((await signIn(browser, victim)).status).toBe(303);
  // what the browser is known by means nothing under another address, and cannot be made up
  const other = await anAccount(app, 'designer');
  const known = browser.cookies.get('manyi.known') ?? '';
  for (const cookie of [known, known.replace(/^./, 'x'), 'x.y', '']) {
    const stranger = aBrowser(app);
    stranger.cookies.set('manyi.known', cookie);
    const guess = () =>
      stranger.post('/studio/sign-in', { email: other.email, password: 'a guessed password' });
    for (let i = 0; i < 5; i++) await guess();
    expect((await guess()).status).toBe(429);
    expect((await signIn(aBrowser(app), other)).status).toBe(429);
    await app.db.write(({ orm, tables }) => orm.delete(tables.signInAttempts));
  }
});

test('guessing by a thousand at once: each counts', async () => {
  const victim = await anAccount(app, 'administrator');
  const guesses = Array.from({ length: 40 }, () =>
    aBrowser(app).post('/studio/sign-in', { email: victim.email, password: 'a guessed password' }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 422)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(35);
});

test('finding out who has an account: words, status, waiting and work are the same', async () => {
  const known = await anAccount(app, 'administrator');
  const unknown = { email: 'nobody@example.com' };
  const times = { known: [] as number[], unknown: [] as number[] };
  const pages = new Set<string>();
  for (let i = 0; i < 8; i++) {
    for (const [kind, { email }] of [
      ['known', known],
      ['unknown', unknown],
    ] as const) {
      const began = performance.now();
      const form = { email, password: 'a guessed password' };
      const response = await aBrowser(app).post('/studio/sign-in', form, english);
      if (i < 5) times[kind].push(performance.now() - began);
      pages.add(`${i} ${response.status} ${(await response.text()).replaceAll(email, '')}`);
    }
  }
  expect(pages.size).toBe(8);
  const middle = (list: readonly number[]) => list.toSorted((a, b) => a - b)[2] ?? 0;
  expect(middle(times.unknown) / middle(times.known)).toBeGreaterThan(0.5);
  expect(middle(times.unknown) / middle(times.known)).toBeLessThan(2);
});

test('row 30: secrets with defaults: there are none, and what is signed with one means nothing with another', async () => {
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'manyi-secret-')));
  const files = folders.map((folder) => join(folder, 'manyi.sqlite'));
  const [one, two] = files.map((databaseFile) => readSecret({ secret: null, databaseFile }));
  expect(one).toMatch(/^[\w-]{43}$/);
  expect(one).not.toBe(two);
  const file = join(folders[0] ?? '', 'secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toBe(one);
  expect(() => readConfig({ MANYI_SECRET: 'secret' })).toThrow(SettingsError);
  expect(readConfig({}).host).toBe('127.0.0.1');
  expect(setUpCode(one ?? '')).not.toBe(setUpCode(two ?? ''));

  // neither a variable of the library's own nor another secret opens a session made with ours
  const browser = await signedIn(app, 'administrator');
  const [cookie = ''] = [...browser.cookies].map((pair) => pair.join('='));
  vi.stubEnv('BETTER_AUTH_SECRET', 'known to everybody, and thirty-two long');
  vi.stubEnv('BETTER_AUTH_SECRETS', '1:known to everybody, and thirty-two long');
  vi.stubEnv('AUTH_SECRET', 'known to everybody, and thirty-two long');
  const { createApp } = await import('#server/app.ts');
  const same = createApp(app.deps);
  const other = createApp({ ...app.deps, secret: 'another secret of thirty-two letters' });
  expect((await same.request('/studio', { headers: { cookie } })).status).toBe(200);
  expect((await other.request('/studio', { headers: { cookie } })).status).toBe(303);
  vi.unstubAllEnvs();
});
