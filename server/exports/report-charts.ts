import type { Assets } from '../assets.ts';
import type { Focus } from '../views/reports/focus.ts';
import { heatDrawing } from '../views/reports/heat-drawing.view.ts';
import { partInWords } from '../views/reports/part.view.ts';
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
  const frame = { language: t.locale, title: view.documentTitle, css: '', javascript: null };
  const heat = view.forWhom?.heat ? heatDrawing(view.forWhom.heat, view.forWhom.words.title) : null;
  const html = views.standalone('reports/report', view, frame);
  // what the page shows as a table and only a file as a drawing
  const besides = views.standalone('reports/drawings', { heat }, frame);
  return drawingsIn(html + besides, css, { language: t.locale, source: sourceOf(focus) });
}

/** How many answers there are: of everybody, or of the part that the report is about. */
export function answersIn({ report, wave, figure }: Focus): number {
  const { complete, partial } = wave.dispositions.counts;
  return report.part === null ? complete + partial : (figure('csi', 'overall')?.n ?? 0);
}

/** What stands below a drawing: the survey, the wave, and on how many answers it rests. */
function sourceOf(focus: Focus): string {
  const { report, wave, text, f, t } = focus;
  const answers = `${t('report.answersShort')} = ${f.integer(answersIn(focus))}`;
  const part = report.part === null ? [] : [partInWords(focus)];
  return [text(report.survey.title), focus.waveName(wave), ...part, answers].join(' · ');
}
