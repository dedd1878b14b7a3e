import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { responseCounts } from '#db/queries/responses.ts';
import { useSite } from '#test/helpers/browser.ts';

const site = useSite();

async function opened(javaScriptEnabled: boolean) {
  const page = await site().open({ locale: 'en', javaScriptEnabled });
  page.setDefaultTimeout(5_000);
  return page;
}

async function choose(page: Page, answers: Record<string, string>) {
  for (const [name, value] of Object.entries(answers)) {
    await page.locator(`input[name="${name}"][value="${value}"]`).check();
  }
}

const checkedOn = (page: Page) => page.locator('input:checked').count();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

const delivery = {
  'speed.expectation': '9',
  'speed.perception': '7',
  'manner.expectation': '8',
  'manner.perception': '10',
};

describe.each([
  ['with', true],
  ['without', false],
])('the browser’s own way back, %s JavaScript,', (_, javaScriptEnabled) => {
  test('leads to the page as it was answered, also after something was missing on it', async () => {
    const page = await opened(javaScriptEnabled);
    await page.goto(await site().link());
    await choose(page, { 'speed.expectation': '9' });
    await goOn(page);
    await heading(page, '2 answers are missing or need a change');
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');

    await page.goBack();
    await heading(page, 'Delivery');
    expect(await checkedOn(page)).toBe(4);
    expect(await page.locator('[data-error-summary]').count()).toBe(0);
    await page.reload();
    expect(await checkedOn(page)).toBe(4);
  });

  test('to the first page of an open link leads to the same customer’s page, not to another’s', async () => {
    const { app, wave, origin } = site();
    const before = await responseCounts(app.db.read, wave.waveId);
    const page = await opened(javaScriptEnabled);
    await page.goto(`${origin}/o/${wave.openKey}`);
    await choose(page, delivery);
    await goOn(page);
    await heading(page, 'Claims and overall');

    await page.goBack();
    await heading(page, 'Delivery');
    expect(await checkedOn(page)).toBe(4);
    await choose(page, { 'speed.perception': '3' });
    await goOn(page);
    await heading(page, 'Claims and overall');
    const after = await responseCounts(app.db.read, wave.waveId);
    expect(after.started - before.started).toBe(1);
  });
});
