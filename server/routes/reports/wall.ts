import type { Report } from '#reports/report.ts';
import type { Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import { wallPage } from '../../views/reports/wall.view.ts';
import type { Opened } from './reports.ts';

/** The report as a screen on a wall shows it. */
export function sendWall(
  { views, assets, now }: Pick<Dependencies, 'views' | 'assets' | 'now'>,
  { c }: Opened,
  report: Report,
): Response {
  const t = translator(c.var.locale);
  const view = wallPage(report, now(), t);
  const frame = pageFrame(assets, {
    language: t.locale,
    title: view.documentTitle,
    styles: ['report-wall.css'],
    scripts: ['report-wall.js'],
  });
  return sendHtml(c, htmlOf(views.page('reports/wall', view, frame)));
}
