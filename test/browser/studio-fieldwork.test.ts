import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { responseByLink } from '#db/queries/responses.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { aPersonalLink } from '#test/helpers/app.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { tooFaint } from '#test/helpers/faint-text.ts';
import { anAccount, password } from '#test/helpers/people.ts';
import { goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();
let root: string;

beforeAll(async () => {
  const { app, wave, origin } = site();
  app.deps.publicUrl.href = origin;
  root = `/studio/surveys/${(await surveyById(app.db.read, wave.surveyId))?.slug}/waves/q3`;
});

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${site().origin}/studio/sign-in`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main button').click();
  await page.waitForURL(/\/studio\/?$/);
}

/** A window of an analyst who has signed in. */
async function anAnalyst(locale: string): Promise<{ page: Page; email: string }> {
  const { email } = await anAccount(site().app, 'analyst', { surveys: [site().wave.surveyId] });
  const page = await site().open({ locale });
  await signIn(page, email);
  return { page, email };
}

test.each(['zh-CN', 'en'])(
  'the pages of fieldwork break no rule of accessibility, are nowhere faint and never scroll sideways: %s',
  async (locale) => {
    const { memberId } = await aPersonalLink(site().app, site().wave);
    const { page } = await anAnalyst(locale);
    const wrong: string[] = [];
    const member = `/customers/${memberId}`;
    for (const path of ['/customers', member, `${member}/answers`, '/dispositions', '/qr-sheets']) {
      await page.goto(site().origin + root + path);
      if (path.endsWith('/answers')) {
        await page.locator('#_send').click();
        await page.locator('[data-error-summary]').waitFor();
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const problems = [...(await accessibilityProblems(page)), ...(await tooFaint(page))];
        wrong.push(...problems.map((problem) => `${path}, ${colorScheme}: ${problem}`));
      }
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const more = await sidewaysScroll(page);
        if (more !== 0) wrong.push(`${path}: ${more} pixels too wide at ${width}`);
      }
    }
    expect(wrong).toEqual([]);
  },
);

test('a form half entered outlives an error, a reload and being signed out, and leaves nothing once it is entered', async () => {
  const { memberId, linkId } = await aPersonalLink(site().app, site().wave);
  const { page, email } = await anAnalyst('en');
  const desk = `${site().origin}${root}/customers/${memberId}/answers`;
  await page.goto(desk);
  const comment = page.locator('[name=comment]');
  const answers: Record<string, string | readonly string[]> = Object.assign(
    {},
    ...Object.values(goodAnswers),
  );
  for (const [name, value] of Object.entries(answers)) {
    const control = page.locator(`[name="${name}"]`);
    if ((await control.count()) === 1) await control.fill([value].flat().join());
    else
      for (const each of [value].flat())
        await page.locator(`[name="${name}"][value="${each}"]`).check({ force: true });
  }
  await page.locator('[name=parcels]').fill('a dozen');
  await page.locator('#_send').click();
  await page.locator('[data-error-summary]').waitFor();
  expect(await comment.inputValue()).toBe(answers.comment);
  await page.reload();
  expect(await comment.inputValue()).toBe(answers.comment);
  await page.context().clearCookies();
  await page.locator('#_send').click();
  await page.locator('#_send').waitFor({ state: 'detached' });
  await signIn(page, email);
  await page.goto(desk);
  expect(await comment.inputValue()).toBe(answers.comment);
  expect(await page.locator('[name="manner.perception"]:checked').getAttribute('value')).toBe('10');
  await page.locator('[name=parcels]').fill('12');
  await page.locator('#_send').click();
  await page.waitForURL(/said=submitted/);
  expect(await responseByLink(site().app.db.read, linkId)).toMatchObject({
    source: 'entered',
    status: 'submitted',
  });
  expect(await page.evaluate('Object.values(localStorage).join()')).not.toContain('包装');
});
