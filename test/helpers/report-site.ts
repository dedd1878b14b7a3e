import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Report } from '#reports/report.ts';
import { createApp } from '#server/app.ts';
import { listen } from '#server/serve.ts';
import { anApp, type TestApp } from './app.ts';
import { launchChromium } from './chromium.ts';
import { aReportLink } from './report-link.ts';

/** A server that listens, with reports that are given, and a browser: one of each for a test file. */
export interface ReportSite {
  readonly app: TestApp;
  addressOf(slug: string): string;
  /** Opens a page and collects everything its console complains about. */
  open(
    address: string,
    options?: BrowserContextOptions,
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[] }>;
}

/** Starts a site with these reports for the tests of a file; use what it returns inside them. */
export function useReportSite(reports: Readonly<Record<string, Report>>): () => ReportSite {
  let site: ReportSite | undefined;
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof listen>> | undefined;
  beforeAll(async () => {
    const app = anApp();
    const source = {
      reportOf: async (slug: string) => reports[slug] ?? null,
      analysisOf: async () => null,
      commentsOf: async () => null,
      fieldworkOf: async () => null,
      qualityOf: async () => null,
      judgedOf: async () => [],
      close: async () => {},
    };
    const paths = new Map<string, string>();
    for (const slug of Object.keys(reports)) paths.set(slug, await aReportLink(app, slug));
    const chromium = await launchChromium();
    browser = chromium;
    server = await listen(createApp({ ...app.deps, reports: source }), { host: '127.0.0.1', port: 0 });
    const { port } = server;
    site = {
      app,
      addressOf: (slug) => `http://127.0.0.1:${port}${paths.get(slug)}`,
      async open(address, options = {}) {
        const page = await (await chromium.newContext(options)).newPage();
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(address, { waitUntil: 'load' });
        return { page, complaints };
      },
    };
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await site?.app.db.close();
  });
  return () => {
    if (site === undefined) throw new Error('The site is there only while tests run');
    return site;
  };
}
