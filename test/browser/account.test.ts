import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import { setUpCode } from '#server/people/first-start.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { totp } from '#test/helpers/totp.ts';

const site = useSite();

const phone = { viewport: { width: 360, height: 740 }, locale: 'en' };
const secret = 'four plain words here';
const other = 'other plain words there';

/** Nothing is wrong with the page for whoever sees, hears or holds it on a phone. */
async function isSound(page: Page): Promise<void> {
  expect(await accessibilityProblems(page), page.url()).toEqual([]);
  expect(await sidewaysScroll(page), page.url()).toBeLessThanOrEqual(0);
}

async function send(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState('load');
}

test('a team comes about: the first start, an invitation, a second factor, a shared survey and the log', {
  timeout: 180_000,
}, async () => {
  const { app, origin, wave, open } = site();
  const administrator = await open({ ...phone, javaScriptEnabled: true });
  await administrator.goto(`${origin}/studio`);
  await isSound(administrator);
  await administrator.getByLabel('Set-up code').fill(setUpCode(app.deps.secret).toLowerCase());
  await administrator.getByLabel('Name').fill('Ada');
  await administrator.getByLabel('E-mail address').fill('ada@example.com');
  await administrator.getByLabel('New password').fill('short');
  await send(administrator, 'Make the account');
  await isSound(administrator);
  expect(await administrator.getByLabel('Name').inputValue()).toBe('Ada');
  await administrator.getByLabel('Set-up code').fill(setUpCode(app.deps.secret));
  await administrator.getByLabel('New password').fill(secret);
  await send(administrator, 'Make the account');
  expect(new URL(administrator.url()).pathname).toBe('/studio');

  await administrator.goto(`${origin}/studio/people/new`);
  await isSound(administrator);
  await administrator.getByLabel('Name').fill('Bo');
  await administrator.getByLabel('E-mail address').fill('bo@example.com');
  await administrator.getByLabel('Analyst').check();
  await send(administrator, 'Make a link for them');
  await isSound(administrator);
  const link = (await administrator.locator('code').textContent()) ?? '';

  // somebody whose browser runs no scripts
  const analyst = await open({ ...phone, javaScriptEnabled: false });
  await analyst.goto(origin + new URL(link).pathname);
  await analyst.getByLabel('New password').fill(other);
  await send(analyst, 'Take up the account');
  await analyst.getByLabel('E-mail address').fill('bo@example.com');
  await analyst.getByLabel('Password').fill(other);
  await send(analyst, 'Sign in');
  expect(new URL(analyst.url()).pathname).toBe('/studio');

  await administrator.goto(`${origin}/studio/account/second-factor`);
  await isSound(administrator);
  await administrator.getByLabel('Password').fill(secret);
  await send(administrator, 'Go on');
  await isSound(administrator);
  const typed = (await administrator.locator('main code').textContent()) ?? '';
  await administrator.getByRole('textbox', { name: 'Code' }).fill(totp(typed));
  await send(administrator, 'Check the code');
  expect(await administrator.locator('.codes li').count()).toBe(10);
  await isSound(administrator);

  const slug = (await surveyById(app.db.read, wave.surveyId))?.slug ?? '';
  expect((await analyst.goto(`${origin}/studio/surveys/${slug}`))?.status()).toBe(404);
  await administrator.goto(`${origin}/studio/surveys/${slug}/people`);
  await isSound(administrator);
  await send(administrator, 'Share');
  await isSound(administrator);
  expect((await analyst.goto(`${origin}/studio/surveys/${slug}`))?.status()).toBe(200);

  for (const path of ['/studio/people', '/studio/account', '/studio/audit', `/studio/surveys/${slug}/log`]) {
    await administrator.goto(origin + path);
    await isSound(administrator);
  }
  await administrator.goto(`${origin}/studio/audit`);
  await administrator.getByLabel('What').selectOption({ label: 'Survey shared' });
  await send(administrator, 'Show');
  expect(await administrator.locator('tbody tr').count()).toBe(1);
  expect(await administrator.locator('tbody tr').textContent()).toContain('account: Bo');

  await send(analyst, 'Sign out');
  expect(new URL(analyst.url()).pathname).toBe('/studio/sign-in');
  await analyst.goto(`${origin}/studio/account`);
  expect(new URL(analyst.url()).pathname).toBe('/studio/sign-in');
});
