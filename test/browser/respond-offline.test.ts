import { describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
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
import { goodAnswersKept } from '#test/helpers/questionnaire.ts';

const site = useSite();

const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};
const claims = { 'claims.perception': 'na', ease: '4', recommend: '9' };
const deliveryKept = { speed: goodAnswersKept.speed, manner: goodAnswersKept.manner };
const waiting = /^Not sent yet: your answers cannot be delivered just now/;

async function opened(options: Parameters<ReturnType<typeof site>['open']>[0] = {}) {
  const page = await site().open({ locale: 'en', ...options });
  page.setDefaultTimeout(10_000);
  const address = await site().link();
  await page.goto(address);
  await heading(page, 'Delivery');
  return { page, address, sent: sentBy(page), stored: () => storedAt(site().app, address) };
}

type Opened = Awaited<ReturnType<typeof opened>>;

async function upToLastPage({ page }: Opened) {
  await choose(page, delivery);
  await goOn(page);
  await heading(page, 'Claims and overall');
  await choose(page, claims);
  await goOn(page);
  await heading(page, 'About you');
}

describe('what was typed and not sent', () => {
  test('is there again after a reload, also when the connection was lost while typing', async () => {
    const customer = await opened();
    const { page } = customer;
    await upToLastPage(customer);
    await page.context().setOffline(true);
    await choose(page, { market: 'parcels', channels: 'app' });
    await page.getByRole('textbox', { name: /parcels/ }).fill('1２');
    await page.getByRole('textbox', { name: /anything else/ }).fill('第一行\n第二行 <b>👍');
    expect(await draftsOf(page)).toEqual({
      about: { market: 'parcels', channels: 'app', parcels: '1２', comment: '第一行\n第二行 <b>👍' },
    });

    await page.context().setOffline(false);
    await page.reload();
    expect(await chosenOn(page)).toEqual({ market: 'parcels', channels: 'app' });
    expect(await page.getByRole('textbox', { name: /parcels/ }).inputValue()).toBe('1２');
    expect(await page.getByRole('textbox', { name: /anything else/ }).inputValue()).toBe(
      '第一行\n第二行 <b>👍',
    );
    await goOn(page);
    await heading(page, 'Your answers have been sent');
    expect(await customer.stored()).toMatchObject({
      status: 'submitted',
      answers: { market: 'parcels', channels: ['app'], parcels: 12, comment: '第一行\r\n第二行 <b>👍' },
    });
    expect(await draftsOf(page)).toEqual({});
  });

  test('is there again after the tab was killed', async () => {
    const { page, address } = await opened();
    const context = page.context();
    await choose(page, { 'speed.expectation': '9' });
    const client = await context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    client.send('Page.crash').catch(() => undefined);
    await crashed;
    const again = await context.newPage();
    await again.goto(address);
    expect(await chosenOn(again)).toEqual({ 'speed.expectation': '9' });
  });

  test('is kept only as far as it differs from what the server has', async () => {
    const { page } = await opened();
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    expect(await draftsOf(page)).toEqual({});
    await page.getByRole('button', { name: 'Previous page' }).click();
    await heading(page, 'Delivery');
    expect(await draftsOf(page)).toEqual({});
    await choose(page, { 'speed.expectation': '3' });
    expect(await draftsOf(page)).toEqual({ delivery: { 'speed.expectation': '3' } });
    await choose(page, { 'speed.expectation': '9' });
    expect(await draftsOf(page)).toEqual({});
  });

  test('on a page with something wrong is there again after a reload, and after what was wrong was mended', async () => {
    const customer = await opened();
    const { page } = customer;
    await upToLastPage(customer);
    await choose(page, { market: 'parcels' });
    const number = page.getByRole('textbox', { name: /parcels/ });
    const comment = page.getByRole('textbox', { name: /anything else/ });
    await number.fill('a dozen');
    await comment.fill('x'.repeat(103));
    await goOn(page);
    await heading(page, '2 answers are missing or need a change');
    expect(await page.title()).toMatch(/^2 answers are missing or need a change: /);
    expect(await page.locator('[data-error-summary]').evaluate((each) => each.matches(':focus'))).toBe(true);

    await number.fill('12');
    await page.reload();
    expect(await chosenOn(page)).toEqual({ market: 'parcels' });
    expect(await number.inputValue()).toBe('12');
    expect(await comment.inputValue()).toBe('x'.repeat(103));
    await comment.fill('short');
    await goOn(page);
    await heading(page, 'Your answers have been sent');
    expect((await customer.stored())?.answers).toMatchObject({ parcels: 12, comment: 'short' });
  });
});

