import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '#test/helpers/app.ts';
import { readPageOf } from '#test/helpers/page.ts';
import { aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';

let app: TestApp;
beforeEach(() => {
  app = anApp();
});
afterEach(() => app.db.close());

const english = { 'accept-language': 'en' };

/** A customer who has sent all answers. */
async function sent(changeable: boolean) {
  const wave = await aPublishedWave(app, aQuestionnaire({ changeable }));
  const { token, linkId } = await aPersonalLink(app, wave);
  const post = (page: keyof typeof goodAnswers, form = {}) =>
    app.post(`/s/${token}/${page}`, { ...goodAnswers[page], ...form }, english);
  await post('delivery');
  await post('claims');
  const last = await post('about');
  expect(last.headers.get('location')).toBe(`/s/${token}/thanks`);
  return { post, thanks: `/s/${token}/thanks`, stored: () => responseByLink(app.db.read, linkId) };
}

describe('a page that comes after the answers were sent, from elsewhere,', () => {
  test('is answered with the truth: it was not kept, and here are the words', async () => {
    const { post, stored } = await sent(false);
    const before = await stored();
    const late = await post('about', { comment: 'Two days late <b>and</b> wet' });
    const page = await readPageOf(late);
    expect([page.status, page.heading]).toEqual([409, 'Your answers had been sent before']);
    expect(page.html).toContain('came later and was not kept');
    expect(page.html).toContain('Two days late &lt;b&gt;and&lt;/b&gt; wet');
    expect(page.html).toContain('href="my/answers"');
    // the browser keeps no draft of it: the words stand on the page
    expect(page.html).toContain('data-finished');
    expect(await stored()).toEqual(before);
  });

  test('is thanked for as before where it says nothing that was not sent', async () => {
    const { post, thanks } = await sent(false);
    for (const page of ['delivery', 'claims', 'about'] as const) {
      expect((await post(page)).headers.get('location')).toBe(thanks);
    }
    // what is left open takes nothing away
    expect((await post('about', { comment: '' })).headers.get('location')).toBe(thanks);
  });

  test('tells a script so by its status, which leaves the page to the browser', async () => {
    const { post } = await sent(false);
    expect((await post('delivery', { 'speed.perception': '1' })).status).toBe(409);
  });
});

describe('where answers can be changed', () => {
  test('the last page sent twice leads to the same thanks, and says nothing of a change', async () => {
    const { post, thanks, stored } = await sent(true);
    const before = await stored();
    for (let time = 0; time < 3; time++) {
      expect((await post('about')).headers.get('location')).toBe(thanks);
    }
    expect(await stored()).toEqual(before);
  });

  test('a page that does change something is kept, and says so', async () => {
    const { post, stored } = await sent(true);
    const changed = await post('delivery', { 'speed.perception': '1' });
    expect(changed.headers.get('location')).toMatch(/\/my\/answers\?saved=1$/);
    expect((await stored())?.answers).toMatchObject({ speed: { ...goodAnswersKept.speed, perception: 1 } });
  });
});
