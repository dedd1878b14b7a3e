import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkByTokenHash } from '#db/queries/links.ts';
import { responseByLink, responseCounts } from '#db/queries/responses.ts';
import { ownToken, tokenHash } from '#server/tokens.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave, type TestApp, type TestWave } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aParcelQuestionnaire, signedPath } from '#test/helpers/signed-links.ts';

let app: TestApp;
let wave: TestWave;
const english = { 'accept-language': 'en' };
const order = { order: 'SF 1', station: '010', service: '标快' };
const secretWords = 'call Li on 13800000000';

const begin = async (change: Partial<DefinitionDocument> = {}) => {
  wave = await aPublishedWave(app, aParcelQuestionnaire(change));
};
beforeEach(async () => {
  app = anApp();
  await begin();
});
afterEach(() => app.db.close());

const slip = (facts: Record<string, string> = order) => signedPath(app, wave, facts);
const locationOf = (response: Response) => response.headers.get('location') ?? '';
const tokenOf = (address: string) => address.split('/')[2] ?? '';
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const counts = () => responseCounts(app.db.read, wave.waveId);

/** Answers by a slip, to the end. @returns the slip's token, and what the last page was answered with */
async function sent(facts = order): Promise<{ token: string; last: Response; own: string }> {
  const { action } = await readPageOf(await app.get(slip(facts), english));
  await app.post(action, { delivery: secretWords });
  const last = await app.post(action.replace('/delivery', '/end'), { comment: 'quick' });
  expect(last.status).toBe(303);
  return { token: tokenOf(action), last, own: tokenOf(locationOf(last)) };
}

async function answersKept(token: string) {
  const link = await linkByTokenHash(app.db.read, tokenHash(token));
  return link === null ? null : (await responseByLink(app.db.read, link.id))?.answers;
}

describe('who sent answers by a slip', () => {
  test('is given an address of their own, and told to keep it', async () => {
    const { token, last, own } = await sent();
    expect(locationOf(last)).toBe(`/s/${own}/thanks`);
    expect(own).not.toBe(token);
    const page = await readPageOf(await app.get(locationOf(last), english));
    expect(page.heading).toBe('Your answers have been sent');
    expect(page.html).toContain('keep the address of this page');
    expect(page.html).toContain('href="my/answers"');
    expect((await readPageOf(await app.get(`/s/${own}/my/answers`, english))).html).toContain(secretWords);
  });

  test('can withdraw them there', async () => {
    const { own } = await sent();
    expect(locationOf(await app.post(`/s/${own}/my/withdrawal`, {}))).toBe(`/s/${own}/thanks`);
    expect(await counts()).toMatchObject({ submitted: 0, withdrawn: 1 });
  });

  test('can change them there, where the questionnaire lets them', async () => {
    await begin({ changeable: true });
    const { own, token } = await sent();
    const thanks = await readPageOf(await app.get(`/s/${own}/thanks`, english));
    expect(thanks.html).toContain('Until the survey closes you can change your answers.');
    expect(thanks.html).not.toContain('with the same link');
    const changed = await app.post(`/s/${own}/end`, { comment: 'slow' });
    expect(locationOf(changed)).toBe(`/s/${own}/my/answers?saved=1`);
    expect(await answersKept(token)).toMatchObject({ comment: 'slow' });
  });

  test('goes back from an early end there, and comes to it again', async () => {
    const pages = aParcelQuestionnaire().pages.map((page) =>
      page.key !== 'delivery'
        ? page
        : {
            ...page,
            endIf: [
              {
                key: 'none',
                when: { op: 'answered' as const, question: 'delivery' },
                text: { 'zh-CN': '结束', en: 'Not for you' },
              },
            ],
          },
    );
    await begin({ pages });
    const { action } = await readPageOf(await app.get(slip(), english));
    const ended = await app.post(action, { delivery: secretWords });
    const own = tokenOf(locationOf(ended));
    expect(own).not.toBe(tokenOf(action));
    expect((await readPageOf(await app.get(locationOf(ended), english))).html).toContain('Not for you');
    expect((await readPageOf(await app.get(`/s/${tokenOf(action)}/thanks`, english))).html).not.toContain(
      'Not for you',
    );
    expect(locationOf(await app.post(`/s/${own}/thanks`, {}))).toBe(`/s/${own}/delivery`);
    expect(locationOf(await app.post(`/s/${own}/delivery`, { delivery: 'again' }))).toBe(`/s/${own}/thanks`);
  });

  test('is led on from the slip, on the same device', async () => {
    const { token, last, own } = await sent();
    expect(locationOf(await app.get(slip()))).toBe(`/s/${token}/thanks`);
    expect(last.headers.get('set-cookie')).toMatch(
      new RegExp(`; Path=/s/${token}; HttpOnly; SameSite=Lax$`.replaceAll('.', '\\.')),
    );
    const thanks = await app.get(`/s/${token}/thanks`, { cookie: cookieOf(last) });
    expect(locationOf(thanks)).toBe(`/s/${own}/thanks`);
  });
});

