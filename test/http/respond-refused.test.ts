import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeWave } from '#db/queries/waves.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aPrivacyText, aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const close = () => app.db.write((tx) => closeWave(tx, wave.waveId, app.deps.now().getTime()));

/** The addresses a page links to. */
const linksOn = (html: string) =>
  [...html.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => href.replace('&#x3D;', '='));

describe('where a survey has closed before it was finished', () => {
  test('the page leads to the answers, to taking them back, and to invitations, which all work', async () => {
    const { token } = await aPersonalLink(app, wave);
    await app.post(`/s/${token}/delivery`, goodAnswers.delivery);
    await close();
    for (const path of ['', '/claims', '/thanks']) {
      const page = await readPageOf(await app.get(`/s/${token}${path}`, english));
      expect([page.status, page.heading]).toEqual([410, 'This survey has closed']);
      const links = linksOn(page.html);
      expect(links).toEqual(
        ['answers', 'withdrawal', 'invitations'].map((step) => `/s/${token}/my/${step}?lang=en`),
      );
      for (const link of links) expect((await app.get(link)).status).toBe(200);
    }
    const late = await readPageOf(await app.post(`/s/${token}/claims`, goodAnswers.claims, english));
    expect(linksOn(late.html)).toHaveLength(3);
  });

  test('and nobody has begun, only to invitations; by an open link to nothing', async () => {
    const { token } = await aPersonalLink(app, wave);
    await close();
    const personal = await readPageOf(await app.get(`/s/${token}`, english));
    expect(linksOn(personal.html)).toEqual([`/s/${token}/my/invitations?lang=en`]);
    expect(linksOn((await readPageOf(await app.get(`/o/${wave.openKey}`, english))).html)).toEqual([]);
  });

  test('also where the link alone has run out', async () => {
    const expiresAt = app.deps.now().getTime() + 60_000;
    const { token } = await aPersonalLink(app, wave, { expiresAt });
    await app.post(`/s/${token}/delivery`, goodAnswers.delivery);
    app.setClock('2026-08-01T00:00:00Z');
    const page = await readPageOf(await app.get(`/s/${token}`, english));
    expect(page.heading).toBe('This link is no longer in use');
    expect(linksOn(page.html)).toHaveLength(3);
  });
});

describe('what is refused at an interview’s own address, before it is read,', () => {
  test.each<[number, string, string, string]>([
    [413, 'too much', `comment=${'x'.repeat(300_000)}`, 'application/x-www-form-urlencoded'],
    [400, 'no form', '{}', 'application/json'],
    [400, 'not in UTF-8', 'comment=%FF', 'application/x-www-form-urlencoded'],
  ])('is refused in the survey’s name, with %i: %s', async (status, _, body, type) => {
    wave = await aPublishedWave(app, aQuestionnaire({ privacy: aPrivacyText() }));
    const { token } = await aPersonalLink(app, wave);
    const headers = { ...english, 'content-type': type, 'content-length': String(body.length) };
    const response = await app.app.request(`/s/${token}/delivery`, { method: 'POST', body, headers });
    const page = await readPageOf(response);
    expect(page.status).toBe(status);
    expect(page.html).toContain('<span>Huajie Express</span>');
    expect(page.html).toContain('privacy@huajie.example');
  });

  test('is refused in nobody’s name where nobody was given the address', async () => {
    const page = await readPageOf(
      await app.app.request('/s/unknown/delivery', { method: 'POST', body: '{}', headers: english }),
    );
    expect(page.status).toBe(400);
    expect(page.html).not.toContain('Huajie');
    expect(app.failures).toEqual([]);
  });
});
