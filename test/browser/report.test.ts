import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { reportHtml } from '#server/exports/report-html.ts';
import { accessibilityProblems, sidewaysScroll } from '#test/helpers/browser.ts';
import { aReport, aWave, aWaveWithoutFigures } from '#test/helpers/report.ts';
import { useReportSite } from '#test/helpers/report-site.ts';

const endless = 'A name without a single space in it, '.replaceAll(' ', '').repeat(40);

const reports: Record<string, Report> = {
  express: aReport(),
  gaps: aReport({ waves: [aWave('q1', 0), aWaveWithoutFigures('q2', 1, 'notWeighted'), aWave('q3', 2)] }),
  none: aReport({ waves: [] }),
  long: aReport({
    survey: { ...aReport().survey, title: { en: endless } },
    segments: [{ variable: endless, text: null, values: [{ value: endless, label: null }] }],
    waves: [{ ...aWave('q1', 0), label: { en: endless } }, aWave('q2', 1)],
  }),
};

const site = useReportSite(reports);
const addressOf = (slug: string) => site().addressOf(slug);
const open = (address: string, options?: BrowserContextOptions) => site().open(address, options);

/** How many different colours the chart's canvas shows; an empty one has a single one. */
async function colorsDrawn(page: Page): Promise<number> {
  return await page.locator('canvas').evaluate((element) => {
    const canvas = element as unknown as {
      width: number;
      height: number;
      getContext(kind: '2d'): {
        getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
      };
    };
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

describe('the trend chart', () => {
  test('is drawn under the content security policy without a complaint', async () => {
    const { page, complaints } = await open(addressOf('express'));
    expect(await colorsDrawn(page)).toBeGreaterThan(10);
    expect(await page.locator('[data-drawing="trend"]').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test('shows a factor at the press of a button, by keyboard too', async () => {
    const { page } = await open(`${addressOf('express')}?lang=en`);
    const button = page.getByRole('button', { name: 'Service' });
    const before = await colorsDrawn(page);
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await colorsDrawn(page)).toBeGreaterThan(before);
  });

  test('works from a file without any network', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manyi-report-'));
    const file = join(folder, 'report.html');
    writeFileSync(file, reportHtml(aReport(), 'zh-CN', site().app.deps));
    const { page, complaints } = await open(pathToFileURL(file).href, { offline: true });
    expect(await colorsDrawn(page)).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('is a still drawing on paper', async () => {
    const { page } = await open(addressOf('express'));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-drawing="trend"]').isVisible()).toBe(true);
    expect(await page.locator('canvas').isVisible()).toBe(false);
  });
});

test('without scripts the page has the drawing and every figure', async () => {
  const { page } = await open(`${addressOf('express')}?lang=en`, { javaScriptEnabled: false });
  expect(await page.locator('[data-drawing="trend"]').isVisible()).toBe(true);
  const rows = await page.locator('#trend-table tbody tr').allInnerTexts();
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.match(/0\.\d{3}–[01]\.\d{3}/g)).toHaveLength(4);
  expect(await page.locator('.items tbody tr[data-level="item"]').count()).toBe(24);
});

describe.each(Object.keys(reports))('the report %s', (slug) => {
  test.each(['zh-CN', 'en'])('in %s has nothing axe objects to, in light and in dark', async (locale) => {
    const { page, complaints } = await open(addressOf(slug), { locale });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  test.each([360, 1280])('fits a window %d pixels wide', async (width) => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open(addressOf(slug), { viewport: { width, height: 800 }, javaScriptEnabled });
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    }
  });
});
