import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { draftSteps } from '#db/queries/draft-edits.ts';
import { deleteSurveyPerson } from '#db/queries/survey-people.ts';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPublishedWave } from '#test/helpers/app.ts';
import { signInOn, useSite } from '#test/helpers/browser.ts';
import { anAccount, type Somebody } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

const site = useSite();
let surveyId: string;
let root: string;
let mei: Somebody;
let page: Page;

const aDesigner = () => anAccount(site().app, 'designer', { surveys: [surveyId] });

async function signedInPage(designer?: Somebody): Promise<Page> {
  const opened = await site().open({ locale: 'en' });
  await signInOn(opened, site().origin, designer ?? (await aDesigner()));
  return opened;
}

beforeAll(() => {
  site().app.deps.publicUrl.href = site().origin;
});

beforeEach(async () => {
  surveyId = (await aPublishedWave(site().app, aQuestionnaire())).surveyId;
  const survey = await surveyById(site().app.db.read, surveyId);
  root = `${site().origin}/studio/surveys/${survey?.slug}/questionnaire`;
  mei = await aDesigner();
  page = await signedInPage(mei);
});

const draft = async () => (await surveyById(site().app.db.read, surveyId))?.draft as DefinitionDocument;
const said = (words: string, on: Page = page) => on.locator('[data-saving]').getByText(words).waitFor();
const saved = (on: Page = page) => on.locator('[data-saving]').getByText('Saved', { exact: true }).waitFor();
const title = (on: Page = page) => on.locator('[name="survey.title.en"]');

/** Two people at the settings, and the second one has just changed the title that the first one is to type into. */
async function afterTheOther(): Promise<Page> {
  const other = await signedInPage();
  await page.goto(`${root}/settings`);
  await other.goto(`${root}/settings`);
  await title(other).fill('The other one');
  await saved(other);
  return other;
}

