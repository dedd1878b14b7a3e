import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPublishedWave } from '#test/helpers/app.ts';
import { accessibilityProblems, sidewaysScroll, signInOn, useSite } from '#test/helpers/browser.ts';
import { anAccount } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const site = useSite();
let surveyId: string;
let root: string;
let page: Page;

async function signedInPage(options: Parameters<ReturnType<typeof site>['open']>[0] = {}): Promise<Page> {
  const designer = await anAccount(site().app, 'designer', { surveys: [surveyId] });
  const opened = await site().open(options);
  await signInOn(opened, site().origin, designer);
  return opened;
}

beforeAll(() => {
  site().app.deps.publicUrl.href = site().origin;
});

beforeEach(async () => {
  surveyId = (await aPublishedWave(site().app, aQuestionnaire())).surveyId;
  const survey = await surveyById(site().app.db.read, surveyId);
  root = `${site().origin}/studio/surveys/${survey?.slug}/questionnaire`;
  page = await signedInPage({ locale: 'en' });
});

const draft = async () => (await surveyById(site().app.db.read, surveyId))?.draft as DefinitionDocument;
const saved = (on: Page = page) => on.locator('[data-saving]').getByText('Saved', { exact: true }).waitFor();

describe('a designer with a script', () => {
  test('puts an earlier answer where the keyboard is, and sees how the text reads', async () => {
    await page.goto(`${root}/part?place=page:about`);
    const text = page.locator('[name="page:about.title.en"]');
    await text.fill('About  and you');
    await text.evaluate((area: { setSelectionRange(from: number, to: number): void }) =>
      area.setSelectionRange(6, 6),
    );
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[data-picker] select').selectOption('speed.perception');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await text.inputValue()).toBe('About {{speed.perception|…}} and you');
    await page.locator('.pipe', { hasText: 'Speed (Perception), else “…”' }).waitFor();
    await saved();
    expect((await draft()).pages[2]?.title.en).toBe('About {{speed.perception|…}} and you');
    await text.fill('{{later}}');
    await page.locator('.broken', { hasText: 'There is no such answer here.' }).waitFor();
  });

  test('puts questions in order by keyboard, and by hand', async () => {
    await page.goto(root);
    const keys = async () => (await draft()).pages[0]?.questions.map(({ key }) => key);
    expect(await keys()).toEqual(['speed', 'manner']);
    const down = page.getByRole('button', { name: 'Move “Speed” down' });
    await down.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#question:speed$/);
    await expect.poll(keys).toEqual(['manner', 'speed']);
    // at either end of its page the keyboard is on the button that leads back
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
    await expect.poll(focused).toBe('Move “Speed” up');
    await page.keyboard.press('Enter');
    await expect.poll(keys).toEqual(['speed', 'manner']);
    await expect.poll(focused).toBe('Move “Speed” down');
    await page.goto(root);
    const from = page.locator('[data-place="question:manner"] .note').first();
    const to = page.locator('[data-place="question:speed"] .note').first();
    await from.dragTo(to, { targetPosition: { x: 2, y: 1 } });
    await expect.poll(keys).toEqual(['manner', 'speed']);
  });
});

describe('every page of the designer', () => {
  const pages = [
    '',
    '/factors',
    '/settings',
    '/texts',
    '/part?place=question:speed',
    '/part?place=page:about&about=market',
    '/part?place=page:about&add=end&about=channels&insert=page:about.title.en',
    '/settings?add=quota&about=language',
  ];

  test.each(['en', 'zh-CN'])('is accessible and as wide as its window, in %s', async (locale) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const opened = await signedInPage({ locale, colorScheme, viewport: { width: 360, height: 740 } });
      for (const path of pages) {
        await opened.goto(root + path);
        expect(await accessibilityProblems(opened), path).toEqual([]);
        expect(await sidewaysScroll(opened), path).toBeLessThanOrEqual(0);
      }
    }
  });
});
