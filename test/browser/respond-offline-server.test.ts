import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { openSqlite } from '#db/sqlite.ts';
import { createApp } from '#server/app.ts';
import { listen } from '#server/serve.ts';
import { aPersonalLink } from '#test/helpers/app.ts';
import { useSite } from '#test/helpers/browser.ts';
import { choose, chosenOn, draftsOf, goOn, heading, sentBy, storedAt } from '#test/helpers/customer.ts';
import { goodAnswersKept } from '#test/helpers/questionnaire.ts';

/** A second server on the same database, which is stopped and started while customers answer. */
const site = useSite();
let server: Awaited<ReturnType<typeof start>>;

async function start(port = 0) {
  const { app } = site();
  const db = openSqlite(app.file);
  const listening = await listen(createApp({ ...app.deps, db }), { host: '127.0.0.1', port });
  return {
    port: listening.port,
    origin: `http://127.0.0.1:${listening.port}`,
    stop: async () => {
      await listening.close();
      await db.close();
    },
  };
}

beforeAll(async () => {
  server = await start();
});
afterAll(() => server.stop());

const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};
const deliveryKept = { speed: goodAnswersKept.speed, manner: goodAnswersKept.manner };
const claims = { 'claims.perception': 'na', ease: '4', recommend: '9' };
const waiting = /^Not sent yet: your answers cannot be delivered just now/;

async function opened() {
  const page = await site().open({ locale: 'en' });
  page.setDefaultTimeout(10_000);
  const address = (await site().link()).replace(site().origin, server.origin);
  await page.goto(address);
  await heading(page, 'Delivery');
  return { page, address, sent: sentBy(page), stored: () => storedAt(site().app, address) };
}

const isWaiting = (page: Page) => page.getByRole('status').getByText(waiting).waitFor();

/** Answers pages that are sent with `answer`, the first `times` times. */
async function answerSent(page: Page, times: number, answer: (route: Route) => Promise<void>) {
  let left = times;
  await page.route('**/s/**', async (route) => {
    if (route.request().method() !== 'POST' || left === 0) return await route.continue();
    left -= 1;
    await answer(route);
  });
}

describe('while the server is stopped and started again', () => {
  test('a page is tried again until it is kept, once', async () => {
    const { page, stored, sent } = await opened();
    await choose(page, delivery);
    const { port } = server;
    await server.stop();
    await goOn(page);
    await isWaiting(page);
    await choose(page, { 'speed.perception': '6' });
    server = await start(port);
    await heading(page, 'Claims and overall');
    expect(sent.length).toBeGreaterThan(1);
    expect(await stored()).toMatchObject({
      revision: 1,
      answers: { ...deliveryKept, speed: { expectation: 9, perception: 6 } },
    });
    expect(await draftsOf(page)).toEqual({});
  });

  test('the whole questionnaire arrives, and one response is counted', async () => {
    const before = await responseCounts(site().app.db.read, site().wave.waveId);
    const { page, stored } = await opened();
    const { port } = server;
    const sendWhileStopped = async () => {
      await server.stop();
      await goOn(page);
      await isWaiting(page);
      server = await start(port);
    };
    await choose(page, delivery);
    await sendWhileStopped();
    await heading(page, 'Claims and overall');
    await choose(page, claims);
    await sendWhileStopped();
    await heading(page, 'About you');
    await choose(page, { market: 'parcels' });
    await page.getByRole('textbox', { name: /parcels/ }).fill('12');
    await sendWhileStopped();
    await heading(page, 'Your answers have been sent');
    expect(await stored()).toMatchObject({
      status: 'submitted',
      answers: { market: 'parcels', parcels: 12 },
    });
    const after = await responseCounts(site().app.db.read, site().wave.waveId);
    expect(after.submitted - before.submitted).toBe(1);
    expect(after.started - before.started).toBe(0);
  });
});

describe('what is no answer of ours', () => {
  test.each([
    ['502 of a proxy', { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }],
    ['503 of a server that starts', { status: 503, body: '' }],
    ['429', { status: 429, body: 'Slow down' }],
    [
      'a page that a network wants seen first',
      { status: 200, contentType: 'text/html', body: '<form>Log in' },
    ],
  ] as const)('such as %s is waited out', async (_, answer) => {
    const { page, stored, sent } = await opened();
    await answerSent(page, 1, (route) => route.fulfill(answer));
    await choose(page, delivery);
    await goOn(page);
    await isWaiting(page);
    expect(await chosenOn(page)).toEqual(delivery);
    await heading(page, 'Claims and overall');
    expect(sent).toEqual(['delivery', 'delivery']);
    expect((await stored())?.answers).toEqual(deliveryKept);
  });

  test('such as a database that is locked is waited out', async () => {
    const { page, address, stored } = await opened();
    await answerSent(page, 1, async (route) => {
      // The page with everything on it again, as it is sent without scripts.
      const body = await (await fetch(address)).text();
      await route.fulfill({ status: 503, contentType: 'text/html', body });
    });
    await choose(page, delivery);
    await goOn(page);
    await isWaiting(page);
    expect(await chosenOn(page)).toEqual(delivery);
    await heading(page, 'Claims and overall');
    expect((await stored())?.answers).toEqual(deliveryKept);
  });
});

