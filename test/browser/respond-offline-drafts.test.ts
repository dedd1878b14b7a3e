import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { aPublishedWave } from '#test/helpers/app.ts';
import { useSite } from '#test/helpers/browser.ts';
import { launchChromium } from '#test/helpers/chromium.ts';
import {
  choose,
  chosenOn,
  cutOff,
  draftsOf,
  goOn,
  heading,
  sentBy,
  storedAt,
} from '#test/helpers/customer.ts';
import { aQuestionnaire, goodAnswers, goodAnswersKept } from '#test/helpers/questionnaire.ts';

const site = useSite();

const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};
const deliveryKept = { speed: goodAnswersKept.speed, manner: goodAnswersKept.manner };
const overtaken = /^This page has been answered elsewhere in the meantime/;
const waiting = /^Not sent yet: your answers cannot be delivered just now/;

async function opened(options: Parameters<ReturnType<typeof site>['open']>[0] = {}) {
  const page = await site().open({ locale: 'en', ...options });
  page.setDefaultTimeout(10_000);
  const address = await site().link();
  await page.goto(address);
  await heading(page, 'Delivery');
  return {
    page,
    address,
    path: new URL(address).pathname,
    stored: () => storedAt(site().app, address),
  };
}

const says = (page: Page, words: RegExp) => page.getByRole('status').getByText(words);

describe('a page answered on another device since', () => {
  test('fills only what is still open with what was typed here, and says so once', async () => {
    const { page, path, stored } = await opened();
    await choose(page, { ...delivery, 'speed.expectation': '2' });
    await site().app.post(`${path}/delivery`, {
      'speed.expectation': '5',
      'speed.perception': '5',
      'manner.expectation': '4',
      _action: 'back',
    });
    await page.reload();
    await says(page, overtaken).waitFor();
    expect(await chosenOn(page)).toEqual({
      'speed.expectation': '5',
      'speed.perception': '5',
      'manner.expectation': '4',
      'manner.perception': '10',
    });
    await page.reload();
    expect(await says(page, overtaken).count()).toBe(0);
    await goOn(page);
    await heading(page, 'Claims and overall');
    expect((await stored())?.answers).toEqual({
      speed: { expectation: 5, perception: 5 },
      manner: { expectation: 4, perception: 10 },
    });
  });

  test('says nothing when only other pages were answered there', async () => {
    const { page, path } = await opened();
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    await page.goBack();
    await heading(page, 'Delivery');
    await choose(page, { 'speed.expectation': '3' });
    await site().app.post(`${path}/claims`, goodAnswers.claims);
    await page.reload();
    expect(await chosenOn(page)).toEqual({ ...delivery, 'speed.expectation': '3' });
    expect(await says(page, overtaken).count()).toBe(0);
  });

  test('is not sent by itself, though that was promised for what was typed here', async () => {
    const { page, address, path, stored } = await opened();
    await choose(page, delivery);
    const connect = await cutOff(page);
    await goOn(page);
    await says(page, waiting).waitFor();
    await page.goto('about:blank');
    expect(await stored()).toBeNull();
    await site().app.post(`${path}/delivery`, { ...delivery, 'speed.expectation': '1', _action: 'back' });
    await connect();
    await page.goto(`${address}/delivery`);
    await says(page, overtaken).waitFor();
    expect(await chosenOn(page)).toEqual({ ...delivery, 'speed.expectation': '1' });
    expect((await stored())?.passed).toEqual([]);
  });

  test('is told of when it was finished there with other answers, and nothing of it stays here', async () => {
    const { page, path, stored } = await opened();
    await choose(page, { ...delivery, 'speed.expectation': '2' });
    for (const each of ['delivery', 'claims', 'about'] as const) {
      await site().app.post(`${path}/${each}`, goodAnswers[each]);
    }
    await goOn(page);
    await heading(page, 'Your answers had been sent before');
    expect(await stored()).toMatchObject({ status: 'submitted', answers: goodAnswersKept });
    expect(await draftsOf(page)).toEqual({});
  });
});

