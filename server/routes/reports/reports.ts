import type { Context } from 'hono';
import type { Report, WaveReport } from '#reports/report.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import type { Link, ReportLinks, WeightsLinks } from '../../views/reports/navigation.view.ts';
import { reportPage } from '../../views/reports/report.view.ts';
import { weightsPage } from '../../views/reports/weights.view.ts';
import { readOrder } from '../../views/reports/where-order.ts';
import { existing, wantedWave, withQuery } from './asked-wave.ts';
import { audienceOf, sendComments } from './comments.ts';
import { takenAlong } from './taken-along.ts';
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
  /** Where the data of a wave's respondents can be had; absent for whoever may not have them. */
  readonly respondents?: (wave: WaveReport) => string;
  /** Where whoever reads it enters complaints received; absent for those who may not. */
  readonly complaints?: string;
  /** Where whoever reads it begins improvement measures; absent for those who may not. */
  readonly measures?: string;
}

type ReportPage = (opened: Opened) => Promise<Response>;

type Drawing = Pick<Dependencies, 'views' | 'assets' | 'reports' | 'now' | 'browser' | 'reportFailure'>;

/**
 * The pages of a report, by what stands after its address. They ask nobody who they are: whoever mounts them does. No cache
 * keeps them.
 */
export function reportPages(deps: Drawing): readonly (readonly [path: string, page: ReportPage])[] {
  const pages: readonly (readonly [
    string,
    (opened: Opened, report: Report) => Response | Promise<Response>,
  ])[] = [
    ['', (opened, report) => sendReport(deps, opened, report)],
    ['/wall', (opened, report) => sendWall(deps, opened, report)],
    ['/weights', (opened, report) => sendWeights(deps, opened, report)],
    ['/comments', (opened, report) => sendComments(deps, opened, report)],
    ...takenAlong(deps),
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
  { views, assets, reports, browser }: Drawing,
  opened: Opened,
  report: Report,
): Promise<Response> {
  const { c, slug } = opened;
  const wave = wantedWave(report, c.req.query('wave'));
  const analysis = wave && (await reports.analysisOf(slug, wave.key));
  const t = translator(c.var.locale);
  const order = readOrder(c.req.query('sort'), c.req.query('order'));
  const view = reportPage(
    report,
    wave,
    t,
    reportLinks(opened, wave, browser?.isThere ?? false),
    analysis,
    order,
  );
  const frame = pageFrame(assets, {
    language: t.locale,
    title: view.documentTitle,
    styles: ['report.css'],
    scripts: [
      ...(view.trend?.figure ? (['chart.js', 'report-charts.js'] as const) : []),
      ...(view.where === null ? [] : (['report-tables.js'] as const)),
    ],
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

/** Addresses that keep what was chosen: the wave, and the language when it was chosen by hand. */
function reportLinks(
  { c, base, back, measures, respondents, complaints }: Opened,
  focused: WaveReport | null,
  hasBrowser: boolean,
): ReportLinks {
  const chosen = chosenLanguage(c);
  const here: Record<string, string> = focused === null ? {} : { wave: focused.key };
  const file = { ...here, lang: c.var.locale };
  return {
    back,
    wave: ({ key }) => withQuery(base, { wave: key, ...chosen }),
    language: (lang) => withQuery(base, { ...(c.req.query('wave') === undefined ? {} : here), lang }),
    weights: ({ key }) => withQuery(`${base}/weights`, { wave: key, ...chosen }),
    sorted: (order) => {
      const by = order === null ? {} : { sort: order.key, order: order.direction };
      return `${withQuery(base, { ...here, ...by, ...chosen })}#targets`;
    },
    beginMeasure:
      measures === undefined
        ? null
        : (target) => withQuery(`${measures}/new`, target === null ? here : { target, ...here }),
    pdf: hasBrowser ? withQuery(`${base}/report.pdf`, file) : null,
    file: withQuery(`${base}/report.html`, file),
    workbook: withQuery(`${base}/report.xlsx`, file),
    charts: withQuery(`${base}/charts`, { ...here, ...chosen }),
    respondents: respondents ?? null,
    single: {
      charts: `${base}/charts/`,
      tables: `${base}/tables/`,
      query: withQuery('', file),
      hasPictures: hasBrowser,
    },
    waveJson: ({ key }) => `${base}/waves/${encodeURIComponent(key)}.json`,
    json: `${base}/report.json`,
    audience: audienceOf({ back }),
    comments: ({ key }) => withQuery(`${base}/comments`, { wave: key, ...chosen }),
    enterComplaints: complaints ?? null,
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

function sendHtmlText(c: Context, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/html; charset=UTF-8' });
}
