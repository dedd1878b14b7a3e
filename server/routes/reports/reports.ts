import type { Context } from 'hono';
import type { Part } from '#reports/part.ts';
import type { Report, WaveReport } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { KeptPages } from '../../http/kept-pages.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { focusOn } from '../../views/reports/focus.ts';
import type { Link, ReportLinks, WeightsLinks } from '../../views/reports/navigation.view.ts';
import { noPartPage, type PartForm, partForm } from '../../views/reports/part.view.ts';
import { reportPage } from '../../views/reports/report.view.ts';
import { weightsPage } from '../../views/reports/weights.view.ts';
import type { WhatIfAsked } from '../../views/reports/what-if.view.ts';
import { readOrder } from '../../views/reports/where-order.ts';
import type { DrawnPage } from '../../views.ts';
import { askedPart, isShownIn, onlyOf } from './asked-part.ts';
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
  /** Where everything to work the report out again in R is asked for; absent for whoever may not have it. */
  readonly bundle?: string;
  /** Where whoever reads it gives it to others; absent for those who may not. */
  readonly handOut?: { readonly links: string; readonly mail: string };
  /** Where whoever reads it enters complaints received; absent for those who may not. */
  readonly complaints?: string;
  /** Where whoever reads it begins improvement measures; absent for those who may not. */
  readonly measures?: string;
  /** The part of the customers it is about, as the address names it, and the report about everybody; absent: everybody. */
  readonly chosen?: { readonly part: Part; readonly only: readonly string[]; readonly whole: Report };
}

type ReportPage = (opened: Opened) => Promise<Response>;

type Drawing = Pick<Dependencies, 'views' | 'assets' | 'reports' | 'now' | 'browser' | 'reportFailure'>;

/**
 * The pages of a report, by what stands after its address. They ask nobody who they are: whoever mounts them does. No cache
 * keeps them.
 */
export function reportPages(deps: Drawing): readonly (readonly [path: string, page: ReportPage])[] {
  const kept = new KeptPages();
  const pages: readonly (readonly [
    string,
    (opened: Opened, report: Report) => Response | Promise<Response>,
  ])[] = [
    ['', (opened, report) => sendReport(deps, kept, opened, report)],
    ['/wall', (opened, report) => sendWall(deps, opened, report)],
    ['/weights', (opened, report) => sendWeights(deps, kept, opened, report)],
    ['/comments', (opened, report) => sendComments(deps, opened, report)],
    ...takenAlong(deps),
  ];
  return pages.map(([path, page]) => [
    path,
    async (opened) => {
      const report = await deps.reports.reportOf(opened.slug);
      if (report === null) throw new AppError('notFound');
      opened.c.header('Cache-Control', 'private, no-store');
      return alwaysOfEverybody.has(path)
        ? await page(opened, report)
        : await sendOfPart(deps, opened, report, page);
    },
  ]);
}

/** Pages that know no parts of the customers. */
const alwaysOfEverybody: ReadonlySet<string> = new Set(['/wall', '/weights', '/weights.html', '/comments']);

/** A page of the part of the customers that the address asks for, where it asks for one that can be shown. */
async function sendOfPart(
  deps: Drawing,
  opened: Opened,
  whole: Report,
  page: (opened: Opened, report: Report) => Response | Promise<Response>,
): Promise<Response> {
  const { c, slug, base } = opened;
  const { part, problem } = askedPart(c.req.queries('only') ?? [], whole);
  if (part === null && problem === null) return await page(opened, whole);
  const report = part === null ? whole : await deps.reports.reportOf(slug, part);
  if (report === null) throw new AppError('notFound');
  const key = c.req.query('wave') ?? /^(.+)\.json$/.exec(c.req.param('file') ?? '')?.[1];
  const wave = wantedWave(report, key);
  if (part !== null && (wave === null || isShownIn(wave))) {
    return await page({ ...opened, chosen: { part, only: part.map(onlyOf), whole } }, report);
  }
  const t = translator(c.var.locale);
  const back = withQuery(base, { ...(wave === null ? {} : { wave: wave.key }), ...chosenLanguage(c) });
  const view = noPartPage({ report, wave }, problem ?? 'too-small', back, t);
  const frame = pageFrame(deps.assets, { language: t.locale, title: view.heading, styles: ['respond.css'] });
  return sendHtml(c, htmlOf(deps.views.page('error', view, frame)), problem === 'too-many' ? 400 : 404);
}

/** What a page of a report depends on besides the report: where it stands, who reads it, and what the address asks for. */
function keyOfPage(page: string, opened: Opened, ...rest: readonly unknown[]): string {
  const { c, base, back, respondents, bundle, handOut, complaints, measures } = opened;
  const asked = ['wave', 'lang', 'sort', 'order', 'whatif', 'by'].map((name) => c.req.query(name) ?? null);
  const reader = [back, respondents !== undefined, bundle, handOut, complaints, measures];
  return JSON.stringify([page, base, c.var.locale, asked, c.req.queries('only') ?? [], reader, rest]);
}

