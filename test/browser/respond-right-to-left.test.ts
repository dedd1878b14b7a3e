import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { aPersonalLink, aPublishedWave, type Fields, type TestWave } from '#test/helpers/app.ts';
import { anArabicQuestionnaire } from '#test/helpers/arabic.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { aQuestionnaireOfKinds } from '#test/helpers/question-kinds.ts';
import { goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();

let usual: TestWave;
let kinds: TestWave;
beforeAll(async () => {
  usual = await aPublishedWave(site().app, anArabicQuestionnaire());
  kinds = await aPublishedWave(site().app, anArabicQuestionnaire(aQuestionnaireOfKinds()));
});

/** The address of a fresh link, some of whose pages have been answered. */
async function linkAfter(wave: TestWave, answers: Record<string, Fields> = {}): Promise<string> {
  const { token } = await aPersonalLink(site().app, wave);
  for (const [page, form] of Object.entries(answers)) await site().app.post(`/s/${token}/${page}`, form);
  return `${site().origin}/s/${token}`;
}

/** Every kind of page, in Arabic. */
async function everyPage(): Promise<Record<string, string>> {
  const { delivery, claims, about } = goodAnswers;
  return {
    opening: await linkAfter(usual),
    missing: `${await linkAfter(usual)}/delivery?check=1`,
    ratings: await linkAfter(usual, { delivery }),
    others: `${await linkAfter(usual, { delivery, claims })}/about?check=1`,
    kinds: `${await linkAfter(kinds)}/kinds?check=1`,
    thanks: await linkAfter(usual, { delivery, claims, about }),
    answers: `${await linkAfter(usual, { delivery, claims })}/my/answers`,
    withdrawal: `${await linkAfter(usual, { delivery, claims, about })}/my/withdrawal`,
    invitations: `${await linkAfter(usual)}/my/invitations`,
    refused: `${site().origin}/s/unknown`,
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
}

/** Where an element stands. */
async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`Nothing is ${selector}`);
  return { left: box.x, right: box.x + box.width };
}

/** Where one character of an element's text stands. */
async function characterBox(page: Page, selector: string, character: string): Promise<Box> {
  const box = await page.evaluate<Box | null>(`{
    const walker = document.createTreeWalker(document.querySelector('${selector}'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let box = null;
    while (box === null && walker.nextNode()) {
      const place = walker.currentNode.data.indexOf('${character}');
      if (place < 0) continue;
      range.setStart(walker.currentNode, place);
      range.setEnd(walker.currentNode, place + 1);
      box = range.getBoundingClientRect().toJSON();
    }
    box;
  }`);
  if (box === null) throw new Error(`There is no ${character} in ${selector}`);
  return box;
}

describe('a questionnaire in Arabic', () => {
  test('has nothing that axe finds wrong, light and dark, on a phone and on a desk', async () => {
    const page = await site().open({ locale: 'ar' });
    for (const [kind, address] of Object.entries(await everyPage())) {
      await page.goto(address);
      expect([kind, await page.locator('html').getAttribute('dir')]).toEqual([kind, 'rtl']);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect([kind, width, await accessibilityProblems(page)]).toEqual([kind, width, []]);
        }
      }
    }
  });

  test('never scrolls sideways, from 320 to 1280 pixels', async () => {
    const page = await site().open({ locale: 'ar' });
    for (const [kind, address] of Object.entries(await everyPage())) {
      await page.goto(address);
      for (const width of [320, 360, 768, 1024, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        expect([kind, width, await sidewaysScroll(page)]).toEqual([kind, width, 0]);
      }
    }
  });

  test('reads from right to left: the item, what was expected, what was got; and each scale from its low end', async () => {
    const page = await site().open({ locale: 'ar', viewport: { width: 1280, height: 900 } });
    await page.goto(`${await linkAfter(usual)}/delivery?check=1`);
    const item = await boxOf(page, '.pair legend');
    const expected = await boxOf(page, '.expectation');
    const got = await boxOf(page, '.perception');
    expect(item.left).toBeGreaterThan(expected.right);
    expect(expected.left).toBeGreaterThan(got.right);
    const [one, ten] = [await boxOf(page, '.points [value="1"]'), await boxOf(page, '.points [value="10"]')];
    expect(one.left).toBeGreaterThan(ten.right);
    const [low, high] = [await boxOf(page, '.ends > :first-child'), await boxOf(page, '.ends > :last-child')];
    expect(low.left).toBeGreaterThan(high.right);
    expect(Math.abs(low.right - one.right)).toBeLessThan(20);
  });

  test('has its points from right to left on a phone, in however many rows, and the mark of an error at the right', async () => {
    const page = await site().open({ locale: 'ar', viewport: { width: 360, height: 740 } });
    await page.goto(`${await linkAfter(usual)}/delivery?check=1`);
    const points = await page.locator('.expectation >> nth=0 >> .points input').all();
    const boxes = await Promise.all(points.map(async (point) => await point.boundingBox()));
    expect(boxes).toHaveLength(10);
    const [first] = boxes;
    for (const [index, box] of boxes.slice(1).entries()) {
      const before = boxes[index];
      if (!first || !before || !box) throw new Error('Every point has a place');
      const isNewRow = box.y > before.y + 1;
      const edge = isNewRow ? first.x + first.width : before.x;
      expect([index + 2, Math.abs(box.x + box.width - edge) < 8]).toEqual([index + 2, true]);
    }
    const border = await page.evaluate(
      `getComputedStyle(document.querySelector('.pair.failed')).borderRightWidth`,
    );
    expect(border).toBe('4px');
  });

  test('keeps numbers and names in another script in their place', async () => {
    const page = await site().open({ locale: 'ar', viewport: { width: 1280, height: 900 } });
    await page.goto(await linkAfter(usual));
    const [number, total] = [
      await characterBox(page, '.progress', '1'),
      await characterBox(page, '.progress', '3'),
    ];
    expect(number.left).toBeGreaterThan(total.right);
    const [open, first, last, close] = await Promise.all(
      ['(', '华', '运', ')'].map((character) => characterBox(page, '.brand', character)),
    );
    if (!open || !first || !last || !close) throw new Error('Every character has a place');
    expect(open.left).toBeGreaterThanOrEqual(last.right - 1);
    expect(last.left).toBeGreaterThan(first.left);
    expect(close.right).toBeLessThanOrEqual(first.left + 1);
  });

  test('changes to another language and direction and back without losing what was typed', async () => {
    const page = await site().open({ locale: 'ar', javaScriptEnabled: false });
    await page.goto(
      `${await linkAfter(usual, { delivery: goodAnswers.delivery, claims: goodAnswers.claims })}/about`,
    );
    await page.fill('#parcels', 'twelve');
    await page.fill('textarea', 'مرحبا 你好');
    const typed = async () => [
      await page.locator('html').getAttribute('dir'),
      await page.inputValue('#parcels'),
      await page.inputValue('textarea'),
    ];
    for (const [name, direction] of [
      ['English', 'ltr'],
      ['简体中文', 'ltr'],
      ['العربية', 'rtl'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      expect([name, ...(await typed())]).toEqual([name, direction, 'twelve', 'مرحبا 你好']);
    }
  });
});