describe('two tabs with the same page', () => {
  test('keep what is typed in both, and each sends what it shows', async () => {
    const { page, address, stored } = await opened();
    const other = await page.context().newPage();
    await other.goto(address);
    await choose(page, { 'speed.expectation': '9', 'speed.perception': '7' });
    await choose(other, { 'manner.expectation': '8', 'manner.perception': '10' });
    expect(await draftsOf(page)).toEqual({ delivery });
    await page.close();
    await other.reload();
    expect(await chosenOn(other)).toEqual(delivery);
    await goOn(other);
    await heading(other, 'Claims and overall');
    expect((await stored())?.answers).toEqual(deliveryKept);
  });

  test('sent by one leaves what the other has typed, and makes one response', async () => {
    const before = await responseCounts(site().app.db.read, site().wave.waveId);
    const { page, address, stored } = await opened();
    const other = await page.context().newPage();
    await other.goto(address);
    await choose(other, { 'manner.perception': '3' });
    await choose(page, delivery);
    await choose(other, { 'manner.perception': '4' });
    await goOn(page);
    await heading(page, 'Claims and overall');
    expect(await draftsOf(page)).toEqual({ delivery: { 'manner.perception': '4' } });
    await choose(other, { ...delivery, 'manner.perception': '5' });
    await goOn(other);
    await heading(other, 'Claims and overall');
    expect((await stored())?.answers).toEqual({ ...deliveryKept, manner: { expectation: 8, perception: 5 } });
    expect(await draftsOf(page)).toEqual({});
    const after = await responseCounts(site().app.db.read, site().wave.waveId);
    expect(after.started - before.started).toBe(1);
  });
});

describe('an open link', () => {
  test('turns into one customer’s address with the first answer: reloading counts nobody twice', async () => {
    const { app, wave, origin } = site();
    const before = await responseCounts(app.db.read, wave.waveId);
    const page = await site().open({ locale: 'en' });
    await page.goto(`${origin}/o/${wave.openKey}`);
    expect(page.url()).toBe(`${origin}/o/${wave.openKey}`);
    const connect = await cutOff(page);
    await choose(page, delivery);
    await goOn(page);
    await says(page, waiting).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/s\/.*\/delivery$/);
    await page.reload();
    await connect();
    await heading(page, 'Claims and overall');
    expect((await storedAt(app, page.url()))?.answers).toEqual(deliveryKept);
    const after = await responseCounts(app.db.read, wave.waveId);
    expect(after.started - before.started).toBe(1);
  });

  test('opened again on the same phone shows nothing of what somebody else has typed', async () => {
    const { wave, origin } = site();
    const page = await site().open({ locale: 'en' });
    await page.goto(`${origin}/o/${wave.openKey}`);
    await choose(page, delivery);
    const next = await page.context().newPage();
    await next.goto(`${origin}/o/${wave.openKey}`);
    expect(await chosenOn(next)).toEqual({});
  });
});

describe('what is kept in the browser', () => {
  test('goes after seven days, on whatever page of ours is opened', async () => {
    const { page } = await opened();
    await choose(page, delivery);
    await page.evaluate(`for (const key of Object.keys(localStorage)) {
      const draft = JSON.parse(localStorage[key]);
      localStorage['manyi.draft /s/young/page'] = JSON.stringify({ ...draft, at: Date.now() - 6.9 * 864e5 });
      localStorage['manyi.draft /s/old/page'] = JSON.stringify({ ...draft, at: Date.now() - 7.1 * 864e5 });
      localStorage['manyi.draft /s/ill/page'] = '{';
      localStorage.other = 'of another part of this server';
    }`);
    await page.goto(await site().link());
    const keys = await page.evaluate<string[]>('Object.keys(localStorage)');
    const ofThisPage = keys.filter((key) => /^manyi\.draft \/s\/.*\/delivery$/.test(key));
    expect(ofThisPage).toHaveLength(1);
    expect(new Set(keys)).toEqual(new Set([...ofThisPage, 'manyi.draft /s/young/page', 'other']));
  });

  test.each([
    [
      'is refused',
      `Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })`,
    ],
    ['is not there', `Object.defineProperty(window, 'localStorage', { value: null })`],
    [
      'has no room',
      `Storage.prototype.setItem = () => { throw new Error('full'); };
      Object.defineProperty(window, 'localStorage', { value: new Proxy({}, { set() { throw new Error('full'); } }) })`,
    ],
  ])(
    'where that %s, the page works, sends itself later, and does not say that it is kept',
    async (_, script) => {
      const page = await site().open({ locale: 'en' });
      const problems: Error[] = [];
      page.on('pageerror', (error) => problems.push(error));
      await page.addInitScript(script);
      const address = await site().link();
      await page.goto(address);
      await page.context().setOffline(true);
      await choose(page, delivery);
      await goOn(page);
      await says(page, /delivered just now. They will be sent by themselves/).waitFor();
      await choose(page, { 'speed.perception': '3' });
      await page.context().setOffline(false);
      await heading(page, 'Claims and overall');
      expect((await storedAt(site().app, address))?.answers).toMatchObject({ speed: { perception: 3 } });
      expect(problems).toEqual([]);
    },
  );
});

