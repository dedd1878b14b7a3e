import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { surveyById, updateDraft } from '#db/queries/surveys.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { useSite } from '#test/helpers/browser.ts';
import { choose } from '#test/helpers/customer.ts';
import { anAccount, password, type Somebody } from '#test/helpers/people.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();
let designer: Somebody;

/** Has every item reworded, with a fact and a quota to be chosen in the preview. */
async function changeDraft(): Promise<void> {
  const { app, wave } = site();
  const document = structuredClone(aQuestionnaire());
  const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
  if (document.pairWords) document.pairWords.expectation.label = both('您的期望', 'Expected');
  document.facts = [{ key: 'market', name: both('市场', 'Market') }];
  const when = { op: 'fact', fact: 'market', oneOf: ['online'] } as const;
  document.quotas = [
    { key: 'online', name: both('电商', 'Online'), when, limit: 9, full: both('已满', 'Full') },
  ];
  const survey = await surveyById(app.db.read, wave.surveyId);
  const seen = survey?.draftRevision ?? 0;
  const changed = { surveyId: wave.surveyId, seen, draft: document, title: document.title };
  await app.db.write((tx) => updateDraft(tx, changed));
}

beforeAll(async () => {
  const { app, wave } = site();
  designer = await anAccount(app, 'designer', { surveys: [wave.surveyId], name: 'Lin' });
  await changeDraft();
});

const address = (page: string) =>
  `${site().origin}/studio/surveys/${site().wave.surveyId}/questionnaire${page}`;

async function signedInPage(options: Parameters<ReturnType<typeof site>['open']>[0]): Promise<Page> {
  const page = await site().open(options);
  await page.goto(`${site().origin}/studio/sign-in`);
  await page.locator('[name=email]').fill(designer.email);
  await page.locator('[name=password]').fill(password);
  await page.locator('main button').click();
  await page.waitForURL(/\/studio$/);
  return page;
}

test('a preview works in its frame as customers’ pages do', async () => {
  const page = await signedInPage({ locale: 'en', viewport: { width: 1280, height: 900 } });
  const failures: string[] = [];
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
  await page.goto(address('/preview'));
  expect(await page.locator('iframe').count()).toBe(2);
  const frame = page.frames().find((each) => each.url().includes('/studio/preview/'));
  if (frame === undefined) throw new Error('The preview is not shown');
  await frame.waitForSelector('.mark-of-preview');
  for (const [name, value] of Object.entries(goodAnswers.delivery))
    await frame.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
  await frame.locator('.primary').click();
  await frame.waitForURL(/claims/);
  expect(failures).toEqual([]);
});

test('a questionnaire is published without a script, with a decision for all its series', async () => {
  const { app, wave } = site();
  const page = await signedInPage({ locale: 'en', javaScriptEnabled: false });
  await page.goto(address('/publish'));
  await choose(page, { series: 'continue' });
  await page.locator('[name=reason]').fill('shorter words');
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByText('Version 2 is published.').waitFor();
  expect(await versionsOf(app.db.read, wave.surveyId)).toHaveLength(2);
  await page.getByRole('button', { name: 'Move those chosen' }).click();
  await page.getByText('q3 stays').or(page.getByText('1 wave asks by version 2')).waitFor();
});
