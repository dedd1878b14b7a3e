import { beforeEach, describe, expect, test, vi } from 'vitest';
import { allPeople } from '#db/queries/people.ts';
import { setUpCode } from '#server/people/first-start.ts';
import { anApp, type TestApp } from '#test/helpers/app.ts';
import { aBrowser, anAccount, password, signedIn } from '#test/helpers/people.ts';

let app: TestApp;
beforeEach(() => {
  app = anApp();
  return () => app.db.close();
});

const english = { 'accept-language': 'en' };
const first = { name: 'Ada Lovelace', email: 'Ada@Example.com', password };

describe('the first start', () => {
  test('makes the first administrator for whoever knows the code, and signs in', async () => {
    const browser = aBrowser(app);
    expect((await browser.get('/studio')).headers.get('location')).toBe('/studio/sign-in?next=%2Fstudio');
    expect((await browser.get('/studio/sign-in')).headers.get('location')).toBe('/studio/first');
    expect((await browser.post('/studio/first', { ...first, code: 'AAAAA' })).status).toBe(422);
    const made = await browser.post('/studio/first', { ...first, code: setUpCode(app.deps.secret) });
    expect(made.headers.get('location')).toBe('/studio');
    expect((await browser.get('/studio/people')).status).toBe(200);
    expect((await browser.get('/studio/first')).headers.get('location')).toBe('/studio/sign-in');
    expect(app.failures).toEqual([]);
  });

  test('keeps what was typed, but no password, and says what is wrong', async () => {
    const form = { name: 'Ada <3', email: 'ada', password: 'short', code: setUpCode(app.deps.secret) };
    const page = await (await aBrowser(app).post('/studio/first', form, english)).text();
    expect(page).toContain('value="Ada &lt;3"');
    expect(page).toContain('Enter an e-mail address, such as name@example.com');
    expect(page).toContain('Choose a password of at least 12 characters');
    expect(page).not.toContain('short"');
    expect(page).toContain('<title>Please correct this: The first administrator');
  });

  test('happens once, also when two come at the same moment', async () => {
    const code = setUpCode(app.deps.secret);
    const responses = await Promise.all(
      ['ada@example.com', 'eve@example.com'].map((email) =>
        aBrowser(app).post('/studio/first', { ...first, email, code }),
      ),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect(await allPeople(app.db.read)).toHaveLength(1);
  });

  test('waits after codes that are wrong', async () => {
    const guess = () => aBrowser(app).post('/studio/first', { ...first, code: 'AAAAA' });
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(422);
    expect((await guess()).status).toBe(429);
  });
});

describe('signing in', () => {
  test('leads on to the page that was wanted', async () => {
    const person = await anAccount(app, 'administrator');
    const browser = aBrowser(app);
    const sentAway = await browser.get('/studio/audit?action=wave.closed');
    const address = sentAway.headers.get('location') ?? '';
    const page = await (await browser.get(address)).text();
    const action = /<form method="post" action="(\/studio\/sign-in[^"]*)"/.exec(page)?.[1] ?? '';
    const form = { email: ` ${person.email.toUpperCase()} `, password };
    const done = await browser.post(action.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='), form);
    expect(done.headers.get('location')).toBe('/studio/audit?action=wave.closed');
    expect((await browser.get('/studio/sign-in')).headers.get('location')).toBe('/studio');
  });

  test('ends with signing out, also for whoever kept the cookie', async () => {
    const browser = await signedIn(app, 'designer');
    const kept = aBrowser(app);
    for (const [name, value] of browser.cookies) kept.cookies.set(name, value);
    expect((await kept.get('/studio')).status).toBe(200);
    expect((await browser.post('/studio/sign-out')).headers.get('location')).toBe(
      '/studio/sign-in?said=signedOut',
    );
    expect((await browser.get('/studio')).status).toBe(303);
    expect((await kept.get('/studio')).status).toBe(303);
  });

  test('lasts a week', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 6, 15, 8) });
    try {
      const browser = await signedIn(app, 'designer');
      vi.setSystemTime(Date.UTC(2026, 6, 22, 7, 59));
      expect((await browser.get('/studio')).status).toBe(200);
      vi.setSystemTime(Date.UTC(2026, 6, 22, 8, 1));
      expect((await browser.get('/studio')).status).toBe(303);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is kept by no cache, and shows nobody’s page to somebody else', async () => {
    const browser = await signedIn(app, 'administrator');
    for (const path of ['/studio', '/studio/people', '/studio/account', '/studio/audit']) {
      expect((await browser.get(path)).headers.get('cache-control'), path).toContain('no-store');
    }
  });

  test('fails in words, where the form is no form', async () => {
    const browser = aBrowser(app);
    await anAccount(app, 'reader');
    expect((await browser.post('/studio/sign-in', {})).status).toBe(422);
    expect((await browser.post('/studio/sign-in', { email: 'x'.repeat(10_000), password })).status).toBe(422);
    expect(
      (await browser.post('/studio/sign-in', { email: 'a@example.com', password: 'x'.repeat(10_000) }))
        .status,
    ).toBe(422);
    expect(
      (await browser.post('/studio/sign-in', { email: ['a@example.com', 'b'], password: ['x', 'y'] })).status,
    ).toBe(422);
    expect(app.failures).toEqual([]);
  });
});

describe('the language of an account', () => {
  test('stands before the browser’s, and behind one chosen by hand', async () => {
    const browser = await signedIn(app, 'designer');
    await browser.post('/studio/account/profile', { name: 'Ada', language: 'zh-CN' });
    expect(await (await browser.get('/studio/account', english)).text()).toContain('我的账号');
    expect(await (await browser.get('/studio/account?lang=en', english)).text()).toContain('Your account');
  });
});