async function sendReport(
  { views, assets, reports, browser }: Drawing,
  kept: KeptPages,
  opened: Opened,
  report: Report,
): Promise<Response> {
  const { c, slug } = opened;
  const wave = wantedWave(report, c.req.query('wave'));
  const analysis = wave && (await reports.analysisOf(slug, wave.key));
  const hasBrowser = browser?.isThere ?? false;
  const shows = [report, analysis, opened.chosen?.whole ?? null];
  const draw = () => drawnReport({ views, assets }, opened, { report, wave, analysis, hasBrowser });
  return sendHtml(c, kept.get(keyOfPage('report', opened, hasBrowser), shows, draw));
}

interface ToDraw {
  readonly report: Report;
  readonly wave: WaveReport | null;
  readonly analysis: WaveAnalysis | null;
  readonly hasBrowser: boolean;
}

function drawnReport(
  { views, assets }: Pick<Drawing, 'views' | 'assets'>,
  opened: Opened,
  { report, wave, analysis, hasBrowser }: ToDraw,
): DrawnPage {
  const { c } = opened;
  const t = translator(c.var.locale);
  const order = readOrder(c.req.query('sort'), c.req.query('order'));
  const view = reportPage(
    report,
    wave,
    t,
    reportLinks(opened, report, wave, hasBrowser),
    analysis,
    order,
    askedWhatIf(c),
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
  return views.page('reports/report', view, frame);
}

function sendWeights({ views, assets }: Drawing, kept: KeptPages, opened: Opened, report: Report): Response {
  const { c } = opened;
  const wave = existing(wantedWave(report, c.req.query('wave')));
  const draw = () => {
    const t = translator(c.var.locale);
    const view = weightsPage(report, wave, t, weightsLinks(opened, wave));
    const { documentTitle: title } = view;
    const frame = pageFrame(assets, { language: t.locale, title, styles: ['weights.css'] });
    return views.page('reports/weights', view, frame);
  };
  return sendHtml(c, kept.get(keyOfPage('weights', opened), [report], draw));
}

/**
 * Addresses that keep what was chosen: the wave, the part of the customers, and the language when it was chosen by hand.
 */
function reportLinks(
  { c, base, back, measures, chosen: ofPart, respondents, bundle, complaints, handOut }: Opened,
  report: Report,
  focused: WaveReport | null,
  hasBrowser: boolean,
): ReportLinks {
  const chosen = chosenLanguage(c);
  const here: Record<string, string> = focused === null ? {} : { wave: focused.key };
  const file = { ...here, lang: c.var.locale };
  const to = (path: string, query: Record<string, string>) => withQuery(path, query, ofPart?.only);
  return {
    back,
    wave: ({ key }) => to(base, { wave: key, ...chosen }),
    language: (lang) => to(base, { ...(c.req.query('wave') === undefined ? {} : here), lang }),
    weights: ({ key }) => withQuery(`${base}/weights`, { wave: key, ...chosen }),
    sorted: (order) => {
      const by = order === null ? {} : { sort: order.key, order: order.direction };
      return `${to(base, { ...here, ...by, ...chosen })}#targets`;
    },
    beginMeasure:
      measures === undefined
        ? null
        : (target) => withQuery(`${measures}/new`, target === null ? here : { target, ...here }),
    pdf: hasBrowser ? to(`${base}/report.pdf`, file) : null,
    file: to(`${base}/report.html`, file),
    workbook: to(`${base}/report.xlsx`, file),
    wall: withQuery(`${base}/wall`, chosen),
    ...(handOut === undefined ? {} : { handOut }),
    charts: to(`${base}/charts`, { ...here, ...chosen }),
    respondents: respondents ?? null,
    bundle: bundle ?? null,
    single: {
      charts: `${base}/charts/`,
      tables: `${base}/tables/`,
      query: to('', file),
      hasPictures: hasBrowser,
    },
    waveJson: ({ key }) => to(`${base}/waves/${encodeURIComponent(key)}.json`, {}),
    json: to(`${base}/report.json`, {}),
    everybody: ofPart === undefined ? null : withQuery(base, { ...here, ...chosen }),
    partForm:
      focused &&
      partFormFor(
        { report: ofPart?.whole ?? report, wave: focused.key, part: ofPart?.part ?? null },
        translator(c.var.locale),
        { action: base, hidden: { ...here, ...chosen } },
      ),
    whatIf: { action: base, hidden: { ...here, ...chosen } },
    audience: audienceOf({ back }),
    comments: ({ key }) => withQuery(`${base}/comments`, { wave: key, ...chosen }),
    enterComplaints: complaints ?? null,
  };
}

function partFormFor(
  { report, wave, part }: { readonly report: Report; readonly wave: string; readonly part: Part | null },
  t: Translate,
  { action, hidden }: { readonly action: string; readonly hidden: Readonly<Record<string, string>> },
): PartForm | null {
  const own = report.waves.find(({ key }) => key === wave);
  if (own === undefined) return null;
  const kept = Object.entries(hidden).map(([name, value]) => ({ name, value }));
  return partForm(focusOn(report, own, t), part, { action, hidden: kept }, onlyOf);
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

/** What a reader asks of an item; `null` where nobody asks. */
function askedWhatIf(c: Context<AppEnv>): WhatIfAsked | null {
  const item = c.req.query('whatif');
  return item === undefined ? null : { item, by: c.req.query('by') ?? '' };
}

function chosenLanguage(c: Context<AppEnv>): Record<string, string> {
  return c.req.query('lang') === undefined ? {} : { lang: c.var.locale };
}
