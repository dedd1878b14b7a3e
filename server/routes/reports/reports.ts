import { type Context, Hono } from 'hono';
import type { Report, WaveReport } from '#reports/report.ts';
import { AppError } from '../../errors.ts';
import { reportHtml } from '../../exports/report-html.ts';
import { jsonOf, waveDocument } from '../../exports/report-json.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import { slugOfReportAccess } from '../../tokens.ts';
import { focusedWave } from '../../views/reports/focus.ts';
import { type ReportLinks, reportPage } from '../../views/reports/report.view.ts';

/** The report of a survey, for whoever has its secret address: as a page, as one file, as JSON. */
export function reportRoutes({
  views,
  assets,
  secret,
  reports,
}: Pick<Dependencies, 'views' | 'assets' | 'secret' | 'reports'>) {
  async function reportAt(access: string): Promise<Report> {
    const slug = slugOfReportAccess(secret, access);
    const report = slug === null ? null : await reports.reportOf(slug);
    if (report === null) throw new AppError('notFound');
    return report;
  }

  return new Hono<AppEnv>()
    .use(async function keptByNobody(c, next) {
      await next();
      c.header('Cache-Control', 'private, no-store');
    })

    .get('/:access', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = wantedWave(report, c.req.query('wave'));
      const t = translator(c.var.locale);
      const view = reportPage(report, wave, t, linksFor(c, c.req.param('access'), wave));
      const frame = pageFrame(assets, {
        language: t.locale,
        title: view.documentTitle,
        styles: ['report.css'],
        scripts: view.trend?.figure ? ['chart.js', 'report-charts.js'] : [],
      });
      return c.html(views.page('reports/report', view, frame));
    })

    .get('/:access/report.html', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = wantedWave(report, c.req.query('wave'));
      attach(c, `${[report.survey.slug, wave?.key].filter((part) => part !== undefined).join('-')}.html`);
      return c.html(reportHtml(report, c.var.locale, { views, assets }, wave?.key));
    })

    .get('/:access/report.json', async (c) => {
      const report = await reportAt(c.req.param('access'));
      attach(c, `${report.survey.slug}.json`);
      return json(c, jsonOf(report));
    })

    .get('/:access/waves/:wave{.+\\.json}', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = wantedWave(report, c.req.param('wave').slice(0, -'.json'.length));
      if (wave === null) throw new AppError('notFound');
      attach(c, `${report.survey.slug}-${wave.key}.json`);
      return json(c, jsonOf(waveDocument(report, wave, translator(c.var.locale))));
    });
}

/** The wave asked for. @throws AppError `notFound` when the report has no such wave */
function wantedWave(report: Report, key: string | undefined): WaveReport | null {
  const wave = focusedWave(report, key);
  if (key !== undefined && wave === null) throw new AppError('notFound');
  return wave;
}

/** Addresses that keep what was chosen: the wave, and the language when it was chosen by hand. */
function linksFor(c: Context<AppEnv>, access: string, focused: WaveReport | null): ReportLinks {
  const page = `/reports/${encodeURIComponent(access)}`;
  const chosen = c.req.query('lang') === undefined ? {} : { lang: c.var.locale };
  const withQuery = (path: string, query: Record<string, string>) => {
    const text = new URLSearchParams(query).toString();
    return text === '' ? path : `${path}?${text}`;
  };
  const here = focused === null ? {} : { wave: focused.key };
  return {
    wave: ({ key }) => withQuery(page, { wave: key, ...chosen }),
    language: (lang) => withQuery(page, { ...(c.req.query('wave') === undefined ? {} : here), lang }),
    file: withQuery(`${page}/report.html`, { ...here, lang: c.var.locale }),
    waveJson: ({ key }) => `${page}/waves/${encodeURIComponent(key)}.json`,
    json: `${page}/report.json`,
  };
}

/** Slugs and keys are letters, digits, `-` and `_`, so a file name made of them needs no quoting. */
function attach(c: Context, fileName: string): void {
  c.header('Content-Disposition', `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`);
}

function json(c: Context, body: string) {
  return c.body(body, 200, { 'Content-Type': 'application/json; charset=utf-8' });
}
