import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPublishedWave } from '#test/helpers/app.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { anAccount, password } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const site = useSite();
let surveyId: string;
let root: string;
let page: Page;

async function signedInPage(options: Parameters<ReturnType<typeof site>['open']>[0] = {}): Promise<Page> {
  const { email } = await anAccount(site().app, 'designer', { surveys: [surveyId] });
  const opened = await site().open(options);
  await opened.goto(`${site().origin}/studio/sign-in`);
  await opened.locator('input[name=email]').fill(email);
  await opened.locator('input[name=password]').fill(password);
  await opened.locator('main button').click();
  await opened.waitForURL(/\/studio\/?$/);
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
const title = (on: Page = page) => on.locator('[name="survey.title.en"]');

describe('a designer with a script', () => {
  test('has what was typed saved by itself', async () => {
    await page.goto(`${root}/settings`);
    await title().fill('Saved by itself');
    await saved();
    expect((await draft()).title.en).toBe('Saved by itself');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await draft()).title.en).toBe('How was our delivery?');
  });

  test('loses nothing while the line is down, over a reload, and has it saved when it is back', async () => {
    await page.goto(`${root}/settings`);
    await page.context().route('**/save', (route) => route.abort('internetdisconnected'));
    await title().fill('Typed without a line');
    await page.getByText('Not saved yet').waitFor();
    await page.reload();
    expect(await title().inputValue()).toBe('Typed without a line');
    await page.context().unroute('**/save');
    await page.evaluate('dispatchEvent(new Event("online"))');
    await saved();
    expect((await draft()).title.en).toBe('Typed without a line');
  });

  test('is told where somebody else changed the same text, and keeps what was typed', async () => {
    const other = await signedInPage({ locale: 'en' });
    await page.goto(`${root}/settings`);
    await other.goto(`${root}/settings`);
    await title(other).fill('The other one');
    await saved(other);
    await title().fill('Mine');
    await page.locator('.error', { hasText: 'The other one' }).waitFor();
    expect(await title().inputValue()).toBe('Mine');
    expect((await draft()).title.en).toBe('The other one');
  });

  test('has what was saved while its answer was lost neither typed twice nor in conflict', async () => {
    await page.goto(`${root}/settings`);
    // the lid is shut when the server has kept it and before the browser has heard so
    await page.context().route('**/save', async (route) => {
      await route.fetch();
      await route.abort('connectionaborted');
    });
    await title().fill('Kept, and not heard of');
    await expect.poll(async () => (await draft()).title.en).toBe('Kept, and not heard of');
    const context = page.context();
    await page.close();
    await context.unroute('**/save');
    const revision = (await surveyById(site().app.db.read, surveyId))?.draftRevision;
    const again = await context.newPage();
    await again.goto(`${root}/settings`);
    expect(await title(again).inputValue()).toBe('Kept, and not heard of');
    await expect.poll(() => again.evaluate('localStorage.length')).toBe(0);
    expect(await again.locator('.error').count()).toBe(0);
    expect((await surveyById(site().app.db.read, surveyId))?.draftRevision).toBe(revision);
  });

  test('has what could not be sent when the page was closed sent from whatever page is opened next', async () => {
    await page.goto(`${root}/settings`);
    const context = page.context();
    await context.route('**/save', (route) => route.abort('internetdisconnected'));
    await title().fill('Typed before the lid was shut');
    await page.getByText('Not saved yet').waitFor();
    await page.close();
    await context.unroute('**/save');
    const next = await context.newPage();
    await next.goto(`${root}/part?place=question:ease`);
    await saved(next);
    expect((await draft()).title.en).toBe('Typed before the lid was shut');
  });

  test('is shown what was typed for a part that somebody took away meanwhile, until it is thrown away', async () => {
    await page.goto(`${root}/part?place=question:comment`);
    const context = page.context();
    await context.route('**/save', (route) => route.abort('internetdisconnected'));
    await page.locator('[name="question:comment.text.en"]').fill('For nobody any more');
    await page.getByText('Not saved yet').waitFor();
    await page.close();
    await context.unroute('**/save');
    const other = await signedInPage({ locale: 'en' });
    await other.goto(`${root}/part?place=question:comment`);
    await other.getByRole('button', { name: 'Remove', exact: true }).click();
    const next = await context.newPage();
    await next.goto(`${root}/settings`);
    await next.locator('.error', { hasText: 'For nobody any more' }).waitFor();
    await next.reload();
    await next.getByRole('button', { name: 'Discard' }).click();
    await next.reload();
    expect(await next.locator('.error').count()).toBe(0);
  });

  test('chooses between two texts for one place, and nothing is written over before, not even by a reload', async () => {
    const other = await signedInPage({ locale: 'en' });
    await page.goto(`${root}/settings`);
    await other.goto(`${root}/settings`);
    await title(other).fill('The other one');
    await saved(other);
    await title().fill('Mine');
    await page.locator('.error', { hasText: 'The other one' }).waitFor();
    await page.reload();
    await page.locator('.error', { hasText: 'The other one' }).waitFor();
    expect(await title().inputValue()).toBe('Mine');
    await title().blur();
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.waitForTimeout(1200);
    expect((await draft()).title.en).toBe('The other one');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await saved();
    expect((await draft()).title.en).toBe('Mine');
    await title(other).fill('Once more');
    await other.getByRole('button', { name: 'Take theirs' }).click();
    expect(await title(other).inputValue()).toBe('Mine');
    expect((await draft()).title.en).toBe('Mine');
  });

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

  test('sees shares change with weights', async () => {
    await page.goto(`${root}/factors`);
    await page.locator('[name="item:speed.weight"]').fill('2');
    await page.locator('[name="item:speed.weight"]').blur();
    await page.getByText('50.0%').waitFor();
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
    // at the end of its page the keyboard is on the button that leads back
    await expect
      .poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")'))
      .toBe('Move “Speed” up');
    await page.keyboard.press('Enter');
    await expect.poll(keys).toEqual(['speed', 'manner']);
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
