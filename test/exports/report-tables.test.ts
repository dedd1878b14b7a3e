import { createHash } from 'node:crypto';
import sax from 'sax';
import { describe, expect, test } from 'vitest';
import type { Figure, Report } from '#reports/report.ts';
import { loadAssets } from '#server/assets.ts';
import { reportCharts } from '#server/exports/report-charts.ts';
import { reportTable, reportTables, tableCsv } from '#server/exports/report-tables.ts';
import { reportWorkbook } from '#server/exports/report-workbook.ts';
import { translator } from '#server/i18n/translate.ts';
import { focusedWave, focusOn } from '#server/views/reports/focus.ts';
import { loadViews } from '#server/views.ts';
import { bytesFrom, partOf, sheetsOf } from '#test/helpers/read-workbook.ts';
import { aReport, aWave } from '#test/helpers/report.ts';

const drawing = { views: loadViews(), assets: loadAssets() };

function lookAt(report: Report, locale: 'en' | 'zh-CN' = 'en') {
  const wave = focusedWave(report, undefined);
  if (wave === null) throw new Error('The report has no wave');
  return focusOn(report, wave, translator(locale));
}

/** Everything that can be taken along of a look at a report, as text. */
async function everything(report: Report): Promise<string> {
  const focus = lookAt(report);
  const tables = reportTables(focus).map((table) => [...tableCsv(table)].join(''));
  const book = await sheetsOf(await bytesFrom(reportWorkbook(focus)));
  const charts = reportCharts(focus, drawing).map(({ svg, title }) => svg + title);
  return [...tables, JSON.stringify(book), ...charts].join('\n');
}

const nasty = '=HYPERLINK("http://x") <b>&"\u0001\u202e😀';

function withNames(name: string): Report {
  const report = aReport();
  return {
    ...report,
    survey: { ...report.survey, title: { en: name }, organisation: { en: name } },
    factors: report.factors.map((factor) => ({
      ...factor,
      name: { en: name },
      items: factor.items.map((item) => ({ ...item, name: { en: name } })),
    })),
  };
}

describe('the tables of a report', () => {
  test('hold its numbers to the last digit, and CSV gives them back', () => {
    const third = 1 / 3;
    const wave = aWave('q1', 0);
    const figures = wave.figures.map((figure) =>
      figure.name === 'csi' && figure.target === 'overall' && figure.domain === null
        ? { ...figure, estimate: third, standardError: third / 10 }
        : figure,
    );
    const focus = lookAt(aReport({ waves: [{ ...wave, figures }] }));
    const table = reportTable(focus, 'figures');
    const csv = table === null ? '' : [...tableCsv(table)].join('');
    const [heads = '', overall = ''] = csv.split('\r\n');
    const cell = (head: string) => overall.split(',')[heads.split(',').indexOf(head)];
    expect(csv.startsWith('\ufeffLevel,Key,Name')).toBe(true);
    expect([Number(cell('C')), Number(cell('Standard error'))]).toEqual([third, third / 10]);
    expect(table?.rows).toHaveLength(
      1 + focus.report.factors.flatMap(({ dimensions, items }) => [null, ...dimensions, ...items]).length,
    );
  });

  test('are all told in both languages, each under a key and a name of its own', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const tables = reportTables(lookAt(aReport(), locale));
      expect(new Set(tables.map(({ key }) => key)).size).toBe(tables.length);
      expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
      for (const { columns, rows } of tables) {
        expect(rows.every((row) => row.length === columns.length)).toBe(true);
      }
    }
    expect(reportTable(lookAt(aReport()), 'nothing-of-that-name')).toBeNull();
  });

  test('and the drawings tell nothing of what is held back, even where its numbers are still there', async () => {
    const telling = (figure: Figure): Figure =>
      figure.domain === null
        ? figure
        : {
            ...figure,
            ...{ estimate: 0.777123, standardError: 0.777123, lower: 0.777123, upper: 0.777123 },
            ...{ n: 777123, effectiveSize: 777123, designEffect: 777123, suppressed: 'small-cell' },
          };
    const wave = aWave('q1', 0);
    const report = aReport({ waves: [{ ...wave, figures: wave.figures.map(telling) }] });
    const text = await everything(report);
    expect(text).toContain('held back: too few answers');
    expect(text).not.toMatch(/777[,.]?123/);
  });

  test('make a workbook of numbers without formulas, a sheet each, whose first says what it is of', async () => {
    const focus = lookAt(withNames(nasty));
    const bytes = await bytesFrom(reportWorkbook(focus));
    const names = Object.keys(await sheetsOf(bytes));
    expect(names[0]).toBe('About');
    expect(names).toHaveLength(1 + reportTables(focus).length);
    const figures = await partOf(bytes, 'xl/worksheets/sheet2.xml');
    expect(figures).not.toContain('<f>');
    expect(figures).toMatch(/<c r="G2" s="\d+"><v>0\.\d+<\/v>/);
    const again = await bytesFrom(reportWorkbook(lookAt(withNames(nasty))));
    expect(hashOf(again)).toBe(hashOf(bytes));
    const csv = reportTables(focus).map((table) => [...tableCsv(table)].join(''));
    expect(csv.join('')).not.toMatch(/(?:^|[,\n])"?[=+@]/);
  });
});

describe('the drawings of a report', () => {
  test('are files that need nothing else: well-formed, with every colour in them, nothing to load', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const charts = reportCharts(lookAt(aReport(), locale), drawing);
      expect(charts.map(({ key }) => key)).toEqual(expect.arrayContaining(['index', 'trend', 'targets']));
      for (const { svg, title } of charts) {
        expect(tagsOf(svg)).toContain('title');
        expect(title).not.toBe('');
        expect(svg).not.toMatch(/var\(|\b(?:href|src)=|url\(|data-/);
        expect(svg).toMatch(/\.(?:disc|heat-name)\b[^{]*\{fill:#[\da-f]{6}\}/);
      }
    }
  });

  test('stay files whatever names hold, and as wide as they are', () => {
    for (const name of [nasty, 'x'.repeat(10_000), '\u202eابجد', '名'.repeat(500)]) {
      for (const { svg, width } of reportCharts(lookAt(withNames(name)), drawing)) {
        expect(tagsOf(svg)).not.toContain('b');
        expect(width).toBeLessThan(1_000);
        expect(Math.max(...textsOf(svg).map(({ length }) => length))).toBeLessThan(300);
      }
    }
  });

  test('are none where there is nothing to draw', () => {
    const wave = aWave('q1', 0, { state: 'noAnswers', figures: [], design: null });
    expect(reportCharts(lookAt(aReport({ waves: [wave] })), drawing)).toEqual([]);
  });
});

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The elements of a file. @throws Error where it is not well-formed */
function tagsOf(svg: string): string[] {
  const tags: string[] = [];
  const parser = sax.parser(true);
  parser.onopentag = ({ name }) => void tags.push(name);
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(svg).close();
  return tags;
}

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text\b[^>]*>([^<]*)</g)].map(([, text = '']) => text);
}
