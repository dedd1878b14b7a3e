import type { Report, WaveReport } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { textIn } from '#surveys/localized.ts';
import type { Assets } from '../assets.ts';
import type { Locale } from '../i18n/locale.ts';
import { translator } from '../i18n/translate.ts';
import { focusedWave, focusOn } from '../views/reports/focus.ts';
import { partInWords } from '../views/reports/part.view.ts';
import { reportPage } from '../views/reports/report.view.ts';
import { shortened } from '../views/reports/trend-figure.view.ts';
import type { Renderer } from '../views.ts';
import type { HeadlessBrowser } from './chromium.ts';
import { cssString } from './css-string.ts';

interface Drawing {
  readonly views: Renderer;
  readonly assets: Assets;
}

/**
 * The report as a printed document (PDF): the page itself on A4, with a running head and numbered pages. It is dated by what
 * it tells of, so that the same data give the same bytes with the same browser.
 *
 * @param wave in focus; the latest with figures when none is given
 * @throws BrowserError; RangeError when the report has no such wave
 */
export async function reportPdf(
  report: Report,
  locale: Locale,
  { browser, ...drawing }: Drawing & { readonly browser: HeadlessBrowser },
  wave?: string,
  analysis: WaveAnalysis | null = null,
): Promise<Uint8Array> {
  const focused = focusedWave(report, wave);
  if (wave !== undefined && focused === null) throw new RangeError(`The report has no wave ${wave}`);
  const html = printedReport(report, locale, drawing, focused, analysis);
  return await browser.pdfOf(html, { date: dateOf(focused) });
}

/** The page as it is given to be printed: without scripts, with a running head. */
export function printedReport(
  report: Report,
  locale: Locale,
  { views, assets }: Drawing,
  wave: WaveReport | null,
  analysis: WaveAnalysis | null,
): string {
  const t = translator(locale);
  const view = reportPage(report, wave, t, null, analysis);
  const part = wave === null || report.part === null ? [] : [partInWords(focusOn(report, wave, t))];
  const head = [view.documentTitle, ...part].join(' · ');
  const organisation = textIn(report.survey.organisation, locale, report.survey.languages);
  return views.standalone('reports/report', view, {
    language: locale,
    title: view.documentTitle,
    css: assets.text('report.css') + headsOf(head, organisation),
    javascript: null,
  });
}

/** What stands over each sheet but the first, which has its own head; page numbers and margins are those of every print. */
function headsOf(title: string, organisation: string): string {
  const type =
    'font: 8pt/1.2 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; color: #444c55;';
  return `
@page {
  @top-left { content: ${cssString(shortened(title, 60))}; ${type} }
  @top-right { content: ${cssString(shortened(organisation, 30))}; ${type} }
}
@page :first {
  @top-left { content: none; }
  @top-right { content: none; }
}`;
}

/** When the wave was closed, else when it was opened, else the beginning of 1970: what the data say, and not the clock. */
function dateOf(wave: WaveReport | null): Date {
  return new Date(wave?.closesAt ?? wave?.opensAt ?? 0);
}