describe('what is typed into a questionnaire', () => {
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
    await said('Not saved yet');
    await page.reload();
    expect(await title().inputValue()).toBe('Typed without a line');
    await page.context().unroute('**/save');
    await page.evaluate('dispatchEvent(new Event("online"))');
    await saved();
    expect((await draft()).title.en).toBe('Typed without a line');
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

  test('has what could not be sent when the page was closed shown on whatever page is opened next, and sent from its own', async () => {
    await page.goto(`${root}/settings`);
    const context = page.context();
    await context.route('**/save', (route) => route.abort('internetdisconnected'));
    await title().fill('Typed before the lid was shut');
    await said('Not saved yet');
    await context.clearCookies();
    await page.close();
    const next = await context.newPage();
    await signInOn(next, site().origin, mei);
    await next.goto(root);
    await next.locator('.error', { hasText: 'Title: English Typed before the lid was shut' }).waitFor();
    expect((await draft()).title.en).toBe(aQuestionnaire().title.en);
    await context.unroute('**/save');
    await next.getByRole('link', { name: 'Open that page' }).click();
    await saved(next);
    expect((await draft()).title.en).toBe('Typed before the lid was shut');
  });

  test('is shown what was typed for a part that somebody took away meanwhile, until it is thrown away', async () => {
    await page.goto(`${root}/part?place=question:comment`);
    const context = page.context();
    await context.route('**/save', (route) => route.abort('internetdisconnected'));
    await page.locator('[name="question:comment.text.en"]').fill('For nobody any more');
    await said('Not saved yet');
    await page.close();
    await context.unroute('**/save');
    const other = await signedInPage();
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
    const other = await afterTheOther();
    await title().fill('Mine');
    await page.locator('.error', { hasText: 'The other one' }).waitFor();
    await said('Choose beside it what is to stand there.');
    // whoever types on has not chosen
    for (const word of [' and', ' mine']) {
      await title().press('End');
      await page.keyboard.type(word);
      await page.waitForTimeout(1200);
    }
    await page.reload();
    await page.locator('.error', { hasText: 'The other one' }).waitFor();
    expect(await title().inputValue()).toBe('Mine and mine');
    await title().blur();
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.waitForTimeout(1200);
    expect((await draft()).title.en).toBe('The other one');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await saved();
    expect((await draft()).title.en).toBe('Mine and mine');
    await title(other).fill('Once more');
    await other.getByRole('button', { name: 'Take theirs' }).click();
    expect(await title(other).inputValue()).toBe('Mine and mine');
    expect((await draft()).title.en).toBe('Mine and mine');
  });

  test('is sent though more is typed while it is on its way', async () => {
    await page.goto(`${root}/settings`);
    await page.route('**/save', async (route) => {
      await page.waitForTimeout(2000);
      await route.continue();
    });
    await title().fill('one');
    await said('Saving');
    await title().press('End');
    await page.keyboard.type(' two three');
    await saved();
    expect((await draft()).title.en).toBe('one two three');
  });

  test('is no conflict with itself where more is typed after its answer was lost', async () => {
    await page.goto(`${root}/settings`);
    await page.route('**/save', async (route) => {
      await route.fetch();
      await route.abort('connectionaborted');
    });
    await title().fill('one');
    await said('Not saved yet');
    await page.unroute('**/save');
    await title().fill('one two');
    await saved();
    expect((await draft()).title.en).toBe('one two');
  });

  test('is kept in nobody else’s name, where several people share a browser', async () => {
    await page.goto(`${root}/settings`);
    const context = page.context();
    await context.route('**/save', (route) => route.abort('internetdisconnected'));
    await title().fill('By Mei');
    await said('Not saved yet');
    const next = await context.newPage();
    await context.clearCookies();
    await signInOn(next, site().origin, await aDesigner());
    await context.unroute('**/save');
    await page.evaluate('dispatchEvent(new Event("online"))');
    await said('somebody else has signed in');
    await next.goto(`${root}/settings`);
    await title(next).fill('By the next one');
    await saved(next);
    expect(await next.locator('.error').count()).toBe(0);
    await context.clearCookies();
    await signInOn(next, site().origin, mei);
    await next.goto(`${root}/settings`);
    await next.getByRole('button', { name: 'Keep mine' }).click();
    await saved(next);
    const [, , last] = await draftSteps(site().app.db.read, surveyId);
    expect([last?.personId, (await draft()).title.en]).toEqual([mei.id, 'By Mei']);
  });
});

describe('what a page says of what is not saved', () => {
  test('is what to put right, where it was refused, and the keyboard stays where it is', async () => {
    await page.goto(`${root}/factors`);
    const weight = page.locator('[name="item:speed.weight"]');
    await weight.fill('0');
    await page.keyboard.press('Tab');
    await page.locator('.error', { hasText: 'Write a number above 0.' }).waitFor();
    await said('Not saved: put right what is said beside the field.');
    await weight.fill('2');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate('document.activeElement.outerHTML');
    const next = await focused();
    await page.evaluate('scrollBy(0, 40)');
    const place = await page.evaluate('scrollY');
    await page.getByText('50.0%').waitFor();
    await saved();
    expect([await focused(), await page.evaluate('scrollY')]).toEqual([next, place]);
    expect(next).toContain('button');
  });

  test('is that the session ended, and it is saved after signing in again in another tab', async () => {
    await page.goto(`${root}/settings`);
    await page.context().clearCookies();
    await title().fill('Typed without a session');
    await said('you are not signed in any more');
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('[data-saving]').getByRole('link', { name: 'Sign in' }).click(),
    ]);
    await signInOn(tab, site().origin, mei);
    await page.bringToFront();
    await saved();
    expect((await draft()).title.en).toBe('Typed without a session');
  });

  test('is that the survey is not theirs to see any more', async () => {
    await page.goto(`${root}/settings`);
    await site().app.db.write((tx) => deleteSurveyPerson(tx, surveyId, mei.id));
    await title().fill('Typed by somebody removed');
    await said('you may not see this survey any more');
    expect(await title().inputValue()).toBe('Typed by somebody removed');
  });
});
