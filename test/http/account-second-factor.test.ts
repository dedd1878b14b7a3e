import { beforeEach, describe, expect, test } from 'vitest';
import { anApp, type TestApp } from '#test/helpers/app.ts';
import { aBrowser, anAccount, type Browser, password, signedIn, signIn } from '#test/helpers/people.ts';
import { totp } from '#test/helpers/totp.ts';

const page = '/studio/account/second-factor';

let app: TestApp;
beforeEach(() => {
  app = anApp();
  return () => app.db.close();
});

/** Sets a second factor up as a person does. @returns the app's secret, the code that was entered and the recovery codes */
async function setUp(browser: Browser): Promise<{ secret: string; code: string; codes: string[] }> {
  const shown = await (await browser.post(page, { password })).text();
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(shown)?.[1] ?? '';
  const code = totp(secret);
  const done = await browser.post(`${page}/confirmation`, { code });
  expect(done.status).toBe(200);
  const codes = [...(await done.text()).matchAll(/<code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
  return { secret, code, codes };
}

describe('a second factor', () => {
  test('is set up by scanning a code and entering the first one, and is then asked for', async () => {
    const browser = await signedIn(app, 'designer');
    const { secret, codes } = await setUp(browser);
    expect(codes).toHaveLength(10);

    const elsewhere = aBrowser(app);
    const first = await signIn(elsewhere, browser.person);
    expect(first.headers.get('location')).toBe('/studio/sign-in/code?next=%2Fstudio');
    expect((await elsewhere.get('/studio')).status).toBe(303);
    const wrong = await elsewhere.post('/studio/sign-in/code', { code: '000000' });
    expect(wrong.status).toBe(422);
    const right = await elsewhere.post('/studio/sign-in/code', { code: totp(secret, Date.now() + 30_000) });
    expect(right.headers.get('location')).toBe('/studio');
    expect((await elsewhere.get('/studio')).status).toBe(200);
  });

  test('is not set up by a code that is wrong', async () => {
    const browser = await signedIn(app, 'designer');
    await browser.post(page, { password });
    const wrong = await browser.post(`${page}/confirmation`, { code: '123' });
    expect(wrong.status).toBe(422);
    const elsewhere = aBrowser(app);
    expect((await signIn(elsewhere, browser.person)).headers.get('location')).toBe('/studio');
  });

  test('is not shown without the password, which is counted like signing in', async () => {
    const browser = await signedIn(app, 'designer');
    for (let i = 0; i < 5; i++) {
      const { status } = await browser.post(page, { password: 'not the password' });
      expect(status).toBe(422);
    }
    const refused = await browser.post(page, { password }, { 'accept-language': 'en' });
    const shown = await refused.text();
    expect(shown).toContain('There were too many attempts');
    expect(shown).not.toContain('<svg role="img"');
  });

  test('is replaced by each recovery code once', async () => {
    const browser = await signedIn(app, 'designer');
    const { codes } = await setUp(browser);
    const enter = async () => {
      const elsewhere = aBrowser(app);
      await signIn(elsewhere, browser.person);
      return (await elsewhere.post('/studio/sign-in/code', { code: codes[0] ?? '' })).status;
    };
    expect(await enter()).toBe(303);
    expect(await enter()).toBe(422);
  });

  test('is not entered with the code that set it up', async () => {
    const browser = await signedIn(app, 'designer');
    const { code } = await setUp(browser);
    const elsewhere = aBrowser(app);
    await signIn(elsewhere, browser.person);
    expect((await elsewhere.post('/studio/sign-in/code', { code })).status).toBe(422);
    expect((await elsewhere.get('/studio')).status).toBe(303);
  });

  test('takes no code a second time', async () => {
    const browser = await signedIn(app, 'designer');
    const { secret } = await setUp(browser);
    const code = totp(secret, Date.now() + 30_000);
    const enter = async () => {
      const elsewhere = aBrowser(app);
      await signIn(elsewhere, browser.person);
      const { status } = await elsewhere.post('/studio/sign-in/code', { code });
      return { status, studio: (await elsewhere.get('/studio')).status };
    };
    expect(await enter()).toEqual({ status: 303, studio: 200 });
    expect(await enter()).toEqual({ status: 422, studio: 303 });
  });

  test('is not found by trying: after ten failures not even the right code is taken', async () => {
    const browser = await signedIn(app, 'designer');
    const { secret } = await setUp(browser);
    for (let challenge = 0; challenge < 2; challenge++) {
      const elsewhere = aBrowser(app);
      await signIn(elsewhere, browser.person);
      for (let i = 0; i < 5; i++) await elsewhere.post('/studio/sign-in/code', { code: '000000' });
    }
    const elsewhere = aBrowser(app);
    await signIn(elsewhere, browser.person);
    const { status } = await elsewhere.post('/studio/sign-in/code', { code: totp(secret) });
    expect(status).toBe(422);
    const { orm, tables } = app.db.read;
    const refusals = (await orm.select().from(tables.auditEntries)).filter(
      ({ action, details }) => action === 'session.refused' && details.step === 'code',
    );
    expect(refusals).toHaveLength(11);
  });

  test('opens nothing but the account until it is there, for roles that need it', async () => {
    const administrator = await signedIn(app, 'administrator');
    const analyst = await signedIn(app, 'analyst');
    expect((await analyst.get('/studio')).status).toBe(200);
    await administrator.post('/studio/people/second-factor', { role: ['analyst'] });
    expect((await analyst.get('/studio')).headers.get('location')).toBe(page);
    expect((await analyst.get(page)).status).toBe(200);
    await setUp(analyst);
    expect((await analyst.get('/studio')).status).toBe(200);
    expect((await analyst.post(`${page}/removal`, { password })).status).toBe(403);
    expect((await administrator.get('/studio')).status).toBe(200);
  });

  test('goes with the password, where nobody asks for it', async () => {
    const browser = await signedIn(app, 'designer');
    await setUp(browser);
    expect((await browser.post(`${page}/removal`, { password: 'wrong' })).status).toBe(422);
    expect((await browser.post(`${page}/removal`, { password })).status).toBe(303);
    expect((await browser.get('/studio')).status).toBe(200);
    expect((await signIn(aBrowser(app), browser.person)).headers.get('location')).toBe('/studio');
  });

  test('that was lost goes by a link of an administrator, together with the password', async () => {
    const administrator = await signedIn(app, 'administrator');
    const browser = await signedIn(app, 'designer');
    await setUp(browser);
    const made = await administrator.post(`/studio/people/${browser.person.id}/second-factor-link`);
    const link = /<code>http:\/\/survey\.example([^<]+)<\/code>/.exec(await made.text())?.[1] ?? '';
    const elsewhere = aBrowser(app);
    expect((await elsewhere.post(link, { password: 'not the password' })).status).toBe(422);
    expect((await elsewhere.post(link, { password })).status).toBe(303);
    expect((await signIn(elsewhere, browser.person)).headers.get('location')).toBe('/studio');
    expect((await elsewhere.post(link, { password })).status).toBe(410);
  });

  test('keeps its secret and its codes in the database encrypted', async () => {
    const browser = await signedIn(app, 'designer');
    const { secret, codes } = await setUp(browser);
    const { orm, tables } = app.db.read;
    const [row] = await orm.select().from(tables.secondFactors);
    const kept = JSON.stringify(row);
    expect(kept).not.toContain(secret.replaceAll(' ', ''));
    for (const code of codes) expect(kept).not.toContain(code);
  });
});

describe('a session', () => {
  test('is kept as a digest: what stands in the database opens nothing', async () => {
    const browser = await signedIn(app, 'designer');
    const { orm, tables } = app.db.read;
    const [row] = await orm.select().from(tables.sessions);
    const [cookie] = [...browser.cookies.values()];
    expect(decodeURIComponent(cookie ?? '')).not.toContain(row?.token);
    const stolen = decodeURIComponent(cookie ?? '').replace(/^[^.]+/, row?.token ?? '');
    const { status } = await app.get('/studio', {
      cookie: `manyi.session_token=${encodeURIComponent(stolen)}`,
    });
    expect(status).toBe(303);
  });

  test('that is ended elsewhere is over at once', async () => {
    const person = await anAccount(app, 'designer');
    const [here, there] = [aBrowser(app), aBrowser(app)];
    await signIn(here, person);
    await signIn(there, person);
    const { status } = await here.post('/studio/account/sessions/end-others');
    expect(status).toBe(303);
    expect((await there.get('/studio')).status).toBe(303);
    expect((await here.get('/studio')).status).toBe(200);
  });

  test('of somebody else cannot be ended', async () => {
    const victim = await signedIn(app, 'administrator');
    const other = await signedIn(app, 'designer');
    const { orm, tables } = app.db.read;
    const rows = await orm.select().from(tables.sessions);
    const theirs = rows.find(({ personId }) => personId === victim.person.id);
    expect((await other.post(`/studio/account/sessions/${theirs?.id}/end`)).status).toBe(404);
    expect((await victim.get('/studio')).status).toBe(200);
  });

  test('ends everywhere else with a new password', async () => {
    const person = await anAccount(app, 'designer');
    const [here, there] = [aBrowser(app), aBrowser(app)];
    await signIn(here, person);
    await signIn(there, person);
    const anew = 'quite another four words';
    const short = await here.post('/studio/account/password', { current: password, password: 'short' });
    expect(short.status).toBe(422);
    const changed = await here.post('/studio/account/password', { current: password, password: anew });
    expect(changed.headers.get('location')).toBe('/studio/account?said=password');
    expect((await here.get('/studio')).status).toBe(200);
    expect((await there.get('/studio')).status).toBe(303);
    expect((await signIn(aBrowser(app), person)).status).toBe(422);
  });
});
