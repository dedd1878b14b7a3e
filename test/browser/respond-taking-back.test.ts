import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { choose, chosenOn, draftsOf, goOn, heading, storedAt } from '#test/helpers/customer.ts';
import { optional } from '#test/helpers/customer-pages.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const site = useSite();

type Options = Parameters<ReturnType<typeof site>['open']>[0];

/** The first page of a questionnaire of which everything may be left out. */
async function opened(options: Options = {}, document = aQuestionnaire()) {
  const { app, origin, open } = site();
  const { token } = await aPersonalLink(app, await aPublishedWave(app, optional(document)));
  const page = await open({ locale: 'en', viewport: { width: 360, height: 740 }, ...options });
  page.setDefaultTimeout(10_000);
  const address = `${origin}/s/${token}`;
  await page.goto(address);
  return { page, address };
}

const clear = (page: Page, question: string) =>
  page.getByRole('button', { name: `Clear the answer to “${question}”` });

describe.each([
  ['with', true],
  ['without', false],
])('%s JavaScript', (_, javaScriptEnabled) => {
  test('a point chosen by mistake is taken back, and its question may be left out', async () => {
    const { page, address } = await opened({ javaScriptEnabled });
    await goOn(page);
    await heading(page, 'Claims and overall');
    await choose(page, { ease: '1', recommend: '9' });
    await clear(page, 'How easy is it to reach us?').click();
    await expect.poll(() => chosenOn(page)).toEqual({ recommend: '9' });
    await goOn(page);
    await heading(page, 'About you');
    expect((await storedAt(site().app, address))?.answers).toEqual({ recommend: 9 });
  });

  test('half a pair is no trap: what asks for the other half says the way out, which is there', async () => {
    const { page, address } = await opened({ javaScriptEnabled });
    await choose(page, { 'speed.expectation': '3' });
    await goOn(page);
    await page
      .getByRole('link', { name: 'Choose what you got for “Speed”, or press “Clear” to leave it out' })
      .waitFor();
    await clear(page, 'Speed').click();
    await expect.poll(() => chosenOn(page)).toEqual({});
    await goOn(page);
    await heading(page, 'Claims and overall');
    expect((await storedAt(site().app, address))?.answers ?? {}).toEqual({});
  });

  test('the keyboard takes an answer back, and goes on from its question', async () => {
    const { page } = await opened({ javaScriptEnabled });
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.locator('[name="speed.expectation"]').first().focus();
    await press('Space', 'ArrowRight', 'Shift+Tab');
    expect(await clear(page, 'Speed').evaluate((each) => each.matches(':focus'))).toBe(true);
    await press('Enter');
    await expect.poll(() => chosenOn(page)).toEqual({});
    const focus = page.locator(':focus');
    await expect.poll(() => focus.getAttribute('name')).toBe('speed.expectation');
    await press('ArrowRight');
    expect(Object.keys(await chosenOn(page))).toEqual(['speed.expectation']);
  });
});

test('what was taken back stays so when the page is loaded again before it is sent', async () => {
  const { page } = await opened();
  await choose(page, { 'speed.expectation': '3', 'manner.expectation': '4', 'manner.perception': '5' });
  await goOn(page);
  await clear(page, 'Speed').click();
  expect((await draftsOf(page)).delivery).toEqual({ 'speed.expectation': '' });
  await page.reload();
  expect(await chosenOn(page)).toEqual({ 'manner.expectation': '4', 'manner.perception': '5' });
});

test('the words beside a choice go with it', async () => {
  const { page } = await opened({}, aQuestionnaireOfKinds());
  await page.locator('[name="reason.other"]').fill('wet through');
  expect(await chosenOn(page)).toEqual({ reason: 'other' });
  await clear(page, 'What were you least happy with?').click();
  expect(await chosenOn(page)).toEqual({});
  expect(await page.locator('[name="reason.other"]').inputValue()).toBe('');
});

test.each([320, 360, 768, 1280])(
  'in a window of %i pixels the button comes with the answer, moves nothing, and is large enough for a thumb',
  async (width) => {
    const { page } = await opened({ viewport: { width, height: 740 } });
    for (const next of ['Claims and overall', 'About you', '']) {
      const buttons = page.locator('.clear');
      expect(await buttons.count()).toBeGreaterThan(0);
      expect(await page.locator('.clear:visible').count()).toBe(0);
      const places = `JSON.stringify([...document.querySelectorAll('legend, .points, .option, .actions')]
        .map((each) => each.getBoundingClientRect().top + scrollY))`;
      const before = await page.evaluate<string>(places);
      await page.evaluate(
        `for (const each of document.querySelectorAll('fieldset')) each.querySelector('[type=radio]')?.click()`,
      );
      expect(await page.locator('.clear:visible').count()).toBe(await buttons.count());
      expect(await page.evaluate<string>(places)).toBe(before);
      for (const button of await buttons.all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
        const isOnTop = await button.evaluate((each) => {
          each.scrollIntoView({ block: 'center' });
          const { x, y, width: wide, height } = each.getBoundingClientRect();
          return [y + 4, y + height - 4].every(
            (at) => each.ownerDocument.elementFromPoint(x + wide / 2, at) === each,
          );
        });
        expect(isOnTop).toBe(true);
      }
      expect(await sidewaysScroll(page)).toBe(0);
      if (next === '') return;
      await page.evaluate(`for (const each of document.querySelectorAll('.clear')) each.click()`);
      await goOn(page);
      await heading(page, next);
    }
  },
);
