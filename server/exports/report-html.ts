import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import type { Assets } from '../assets.ts';
import type { Locale } from '../i18n/locale.ts';
import { translator } from '../i18n/translate.ts';
import { focusedWave } from '../views/reports/focus.ts';
import { reportPage } from '../views/reports/report.view.ts';
import type { Renderer } from '../views.ts';

/** What works in a file as it does on the page. */
const scripts = ['chart.js', 'report-charts.js', 'report-tables.js'] as const;

/**
 * The report as one file that needs no server and no network: page, style and chart.
 *
 * @param wave the key of the wave in focus; the latest with figures when none is given
 * @param analysis of the wave in focus
 * @throws RangeError when the report has no such wave
 */
export function reportHtml(
  report: Report,
  locale: Locale,
  { views, assets }: { views: Renderer; assets: Assets },
  wave?: string,
  analysis: WaveAnalysis | null = null,
): string {
  const focused = focusedWave(report, wave);
  if (wave !== undefined && focused === null) throw new RangeError(`The report has no wave ${wave}`);
  const view = reportPage(report, focused, translator(locale), null, analysis);
  return views.standalone('reports/report', view, {
    language: locale,
    title: view.documentTitle,
    css: assets.text('report.css'),
    javascript: scripts.map((name) => assets.text(name)).join('\n'),
  });
}
