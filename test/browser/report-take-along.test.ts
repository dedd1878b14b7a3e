import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAssets } from '#server/assets.ts';
import { createBrowser } from '#server/exports/chromium.ts';
import { reportCharts } from '#server/exports/report-charts.ts';
import { reportHtml } from '#server/exports/report-html.ts';
import { reportPdf } from '#server/exports/report-pdf.ts';
import { translator } from '#server/i18n/translate.ts';
import { focusedWave, focusOn } from '#server/views/reports/focus.ts';
import { loadViews } from '#server/views.ts';
import { findChromium, launchChromium } from '#test/helpers/chromium.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { temporaryDirectory } from '#test/helpers/database.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aReport, aWave } from '#test/helpers/report.ts';
import { aMeasuredSurvey, aReportOf, aWaveOf } from '#test/helpers/report-of.ts';

const drawing = { views: loadViews(), assets: loadAssets() };
const printer = createBrowser({ program: findChromium(), path: process.env.PATH ?? '' });
const pagesIn = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => await browser.close());

test('the printed report is the same for the same report, is dated by its wave, and grows by sheets', async () => {
  const report = aReport();
  const pdf = () => reportPdf(report, 'zh-CN', { ...drawing, browser: printer });
  const first = await pdf();
  expect(Buffer.from(first).equals(await pdf())).toBe(true);
  const closedOn = new Date(report.waves.at(-1)?.closesAt ?? 0)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  expect(Buffer.from(first).toString('latin1')).toContain(`/CreationDate (D:${closedOn}`);
  const many = Array.from({ length: 60 }, (_, place) => aWave(`w${place}`, place % 4));
  const long = await reportPdf(aReport({ waves: many }), 'en', { ...drawing, browser: printer });
  expect(pagesIn(long)).toBeGreaterThan(pagesIn(first));
});

test('what is printed is no wider than the sheet, and each row of a long table fits on one', async () => {
  const page = await browser.newPage({ viewport: { width: 688, height: 974 } });
  const waves = Array.from({ length: 40 }, (_, place) => aWave(`w${place}`, place % 4));
  await page.emulateMedia({ media: 'print' });
  await page.setContent(reportHtml(aReport({ waves }), 'en', drawing), { waitUntil: 'load' });
  const { width, rows, unbroken } = await page.evaluate<{ width: number; rows: number; unbroken: number }>(`({
    width: document.documentElement.scrollWidth,
    rows: [...document.querySelectorAll('tr')].filter((row) => getComputedStyle(row).breakInside !== 'avoid').length,
    unbroken: [...document.querySelectorAll('table')].filter(
      (table) => getComputedStyle(table).breakInside === 'avoid' && table.rows.length > 30,
    ).length,
  })`);
  expect({ width, rows, unbroken }).toEqual({ width: 688, rows: 0, unbroken: 0 });
  await page.close();
});

test('what nobody opened leaves no handle on paper, which cannot be opened', async () => {
  const definition = aMeasuredSurvey({ items: 2 });
  const answered = (place: number) => ({
    stratum: place % 2 === 0 ? ('small' as const) : ('large' as const),
    answers: {
      'item1.expectation': 8,
      'item1.perception': 5 + (place % 5),
      'item2.expectation': 9,
      'item2.perception': 7,
    },
  });
  const wave = aWaveOf(
    'q1',
    definition,
    Array.from({ length: 40 }, (_, place) => answered(place)),
  );
  const { report, analysis } = aReportOf([wave]);
  const page = await browser.newPage();
  await page.setContent(reportHtml(report, 'en', drawing, 'q1', analysis), { waitUntil: 'load' });
  const handles = page.locator('details:not([open], .explanations) > summary').locator('visible=true');
  expect(await handles.count()).toBeGreaterThan(2);
  await page.emulateMedia({ media: 'print' });
  expect(await handles.count()).toBe(0);
  await page.close();
});

test('the report in one file draws its chart from a disk, with nothing allowed but its own script and style', async () => {
  const file = join(temporaryDirectory(), 'report.html');
  const html = reportHtml(aReport(), 'en', drawing);
  writeFileSync(file, html.replace('</body>', '<script>document.title = "other"</script></body>'));
  const page = await (await browser.newContext({ offline: true })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  await page.locator('.drawn-by-script canvas').first().waitFor();
  expect(await page.title()).toBe('Customer satisfaction survey: Q4 2026');
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain('Content Security Policy');
  expect(await page.evaluate('getComputedStyle(document.body).marginTop')).toBe('0px');
  await page.context().close();
});

test('a chart in a file looks as it does on the page', async () => {
  const report = aReport();
  const wave = focusedWave(report, undefined);
  const charts = wave === null ? [] : reportCharts(focusOn(report, wave, translator('en')), drawing);
  const trend = charts.find(({ key }) => key === 'trend');
  const look = async (html: string, within: string) => {
    const page = await browser.newPage();
    await page.setContent(html);
    const seen = await page.evaluate<readonly string[]>(`(() => {
      const first = (name) => document.querySelector('${within} ' + name);
      const [disc, whisker] = [getComputedStyle(first('circle.disc')), getComputedStyle(first('.whisker'))];
      return [disc.fill, whisker.stroke, whisker.strokeWidth, first('circle.disc').getAttribute('cy')];
    })()`);
    await page.close();
    return seen;
  };
  const onPage = await look(reportHtml(report, 'en', drawing), '.trend .drawing');
  expect(onPage[0]).toBe('rgb(10, 108, 116)');
  expect(await look(trend?.svg ?? '', 'svg')).toEqual(onPage);
});

test('the command line writes a PDF, a workbook, and a folder of all tables and charts', async () => {
  const place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  for (const line of ['questionnaire import --survey s --file @q.json', 'publish --survey s']) {
    expect(await place.manyi(line)).toMatchObject({ code: 0, error: '' });
  }
  const rows = Array.from({ length: 30 }, (_, no) => `${no},A,${7 + (no % 3)},${6 + (no % 4)}`);
  place.write('data.csv', ['no,class,e,p', ...rows].join('\n'));
  place.write('mapping.json', {
    wave: { value: 'w' },
    customer: 'no',
    stratum: ['class'],
    answers: { speed: { expectation: 'e', perception: 'p' } },
    locale: 'en',
    plan: {},
  });
  const imported = await place.manyi('responses import --survey s --file @data.csv --mapping @mapping.json');
  expect(imported).toMatchObject({ code: 0, error: '' });
  const env = { PATH: process.env.PATH ?? '', MANYI_CHROMIUM: findChromium() ?? '' };
  for (const name of ['report.pdf', 'report.xlsx', 'all/']) {
    expect(await place.manyi(`report --survey s --out @${name}`, env)).toMatchObject({ code: 0, error: '' });
  }
  expect(place.read('report.pdf').startsWith('%PDF-')).toBe(true);
  expect(place.read('report.xlsx').startsWith('PK')).toBe(true);
  expect(place.read('all/figures.csv')).toContain('Overall');
  expect(place.read('all/targets.svg')).toContain('<svg');
  expect(place.read('all/targets.png')).toContain('PNG');
  const none = await place.manyi('report --survey s --out @other.pdf', { MANYI_CHROMIUM: '/nowhere' });
  expect(none).toMatchObject({ code: 1, error: expect.stringContaining('install Chromium or Chrome') });
  const kind = await place.manyi('report --survey s --out @report.doc');
  expect(kind).toMatchObject({ code: 2, error: expect.stringContaining('must end in') });
});
