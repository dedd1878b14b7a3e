import type { Page } from 'playwright-core';
import { contrast, leastContrast } from '#surveys/colours.ts';

/** A text on a page, with the colours the browser draws it in. */
interface DrawnText {
  readonly text: string;
  readonly colour: string;
  readonly ground: string;
}

/**
 * Every text that can be seen, in the page's own script: its colour, and the ground it stands on, which is the nearest
 * element with one of its own, or the disc drawn behind a chosen point. What cannot be used may be faint.
 */
const readTexts = `(() => {
  const transparent = (colour) => colour === 'rgba(0, 0, 0, 0)';
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const behind = getComputedStyle(at, '::before');
      if (behind.position === 'absolute' && !transparent(behind.backgroundColor)) return behind.backgroundColor;
      const own = getComputedStyle(at).backgroundColor;
      if (!transparent(own)) return own;
    }
    return 'rgb(255, 255, 255)';
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.data.trim();
    if (text === '' || element.closest('.unseen, :disabled, script, style') || !element.checkVisibility()) continue;
    found.push({ text, colour: getComputedStyle(element).color, ground: groundOf(element) });
  }
  return found;
})()`;

/** `rgb(1, 2, 3)` as `#010203`. */
function hex(colour: string): string {
  const [, ...channels] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour) ?? [];
  if (channels.length !== 3) throw new Error(`Not an opaque colour: ${colour}`);
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** The texts of a page whose contrast is less than 4.5, however large their letters are. */
export async function tooFaint(page: Page): Promise<string[]> {
  const texts = await page.evaluate<DrawnText[]>(readTexts);
  if (texts.length === 0) throw new Error('The page has no text');
  return texts.flatMap(({ text, colour, ground }) => {
    const found = contrast(hex(colour), hex(ground));
    return found >= leastContrast ? [] : [`${found.toFixed(2)}: "${text}" (${colour} on ${ground})`];
  });
}