describe('a page that is sent without a connection', () => {
  test.each([
    ['en', 'Continue', waiting, 'Claims and overall'],
    ['zh-CN', '继续', /^还没有提交：暂时没能送达/, '理赔与总体评价'],
  ] as const)('stays, says so calmly in %s, and goes on by itself', async (locale, button, words, next) => {
    const page = await site().open({ locale, viewport: { width: 360, height: 740 } });
    const address = await site().link();
    await page.goto(address);
    await page.context().setOffline(true);
    await choose(page, delivery);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('status').getByText(words).waitFor();
    expect(await page.locator('.notice').boundingBox()).toMatchObject({
      y: expect.toSatisfy((y: number) => y > 0 && y < 740),
    });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await chosenOn(page)).toEqual(delivery);
    expect(await storedAt(site().app, address)).toBeNull();

    await page.context().setOffline(false);
    await heading(page, next);
    expect((await storedAt(site().app, address))?.answers).toEqual(deliveryKept);
  });

  test('can be changed meanwhile: the last state is what is sent', async () => {
    const { page, stored } = await opened();
    await page.context().setOffline(true);
    await choose(page, delivery);
    await goOn(page);
    await page.getByRole('status').getByText(waiting).waitFor();
    await choose(page, { 'speed.expectation': '2' });
    await goOn(page);
    await choose(page, { 'speed.perception': '3' });
    await page.context().setOffline(false);
    await heading(page, 'Claims and overall');
    expect((await stored())?.answers).toEqual({ ...deliveryKept, speed: { expectation: 2, perception: 3 } });
  });

  test('is sent when the page is opened again later, as was promised', async () => {
    const customer = await opened();
    await upToLastPage(customer);
    const { page } = customer;
    await choose(page, { market: 'letters' });
    await page.getByRole('textbox', { name: /parcels/ }).fill('3');
    const connect = await cutOff(page);
    await goOn(page);
    await page.getByRole('status').getByText(waiting).waitFor();
    await page.goto('about:blank');
    expect((await customer.stored())?.status).toBe('started');
    await connect();
    await page.goto(customer.address);
    await heading(page, 'Your answers have been sent');
    expect(await customer.stored()).toMatchObject({
      status: 'submitted',
      answers: { market: 'letters', parcels: 3 },
    });
    expect(await draftsOf(page)).toEqual({});
  });

  test('can as well be left for the page before or another language', async () => {
    const customer = await opened();
    const { page } = customer;
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    await page.context().setOffline(true);
    await choose(page, claims);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.getByRole('status').getByText(waiting).waitFor();
    await page.getByRole('button', { name: '简体中文' }).click();
    await page.context().setOffline(false);
    await heading(page, '理赔与总体评价');
    expect(await chosenOn(page)).toEqual(claims);
    expect((await customer.stored())?.answers).toMatchObject({ ease: 4, recommend: 9 });
  });
});

describe('a page is sent once', () => {
  test('by a double click', async () => {
    const customer = await opened();
    const { page, sent } = customer;
    await choose(page, delivery);
    await page.locator('.primary').dblclick();
    await heading(page, 'Claims and overall');
    expect(sent).toEqual(['delivery']);
    await choose(page, claims);
    await goOn(page);
    await heading(page, 'About you');
    await choose(page, { market: 'parcels' });
    await page.getByRole('textbox', { name: /parcels/ }).fill('3');
    const before = await responseCounts(site().app.db.read, site().wave.waveId);
    await page.locator('.primary').dblclick();
    await heading(page, 'Your answers have been sent');
    expect(sent).toEqual(['delivery', 'claims', 'about']);
    const after = await responseCounts(site().app.db.read, site().wave.waveId);
    expect(after.submitted - before.submitted).toBe(1);
  });

  test('and loaded once: the script costs no request more than the browser would make', async () => {
    const { page, address } = await opened();
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/s/')) asked.push(`${request.method()} ${pathname}`);
    });
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');
    const path = new URL(address).pathname;
    expect(asked).toEqual([`POST ${path}/delivery`, `GET ${path}/claims`]);
  });
});
