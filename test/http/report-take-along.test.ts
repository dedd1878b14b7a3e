import { afterEach, expect, test } from 'vitest';
import type { Report } from '#reports/report.ts';
import { createApp } from '#server/app.ts';
import { sheetOf } from '#server/assets.ts';
import { anApp, type TestApp } from '#test/helpers/app.ts';
import { sheetsOf } from '#test/helpers/read-workbook.ts';
import { aReport, aWave, aWaveWithoutFigures } from '#test/helpers/report.ts';
import { aReportLink } from '#test/helpers/report-link.ts';

const opened: TestApp[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.close();
});

/** A server without a browser that shows the given report. */
async function showing(report: Report) {
  const shown = anApp();
  opened.push(shown);
  const reports = {
    reportOf: async (slug: string) => (slug === report.survey.slug ? report : null),
    analysisOf: async () => null,
    commentsOf: async () => null,
    fieldworkOf: async () => null,
    qualityOf: async () => null,
    judgedOf: async () => [],
    close: async () => {},
  };
  const app = createApp({ ...shown.deps, reports });
  const address = await aReportLink(shown, report.survey.slug);
  return { get: async (path: string) => await app.request(`${address}${path}`), address, shown };
}

test('tables come as CSV, one by one, and as a workbook, under names that say what they are of', async () => {
  const { get } = await showing(aReport());
  const csv = await get('/tables/figures.csv?wave=q2&lang=en');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toContain('filename="express-q2-figures.csv"');
  const book = await get('/report.xlsx?wave=q2&lang=en');
  expect(book.headers.get('content-disposition')).toContain('filename="express-q2.xlsx"');
  const sheets = await sheetsOf(new Uint8Array(await book.arrayBuffer()));
  expect(sheets.About?.[3]).toEqual(['Wave', 'Q2 2026']);
  expect(sheets.Figures?.[1]?.slice(0, 3)).toEqual(['overall', 'overall', 'Overall']);
});

test('a chart is a drawing whose own style is allowed to apply where it is opened, and nothing else', async () => {
  const { get } = await showing(aReport());
  const chart = await get('/charts/trend.svg?lang=en');
  const svg = await chart.text();
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(svg) ?? [];
  expect(chart.headers.get('content-type')).toBe('image/svg+xml');
  expect(chart.headers.get('content-security-policy')).toContain(
    `style-src 'self' ${sheetOf(style).source};`,
  );
  expect(svg).toContain('Customer satisfaction survey · Q4 2026 · n = 1,301');
});

test('every chart and table that is offered is there', async () => {
  const { get, address } = await showing(aReport());
  for (const page of ['', '/charts']) {
    const html = await (await get(`${page}?lang=en`)).text();
    const links = [...html.matchAll(/href="([^"]*\/(?:charts|tables)\/[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
    );
    expect(links.length).toBeGreaterThan(4);
    for (const href of links) {
      expect([href, (await get(href.slice(address.length))).status]).toEqual([href, 200]);
    }
  }
});

test('what there is not is unknown: no such chart, table, kind or wave', async () => {
  const { get } = await showing(aReport());
  for (const path of [
    '/charts/nothing.svg',
    '/charts/trend.gif',
    '/charts/trend',
    '/tables/nothing.csv',
    '/tables/figures.json',
    '/tables/figures.csv?wave=q9',
    '/report.pdf?wave=q9',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  const { get: before } = await showing(aReport({ waves: [] }));
  for (const path of ['/report.pdf', '/report.xlsx', '/charts', '/tables/figures.csv']) {
    expect([path, (await before(path)).status]).toEqual([path, 404]);
  }
});

test('a wave without figures still gives its tables, and says that there is nothing to draw', async () => {
  const { get } = await showing(aReport({ waves: [aWaveWithoutFigures('q1', 0, 'noAnswers')] }));
  expect(await (await get('/charts?lang=en')).text()).toContain('This wave has no figures to draw.');
  expect((await get('/report.xlsx')).status).toBe(200);
  expect((await get('/tables/strata.csv')).status).toBe(200);
});

test('without a browser no PDF is offered; what to install is said, there and where one is asked for', async () => {
  const { get, shown } = await showing(aReport({ waves: [aWave('q1', 0)] }));
  const html = await (await get('?lang=en')).text();
  expect(html).not.toContain('report.pdf');
  expect(html).not.toContain('.png');
  expect(html).toContain('install Chromium or Chrome there, or set MANYI_CHROMIUM to its path');
  for (const path of ['/report.pdf', '/charts/trend.png']) {
    const refused = await get(`${path}?lang=en`);
    expect([path, refused.status]).toEqual([path, 503]);
    expect(await refused.text()).toContain('There is no browser on the server');
  }
  expect(await (await get('/report.pdf?lang=zh-CN')).text()).toContain('服务器上没有浏览器');
  expect(shown.failures).toEqual([]);
});
