import type { Report, WaveReport } from '#reports/report.ts';
import type { Assets } from '../assets.ts';
import type { Locale } from '../i18n/locale.ts';
import { translator } from '../i18n/translate.ts';
import { weightsPage } from '../views/reports/weights.view.ts';
import type { Renderer } from '../views.ts';

/** The weight report of one of a report's waves as one file that needs no server, no network and no script. */
export function weightsHtml(
  report: Report,
  wave: WaveReport,
  locale: Locale,
  { views, assets }: { views: Renderer; assets: Assets },
): string {
  const view = weightsPage(report, wave, translator(locale), null);
  return views.standalone('reports/weights', view, {
    language: locale,
    title: view.documentTitle,
    css: assets.text('weights.css'),
    javascript: null,
  });
}
