import { beforeEach, describe, expect, test } from 'vitest';
import { allPeople, personByEmail } from '#db/queries/people.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { anApp, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { aBrowser, anAccount, type Browser, password, signedIn, signIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let app: TestApp;
beforeEach(() => {
  app = anApp();
  return () => app.db.close();
});

const english = { 'accept-language': 'en' };

/** The path of the link that a page shows this once. */
async function linkIn(response: Response): Promise<string> {
  return /<code>http:\/\/survey\.example([^<]+)<\/code>/.exec(await response.text())?.[1] ?? '';
}

async function invite(administrator: Browser, email = 'new@example.com'): Promise<string> {
  const form = { name: 'New Person', email, role: 'analyst' };
  const made = await administrator.post('/studio/people/new', form);
  expect(made.status).toBe(200);
  return await linkIn(made);
}

describe('an invitation', () => {
  test('lets somebody choose a password, once', async () => {
    const link = await invite(await signedIn(app, 'administrator'));
    const browser = aBrowser(app);
    expect((await browser.get(link)).status).toBe(200);
    expect((await browser.get(link)).status).toBe(200);
    const taken = await browser.post(link, { password });
    expect(taken.headers.get('location')).toBe('/studio/sign-in?said=ready');
    expect((await signIn(browser, { email: 'new@example.com' })).headers.get('location')).toBe('/studio');
    expect((await browser.get(link)).status).toBe(410);
    expect((await browser.post(link, { password: 'yet another long one' })).status).toBe(410);
  });

  test('is not for a password that is too short or made of their own name', async () => {
    const link = await invite(await signedIn(app, 'administrator'));
    const browser = aBrowser(app);
    for (const own of ['eleven char', 'New Person 2026', 'new@example.com']) {
      expect((await browser.post(link, { password: own })).status, own).toBe(422);
    }
    expect((await browser.get(link)).status).toBe(200);
  });

  test('runs out after a week', async () => {
    const link = await invite(await signedIn(app, 'administrator'));
    app.setClock('2026-07-22T07:59:00Z');
    expect((await aBrowser(app).get(link)).status).toBe(200);
    app.setClock('2026-07-22T08:01:00Z');
    expect((await aBrowser(app).post(link, { password })).status).toBe(410);
  });

  test('is worth nothing once there is another, or its person is shut out', async () => {
    const administrator = await signedIn(app, 'administrator');
    const first = await invite(administrator);
    const person = await personByEmail(app.db.read, 'new@example.com');
    const again = await administrator.post(`/studio/people/${person?.id}/password-link`);
    const second = await linkIn(again);
    expect((await aBrowser(app).post(first, { password })).status).toBe(410);
    await administrator.post(`/studio/people/${person?.id}/disable`);
    expect((await aBrowser(app).post(second, { password })).status).toBe(410);
  });

  test('goes to an address once', async () => {
    const administrator = await signedIn(app, 'administrator');
    await invite(administrator);
    const form = { name: 'Another', email: 'NEW@example.com', role: 'reader' };
    const again = await administrator.post('/studio/people/new', form, english);
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('There is an account with this address already');
  });

  test('and a new name are for nobody who would be taken for somebody else', async () => {
    const administrator = await signedIn(app, 'administrator', { name: 'Ada Li' });
    const bo = await signedIn(app, 'designer', { name: 'Bo' });
    const form = { name: 'ada  ＬＩ', email: 'li@example.com', role: 'reader' };
    const invited = await administrator.post('/studio/people/new', form, english);
    expect([invited.status, await invited.text()]).toEqual([422, expect.stringContaining('has this name')]);
    for (const name of ['Ada Li', 'ADA LI']) {
      const renamed = await bo.post('/studio/account/profile', { name, language: 'en' }, english);
      expect([renamed.status, await renamed.text()]).toEqual([422, expect.stringContaining('has this name')]);
    }
    expect((await bo.post('/studio/account/profile', { name: 'BO', language: 'en' })).status).toBe(303);
    expect((await allPeople(app.db.read)).map(({ name }) => name)).toEqual(['Ada Li', 'BO']);
  });

  test('is kept as a digest', async () => {
    const link = await invite(await signedIn(app, 'administrator'));
    const { orm, tables } = app.db.read;
    const rows = JSON.stringify(await orm.select().from(tables.oneTimeLinks));
    expect(rows).not.toContain(link.split('/').at(-1));
  });
});

