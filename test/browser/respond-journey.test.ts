import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { linkByTokenHash } from '#db/queries/links.ts';
import { responseByLink } from '#db/queries/responses.ts';
import { tokenHash } from '#server/tokens.ts';
import { useSite } from '#test/helpers/browser.ts';
import { goodAnswersKept } from '#test/helpers/questionnaire.ts';

const site = useSite();

/** What a customer reads and clicks, in each language. */
const words = {
  'zh-CN': {
    items: { speed: '时效', manner: '投递员的服务态度', claims: '理赔' },
    expectation: '您原来的期望',
    perception: '您的实际感受',
    notApplicable: '没有体验过',
    ease: '联系我们容易吗？',
    recommend: '您会向朋友推荐我们吗？',
    parcels: '包裹',
    channels: ['手机应用', '网点'],
    number: '您每月大约寄多少件？',
    comment: /还有什么想告诉我们？/,
    goOn: '继续',
    send: '提交答卷',
    thanks: '您的答卷已提交',
  },
  en: {
    items: { speed: 'Speed', manner: 'Manner of the courier', claims: 'Claims' },
    expectation: 'What you expected',
    perception: 'What you got',
    notApplicable: 'No experience of this',
    ease: 'How easy is it to reach us?',
    recommend: 'Would you recommend us to a friend?',
    parcels: 'Parcels',
    channels: ['App', 'At a branch'],
    number: 'How many parcels do you send a month?',
    comment: /anything else you want to tell us/,
    goOn: 'Continue',
    send: 'Send my answers',
    thanks: 'Your answers have been sent',
  },
} as const;

type Language = keyof typeof words;

async function rate(
  page: Page,
  language: Language,
  item: keyof (typeof words)['en']['items'],
  points: [string, string],
) {
  const say = words[language];
  const pair = page.getByRole('group', { name: say.items[item], exact: true });
  for (const [label, point] of [
    [say.expectation, points[0]],
    [say.perception, points[1]],
  ] as const) {
    await pair.getByRole('radiogroup', { name: label }).getByRole('radio', { name: point }).check();
  }
}

async function fillIn(page: Page, language: Language) {
  const say = words[language];
  await rate(page, language, 'speed', ['9', '7']);
  await rate(page, language, 'manner', ['8', '10']);
  await page.getByRole('button', { name: say.goOn }).click();

  await page
    .getByRole('group', { name: say.items.claims, exact: true })
    .getByLabel(say.notApplicable)
    .check();
  await page.getByRole('group', { name: say.ease }).getByRole('radio', { name: '4' }).check();
  await page.getByRole('group', { name: say.recommend }).getByRole('radio', { name: '9' }).check();
  await page.getByRole('button', { name: say.goOn }).click();

  await page.getByRole('radio', { name: say.parcels }).check();
  for (const channel of say.channels) await page.getByRole('checkbox', { name: channel }).check();
  await page.getByRole('textbox', { name: say.number }).fill('12');
  await page.getByRole('textbox', { name: say.comment }).fill(goodAnswersKept.comment);
  await page.getByRole('button', { name: say.send }).click();
}

async function stored(address: string) {
  const { db } = site().app;
  const link = await linkByTokenHash(db.read, tokenHash(address.split('/s/')[1]?.split('/')[0] ?? ''));
  return link && (await responseByLink(db.read, link.id));
}

