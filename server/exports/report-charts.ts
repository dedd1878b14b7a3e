import type { Assets } from '../assets.ts';
import type { Focus } from '../views/reports/focus.ts';
import { reportPage } from '../views/reports/report.view.ts';
import type { Renderer } from '../views.ts';
import { drawingsIn, type ReportDrawing } from './report-drawings.ts';

/** Every drawing of a report's page as a file of its own, in the order of the page. */
export function reportCharts(
  focus: Focus,
  { views, assets }: { readonly views: Renderer; readonly assets: Assets },
): ReportDrawing[] {
  const { report, wave, t, analysis } = focus;
  const css = assets.text('report.css');
  const view = reportPage(report, wave, t, null, analysis);
  const html = views.standalone('reports/report', view, {
    ...{ language: t.locale, title: view.documentTitle, css: '', javascript: null },
  });
  return drawingsIn(html, css, { language: t.locale, source: sourceOf(focus) });
}

/** What stands below a drawing: the survey, the wave, and on how many answers it rests. */
function sourceOf(focus: Focus): string {
  const { report, wave, text, f, t } = focus;
  const { complete, partial } = wave.dispositions.counts;
  const answers = `${t('report.answersShort')} = ${f.integer(complete + partial)}`;
  return [text(report.survey.title), focus.waveName(wave), answers].join(' · ');
}
