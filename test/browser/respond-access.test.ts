import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems, setLetters, sidewaysScroll, useSite } from '#test/helpers/browser.ts';
import { type CustomerPage, customerPageNames, customerPages } from '#test/helpers/customer-pages.ts';
import { tooFaint } from '#test/helpers/faint-text.ts';

const site = useSite();
const languages = ['zh-CN', 'en'] as const;

async function addressOf(kind: CustomerPage): Promise<string> {
  return `${site().origin}${await customerPages[kind](site().app)}`;
}

/** What is wrong with a page, by axe and by the contrast of every text; by night only colours are others. */
async function problemsOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = [...(await accessibilityProblems(page)), ...(await tooFaint(page))];
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = [...(await accessibilityProblems(page, ['color-contrast'])), ...(await tooFaint(page))];
  return [...light.map((problem) => `light: ${problem}`), ...dark.map((problem) => `dark: ${problem}`)];
}

/** By how much a page is too wide for the window: small, enlarged to 200 %, or with letters twice as large. */
async function tooWide(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [width, letters] of [
    [320, 16],
    [320, 32],
    [640, 16],
    [360, 32],
    [1280, 32],
  ] as const) {
    await page.setViewportSize({ width, height: 740 });
    await setLetters(page, letters);
    const more = await sidewaysScroll(page);
    if (more !== 0) found.push(`${more} pixels at ${width} with letters of ${letters}`);
  }
  return found;
}

test.each(customerPageNames)(
  '%s breaks no rule of accessibility, is nowhere faint and never scrolls sideways, in Chinese and English',
  async (kind) => {
    const address = await addressOf(kind);
    for (const locale of languages) {
      const page = await site().open({ locale, viewport: { width: 360, height: 740 } });
      await page.goto(address);
      expect([locale, await problemsOf(page)]).toEqual([locale, []]);
      expect([locale, await tooWide(page)]).toEqual([locale, []]);
      await page.context().close();
    }
  },
);

test.each(['light', 'dark'] as const)(
  'whatever is chosen can be read as well as what is not, in the %s',
  async (colorScheme) => {
    const page = await site().open({ locale: 'en', colorScheme });
    for (const kind of ['opening', 'later page', 'last page', 'other kinds of questions'] as const) {
      await page.goto(await addressOf(kind));
      // The last answer to a rating is the one that it does not apply.
      for (const place of [0, -1]) {
        const chosen = await page.evaluate<number>(`(() => {
          const names = new Map();
          for (const each of document.querySelectorAll('[type=radio], [type=checkbox]'))
            names.set(each.name, [...(names.get(each.name) ?? []), each]);
          for (const group of names.values()) group.at(${place}).checked = true;
          return document.querySelectorAll(':checked').length;
        })()`);
        expect(chosen).toBeGreaterThan(1);
        expect([kind, place, await tooFaint(page)]).toEqual([kind, place, []]);
      }
    }
  },
);

test('a page that breaks the rules, or has faint letters, is found out', async () => {
  const page = await site().open({ locale: 'en' });
  await page.goto(await addressOf('opening'));
  expect(await tooFaint(page)).toEqual([]);
  await page.evaluate(`document.documentElement.removeAttribute('lang');
    document.querySelector('h1').style.color = '#888';
    document.querySelector('.points input').click();
    document.querySelector('.kept').style.background = '#888';`);
  expect((await accessibilityProblems(page)).join('\n')).toContain('html-has-lang');
  const faint = await tooFaint(page);
  expect(faint.length).toBe(2);
  expect(faint.join('\n')).toContain('How was our delivery?');
});

test('nothing on any page moves by itself', async () => {
  const page = await site().open({ reducedMotion: 'no-preference' });
  for (const kind of customerPageNames) {
    await page.goto(await addressOf(kind));
    const moving = await page.evaluate<string[]>(`[...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after'].flatMap((pseudo) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element, pseudo);
        const still = animationName === 'none' && /^(0s(, )?)*$/.test(transitionDuration) && scrollBehavior === 'auto';
        return still ? [] : [element.tagName];
      }))`);
    expect([kind, moving]).toEqual([kind, []]);
  }
});

/** Where the keyboard is: what it is on, the box around that, and how thick its outline is. */
interface Stop {
  readonly what: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly outline: number;
}

/** What the keyboard is on; of a point its figure carries the outline. */
const readStop = `(() => {
  const control = document.activeElement;
  const shown = control.matches('.points input') ? control.nextElementSibling : control;
  const { top, bottom, left } = shown.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const outline = outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
  return { what: control.name || control.textContent.trim() || control.tagName, top, bottom, left, outline };
})()`;

test.each(['later page with errors', 'other kinds of questions', 'my answers'] as const)(
  'with the keyboard alone everything on "%s" is reached from top to bottom, and seen to be',
  async (kind) => {
    const page = await site().open({ locale: 'en', viewport: { width: 360, height: 740 } });
    await page.goto(await addressOf(kind));
    const controls = await page.evaluate<number>(`new Set(
      [...document.querySelectorAll('a[href], button, input, textarea, summary')]
        .filter((each) => each.tabIndex >= 0 && !each.disabled && each.type !== 'hidden' && each.checkVisibility())
        .map((each) => (each.type === 'radio' ? each.name : each))).size`);
    const stops: (Stop & { readonly scrolled: number })[] = [];
    // A summary of errors has the keyboard already; here it begins at the top of the page.
    await page.evaluate('document.body.tabIndex = -1; document.body.focus(); scrollTo(0, 0)');
    for (let stop = 0; stop < controls; stop += 1) {
      await page.keyboard.press('Tab');
      await page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      );
      const read = await page.evaluate<Stop>(readStop);
      stops.push({ ...read, scrolled: await page.evaluate<number>('scrollY') });
    }
    expect(controls).toBeGreaterThan(2);
    for (const { what, outline, top, bottom } of stops) {
      expect([what, outline >= 3, top >= 4, bottom <= 736]).toEqual([what, true, true, true]);
    }
    const places = stops.map(({ top, bottom, scrolled }) => (top + bottom) / 2 + scrolled);
    // Things side by side, such as buttons, need not be level to the pixel.
    for (const [index, place] of places.entries()) {
      expect(place).toBeGreaterThanOrEqual((places[index - 1] ?? 0) - 24);
    }
    expect(
      new Set(stops.map(({ what, top, left, scrolled }) => `${what} ${top + scrolled} ${left}`)).size,
    ).toBe(controls);
  },
);
