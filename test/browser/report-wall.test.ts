import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { createApp } from '#server/app.ts';
import { listen } from '#server/serve.ts';
import { anApp } from '#test/helpers/app.ts';
import { launchChromium } from '#test/helpers/chromium.ts';
import { aReport, aWave } from '#test/helpers/report.ts';
import { aReportLink } from '#test/helpers/report-link.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
] as const;

/** The parts of the page that lie outside the screen, or on another part. */
const misplaced = `(() => {
  const parts = [...document.querySelectorAll('.wall > :is(header, section, .notice, footer)')];
  const boxes = parts.map((part) => [part.className || part.tagName, part.getBoundingClientRect()]);
  const isOut = ({ left, top, right, bottom }) => left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes
    .filter(([, a], place) => isOut(a) || boxes.some(([, b], other) => other > place && meet(a, b)))
    .map(([name]) => name);
})()`;

describe('a screen on a wall', () => {
  test('brings itself up to date, and says since when it is not where it cannot', async () => {
    const app = anApp();
    const first: Report = aReport({ waves: [aWave('q1', 0), aWave('q2', 1)] });
    let shown = first;
    const reports = { ...app.deps.reports, reportOf: async () => shown };
    const site = createApp({ ...app.deps, reports });
    const server = await listen(site, { host: '127.0.0.1', port: 0 });
    const path = await aReportLink(app, 'express', { opens: 'wall', language: 'en' });
    const page = await (await browser.newContext({ viewport: sizes[0] })).newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.clock.install();
    await page.goto(`http://127.0.0.1:${server.port}${path}`);
    expect(page.url()).toContain('/wall');
    const index = page.locator('.index strong');
    const stale = page.locator('.stale');
    const before = await index.textContent();
    await page.evaluate('window.sameDocument = true');

    shown = aReport();
    await page.clock.runFor(61_000);
    await expect.poll(() => page.locator('.wave').textContent()).toBe('Q4 2026');
    expect(await index.textContent()).not.toBe(before);
    expect(await stale.textContent()).toBe('');

    app.setClock('2026-07-15T09:00:00Z');
    await server.close();
    await page.clock.runFor(61_000);
    await expect.poll(() => stale.textContent()).toMatch(/^Not current since July 15 at \d\d:00$/);
    expect(await page.locator('.wave').textContent()).toBe('Q4 2026');

    const again = await listen(site, { host: '127.0.0.1', port: server.port });
    await page.clock.runFor(61_000);
    await expect.poll(() => stale.textContent()).toBe('');
    app.setClock('2027-07-15T09:00:00Z');
    await page.clock.runFor(61_000);
    await expect.poll(() => stale.textContent()).toBe('This link is no longer in use: ask for a new one');
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
    await again.close();
    await app.db.close();
  });

  test('fills every size of screen, and nothing on it is cut off or needs scrolling', async () => {
    const app = anApp();
    const long = { 'zh-CN': '很长的名称'.repeat(2000), en: 'A long <b>name</b> 😀 '.repeat(500) };
    const plain = aReport();
    const named: Report = {
      ...plain,
      survey: { ...plain.survey, title: long, organisation: long },
      waves: plain.waves.map((wave) => ({ ...wave, label: long })),
    };
    const given: Readonly<Record<string, Report>> = { plain, named, empty: aReport({ waves: [] }) };
    const reports = { ...app.deps.reports, reportOf: async (slug: string) => given[slug] ?? null };
    const server = await listen(createApp({ ...app.deps, reports }), { host: '127.0.0.1', port: 0 });
    for (const slug of Object.keys(given)) {
      const path = await aReportLink(app, slug, { opens: 'wall' });
      for (const viewport of sizes) {
        const page = await (await browser.newContext({ viewport, locale: 'en' })).newPage();
        await page.goto(`http://127.0.0.1:${server.port}${path}/wall`);
        const overlaps = await page.evaluate(misplaced);
        const scrolls = await page.evaluate('document.documentElement.scrollHeight > innerHeight');
        expect([slug, viewport.width, overlaps, scrolls]).toEqual([slug, viewport.width, [], false]);
        await page.close();
      }
    }
    await server.close();
    await app.db.close();
  });
});