describe('the browser’s own ways', () => {
  test('a page that was put by shows, when it comes back, what was answered since', async () => {
    const { page, path } = await opened();
    await choose(page, delivery);
    const comesBack = () =>
      page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await site().app.post(`${path}/delivery`, { ...delivery, 'speed.expectation': '1', _action: 'back' });
    await comesBack();
    await expect.poll(() => chosenOn(page)).toEqual({ ...delivery, 'speed.expectation': '1' });
    for (const each of ['delivery', 'claims', 'about'] as const) {
      await site().app.post(`${path}/${each}`, goodAnswers[each]);
    }
    await comesBack();
    await heading(page, 'Your answers have been sent');
  });

  test('a page that was put by can be sent again after going back to it', async () => {
    const { app, wave, origin } = site();
    const browser = await launchChromium({ putsPagesBy: true });
    const page = await browser.newPage({ locale: 'en' });
    await page.addInitScript(
      `addEventListener('pageshow', ({ persisted }) => { globalThis.cameBack = persisted; })`,
    );
    await page.goto(`${origin}/o/${wave.openKey}`);
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    await page.evaluate('history.back()');
    await heading(page, 'Delivery');
    await page.waitForFunction('globalThis.cameBack');
    expect(await chosenOn(page)).toEqual(delivery);
    await choose(page, { 'speed.expectation': '2' });
    await goOn(page);
    await heading(page, 'Claims and overall');
    expect((await storedAt(app, page.url()))?.answers).toMatchObject({ speed: { expectation: 2 } });
    await browser.close();
  });

  test('without scripts nothing is kept in the browser, and the page is sent as a form', async () => {
    const { page, stored } = await opened({ javaScriptEnabled: false });
    const sent = sentBy(page);
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    expect(sent).toEqual(['delivery']);
    expect((await stored())?.answers).toEqual(deliveryKept);
  });

  test('questions may be called as a form’s own properties are', async () => {
    const { app, origin } = site();
    const both = (text: string) => ({ 'zh-CN': text, en: text });
    const keys = ['action', 'elements', 'submit', 'method', 'dataset'] as const;
    const questions = keys.map((key) => ({ kind: 'text' as const, key, text: both(key), maxLength: 100 }));
    const pages = [{ key: 'names', title: both('Names'), questions }];
    const wave = await aPublishedWave(app, aQuestionnaire({ pages, factors: [] }));
    const page = await site().open({ locale: 'en' });
    await page.goto(`${origin}/o/${wave.openKey}`);
    for (const key of keys) await page.locator(`textarea[name=${key}]`).fill(`of ${key}`);
    await page.reload();
    expect(await page.locator('textarea[name=elements]').inputValue()).toBe('of elements');
    await page.locator('textarea[name=submit]').fill('x'.repeat(101));
    await goOn(page);
    await page.locator('[data-error-summary]').waitFor();
    await page.locator('textarea[name=submit]').fill('short');
    await goOn(page);
    await heading(page, 'Your answers have been sent');
    expect((await storedAt(app, page.url()))?.answers).toMatchObject({
      action: 'of action',
      submit: 'short',
    });
  });
});
