import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { insertSavedTemplate } from '#db/queries/saved-templates.ts';
import { surveyById, surveyBySlug } from '#db/queries/surveys.ts';
import { useSite } from '#test/helpers/browser.ts';
import { anAccount, password } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const site = useSite();
let slug: string;

beforeAll(async () => {
  const { app, wave, origin } = site();
  app.deps.publicUrl.href = origin;
  slug = (await surveyById(app.db.read, wave.surveyId))?.slug ?? '';
  const saved = { id: 'kept', name: 'Kept', note: 'Two\nlines', definition: aQuestionnaire() };
  await app.db.write((tx) => insertSavedTemplate(tx, { ...saved, savedBy: 'Li Na', savedAt: 0 }));
});

/** A window of a designer who has signed in. */
async function aDesigner(options: Parameters<ReturnType<typeof site>['open']>[0] = {}): Promise<Page> {
  const { email } = await anAccount(site().app, 'designer', { surveys: [site().wave.surveyId] });
  const page = await site().open(options);
  await page.goto(`${site().origin}/studio/sign-in`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main button').click();
  await page.waitForURL(/\/studio\/?$/);
  return page;
}

test('without a script a survey begins with a template, is saved as one, put away and taken out again', async () => {
  const page = await aDesigner({ locale: 'en', javaScriptEnabled: false });
  await page.getByRole('link', { name: 'New survey' }).click();
  await page.getByRole('link', { name: 'Begin a survey with it · SERVQUAL' }).click();
  await page.getByLabel('Title in English').fill('Service in 2026');
  await page.getByLabel('Short name').fill('service-2026');
  await page.getByLabel('What went wrong').check();
  await page.getByRole('button', { name: 'Make the survey' }).click();
  await page.waitForURL(/\/studio\/surveys\/service-2026$/);

  await page.getByRole('link', { name: 'Save as a template' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Our SERVQUAL');
  await page.getByRole('button', { name: 'Save the template' }).click();
  await page.getByRole('heading', { level: 1, name: 'Our SERVQUAL' }).waitFor();

  await page.goto(`${site().origin}/studio/surveys/service-2026`);
  await page.getByRole('button', { name: 'Put into the archive' }).click();
  await page.getByText('This survey is in the archive').waitFor();
  await page.getByRole('button', { name: 'Take out of the archive' }).click();
  await page.getByRole('button', { name: 'Put into the archive' }).waitFor();
});

test('without a script a questionnaire goes out as a file and comes in again as another survey', async () => {
  const page = await aDesigner({ locale: 'zh-CN', javaScriptEnabled: false });
  const { app, origin } = site();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.goto(`${origin}/studio/surveys/${slug}/questionnaire.json`).catch(() => null),
  ]);
  await page.goto(`${origin}/studio/surveys/new`);
  await page.getByRole('link', { name: '从文件开始' }).click();
  // Chromium keeps a download under a name without an ending, which the form does not take.
  await page.getByLabel('问卷文件').setInputFiles(await download.path());
  await page.getByLabel('短名称').fill('again');
  await page.getByRole('button', { name: '新建调查' }).click();
  expect(await page.locator('.errors a').textContent()).toContain('.json');
  expect(await page.getByLabel('短名称').inputValue()).toBe('again');

  const buffer = await readFile(await download.path());
  const file = { name: download.suggestedFilename(), mimeType: 'application/json', buffer };
  await page.getByLabel('问卷文件').setInputFiles(file);
  await page.getByRole('button', { name: '新建调查' }).click();
  await page.waitForURL(/\/studio\/surveys\/again$/);
  const [original, copy] = await Promise.all([slug, 'again'].map((each) => surveyBySlug(app.db.read, each)));
  expect(copy?.draft).toEqual(original?.draft);
});
