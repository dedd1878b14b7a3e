import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApp, aPersonalLink, aPublishedWave, type Fields, type TestApp } from '#test/helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

/** What a page that is sent by a script is answered with. */
let app: TestApp;
let path: string;

beforeAll(async () => {
  app = anApp();
  const wave = await aPublishedWave(app, aQuestionnaire());
  path = `/s/${(await aPersonalLink(app, wave)).token}`;
});
afterAll(() => app.db.close());

const send = (page: string, form: Fields, headers: Record<string, string> = {}) =>
  app.post(`${path}/${page}`, form, { 'x-requested-with': 'fetch', 'accept-language': 'en', ...headers });

async function answered(response: Response) {
  const { status, headers } = response;
  return {
    status,
    next: headers.get('next-page'),
    location: headers.get('location'),
    body: await response.text(),
  };
}

describe('a page sent by a script', () => {
  test('is answered with the next address, and nothing to load twice', async () => {
    expect(await answered(await send('delivery', goodAnswers.delivery))).toEqual({
      status: 204,
      next: `${path}/claims`,
      location: null,
      body: '',
    });
    expect(await answered(await send('claims', { ...goodAnswers.claims, _action: 'back' }))).toMatchObject({
      status: 204,
      next: `${path}/delivery`,
    });
  });

  test('chooses a language like any other, and is told where to read it', async () => {
    const response = await send('delivery', { ...goodAnswers.delivery, _action: 'language:zh-CN' });
    expect(response.headers.get('set-cookie')).toMatch(/zh-CN/);
    expect(await answered(response)).toMatchObject({ status: 204, next: `${path}/delivery?lang=zh-CN` });
  });

  test('comes back with what is wrong as it does without', async () => {
    const response = await send('delivery', { ...goodAnswers.delivery, 'speed.expectation': '11' });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('data-error-summary');
    // What it holds was sent, and not all of it is kept.
    expect(html).toContain('data-answers="sent"');
    expect(await (await app.get(`${path}/delivery`)).text()).toContain('data-answers="kept"');
  });

  test('sent as a form is led on as a browser expects', async () => {
    const response = await send('delivery', goodAnswers.delivery, { 'x-requested-with': '' });
    expect(await answered(response)).toMatchObject({ status: 303, next: null, location: `${path}/claims` });
  });
});

describe('the script', () => {
  test('stands on every page of the questionnaire and at its end, and brings no words of its own', async () => {
    const scriptOf = async (address: string) =>
      /<script src="(\/assets\/\w+\/respond\.js)" defer>/.exec(await (await app.get(address)).text())?.[1];
    const script = await scriptOf(`${path}/delivery`);
    for (const page of ['delivery', 'claims', 'about'] as const) await send(page, goodAnswers[page]);
    expect(await scriptOf(`${path}/thanks`)).toBe(script);
    expect(await (await app.get(`${path}/thanks`)).text()).toContain('data-finished');

    const text = await (await app.get(script ?? '')).text();
    expect(text).not.toMatch(/\/\*|\/\/|\bimport\b|\bexport\b|[^\x20-\x7e\n]/);
    expect(text.length).toBeLessThan(10_500);
    expect(() => new Function(text)).not.toThrow();
  });
});
