import { describe, expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { useSite } from '#test/helpers/browser.ts';
import { choose, chosenOn, heading, storedAt } from '#test/helpers/customer.ts';
import { optional } from '#test/helpers/customer-pages.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();

/** The last page of a questionnaire of which everything may be left out. */
async function lastPage(change: Partial<DefinitionDocument>, javaScriptEnabled: boolean) {
  const { app, origin, open } = site();
  const document = optional(aQuestionnaire(change));
  const { token } = await aPersonalLink(app, await aPublishedWave(app, document));
  const address = `${origin}/s/${token}`;
  await app.post(`/s/${token}/delivery`, goodAnswers.delivery);
  await app.post(`/s/${token}/claims`, { ...goodAnswers.claims, _action: 'back' });
  const page = await open({ locale: 'en', javaScriptEnabled });
  page.setDefaultTimeout(10_000);
  await page.goto(`${address}/claims`);
  return { page, address, stored: () => storedAt(app, address) };
}

describe.each([
  ['with', true],
  ['without', false],
])('%s JavaScript', (_, javaScriptEnabled) => {
  test('Enter in a control of the last page leads to the button that sends for good, and sends nothing yet', async () => {
    const { page, stored } = await lastPage({}, javaScriptEnabled);
    await page.locator('[name=recommend]').first().press('Enter');
    await heading(page, 'About you');
    const focused = () => page.locator(':focus').textContent();
    await choose(page, { market: 'parcels' });
    await page.locator('[name=market]').last().press('Enter');
    await expect.poll(focused).toBe('Send my answers');
    await page.locator('[name=parcels]').fill('7');
    await page.locator('[name=parcels]').press('Enter');
    await expect.poll(focused).toBe('Send my answers');
    expect(await page.locator('[data-error-summary]').count()).toBe(0);
    expect(await chosenOn(page)).toEqual({ market: 'parcels' });
    expect(await page.locator('[name=parcels]').inputValue()).toBe('7');
    expect(await stored()).toMatchObject({ status: 'started' });
    await page.keyboard.press('Enter');
    await heading(page, 'Your answers have been sent');
    expect(await stored()).toMatchObject({ status: 'submitted', answers: { market: 'parcels', parcels: 7 } });
  });

  test('where answers can be changed afterwards, Enter goes on to the end', async () => {
    const { page, stored } = await lastPage({ changeable: true }, javaScriptEnabled);
    await page.locator('[name=recommend]').first().press('Enter');
    await heading(page, 'About you');
    await choose(page, { market: 'parcels' });
    await page.locator('[name=market]').last().press('Enter');
    await heading(page, 'Your answers have been sent');
    expect(await stored()).toMatchObject({ status: 'submitted' });
  });
});
