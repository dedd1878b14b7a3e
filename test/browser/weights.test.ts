import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { weightsHtml } from '#server/exports/weights-html.ts';
import { accessibilityProblems, sidewaysScroll } from '#test/helpers/browser.ts';
import { aReport, aWave, aWaveWithoutFigures } from '#test/helpers/report.ts';
import { useReportSite } from '#test/helpers/report-site.ts';
import { aWeighting, someWeights } from '#test/helpers/weighting.ts';

const endless = 'a-name-without-a-single-space-'.repeat(12);
const [base, nonresponse, ...later] = aWeighting.steps;
if (!base || !nonresponse) throw new Error('The fixture has a nonresponse step');

const reports: Record<string, Report> = {
  express: aReport(),
  unweighted: aReport({ waves: [aWaveWithoutFigures('q1', 0, 'notWeighted')] }),
  long: aReport({
    waves: [
      aWave('q1', 0, {
        weighting: {
          ...aWeighting,
          steps: [
            base,
            {
              ...nonresponse,
              classes: [
                { classes: [endless, `${endless}2`], sampled: 12_345, respondents: 4321, factor: 2.86 },
              ],
            },
            ...later,
          ],
          strata: [
            { stratum: endless, weights: someWeights(1301, 20_000, 692.4, [0.2, 2.7, 7.2, 30.4, 41_200]) },
            { stratum: 'B', weights: null },
          ],
        },
      }),
    ],
  }),
};

const site = useReportSite(reports);
const addressOf = (slug: string) => site().addressOf(slug);
const open = (address: string, options?: BrowserContextOptions) => site().open(address, options);

test('the report leads to the weight report of its wave, and that leads back', async () => {
  const { page } = await open(`${addressOf('express')}?wave=q2&lang=en`);
  await page.getByRole('link', { name: /^Weight report/ }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Weight report Q2 2026');
  await page.getByRole('link', { name: 'Nonresponse' }).click();
  expect(await page.evaluate<string>('location.hash')).toBe('#step-nonresponse');
  await page.getByRole('link', { name: '中文' }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('权重报告');
  await page.getByRole('link', { name: '返回报告' }).click();
  await expect.poll(() => page.title()).toContain('2026 年第二季度');
});

test('everything drawn is told in the table beside it', async () => {
  const { page } = await open(`${addressOf('express')}/weights?lang=en`, { javaScriptEnabled: false });
  const table = page.getByRole('table', { name: 'The final weights' });
  expect(await table.getByRole('row').count()).toBe(5);
  const box = table.getByRole('row', { name: /^C / }).getByRole('img');
  expect(await box.getAttribute('aria-label')).toContain('median 30.20');
  expect(
    await page.getByRole('table', { name: 'From the sample to the weights' }).getByRole('row').count(),
  ).toBe(4);
  expect(await page.getByRole('table', { name: 'region' }).getByRole('columnheader').count()).toBe(6);
});

test('as a file it works without any network or script', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'manyi-weights-'));
  const file = join(folder, 'weights.html');
  const report = aReport();
  const [wave] = report.waves;
  if (wave === undefined) throw new Error('The fixture has waves');
  writeFileSync(file, weightsHtml(report, wave, 'zh-CN', site().app.deps));
  const { page, complaints } = await open(pathToFileURL(file).href, { offline: true });
  expect(await page.locator('svg.box .quartiles').count()).toBe(4);
  expect(await page.locator('svg.box .quartiles').first().boundingBox()).not.toBeNull();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
  rmSync(folder, { recursive: true });
});

describe.each(Object.keys(reports))('the weight report %s', (slug) => {
  test.each(['zh-CN', 'en'])(
    'in %s has nothing axe objects to, and fits a phone and a desk',
    async (locale) => {
      const { page, complaints } = await open(`${addressOf(slug)}/weights`, { locale });
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [761, 'dark'],
        [360, 'light'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        expect(await sidewaysScroll(page), `at ${width}`).toBeLessThanOrEqual(0);
        expect(await accessibilityProblems(page)).toEqual([]);
      }
      expect(complaints).toEqual([]);
    },
  );
});