describe('whoever else opens the slip, once the answers were sent,', () => {
  test('learns that they were, and nothing of them', async () => {
    const { token, own } = await sent();
    const thanks = locationOf(await app.get(slip()));
    const page = await readPageOf(await app.get(thanks, english));
    expect(page.heading).toBe('The answers for this link have been sent');
    expect(page.html).not.toContain(own);
    expect(page.html).not.toContain('my/answers');
    for (const path of ['', '/delivery', '/end', '/my/answers', '/my/withdrawal']) {
      const response = await app.get(`/s/${token}${path}`, english);
      expect([path, response.status, locationOf(response)]).toEqual([path, 303, `/s/${token}/thanks`]);
    }
    expect(await (await app.get(`/s/${token}/my/privacy`, english)).text()).not.toContain(secretWords);
  });

  test.each([{}, { changeable: true }])('changes nothing and withdraws nothing: %o', async (change) => {
    await begin(change);
    const { token, own } = await sent();
    for (const [path, form] of [
      ['my/withdrawal', {}],
      ['thanks', {}],
      ['delivery', { delivery: 'something else' }],
      ['end', { comment: 'something else' }],
    ] as const) {
      const response = await app.post(`/s/${token}/${path}`, form);
      expect(response.status).toBe(303);
      expect(locationOf(response)).not.toContain(own);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect(await counts()).toMatchObject({ submitted: 1, withdrawn: 0 });
    expect(await answersKept(token)).toEqual({ delivery: secretWords, comment: 'quick' });
  });

  test('learns no more by another link of the same order', async () => {
    await sent();
    const thanks = locationOf(await app.get(slip({ ...order, service: 'another' })));
    expect((await readPageOf(await app.get(thanks, english))).heading).toBe(
      'The answers for this link have been sent',
    );
    expect((await app.get(thanks.replace('thanks', 'my/answers'))).status).toBe(303);
  });

  test('cannot work out the own address, nor use that of another order', async () => {
    const { token, own } = await sent();
    const other = await sent({ ...order, order: 'SF 2' });
    const [openKey, chance, facts, signature] = token.split('.');
    const [, , , ownSignature] = other.own.split('.');
    for (const forged of [
      `${openKey}.${chance}.~.${signature}`,
      `${openKey}.${chance}.~.${ownSignature}`,
      `${openKey}.${chance}.${facts}.${own.split('.')[3]}`,
      `${openKey}.${chance}.${own.split('.')[3]}`,
      ownToken('another secret of thirty-two chars', token),
    ]) {
      expect([forged, (await app.get(`/s/${forged}/my/answers`)).status]).toEqual([forged, 404]);
    }
    const thanks = await app.get(`/s/${token}/thanks`, { cookie: `manyi-own=${other.own}` });
    expect(thanks.status).toBe(200);
  });

  test('nor is it good for anything before there is an answer', async () => {
    const { action } = await readPageOf(await app.get(slip(), english));
    const own = ownToken(app.deps.secret, tokenOf(action));
    expect((await app.get(`/s/${own}/delivery`)).status).toBe(404);
    expect((await app.post(`/s/${own}/delivery`, { delivery: 'x' })).status).toBe(404);
  });

  test('of an anonymous survey there is no such address, since nothing could be shown by it', async () => {
    await begin({ anonymous: true });
    const { token, own } = await sent();
    expect(own).toBe(token);
  });
});
