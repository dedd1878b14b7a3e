import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { optOutOf } from '#db/queries/opt-outs.ts';
import { memberById } from '#db/queries/sample-members.ts';
import { closeWave } from '#db/queries/waves.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

let app: TestApp;
let wave: TestWave;
let link: Awaited<ReturnType<typeof aPersonalLink>>;
let customer: string;

beforeEach(async () => {
  app = anApp();
  wave = await aPublishedWave(app, aQuestionnaire());
  link = await aPersonalLink(app, wave, { expiresAt: Date.parse('2026-07-20T00:00:00Z') });
  customer = (await memberById(app.db.read, link.memberId))?.customer ?? '';
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };
const address = () => `/s/${link.token}/my/invitations`;
const read = async () => await readPageOf(await app.get(address(), english));
const isOut = async () => (await optOutOf(app.db.read, customer)) !== null;

describe('invitations', () => {
  test('are stopped with one click, and asked for again with another', async () => {
    const before = await read();
    expect(before.html).toContain('We may invite you');
    expect([...before.html.matchAll(/<button/g)]).toHaveLength(1);
    const response = await app.post(address(), { _action: 'stop' });
    expect([response.status, response.headers.get('location')]).toEqual([303, address()]);
    expect(await optOutOf(app.db.read, customer)).toMatchObject({ source: 'customer' });
    const after = await read();
    expect(after.html).toContain('You will not be invited to our surveys any more.');
    expect(after.html).toContain('>Invite me again</button>');
    await app.post(address(), { _action: 'resume' });
    expect(await isOut()).toBe(false);
  });

  test('are not stopped by looking, by whatever method', async () => {
    await app.get(address());
    await app.get(`${address()}?List-Unsubscribe=One-Click`);
    await app.app.request(address(), { method: 'HEAD' });
    expect(await isOut()).toBe(false);
  });

  test('are stopped however often it is asked for', async () => {
    await Promise.all([1, 2, 3].map(() => app.post(address(), { _action: 'stop' })));
    expect(await isOut()).toBe(true);
  });

  test('stop after the survey has closed and the link has expired', async () => {
    await app.db.write((tx) => closeWave(tx, wave.waveId, 0));
    app.setClock('2027-01-01T00:00:00Z');
    expect((await read()).status).toBe(200);
    await app.post(address(), { _action: 'stop' });
    expect(await isOut()).toBe(true);
  });

  test('stop without touching the answers', async () => {
    await app.post(`/s/${link.token}/delivery`, goodAnswers.delivery);
    await app.post(address(), { _action: 'stop' });
    const next = await app.get(`/s/${link.token}/claims`);
    expect(next.status).toBe(200);
    expect((await memberById(app.db.read, link.memberId))?.disposition).toBeNull();
  });

  test.each([[{}], [{ _action: 'perhaps' }], [{ _action: ['stop', 'resume'] }], [{ stop: '1' }]])(
    'are left alone by a form that says %j',
    async (form) => {
      expect((await app.post(address(), form)).status).toBe(400);
      expect(await isOut()).toBe(false);
    },
  );

  test('are one click away on every page of a personal link, to its very end', async () => {
    const leadsThere = async (path: string) =>
      (await readPageOf(await app.get(`/s/${link.token}/${path}`, english))).html.match(
        /<a href="([^"]*)">No more invitations<\/a>/,
      )?.[1];
    expect(await leadsThere('delivery')).toBe('my/invitations');
    for (const page of ['answers', 'withdrawal', 'privacy'])
      expect([page, await leadsThere(`my/${page}`)]).toEqual([page, 'invitations']);
    for (const page of ['delivery', 'claims', 'about'] as const)
      await app.post(`/s/${link.token}/${page}`, goodAnswers[page]);
    expect(await leadsThere('thanks')).toBe('my/invitations');
    const open = await app.get(`/o/${wave.openKey}`, english);
    expect(await open.text()).not.toContain('No more invitations');
  });

  test('of somebody who came by the open link are nobody’s', async () => {
    const { action } = await readPageOf(await app.get(`/o/${wave.openKey}`));
    const open = action.replace('/delivery', '/my/invitations');
    expect((await app.get(open)).status).toBe(404);
    expect((await app.post(open, { _action: 'stop' })).status).toBe(404);
    expect((await app.post('/s/nobody/my/invitations', { _action: 'stop' })).status).toBe(404);
  });
});

describe('the one click of a mail program (RFC 8058)', () => {
  test('is answered without a redirect', async () => {
    const response = await app.post(address(), { 'List-Unsubscribe': 'One-Click' });
    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    expect(await isOut()).toBe(true);
    // pressed again, it stays so
    expect((await app.post(address(), { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await isOut()).toBe(true);
  });

  test('may come as multipart/form-data', async () => {
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    expect((await app.app.request(address(), { method: 'POST', body })).status).toBe(200);
    expect(await isOut()).toBe(true);
  });

  test.each([
    ['another value', 'List-Unsubscribe=No', 'application/x-www-form-urlencoded'],
    ['a body that is no form', '{}', 'application/json'],
    [
      'a multipart body that breaks off',
      '--x\r\nContent-Disposition: form-data; name="List',
      'multipart/form-data; boundary=x',
    ],
    ['a multipart body without its boundary', 'List-Unsubscribe=One-Click', 'multipart/form-data'],
  ])('with %s does nothing', async (_, body, type) => {
    const response = await app.app.request(address(), {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(response.status).toBe(400);
    expect(await isOut()).toBe(false);
  });
});
