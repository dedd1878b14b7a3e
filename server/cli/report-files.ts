import { join } from 'node:path';
import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { loadAssets } from '../assets.ts';
import { BrowserError } from '../exports/chromium/browser-error.ts';
import type { HeadlessBrowser } from '../exports/chromium.ts';
import { reportCharts } from '../exports/report-charts.ts';
import { reportHtml } from '../exports/report-html.ts';
import { jsonOf, waveDocument } from '../exports/report-json.ts';
import { reportPdf } from '../exports/report-pdf.ts';
import { reportTables, tableCsv } from '../exports/report-tables.ts';
import { reportWorkbook } from '../exports/report-workbook.ts';
import type { Translate } from '../i18n/translate.ts';
import { type Focus, focusedWave, focusOn } from '../views/reports/focus.ts';
import { loadViews } from '../views.ts';
import { makeFolder, writeFileWhole } from './files.ts';
import { Refusal, UsageError } from './refusal.ts';

/** A report to be written, as its reader looks at it. */
export interface ReportToWrite {
  readonly report: Report;
  /** The wave asked for; `null` for whichever the report begins with. */
  readonly wave: string | null;
  readonly analysis: WaveAnalysis | null;
  readonly t: Translate;
  readonly browser: HeadlessBrowser;
}

type Write = (file: string, asked: ReportToWrite) => Promise<void>;

const kinds: Readonly<Record<string, Write>> = {
  html: async (file, { report, wave, analysis, t }) => {
    const drawing = { views: loadViews(), assets: loadAssets() };
    await writeFileWhole(file, [reportHtml(report, t.locale, drawing, wave ?? undefined, analysis)]);
  },
  json: async (file, { report, wave, t, analysis }) => {
    const found = report.waves.find(({ key }) => key === wave);
    const document = found === undefined ? report : waveDocument(report, found, t, { analysis });
    await writeFileWhole(file, [jsonOf(document)]);
  },
  pdf: async (file, { report, wave, analysis, t, browser }) => {
    const drawing = { views: loadViews(), assets: loadAssets(), browser };
    const pdf = reportPdf(report, t.locale, drawing, wave ?? undefined, analysis);
    await writeFileWhole(file, [await pdf.catch(refuseBrowser)]);
  },
  xlsx: async (file, asked) => await writeFileWhole(file, reportWorkbook(focusFor(asked))),
  '/': writeParts,
};

/**
 * How a report is written to a file, by the ending of its name; to a folder, by a slash at the end: every table as CSV and every chart
 * as SVG, and as PNG where there is a browser.
 *
 * @throws UsageError for a name of which nobody can tell what it is to be
 */
export function writerOf(out: string): Write {
  const ending = /(?:\.(\w+)|(\/))$/.exec(out);
  const kind = (ending?.[1] ?? ending?.[2] ?? '').toLowerCase();
  const write = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (write === undefined) throw new UsageError('cli.report.kind', { file: out });
  return write;
}

async function writeParts(folder: string, asked: ReportToWrite): Promise<void> {
  const focus = focusFor(asked);
  await makeFolder(folder);
  for (const table of reportTables(focus)) {
    await writeFileWhole(join(folder, `${table.key}.csv`), tableCsv(table));
  }
  for (const { key, svg, width, height } of reportCharts(focus, {
    views: loadViews(),
    assets: loadAssets(),
  })) {
    await writeFileWhole(join(folder, `${key}.svg`), [svg]);
    if (!asked.browser.isThere) continue;
    const picture = asked.browser.pngOf(svg, { width, height, scale: 2 });
    await writeFileWhole(join(folder, `${key}.png`), [await picture.catch(refuseBrowser)]);
  }
}

/** @throws Refusal before there is any wave */
function focusFor({ report, wave, analysis, t }: ReportToWrite): Focus {
  const focused = focusedWave(report, wave ?? undefined);
  if (focused === null) throw new Refusal('cli.waveList.none', { survey: report.survey.slug });
  return focusOn(report, focused, t, analysis);
}

function refuseBrowser(error: unknown): never {
  if (!(error instanceof BrowserError)) throw error;
  if (error.problem === 'no-browser') throw new Refusal('cli.report.noBrowser');
  throw new Refusal('cli.report.notMade', { reason: error.message });
}
