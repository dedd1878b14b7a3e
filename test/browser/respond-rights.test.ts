import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { aPersonalLink, aPublishedWave, type TestWave } from '#test/helpers/app.ts';
import { anArabicQuestionnaire } from '#test/helpers/arabic.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { consentOn } from '#test/helpers/page.ts';
import { aPrivacyText, goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();
let asking: TestWave;

beforeAll(async () => {
  const { version, ask = true, ...texts } = aPrivacyText({ ask: true });
  const privacy = { version, ask, ...withArabic(texts) };
  const questionnaire = { ...anArabicQuestionnaire(), privacy, changeable: true };
  asking = await aPublishedWave(site().app, questionnaire);
});

type Texts = Omit<ReturnType<typeof aPrivacyText>, 'version' | 'ask'>;

function withArabic({ purpose, use, retention, contact }: Texts): Texts {
  return {
    purpose: { ...purpose, ar: 'لتحسين التوصيل.' },
    use: { ...use, ar: 'يجمع قسم الجودة الإجابات.\nولا يطلع عليها أحد سواه.' },
    retention: { ...retention, ar: 'تُحذف بعد سنتين.' },
    contact: { ...contact, ar: 'privacy@huajie.example' },
  };
}

/** A fresh personal link, filled in as far as is said. */
async function aLink(...pages: readonly ('delivery' | 'claims' | 'about')[]) {
  const { app, origin } = site();
  const link = await aPersonalLink(app, asking);
  const opening = await (await app.get(`/s/${link.token}/delivery`)).text();
  const agreed = { ...goodAnswers.delivery, _consent: consentOn(opening) };
  for (const page of pages) {
    await app.post(`/s/${link.token}/${page}`, page === 'delivery' ? agreed : goodAnswers[page]);
  }
  return { ...link, address: `${origin}/s/${link.token}` };
}
const aSentLink = () => aLink('delivery', 'claims', 'about');

/** The addresses of every page about a customer's answers and rights, in each of its states. */
async function everyPage(): Promise<Record<string, string>> {
  const { app } = site();
  const [fresh, begun, sent] = [await aLink(), await aLink('delivery'), await aSentLink()];
  const [half, gone] = [await aSentLink(), await aSentLink()];
  await app.post(`/s/${half.token}/claims`, { 'claims.perception': 'na', ease: '1' });
  await app.post(`/s/${gone.token}/my/withdrawal`, {});
  await app.post(`/s/${gone.token}/my/invitations`, { _action: 'stop' });
  return {
    opening: `${fresh.address}/delivery`,
    'no answers': `${fresh.address}/my/answers`,
    'answers begun': `${begun.address}/my/answers`,
    'answers sent': `${sent.address}/my/answers?saved=1`,
    'a change': `${sent.address}/delivery`,
    'half a change': `${half.address}/my/answers`,
    withdrawal: `${sent.address}/my/withdrawal`,
    invitations: `${sent.address}/my/invitations`,
    'no invitations': `${gone.address}/my/invitations`,
    privacy: `${sent.address}/my/privacy`,
    thanks: `${sent.address}/thanks`,
    withdrawn: `${gone.address}/thanks`,
  };
}

describe.each(['zh-CN', 'en', 'ar'])('in %s', (locale) => {
  test('axe finds nothing wrong with any page, light and dark, and none scrolls sideways', async () => {
    const page = await site().open({ locale, viewport: { width: 320, height: 740 } });
    for (const [kind, address] of Object.entries(await everyPage())) {
      await page.goto(address);
      expect([kind, await sidewaysScroll(page)]).toEqual([kind, 0]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([kind, colorScheme, await accessibilityProblems(page)]).toEqual([kind, colorScheme, []]);
      }
      const targets = page.locator('.links a, main button:visible:not(.unseen), summary:visible');
      const heights = await targets.evaluateAll((each) =>
        each.map((one) => one.getBoundingClientRect().height),
      );
      expect([kind, heights.every((height) => height >= 44)]).toEqual([kind, true]);
    }
  }, 120_000);
});

async function chooseAll(page: Page) {
  for (const [name, value] of Object.entries(goodAnswers.delivery)) {
    await page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
  }
}

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s', (_, javaScriptEnabled) => {
  const open = () => site().open({ locale: 'en', javaScriptEnabled });

  test('nothing is stored until the box is ticked, and nothing typed is lost', async () => {
    const link = await aLink();
    const stored = () => responseByLink(site().app.db.read, link.linkId);
    const page = await open();
    await page.goto(link.address);
    await page.getByText('What happens to your answers').click();
    await page.getByText('They are deleted after two years.').waitFor();
    await chooseAll(page);
    await page.getByRole('button', { name: 'Continue' }).last().click();
    await page.getByRole('link', { name: 'Tick the box that you agree' }).click();
    expect(await stored()).toBeNull();
    expect(await page.locator('input[type="radio"]:checked').count()).toBe(4);
    await page.getByLabel('I have read this and agree').check();
    await page.getByRole('button', { name: 'Continue' }).last().click();
    await page.getByRole('heading', { name: 'Claims and overall' }).waitFor();
    expect((await stored())?.consent).toMatchObject({ given: 'ticked', language: 'en' });
  });

  test('answers are found from the end, changed and withdrawn', async () => {
    const link = await aSentLink();
    const stored = () => responseByLink(site().app.db.read, link.linkId);
    const page = await open();
    await page.goto(link.address);
    await page.getByRole('link', { name: 'My answers' }).click();
    await page.getByRole('link', { name: 'Change “Claims and overall”' }).click();
    await page.locator('[name="recommend"][value="3"]').check({ force: true });
    await page.getByRole('button', { name: 'Save the change' }).last().click();
    await page.getByText('Your change has been saved.').waitFor();
    expect((await stored())?.answers).toMatchObject({ recommend: 3 });

    await page.getByRole('link', { name: 'Withdraw my answers' }).click();
    await page.getByRole('button', { name: 'Erase my answers' }).click();
    await page.getByRole('heading', { name: 'Your answers have been withdrawn' }).waitFor();
    expect(await stored()).toMatchObject({ status: 'withdrawn', answers: {} });
    await page.goBack();
    await page.reload();
    expect(await page.getByRole('button').count()).toBe(0);
  });

  test('invitations stop with one button and come back with one', async () => {
    const link = await aLink();
    const page = await open();
    await page.goto(`${link.address}/my/invitations`);
    await page.getByRole('button', { name: 'Do not invite me any more' }).click();
    await page.getByText('You will not be invited').waitFor();
    await page.getByRole('button', { name: 'Invite me again' }).click();
    await page.getByText('We may invite you').waitFor();
  });
});

test('by keyboard alone somebody reads the text, closes it and agrees', async () => {
  const link = await aLink();
  const page = await site().open({ locale: 'en' });
  await page.goto(link.address);
  const focused = () =>
    page.evaluate<string>('document.activeElement.name || document.activeElement.tagName');
  const tabTo = async (name: string) => {
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('Tab');
      if ((await focused()) === name) return;
    }
    throw new Error(`The keyboard does not reach ${name}`);
  };
  const isRead = () => page.getByText('They are deleted after two years.').isVisible();
  await tabTo('SUMMARY');
  expect(await isRead()).toBe(false);
  await page.keyboard.press('Enter');
  expect(await isRead()).toBe(true);
  await page.keyboard.press('Enter');
  expect(await isRead()).toBe(false);
  await tabTo('_consent');
  await page.keyboard.press('Space');
  expect(await page.getByLabel('I have read this and agree').isChecked()).toBe(true);
});
