import type { Context } from 'hono';
import type { Report, WaveReport } from '#reports/report.ts';
import { AppError } from '../../errors.ts';
import { reportHtml } from '../../exports/report-html.ts';
import { jsonOf, waveDocument } from '../../exports/report-json.ts';
import { weightsHtml } from '../../exports/weights-html.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import { focusedWave } from '../../views/reports/focus.ts';
import type { Link, ReportLinks, WeightsLinks } from '../../views/reports/navigation.view.ts';
import { reportPage } from '../../views/reports/report.view.ts';
import { weightsPage } from '../../views/reports/weights.view.ts';
import { sendWall } from './wall.ts';

/** The report of a survey as somebody opens it who was let in. */
export interface Opened {
  readonly c: Context<AppEnv>;
  /** The survey's short name. */
  readonly slug: string;
  /** The address of the report; its other pages stand below. */
  readonly base: string;
  /** Where whoever reads it came from; `null` for those who have nothing but its address. */
  readonly back: Link | null;
  /** Where whoever reads it begins improvement measures; absent for those who may not. */
  readonly measures?: string;
}

type ReportPage = (opened: Opened) => Promise<Response>;

type Drawing = Pick<Dependencies, 'views' | 'assets' | 'reports' | 'now'>;

/**
 * The pages of a report, by what stands after its address. They ask nobody who they are: whoever mounts them does. No cache
 * keeps them.
 */
export function reportPages(deps: Drawing): readonly (readonly [path: string, page: ReportPage])[] {
  const { views, assets } = deps;
  const pages: readonly (readonly [
    string,
    (opened: Opened, report: Report) => Response | Promise<Response>,
  ])[] = [
    ['', (opened, report) => sendReport(deps, opened, report)],
    [
      '/report.html',
      async ({ c, slug }, report) => {
        const wave = wantedWave(report, c.req.query('wave'));
        const analysis = wave && (await deps.reports.analysisOf(slug, wave.key));
        attach(c, `${[report.survey.slug, wave?.key].filter((part) => part !== undefined).join('-')}.html`);
        return sendHtmlText(c, reportHtml(report, c.var.locale, { views, assets }, wave?.key, analysis));
      },
    ],
    ['/wall', (opened, report) => sendWall(deps, opened, report)],
    ['/weights', (opened, report) => sendWeights(deps, opened, report)],
    [
      '/weights.html',
      ({ c }, report) => {
        const wave = existing(wantedWave(report, c.req.query('wave')));
        attach(c, `${report.survey.slug}-${wave.key}-weights.html`);
        return sendHtmlText(c, weightsHtml(report, wave, c.var.locale, { views, assets }));
      },
    ],
    [
      '/report.json',
      ({ c }, report) => {
        attach(c, `${report.survey.slug}.json`);
        return sendJson(c, jsonOf(report));
      },
    ],
    [
      '/waves/:file',
      ({ c }, report) => {
        const wave = existing(wantedWave(report, /^(.+)\.json$/.exec(c.req.param('file') ?? '')?.[1] ?? ''));
        attach(c, `${report.survey.slug}-${wave.key}.json`);
        return sendJson(c, jsonOf(waveDocument(report, wave, translator(c.var.locale))));
      },
    ],
  ];
  return pages.map(([path, page]) => [
    path,
    async (opened) => {
      const report = await deps.reports.reportOf(opened.slug);
      if (report === null) throw new AppError('notFound');
      opened.c.header('Cache-Control', 'private, no-store');
      return await page(opened, report);
    },
  ]);
}

async function sendReport(
  { views, assets, reports }: Drawing,
  opened: Opened,
  report: Report,
): Promise<Response> {
  const { c, slug } = opened;
  const wave = wantedWave(report, c.req.query('wave'));
  const analysis = wave && (await reports.analysisOf(slug, wave.key));
  const t = translator(c.var.locale);
  const view = reportPage(report, wave, t, reportLinks(opened, wave), analysis);
  const frame = pageFrame(assets, {
    language: t.locale,
    title: view.documentTitle,
    styles: ['report.css'],
    scripts: view.trend?.figure ? ['chart.js', 'report-charts.js'] : [],
  });
  return sendHtmlText(c, views.page('reports/report', view, frame).text);
}

function sendWeights({ views, assets }: Drawing, opened: Opened, report: Report): Response {
  const { c } = opened;
  const wave = existing(wantedWave(report, c.req.query('wave')));
  const t = translator(c.var.locale);
  const view = weightsPage(report, wave, t, weightsLinks(opened, wave));
  const frame = pageFrame(assets, { language: t.locale, title: view.documentTitle, styles: ['weights.css'] });
  return sendHtmlText(c, views.page('reports/weights', view, frame).text);
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
function reportLinks({ c, base, back, measures }: Opened, focused: WaveReport | null): ReportLinks {
  const chosen = chosenLanguage(c);
  const here = focused === null ? {} : { wave: focused.key };
  return {
    back,
    wave: ({ key }) => withQuery(base, { wave: key, ...chosen }),
    language: (lang) => withQuery(base, { ...(c.req.query('wave') === undefined ? {} : here), lang }),
    weights: ({ key }) => withQuery(`${base}/weights`, { wave: key, ...chosen }),
    beginMeasure:
      measures === undefined
        ? null
        : (target) => withQuery(`${measures}/new`, target === null ? here : { target, ...here }),
    file: withQuery(`${base}/report.html`, { ...here, lang: c.var.locale }),
    waveJson: ({ key }) => `${base}/waves/${encodeURIComponent(key)}.json`,
    json: `${base}/report.json`,
  };
}

function weightsLinks({ c, base }: Opened, { key: wave }: WaveReport): WeightsLinks {
  const page = `${base}/weights`;
  const chosen = chosenLanguage(c);
  return {
    report: withQuery(base, { wave, ...chosen }),
    wave: ({ key }) => withQuery(page, { wave: key, ...chosen }),
    language: (lang) => withQuery(page, { wave, lang }),
    file: withQuery(`${page}.html`, { wave, lang: c.var.locale }),
    waveJson: ({ key }) => `${base}/waves/${encodeURIComponent(key)}.json`,
  };
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

function sendJson(c: Context, body: string): Response {
  return c.body(body, 200, { 'Content-Type': 'application/json; charset=utf-8' });
}

function sendHtmlText(c: Context, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/html; charset=UTF-8' });
}