describe('somebody who is shut out', () => {
  test('is out at once, everywhere, and comes in again when let in', async () => {
    const administrator = await signedIn(app, 'administrator');
    const browser = await signedIn(app, 'designer');
    const path = `/studio/people/${browser.person.id}`;
    await administrator.post(`${path}/disable`);
    expect((await browser.get('/studio')).status).toBe(303);
    const refused = await browser.post('/studio/sign-in', { email: browser.person.email, password }, english);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('The address or the password is not right');
    await administrator.post(`${path}/enable`);
    expect((await signIn(browser, browser.person)).status).toBe(303);
  });
});

describe('a role', () => {
  test('counts from the next request on', async () => {
    const administrator = await signedIn(app, 'administrator');
    const browser = await signedIn(app, 'reader');
    expect((await browser.get('/studio/people')).status).toBe(403);
    await administrator.post(`/studio/people/${browser.person.id}/role`, { role: 'administrator' });
    expect((await browser.get('/studio/people')).status).toBe(200);
  });

  test('of the last administrator stays, and so does their way in', async () => {
    const administrator = await signedIn(app, 'administrator');
    const path = `/studio/people/${administrator.person.id}`;
    await invite(administrator);
    const invited = await personByEmail(app.db.read, 'new@example.com');
    await administrator.post(`/studio/people/${invited?.id}/role`, { role: 'administrator' });
    const demoted = await administrator.post(`${path}/role`, { role: 'reader' }, english);
    expect(demoted.status).toBe(422);
    expect(await demoted.text()).toContain('the last administrator');
    expect((await administrator.post(`${path}/disable`)).status).toBe(422);
    await anAccount(app, 'administrator');
    expect((await administrator.post(`${path}/role`, { role: 'reader' })).status).toBe(303);
    expect((await administrator.get('/studio/people')).status).toBe(403);
  });

  test('of two administrators who take each other’s away at once stays with one', async () => {
    const [one, other] = [await signedIn(app, 'administrator'), await signedIn(app, 'administrator')];
    const statuses = await Promise.all([
      one.post(`/studio/people/${other.person.id}/role`, { role: 'reader' }),
      other.post(`/studio/people/${one.person.id}/role`, { role: 'reader' }),
    ]);
    // the other one is refused as the last, or no administrator any more by then
    const [done, refused] = statuses.map(({ status }) => status).sort();
    expect(done).toBe(303);
    expect([403, 422]).toContain(refused);
    const left = await Promise.all([one, other].map((each) => each.get('/studio/people')));
    expect(left.map(({ status }) => status).sort()).toEqual([200, 403]);
  });
});

describe('sharing a survey', () => {
  test('opens it to somebody, and ends when it is taken back', async () => {
    const { surveyId } = await aPublishedWave(app, aQuestionnaire());
    const slug = (await surveyById(app.db.read, surveyId))?.slug;
    const owner = await signedIn(app, 'designer', { surveys: [surveyId] });
    const analyst = await signedIn(app, 'analyst', { name: 'Ann <b>Alyst</b>' });
    const people = `/studio/surveys/${slug}/people`;
    expect((await analyst.get(`/studio/surveys/${slug}`)).status).toBe(404);
    await owner.post(people, { person: analyst.person.id });
    await owner.post(people, { person: analyst.person.id });
    expect((await analyst.get(`/studio/surveys/${slug}`)).status).toBe(200);
    expect(await (await owner.get(people)).text()).toContain('Ann &lt;b&gt;Alyst&lt;/b&gt;');
    await owner.post(`${people}/${analyst.person.id}/removal`);
    expect((await analyst.get(`/studio/surveys/${slug}`)).status).toBe(404);
    const log = await (await owner.get(`/studio/surveys/${slug}/log`, english)).text();
    expect(log.match(/<td>Survey shared<\/td>/g)).toHaveLength(1);
    expect(log).toContain('<td>Survey shared no longer</td>');
  });
});