describe.each([
  ['with', true],
  ['without', false],
])('a customer %s JavaScript', (_, javaScriptEnabled) => {
  test.each(['zh-CN', 'en'] as const)(
    'fills in the whole questionnaire from a personal link, in %s',
    async (locale) => {
      const address = await site().link();
      const page = await site().open({ locale, javaScriptEnabled, viewport: { width: 360, height: 740 } });
      await page.goto(address);
      await fillIn(page, locale);
      await page.getByRole('heading', { level: 1, name: words[locale].thanks }).waitFor();
      expect(page.url()).toMatch(/\/thanks$/);
      expect(await stored(address)).toMatchObject({ status: 'submitted', locale, answers: goodAnswersKept });

      await page.goBack();
      await page.getByRole('heading', { level: 1, name: words[locale].thanks }).waitFor();
    },
  );

  test('fills it in from the open link', async () => {
    const page = await site().open({ locale: 'en', javaScriptEnabled });
    await page.goto(`${site().origin}/o/${site().wave.openKey}`);
    await fillIn(page, 'en');
    await page.getByRole('heading', { level: 1, name: words.en.thanks }).waitFor();
    expect(await stored(page.url())).toMatchObject({ status: 'submitted', answers: goodAnswersKept });
  });

  test('switches the language in the middle of a page and loses nothing', async () => {
    const address = await site().link();
    const page = await site().open({ locale: 'zh-CN', javaScriptEnabled });
    await page.goto(address);
    await rate(page, 'zh-CN', 'speed', ['9', '7']);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'How was our delivery?' }).waitFor();
    const speed = page.getByRole('group', { name: 'Speed' });
    expect(
      await speed.getByRole('radiogroup', { name: 'What you expected' }).getByLabel('9').isChecked(),
    ).toBe(true);
    expect(await speed.getByRole('radiogroup', { name: 'What you got' }).getByLabel('7').isChecked()).toBe(
      true,
    );

    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'How was our delivery?' }).waitFor();
  });

  test('is led from the summary to what is missing', async () => {
    const page = await site().open({
      locale: 'zh-CN',
      javaScriptEnabled,
      viewport: { width: 360, height: 740 },
    });
    await page.goto(await site().link());
    await rate(page, 'zh-CN', 'speed', ['9', '7']);
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByRole('link', { name: '请选择您对“投递员的服务态度”的期望和实际感受' }).click();
    const manner = page.getByRole('group', { name: '投递员的服务态度' });
    const firstPoint = manner.getByRole('radio', { name: '1 很低' });
    expect(await firstPoint.boundingBox()).toMatchObject({
      y: expect.toSatisfy((y: number) => y > 0 && y < 740),
    });
    expect(await page.title()).toMatch(/^还有 1 处需要补充或修改：/);
  });
});

describe('with JavaScript', () => {
  test('the summary is focused when a page comes back, and its links focus the control with its question in view', async () => {
    const page = await site().open({ locale: 'zh-CN', viewport: { width: 360, height: 500 } });
    await page.goto(await site().link());
    await page.getByRole('button', { name: '继续' }).click();
    const summary = page.locator('[data-error-summary]');
    await expect
      .poll(() => summary.evaluate((element) => element === element.ownerDocument.activeElement))
      .toBe(true);
    await page.getByRole('link', { name: /投递员的服务态度/ }).click();
    const manner = page.getByRole('group', { name: '投递员的服务态度' });
    const focused = manner.getByRole('radio', { name: '1 很低' });
    expect(await focused.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    const legend = await manner.locator('legend').boundingBox();
    expect(legend).toMatchObject({ y: expect.toSatisfy((y: number) => y >= 0 && y < 100) });
  });
});

describe('with the keyboard alone', () => {
  test('a customer answers, is told what is missing, mends it and goes on', async () => {
    const address = await site().link();
    const page = await site().open({ locale: 'en' });
    await page.goto(address);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    // Past the language, onto the first rating: Space chooses, arrows move.
    await press('Tab', 'Tab', 'Space', 'ArrowRight', 'ArrowRight');
    await press('Tab', 'ArrowLeft');
    await press('Enter');
    await page.getByRole('heading', { name: 'One answer is missing or needs a change' }).waitFor();
    expect((await stored(address))?.answers).toEqual({ speed: { expectation: 3, perception: 'na' } });

    await press('Tab', 'Enter');
    await press('Space', 'Tab', 'Space', 'ArrowRight');
    await press('Tab', 'Enter');
    await page.getByRole('heading', { level: 1, name: 'Claims and overall' }).waitFor();
    expect((await stored(address))?.answers).toMatchObject({ manner: { expectation: 1, perception: 2 } });

    await press('Tab', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space');
    await press('Tab', 'Space', 'Tab', 'ArrowLeft', 'Enter');
    await page.getByRole('heading', { level: 1, name: 'About you' }).waitFor();
    expect((await stored(address))?.answers).toMatchObject({
      claims: { expectation: 1, perception: 1, importance: 1 },
      ease: 1,
      recommend: 10,
    });

    await press('Tab', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Tab', 'Tab');
    await page.keyboard.type('7');
    // To the button that sends for good, which is pressed by a second Enter.
    await press('Enter', 'Enter');
    await page.getByRole('heading', { level: 1, name: words.en.thanks }).waitFor();
    expect(await stored(address)).toMatchObject({
      status: 'submitted',
      answers: { market: 'letters', channels: ['app'], parcels: 7 },
    });
  });
});
