import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { listen } from '#server/serve.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp, type TestWave } from './app.ts';
import { launchChromium } from './chromium.ts';
import { password, type Somebody } from './people.ts';
import { aQuestionnaire } from './questionnaire.ts';

/** A server that listens, a survey in it, and a browser: one of each for a test file. */
export interface Site {
  readonly app: TestApp;
  readonly wave: TestWave;
  readonly origin: string;
  /** A new window without cookies or history. It closes with the test file. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** The whole address of a fresh personal link. */
  link(): Promise<string>;
}

/** Starts a site for the tests of a file; use what it returns inside them. */
export function useSite(): () => Site {
  let site: Site | undefined;
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof listen>> | undefined;
  beforeAll(async () => {
    const app = anApp();
    const wave = await aPublishedWave(app, aQuestionnaire());
    const chromium = await launchChromium();
    browser = chromium;
    server = await listen(app.app, { host: '127.0.0.1', port: 0 });
    const origin = `http://127.0.0.1:${server.port}`;
    site = {
      app,
      wave,
      origin,
      open: async (options = {}) => await (await chromium.newContext(options)).newPage(),
      link: async () => `${origin}/s/${(await aPersonalLink(app, wave)).token}`,
    };
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await site?.app.db.close();
  });
  return () => {
    if (site === undefined) throw new Error('The site is open only while a test runs');
    return site;
  };
}

/** Signs somebody in, in a window that stays where it is then. */
export async function signInOn(
  page: Page,
  origin: string,
  { email }: Pick<Somebody, 'email'>,
): Promise<void> {
  await page.goto(`${origin}/studio/sign-in`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main button').click();
  await page.waitForURL(/\/studio\/?$/);
}

/**
 * What is wrong with a page by the rules of WCAG 2.2 A and AA and the best practices axe knows, in words.
 *
 * @param rules the only ones to look at, by axe's names
 */
export async function accessibilityProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(only === null ? {} : { runOnly: only });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${help} (${target.join(' ')}) ${failureSummary ?? ''}`,
      ),
    );
  }, rules?.slice() ?? null);
}

/** How far a page is wider than its window, in pixels. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** Sets the letters a reader has chosen in the browser, which the windows' limits in `em` follow. */
export async function setLetters(page: Page, pixels: number) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: pixels, fixed: pixels } });
}
