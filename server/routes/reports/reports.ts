import { type Context, Hono } from 'hono';
import type { Report, WaveReport } from '#reports/report.ts';
import { AppError } from '../../errors.ts';
import { reportHtml } from '../../exports/report-html.ts';
import { jsonOf, waveDocument } from '../../exports/report-json.ts';
import { weightsHtml } from '../../exports/weights-html.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import { slugOfReportAccess } from '../../tokens.ts';
import { focusedWave } from '../../views/reports/focus.ts';
import type { ReportLinks, WeightsLinks } from '../../views/reports/navigation.view.ts';
import { reportPage } from '../../views/reports/report.view.ts';
import { weightsPage } from '../../views/reports/weights.view.ts';

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
      const view = reportPage(report, wave, t, reportLinks(c, c.req.param('access'), wave));
      const frame = pageFrame(assets, {
        language: t.locale,
        title: view.documentTitle,
        styles: ['report.css'],
        scripts: view.trend?.figure ? ['chart.js', 'report-charts.js'] : [],
      });
      return c.html(views.page('reports/report', view, frame).text);
    })

    .get('/:access/report.html', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = wantedWave(report, c.req.query('wave'));
      attach(c, `${[report.survey.slug, wave?.key].filter((part) => part !== undefined).join('-')}.html`);
      return c.html(reportHtml(report, c.var.locale, { views, assets }, wave?.key));
    })

    .get('/:access/weights', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = existing(wantedWave(report, c.req.query('wave')));
      const t = translator(c.var.locale);
      const view = weightsPage(report, wave, t, weightsLinks(c, c.req.param('access'), wave));
      const frame = pageFrame(assets, {
        language: t.locale,
        title: view.documentTitle,
        styles: ['weights.css'],
      });
      return c.html(views.page('reports/weights', view, frame).text);
    })

    .get('/:access/weights.html', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = existing(wantedWave(report, c.req.query('wave')));
      attach(c, `${report.survey.slug}-${wave.key}-weights.html`);
      return c.html(weightsHtml(report, wave, c.var.locale, { views, assets }));
    })

    .get('/:access/report.json', async (c) => {
      const report = await reportAt(c.req.param('access'));
      attach(c, `${report.survey.slug}.json`);
      return json(c, jsonOf(report));
    })

    .get('/:access/waves/:wave{.+\\.json}', async (c) => {
      const report = await reportAt(c.req.param('access'));
      const wave = existing(wantedWave(report, c.req.param('wave').slice(0, -'.json'.length)));
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

/** @throws AppError `notFound` before there is any wave */
function existing(wave: WaveReport | null): WaveReport {
  if (wave === null) throw new AppError('notFound');
  return wave;
}

/** Addresses that keep what was chosen: the wave, and the language when it was chosen by hand. */
function reportLinks(c: Context<AppEnv>, access: string, focused: WaveReport | null): ReportLinks {
  const page = addressOf(access);
  const chosen = chosenLanguage(c);
  const here = focused === null ? {} : { wave: focused.key };
  return {
    wave: ({ key }) => withQuery(page, { wave: key, ...chosen }),
    language: (lang) => withQuery(page, { ...(c.req.query('wave') === undefined ? {} : here), lang }),
    weights: ({ key }) => withQuery(`${page}/weights`, { wave: key, ...chosen }),
    file: withQuery(`${page}/report.html`, { ...here, lang: c.var.locale }),
    waveJson: ({ key }) => `${page}/waves/${encodeURIComponent(key)}.json`,
    json: `${page}/report.json`,
  };
}

function weightsLinks(c: Context<AppEnv>, access: string, { key: wave }: WaveReport): WeightsLinks {
  const report = addressOf(access);
  const page = `${report}/weights`;
  const chosen = chosenLanguage(c);
  return {
    report: withQuery(report, { wave, ...chosen }),
    wave: ({ key }) => withQuery(page, { wave: key, ...chosen }),
    language: (lang) => withQuery(page, { wave, lang }),
    file: withQuery(`${page}.html`, { wave, lang: c.var.locale }),
    waveJson: ({ key }) => `${report}/waves/${encodeURIComponent(key)}.json`,
  };
}

function addressOf(access: string): string {
  return `/reports/${encodeURIComponent(access)}`;
}

function chosenLanguage(c: Context<AppEnv>): Record<string, string> {
  return c.req.query('lang') === undefined ? {} : { lang: c.var.locale };
}

function withQuery(path: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Slugs and keys are letters, digits, `-` and `_`, so a file name made of them needs no quoting. */
function attach(c: Context, fileName: string): void {
  c.header('Content-Disposition', `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`);
}

function json(c: Context, body: string) {
  return c.body(body, 200, { 'Content-Type': 'application/json; charset=utf-8' });
}
