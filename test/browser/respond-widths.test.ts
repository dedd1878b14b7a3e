import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { setLetters, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();

/** Where one customer answers a questionnaire: the address without a page. */
async function linkTo(document: DefinitionDocument): Promise<string> {
  const { app, origin } = site();
  return `${origin}/s/${(await aPersonalLink(app, await aPublishedWave(app, document))).token}`;
}

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** The questionnaire with a word in each of its English texts that is longer than a phone is wide. */
function withLongWords(document: DefinitionDocument): DefinitionDocument {
  const lengthened = (key: string, value: unknown) =>
    key === 'en' && typeof value === 'string' ? `${value} ${longWord}` : value;
  return JSON.parse(JSON.stringify(document, lengthened)) as DefinitionDocument;
}

test('a word longer than the window is wide breaks, wherever an author writes it', async () => {
  const { app, origin } = site();
  const begun = await linkTo(withLongWords(aQuestionnaire()));
  const kinds = await linkTo(withLongWords(aQuestionnaireOfKinds()));
  const path = begun.slice(origin.length);
  await app.post(`${path}/delivery`, goodAnswers.delivery);
  await app.post(`${path}/claims`, { ...goodAnswers.claims, ease: 'na' });
  const page = await site().open({ locale: 'en' });
  for (const address of [
    `${begun}/delivery`,
    ...[`${begun}/claims`, `${begun}/about?check=1`, `${begun}/my/answers`],
    ...[`${kinds}/kinds`, `${kinds}/kinds?check=1`],
  ]) {
    await page.goto(address);
    expect(await page.getByText(longWord).count()).toBeGreaterThan(1);
    for (const width of [320, 360, 704, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      expect([address, width, await sidewaysScroll(page)]).toEqual([address, width, 0]);
    }
  }
});

test('the first page of one sets its title apart from what is said of the survey, as the first of several does', async () => {
  const { pages, ...rest } = aQuestionnaire();
  const page = await site().open({ locale: 'en', viewport: { width: 360, height: 740 } });
  const gaps: number[] = [];
  for (const document of [aQuestionnaire(), { ...rest, factors: [], pages: pages.slice(2) }]) {
    await page.goto(await linkTo(document));
    const title = page.locator('h1 ~ .progress, h1 ~ .page-title').first();
    const [about, begins] = [await page.locator('.about').boundingBox(), await title.boundingBox()];
    gaps.push((begins?.y ?? 0) - ((about?.y ?? 0) + (about?.height ?? 0)));
  }
  expect(gaps).toEqual([32, 32]);
});

/** How high each figure of a scale is drawn, and how much of it stands outside its own cell. */
async function figuresOf(page: Page): Promise<readonly { height: number; over: number }[]> {
  return await page.locator('.points input + span').evaluateAll((figures) =>
    figures.map((figure) => ({
      height: figure.getBoundingClientRect().height,
      over: figure.scrollWidth - figure.clientWidth,
    })),
  );
}

test('the chosen end of a scale stays one figure, however large the letters', async () => {
  const link = await linkTo(aQuestionnaire());
  const page = await site().open({ locale: 'en' });
  await site().app.post(`${new URL(link).pathname}/delivery`, goodAnswers.delivery);
  await page.goto(`${link}/claims`);
  await page.locator('[name=recommend][value="10"]').check();
  for (const [width, letters, root] of [
    [320, 16, '100%'],
    [320, 32, '100%'],
    [360, 32, '100%'],
    [320, 16, '200%'],
  ] as const) {
    await page.setViewportSize({ width, height: 740 });
    await setLetters(page, letters);
    await page.evaluate(`document.documentElement.style.fontSize = '${root}'`);
    const figures = await figuresOf(page);
    expect(figures.length).toBe(46);
    const heights = new Set(figures.map(({ height }) => height));
    expect([width, letters, root, heights.size]).toEqual([width, letters, root, 1]);
    expect(await sidewaysScroll(page)).toBe(0);
  }
});

test('a field for a number and its unit fit into a small window with letters twice as large', async () => {
  const link = await linkTo(aQuestionnaire());
  for (const name of ['delivery', 'claims'] as const)
    await site().app.post(`${new URL(link).pathname}/${name}`, goodAnswers[name]);
  const kinds = await linkTo(aQuestionnaireOfKinds());
  const page = await site().open({ locale: 'en', viewport: { width: 320, height: 740 } });
  for (const address of [`${link}/about`, `${kinds}/kinds?check=1`]) {
    await page.goto(address);
    for (const letters of [16, 32]) {
      await setLetters(page, letters);
      expect([address, letters, await sidewaysScroll(page)]).toEqual([address, letters, 0]);
    }
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
    await setLetters(page, 16);
    expect([address, await sidewaysScroll(page)]).toEqual([address, 0]);
  }
});

test('options of two lines stand apart, and those of one are no higher than a thumb needs', async () => {
  const page = await site().open({ locale: 'en', viewport: { width: 360, height: 740 } });
  await page.goto(`${await linkTo(aQuestionnaireOfKinds())}/kinds`);
  const heights = async () =>
    await page
      .locator('.options .option')
      .evaluateAll((options) => options.map((option) => option.getBoundingClientRect().height));
  expect(new Set(await heights())).toEqual(new Set([44]));
  await page.evaluate(`for (const label of document.querySelectorAll('.option span'))
    label.textContent = 'I told family, friends or colleagues about it and advised them against you';`);
  const gaps = await page.evaluate<
    number[]
  >(`[...document.querySelectorAll('.options .option + .option span')]
    .map((words) => words.getBoundingClientRect().top -
      words.parentElement.previousElementSibling.querySelector('span').getBoundingClientRect().bottom)`);
  expect(gaps.length).toBeGreaterThan(3);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(8);
  expect(Math.min(...(await heights()))).toBeGreaterThan(50);
});
