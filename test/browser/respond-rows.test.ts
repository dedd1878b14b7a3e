import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { accessibilityProblems, useSite } from '#test/helpers/browser.ts';
import { draftsOf, goOn, heading, sentBy, storedAt } from '#test/helpers/customer.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';

const site = useSite();

async function opened(): Promise<Page> {
  const { app, origin, open } = site();
  const { token } = await aPersonalLink(app, await aPublishedWave(app, aQuestionnaireOfKinds()));
  const page = await open({ locale: 'en' });
  page.setDefaultTimeout(10_000);
  await page.goto(`${origin}/s/${token}/kinds`);
  return page;
}

const orderOf = (page: Page) => page.locator('[data-ranking] .what').allTextContents();
const move = (page: Page, name: string) => page.getByRole('button', { name });

test('a row is moved on the page itself: the focus stays, the place is said, nothing is sent', async () => {
  const page = await opened();
  const sent = sentBy(page);
  const before = await orderOf(page);
  const [, , last = ''] = before;
  const up = move(page, `Move “${last}” up`);
  await up.press('Enter');
  expect(await orderOf(page)).toEqual([before[0], last, before[1]]);
  expect(await up.evaluate((each) => each.matches(':focus'))).toBe(true);
  await page.getByRole('status').getByText(`${last}: place 2 of 3`).waitFor();
  expect(await page.locator('[data-ranking] .place').allTextContents()).toEqual(['1', '2', '3']);
  expect(await page.getByLabel('This is my order').isChecked()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);

  await up.press('Enter');
  expect(await orderOf(page)).toEqual([last, before[0], before[1]]);
  await page.getByRole('status').getByText(`${last}: place 1 of 3`).waitFor();
  expect(await up.isDisabled()).toBe(true);
  const down = move(page, `Move “${last}” down`);
  expect(await down.evaluate((each) => each.matches(':focus'))).toBe(true);
  await down.press('Enter');
  expect(await orderOf(page)).toEqual([before[0], last, before[1]]);
  expect(sent).toEqual([]);
});

test('an order that was made is there after a reload, and is what is sent', async () => {
  const page = await opened();
  const [first = '', second, third] = await orderOf(page);
  await move(page, `Move “${first}” down`).click();
  const moved = [second, first, third];
  await page.reload();
  expect(await orderOf(page)).toEqual(moved);
  expect(await page.locator('[data-ranking] .place').allTextContents()).toEqual(['1', '2', '3']);
  expect(await page.locator('[data-ranking] button:disabled').count()).toBe(2);
  expect(await page.getByLabel('This is my order').isChecked()).toBe(true);
  const keys = await page
    .locator('[data-ranking] input')
    .evaluateAll((all) => all.map((each) => each.getAttribute('value')));
  await page.getByLabel('It came late').check();
  await page.getByLabel('I called you').check();
  await page.getByLabel('The service').fill('100');
  await goOn(page);
  await page.waitForURL((url) => !url.pathname.endsWith('/kinds'));
  expect((await storedAt(site().app, page.url()))?.answers).toMatchObject({ order: keys });
  expect(await draftsOf(page)).toEqual({});
});

test('points shared out are added up while they are typed, in whatever digits', async () => {
  const page = await opened();
  const sum = page.locator('[data-allocation] .sum');
  expect(await sum.textContent()).toBe('Shared out so far: 0 of 100');
  await page.getByLabel('The product').fill('７０');
  await page.getByLabel('The service').fill('25');
  expect(await sum.isVisible()).toBe(true);
  expect(await sum.textContent()).toBe('Shared out so far: 95 of 100');
  for (const [typed, total] of [
    ['٤٠', 65],
    ['۴۰', 65],
    ['๔๐', 65],
    ['４０．０', 65],
    ['1e1', 25],
    ['-5', 25],
  ] as const) {
    await page.getByLabel('The product').fill(typed);
    expect([typed, await sum.textContent()]).toEqual([typed, `Shared out so far: ${total} of 100`]);
  }
  await page.getByLabel('The product').fill('70');
  await page.getByLabel('The service').fill('a few');
  expect(await sum.textContent()).toBe('Shared out so far: 70 of 100');
  await page.reload();
  expect(await sum.textContent()).toBe('Shared out so far: 70 of 100');
});

test('words beside an option choose it, and an option that excludes the others stands alone', async () => {
  const page = await opened();
  await page.locator('[name="reason.other"]').fill('wet through');
  expect(await page.locator('[name=reason][value=other]').isChecked()).toBe(true);

  const alone = page.locator('[data-exclusive]').first();
  const name = await alone.getAttribute('name');
  const others = page.locator(`[name="${name}"]:not([data-exclusive])`);
  await others.first().check();
  await alone.check();
  expect(await others.first().isChecked()).toBe(false);
  await others.last().check();
  expect(await alone.isChecked()).toBe(false);
  expect(await others.last().isChecked()).toBe(true);
});

test('a page of other questions does not load what they need', async () => {
  const page = await site().open({ locale: 'en' });
  await page.goto(await site().link());
  await heading(page, 'Delivery');
  expect(
    await page.locator('script').evaluateAll((all) => all.map((each) => each.getAttribute('src'))),
  ).toEqual([expect.stringMatching(/\/respond\.js$/)]);
});
