import type { Context } from 'hono';
import type { Report } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import { sheetOf } from '../../assets.ts';
import { AppError } from '../../errors.ts';
import { BrowserError } from '../../exports/chromium/browser-error.ts';
import { noBrowser } from '../../exports/chromium.ts';
import { reportCharts } from '../../exports/report-charts.ts';
import type { ReportDrawing } from '../../exports/report-drawings.ts';
import { reportHtml } from '../../exports/report-html.ts';
import { jsonOf, waveDocument } from '../../exports/report-json.ts';
import { reportPdf } from '../../exports/report-pdf.ts';
import { reportTable, reportTables, tableCsv } from '../../exports/report-tables.ts';
import { reportWorkbook } from '../../exports/report-workbook.ts';
import { weightsHtml } from '../../exports/weights-html.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { sendCsv, sendFile } from '../../http/downloads.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { translator } from '../../i18n/translate.ts';
import { chartsPage } from '../../views/reports/charts.view.ts';
import { type Focus, focusOn } from '../../views/reports/focus.ts';
import type { ChartsLinks } from '../../views/reports/navigation.view.ts';
import { notMadePage } from '../../views/reports/not-made.view.ts';
import { existing, wantedWave, withQuery } from './asked-wave.ts';
import { audienceOf } from './comments.ts';
import type { Opened } from './reports.ts';

type Taking = Pick<Dependencies, 'views' | 'assets' | 'reports' | 'browser' | 'reportFailure'>;
type Face = (opened: Opened, report: Report) => Response | Promise<Response>;

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The files of a report, by what stands after its address. */
export function takenAlong(deps: Taking): readonly (readonly [path: string, face: Face])[] {
  const { views, assets, browser = noBrowser } = deps;
  return [
    ['/report.html', (opened, report) => sendReportHtml(deps, opened, report)],
    ['/report.pdf', madeByBrowser(deps, (opened, report) => sendPdf({ ...deps, browser }, opened, report))],
    [
      '/report.xlsx',
      async (opened, report) => {
        const focus = await focusIn(deps, opened, report);
        return sendFile(opened.c, fileName(focus, 'xlsx'), workbookType, reportWorkbook(focus));
      },
    ],
    [
      '/report.json',
      ({ c }, report) => sendFile(c, `${report.survey.slug}.json`, jsonType, [jsonOf(report)]),
    ],
    [
      '/waves/:file',
      async (opened, report) => {
        const { c, slug } = opened;
        const wave = existing(wantedWave(report, withoutEnding(c, 'json')));
        // respondents are looked at one by one for everybody alone
        const analysis = report.part === null ? await deps.reports.analysisOf(slug, wave.key) : null;
        const told = { analysis, audience: audienceOf(opened) };
        const document = waveDocument(report, wave, translator(c.var.locale), told);
        return sendFile(c, `${report.survey.slug}-${wave.key}.json`, jsonType, [jsonOf(document)]);
      },
    ],
    [
      '/weights.html',
      ({ c }, report) => {
        const wave = existing(wantedWave(report, c.req.query('wave')));
        const name = `${report.survey.slug}-${wave.key}-weights.html`;
        return sendFile(c, name, htmlType, [weightsHtml(report, wave, c.var.locale, { views, assets })]);
      },
    ],
    ['/charts', (opened, report) => sendChartsPage({ ...deps, browser }, opened, report)],
    [
      '/charts/:file',
      madeByBrowser(deps, (opened, report) => sendChart({ ...deps, browser }, opened, report)),
    ],
    [
      '/tables/:file',
      async (opened, report) => {
        const key = withoutEnding(opened.c, 'csv');
        const focus = await focusIn(deps, opened, report);
        const table = reportTable(focus, key);
        if (table === null) throw new AppError('notFound');
        return sendCsv(opened.c, fileName(focus, 'csv', key), tableCsv(table));
      },
    ],
  ];
}

const jsonType = 'application/json; charset=utf-8';
const htmlType = 'text/html; charset=UTF-8';

/** The report as its reader looks at it. @throws AppError `notFound` before there is any wave */
async function focusIn({ reports }: Taking, { c, slug }: Opened, report: Report): Promise<Focus> {
  const wave = existing(wantedWave(report, c.req.query('wave')));
  // respondents are looked at one by one for everybody alone
  const analysis = report.part === null ? await reports.analysisOf(slug, wave.key) : null;
  return focusOn(report, wave, translator(c.var.locale), analysis);
}

function fileName({ report, wave }: Focus, ending: string, part?: string): string {
  const about = [report.survey.slug, wave.key, ...(report.part === null ? [] : ['part']), part];
  return `${about.filter((one) => one !== undefined).join('-')}.${ending}`;
}

