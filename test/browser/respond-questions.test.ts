import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';

const site = useSite();

async function opened(options: Parameters<ReturnType<typeof site>['open']>[0] = {}): Promise<Page> {
  const { app, origin, open } = site();
  const { token } = await aPersonalLink(app, await aPublishedWave(app, aQuestionnaireOfKinds()));
  const page = await open({ locale: 'en', ...options });
  await page.goto(`${origin}/s/${token}/kinds`);
  return page;
}

const orderOf = (page: Page) => page.locator('[data-ranking] .what').allTextContents();

test('without scripts an order is made by keyboard, and nothing typed is lost', async () => {
  const page = await opened({ javaScriptEnabled: false });
  await page.getByLabel('It came late').check();
  await page.getByLabel('The product').fill('70');
  await page.getByRole('button', { name: 'Move “Price” up' }).press('Enter');
  await page.waitForURL(/#order\.price$/);
  expect(await orderOf(page)).toEqual(['Speed', 'Price', 'Parcels kept whole']);
  expect(await page.locator(':focus').textContent()).toContain('Price');
  expect(await page.getByLabel('This is my order').isChecked()).toBe(true);
  expect(await page.getByLabel('It came late').isChecked()).toBe(true);
  expect(await page.getByLabel('The product').inputValue()).toBe('70');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction("document.querySelector('.what')?.textContent === 'Price'");
  expect(await orderOf(page)).toEqual(['Price', 'Speed', 'Parcels kept whole']);
  expect(await page.getByRole('button', { name: 'Move “Price” up' }).isDisabled()).toBe(true);
  await page.context().close();
});

test('without scripts a page with something wrong on it comes back to what was moved', async () => {
  const page = await opened({ javaScriptEnabled: false });
  await page.getByLabel('The product').fill('plenty');
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await page.getByRole('button', { name: 'Move “Speed” down' }).click();
  expect(new URL(page.url()).hash).toBe('#order.speed');
  expect(await orderOf(page)).toEqual(['Parcels kept whole', 'Speed', 'Price']);
  expect(await page.getByLabel('The product').inputValue()).toBe('plenty');
  await page.context().close();
});

test('without scripts every kind of question can be answered, and is thanked for', async () => {
  const page = await opened({ javaScriptEnabled: false });
  await page.getByLabel('Please say what – Something else').first().fill('wet through');
  await page.getByLabel('I called you').check();
  await page.getByLabel('This is my order').check();
  await page.getByLabel('The service').fill('100');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await page.getByRole('button', { name: 'Send my answers' }).last().click();
  await page.getByRole('heading', { name: 'Your answers have been sent' }).waitFor();
  await page.context().close();
});

test.each([
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const)(
  'every kind of question is accessible, with and without errors, in %s and %s',
  async (locale, colorScheme) => {
    const page = await opened({ locale, colorScheme, viewport: { width: 320, height: 640 } });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.locator('[name="reason.other"]').fill('x');
    await page.locator('[name=reason][value=late]').check();
    await page.locator('[name="weight.service"]').fill('-1');
    await page.locator('[name="reach.email"]').fill('ada');
    await page.locator('.primary').click();
    await page.locator('[data-error-summary]').waitFor();
    expect(await page.locator('[aria-invalid]').count()).toBeGreaterThan(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.context().close();
  },
);

test('every control of every kind is at least 44 pixels high', async () => {
  const page = await opened({ viewport: { width: 360, height: 640 } });
  const small = await page
    .locator('main :is(.option, input[type=text], input[type=tel], input[type=email], button)')
    .evaluateAll((all) =>
      all.flatMap((each) => (each.getBoundingClientRect().height < 44 ? each.outerHTML : [])),
    );
  expect(small).toEqual([]);
  await page.context().close();
});