describe('a page that arrived though its answer was lost', () => {
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort('connectionreset');
  };

  test('is harmless, and going on as usual', async () => {
    const { page, stored, sent } = await opened();
    await answerSent(page, 1, lose);
    await choose(page, delivery);
    await goOn(page);
    await isWaiting(page);
    expect((await stored())?.answers).toEqual(deliveryKept);
    await heading(page, 'Claims and overall');
    expect(sent).toEqual(['delivery', 'delivery']);
    expect((await stored())?.answers).toEqual(deliveryKept);
  });

  test('is thanked for when it was the last', async () => {
    const before = await responseCounts(site().app.db.read, site().wave.waveId);
    const { page, stored } = await opened();
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    await choose(page, claims);
    await goOn(page);
    await heading(page, 'About you');
    await choose(page, { market: 'parcels' });
    await page.getByRole('textbox', { name: /parcels/ }).fill('12');
    await answerSent(page, 1, lose);
    await goOn(page);
    await isWaiting(page);
    await heading(page, 'Your answers have been sent');
    expect(await stored()).toMatchObject({ status: 'submitted' });
    const after = await responseCounts(site().app.db.read, site().wave.waveId);
    expect(after.submitted - before.submitted).toBe(1);
  });

  test('does not take back what was typed after it, when the tab is opened anew', async () => {
    const { page, address, stored } = await opened();
    let isLost = false;
    await page.route('**/s/**', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue();
      if (!isLost) await route.fetch();
      isLost = true;
      await route.abort('connectionreset');
    });
    await choose(page, delivery);
    await goOn(page);
    await isWaiting(page);
    await choose(page, { 'speed.perception': '1' });
    const again = await page.context().newPage();
    await page.close();
    await again.goto(`${address}/delivery`);
    await heading(again, 'Claims and overall');
    expect((await stored())?.answers).toEqual({ ...deliveryKept, speed: { expectation: 9, perception: 1 } });
  });

  test('is followed by what was typed while it was on its way', async () => {
    const { page, stored, sent } = await opened();
    let arrived = () => {};
    const held = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await answerSent(page, 1, async (route) => {
      await held;
      await route.continue();
    });
    await choose(page, delivery);
    await goOn(page);
    await choose(page, { 'speed.perception': '2' });
    arrived();
    await heading(page, 'Claims and overall');
    expect(sent).toEqual(['delivery', 'delivery']);
    expect((await stored())?.answers).toEqual({ ...deliveryKept, speed: { expectation: 9, perception: 2 } });
  });

  test('says that it is being sent when that takes long', async () => {
    const { page } = await opened();
    let arrived = () => {};
    const held = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await answerSent(page, 1, async (route) => {
      await held;
      await route.continue();
    });
    await choose(page, delivery);
    await goOn(page);
    await page.getByRole('status').getByText('Sending…').waitFor();
    arrived();
    await heading(page, 'Claims and overall');
  });
});

describe('what is refused for good', () => {
  test('is shown as the browser shows it, and nothing of it stays: a link that has expired', async () => {
    const { app, wave } = site();
    const { token } = await aPersonalLink(app, wave, { expiresAt: Date.parse('2026-07-16') });
    const page = await site().open({ locale: 'en' });
    await page.goto(`${server.origin}/s/${token}`);
    await choose(page, delivery);
    expect(Object.keys(await draftsOf(page))).toEqual(['delivery']);
    app.setClock('2026-07-17T08:00:00Z');
    await goOn(page);
    await heading(page, 'This link is no longer in use');
    expect(await draftsOf(page)).toEqual({});
    app.setClock('2026-07-15T08:00:00Z');
  });

  test('is shown as the browser shows it, and what was typed stays: more than we take at once', async () => {
    const { page, address } = await opened();
    await choose(page, delivery);
    await page.locator('form').evaluate((form) => {
      const long = form.ownerDocument.createElement('textarea');
      Object.assign(long, { name: 'long', value: 'x'.repeat(300_000) });
      form.append(long);
    });
    await goOn(page);
    await heading(page, 'That was more than we can take at once');
    await page.goto(address);
    expect(await chosenOn(page)).toEqual(delivery);
  });
});