/** The name of a file in the address. @throws AppError `notFound` for another kind of file */
function withoutEnding(c: Context, ending: string): string {
  const [, name] = /^(.+)\.(\w+)$/.exec(c.req.param('file') ?? '') ?? [];
  if (name === undefined || !c.req.path.endsWith(`.${ending}`)) throw new AppError('notFound');
  return name;
}

async function sendReportHtml(
  { views, assets, reports }: Taking,
  { c, slug }: Opened,
  report: Report,
): Promise<Response> {
  const wave = wantedWave(report, c.req.query('wave'));
  const analysis = wave && (await reports.analysisOf(slug, wave.key));
  const name = `${[report.survey.slug, wave?.key].filter((part) => part !== undefined).join('-')}.html`;
  return sendFile(c, name, htmlType, [
    reportHtml(report, c.var.locale, { views, assets }, wave?.key, analysis),
  ]);
}

type WithBrowser = Taking & Required<Pick<Taking, 'browser'>>;

async function sendPdf(deps: WithBrowser, opened: Opened, report: Report): Promise<Response> {
  const focus = await focusIn(deps, opened, report);
  const { wave, analysis } = focus;
  const pdf = await reportPdf(report, opened.c.var.locale, deps, wave.key, analysis);
  return sendFile(opened.c, fileName(focus, 'pdf'), 'application/pdf', [pdf]);
}

async function sendChart(deps: WithBrowser, opened: Opened, report: Report): Promise<Response> {
  const { c } = opened;
  const focus = await focusIn(deps, opened, report);
  const [, key, ending] = /^(.+)\.(svg|png)$/.exec(c.req.param('file') ?? '') ?? [];
  const drawing = reportCharts(focus, deps).find((one) => one.key === key);
  if (drawing === undefined) throw new AppError('notFound');
  if (ending === 'png') {
    const { svg, width, height } = drawing;
    const picture = await deps.browser.pngOf(svg, { width, height, scale: 2 });
    return sendFile(c, fileName(focus, 'png', key), 'image/png', [picture]);
  }
  c.set('styleSources', styleIn(drawing));
  return sendFile(c, fileName(focus, 'svg', key), 'image/svg+xml', [drawing.svg]);
}

/** Lets the style inside a drawing apply where somebody opens it at its address. */
function styleIn({ svg }: ReportDrawing): string[] {
  return [...svg.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => sheetOf(css).source);
}

async function sendChartsPage(deps: WithBrowser, opened: Opened, report: Report): Promise<Response> {
  const { c } = opened;
  const { views, assets } = deps;
  const focus = await focusIn(deps, opened, report);
  const view = chartsPage(
    focus,
    reportCharts(focus, deps),
    reportTables(focus),
    chartsLinks(deps, opened, focus),
  );
  const frame = pageFrame(assets, {
    language: c.var.locale,
    title: view.documentTitle,
    styles: ['report.css'],
  });
  return sendHtml(c, htmlOf(views.page('reports/charts', view, frame)));
}

function chartsLinks(
  { browser }: WithBrowser,
  { c, base, chosen: ofPart }: Opened,
  { wave }: Focus,
): ChartsLinks {
  const chosen: Record<string, string> = c.req.query('lang') === undefined ? {} : { lang: c.var.locale };
  const file = { wave: wave.key, lang: c.var.locale };
  const to = (path: string, query: Record<string, string>) => withQuery(path, query, ofPart?.only);
  return {
    report: to(base, { wave: wave.key, ...chosen }),
    wave: ({ key }) => to(`${base}/charts`, { wave: key, ...chosen }),
    language: (lang) => to(`${base}/charts`, { wave: wave.key, lang }),
    chart: (key, kind) => to(`${base}/charts/${key}.${kind}`, file),
    table: (key) => to(`${base}/tables/${key}.csv`, file),
    hasPictures: browser.isThere,
  };
}

/** What a browser makes, or a page that says why it did not. */
function madeByBrowser(deps: Taking, face: Face): Face {
  return async (opened, report) => {
    try {
      return await face(opened, report);
    } catch (error) {
      if (!(error instanceof BrowserError)) throw error;
      return sendNotMade(deps, opened.c, report, error);
    }
  };
}

function sendNotMade(
  { views, assets, reportFailure }: Taking,
  c: Context<AppEnv>,
  { survey }: Report,
  error: BrowserError,
): Response {
  const reference = c.var.requestId;
  if (error.problem === 'failed' || error.problem === 'too-slow') reportFailure({ reference, error });
  const organisation = textIn(survey.organisation, c.var.locale, survey.languages);
  const view = notMadePage(organisation, error.problem, reference, translator(c.var.locale));
  const frame = pageFrame(assets, {
    language: c.var.locale,
    title: view.heading,
    styles: ['respond.css'],
  });
  return sendHtml(c, htmlOf(views.page('error', view, frame)), 503);
}
