import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { insertImage } from '#db/queries/images.ts';
import { squeezeCss } from '#server/squeeze-css.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { loadPage } from '#test/bench/loaded-page.ts';
import { aPersonalLink, aPublishedWave } from '#test/helpers/app.ts';
import { accessibilityProblems, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { aPng } from '#test/helpers/images.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

const site = useSite();

/** The addresses of every kind of page a customer can see, each with nothing wrong. */
async function everyPage(): Promise<Record<string, string>> {
  const { app, origin } = site();
  const begun = await site().link();
  const path = (page: string) => `${begun.slice(origin.length)}/${page}`;
  await app.post(path('delivery'), goodAnswers.delivery);
  await app.post(path('claims'), goodAnswers.claims);
  const done = await site().link();
  for (const page of ['delivery', 'claims', 'about'] as const) {
    await app.post(`${done.slice(origin.length)}/${page}`, goodAnswers[page]);
  }
  return {
    opening: `${await site().link()}/delivery`,
    filled: `${begun}/delivery`,
    ratings: `${begun}/claims`,
    others: `${begun}/about`,
    thanks: `${done}/thanks`,
    refused: `${origin}/s/unknown`,
  };
}

describe('axe finds nothing wrong', () => {
  test('on a desk, where the pairs stand in one line', async () => {
    const page = await site().open({ viewport: { width: 1280, height: 900 } });
    for (const [kind, address] of Object.entries(await everyPage())) {
      await page.goto(address);
      expect([kind, await accessibilityProblems(page)]).toEqual([kind, []]);
    }
  });
});

describe('on any window', () => {
  test.each(['zh-CN', 'en'])('from 360 to 1280 pixels nothing scrolls sideways, in %s', async (locale) => {
    const page = await site().open({ locale });
    for (const [kind, address] of Object.entries(await everyPage())) {
      await page.goto(address);
      for (const width of [360, 703, 704, 1023, 1024, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        expect([kind, width, await sidewaysScroll(page)]).toEqual([kind, width, 0]);
      }
    }
  });

  test('the head of a page stands clear of its edges, in one line or in two', async () => {
    const page = await site().open({ locale: 'en' });
    await page.goto(await site().link());
    const box = async (selector: string) => {
      const { x, y, width, height } = (await page.locator(selector).boundingBox()) ?? {};
      if (x === undefined || y === undefined || !width || !height) throw new Error(`Nothing is ${selector}`);
      return { left: x, right: x + width, top: y, height };
    };
    for (const [width, lines] of [
      [240, 2],
      [1280, 1],
    ] as const) {
      await page.setViewportSize({ width, height: 740 });
      const [main, brand, mark] = [await box('main'), await box('.brand'), await box('.mark')];
      const [first, last] = [await box('.languages > :first-child'), await box('.languages > :last-child')];
      expect([width, first.top > brand.top + brand.height / 2 ? 2 : 1]).toEqual([width, lines]);
      expect([width, mark.left - main.left, mark.top > 8]).toEqual([width, 0, true]);
      // The names of languages have 8 pixels around them, for a thumb.
      const distance = lines === 1 ? main.right - last.right + 8 : first.left + 8 - main.left;
      expect([width, Math.abs(distance) < 1]).toEqual([width, true]);
    }
  });

  /** The address of a questionnaire whose pairs are rated from 1 to `max`. */
  async function withPoints(max: number): Promise<string> {
    const { ten, ...others } = aQuestionnaire().scales;
    const scales = { ...others, ten: { min: 1, max, low: ten?.low ?? {}, high: ten?.high ?? {} } };
    const wave = await aPublishedWave(site().app, aQuestionnaire({ scales }));
    return `${site().origin}/s/${(await aPersonalLink(site().app, wave)).token}`;
  }

  type Box = Record<'x' | 'y' | 'width' | 'height', number>;

  async function boxesOf(page: Page, selector: string): Promise<Box[]> {
    return await page.locator(selector).evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  }

  test.each([5, 7, 10, 11])('a scale of %i points is one line, each wide enough for a thumb', async (max) => {
    const page = await site().open();
    await page.goto(await withPoints(max));
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      const points = await boxesOf(page, '.points label');
      expect(points.length).toBe(4 * max);
      for (let first = 0; first < points.length; first += max) {
        expect(new Set(points.slice(first, first + max).map(({ y }) => y)).size).toBe(1);
      }
      expect([width, Math.min(...points.map((point) => point.width)) >= 30]).toEqual([width, true]);
      expect(Math.min(...points.map(({ height }) => height))).toBeGreaterThanOrEqual(
        width === 1280 ? 40 : 48,
      );
    }
  });

  test('in a window of 320 pixels every point is at least 44 pixels wide', async () => {
    const page = await site().open({ viewport: { width: 320, height: 740 } });
    await page.goto(await withPoints(10));
    const sizes = (await boxesOf(page, '.points label')).flatMap(({ width, height }) => [width, height]);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  });

  test('everything else can be hit with a thumb, too', async () => {
    const page = await site().open({ viewport: { width: 360, height: 740 } });
    for (const [kind, address] of Object.entries(await everyPage())) {
      await page.goto(address);
      const boxes = await boxesOf(page, '.option, button:visible:not(.unseen)');
      const smallest = Math.min(44, ...boxes.flatMap(({ width, height }) => [width, height]));
      expect([kind, smallest]).toEqual([kind, 44]);
    }
  });

  test('of a phone and of a tablet what was got stands under what was expected, point under point', async () => {
    const page = await site().open();
    await page.goto(await site().link());
    for (const width of [360, 768]) {
      await page.setViewportSize({ width, height: 740 });
      const expected = await boxesOf(page, '.pair:first-of-type .expectation .points label');
      const got = await boxesOf(page, '.pair:first-of-type .perception .points label');
      expect(got.length).toBe(10);
      expect(got.map(({ x }) => x)).toEqual(expected.map(({ x }) => x));
      const below = (got[0]?.y ?? 0) - (expected[0]?.y ?? 0);
      expect([width, below > 48 && below < 120]).toEqual([width, true]);
    }
  });

  test('of a desk both halves of a pair stand in one line with its item', async () => {
    const page = await site().open({ locale: 'en', viewport: { width: 1280, height: 900 } });
    await page.goto(await site().link());
    const pair = page.getByRole('group', { name: 'Speed' });
    const boxes = await Promise.all(
      [
        pair.locator('legend'),
        ...['What you expected', 'What you got'].map((name) => pair.getByRole('radiogroup', { name })),
      ].map((part) => part.boundingBox()),
    );
    const tops = boxes.map((box) => box?.y ?? Number.NaN);
    const lefts = boxes.map((box) => box?.x ?? Number.NaN);
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(12);
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
  });
});

test('squeezing a style sheet changes none of its rules', async () => {
  const page = await site().open();
  for (const name of ['tokens', 'respond', 'questions', 'points', 'rights', 'report', 'cards', 'weights']) {
    const css = readFileSync(new URL(`../../server/public/${name}.css`, import.meta.url), 'utf8');
    const rulesOf = async (text: string) =>
      await page.evaluate<string[]>(`(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(${JSON.stringify(text)});
        // What stands in variables is kept as it is written.
        return [...sheet.cssRules].map(({ cssText }) => cssText.replaceAll(', ', ','));
      })()`);
    const before = await rulesOf(css);
    expect(before.length).toBeGreaterThan(1);
    expect(await rulesOf(squeezeCss(css))).toEqual(before);
  }
});

describe('the weight of a page with everything it loads', () => {
  /** The first template with all its pages on one, or with the first six pairs of it. */
  async function weigh(
    document: DefinitionDocument,
    questions: DefinitionDocument['pages'][number]['questions'],
  ) {
    const [first] = document.pages;
    if (first === undefined) throw new Error('The template has no pages');
    const wave = await aPublishedWave(site().app, { ...document, pages: [{ ...first, questions }] });
    const { token } = await aPersonalLink(site().app, wave);
    const browser = (await site().open()).context().browser();
    if (browser === null) throw new Error('The window has no browser');
    return await loadPage(browser, `${site().origin}/s/${token}/${first.key}`);
  }

  const all = factorCsi.pages.flatMap(({ questions }) => questions);

  test('is far below 30 kB in three requests, with a whole questionnaire on it', async () => {
    const { bytes, pageBytes, requests } = await weigh(factorCsi, all);
    expect(all.length).toBeGreaterThanOrEqual(24);
    expect(pageBytes).toBeGreaterThan(3000);
    expect(bytes).toBeGreaterThan(pageBytes);
    expect(bytes).toBeLessThan(16_000);
    expect(requests).toBe(3);
  });

  test('is below 20 kB in three requests, with six pairs and a logo of 8 kB, which is the icon as well', async () => {
    const bytes = new Uint8Array(Buffer.concat([aPng(320, 80), Buffer.alloc(7_800)]));
    const image = { digest: 'c'.repeat(64), type: 'image/png', width: 320, height: 80, bytes } as const;
    await site().app.db.write((tx) => insertImage(tx, { ...image, createdAt: 0 }));
    const items = all.filter(({ kind }) => kind === 'pair').slice(0, 6);
    const factors = factorCsi.factors.map((factor) => ({
      ...factor,
      dimensions: factor.dimensions
        .map((dimension) => ({
          ...dimension,
          items: dimension.items.filter(({ key }) => items.some((item) => item.key === key)),
        }))
        .filter((dimension) => dimension.items.length > 0),
    }));
    const brand = { colour: '#6b1010', logo: image.digest };
    const document = {
      ...factorCsi,
      brand,
      factors: factors.filter(({ dimensions }) => dimensions.length > 0),
    };
    const loaded = await weigh(document, items);
    expect(loaded.bytes).toBeGreaterThan(8_000);
    expect(loaded.bytes).toBeLessThan(18_000);
    expect(loaded.requests).toBe(3);
  });
});
