import { expect, test } from 'vitest';
import { accessibilityProblems, sidewaysScroll } from '#test/helpers/browser.ts';
import { aReport, aWave } from '#test/helpers/report.ts';
import { useReportSite } from '#test/helpers/report-site.ts';

const endless = `${'no-space'.repeat(300)} <b>😀</b> مرحبا`;
const { factors } = aReport();
const words = { 'zh-CN': endless, en: endless };

const site = useReportSite({
  express: aReport(),
  long: aReport({
    waves: [aWave('q1', 0)],
    factors: factors.map((factor) => ({
      ...factor,
      name: words,
      dimensions: factor.dimensions.map((dimension) => ({ ...dimension, name: words })),
      items: factor.items.map((item) => ({ ...item, name: words, dimension: words })),
    })),
  }),
});

test('a head puts the table in order where it stands: one way, the other, and as it was', async () => {
  const { page, complaints } = await site().open(`${site().addressOf('express')}?lang=en`);
  const rows = page.locator('table.tree tbody tr');
  const names = async () =>
    await rows.locator('th').evaluateAll((heads) => heads.map((head) => head.firstChild?.textContent));
  const gaps = async () =>
    await page
      .locator('table.tree tr.item .gap')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-sort'))));
  const before = await names();
  const head = page.locator('table.tree thead th', { hasText: 'Gap' });
  await head.locator('a').click();
  expect(await head.getAttribute('aria-sort')).toBe('ascending');
  expect(page.url()).not.toContain('sort=');
  const ascending = await gaps();
  expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
  expect(await rows.locator('th').count()).toBe(before.length);
  await head.locator('a').press('Enter');
  expect(await head.getAttribute('aria-sort')).toBe('descending');
  expect(await gaps()).toEqual(ascending.toReversed());
  await head.locator('a').click();
  expect(await head.getAttribute('aria-sort')).toBeNull();
  expect(await names()).toEqual(before);
  expect(complaints).toEqual([]);
});

test('without a script the same head leads to the same order', async () => {
  const { page } = await site().open(`${site().addressOf('express')}?lang=en`, { javaScriptEnabled: false });
  await page.locator('table.tree thead th', { hasText: 'Gap' }).locator('a').click();
  expect(page.url()).toContain('sort=gap&order=asc');
  expect(await page.locator('table.tree thead th[aria-sort="ascending"]').textContent()).toContain('Gap');
  expect(await page.locator('table.tree tbody tr').first().getAttribute('class')).toBe('factor');
});

test.each([360, 1280])(
  'endless names of factors, dimensions and items stay in a page %i wide',
  async (width) => {
    const { page } = await site().open(`${site().addressOf('long')}?lang=en`, {
      viewport: { width, height: 800 },
    });
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  },
);
