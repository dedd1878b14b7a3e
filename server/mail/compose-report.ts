import type { Report } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import type { Assets } from '../assets.ts';
import type { HeadlessBrowser } from '../exports/chromium.ts';
import { reportCharts } from '../exports/report-charts.ts';
import type { ReportDrawing } from '../exports/report-drawings.ts';
import { reportPdf } from '../exports/report-pdf.ts';
import type { Locale } from '../i18n/locale.ts';
import { translator } from '../i18n/translate.ts';
import { focusOfMail, type MailWish, reportMailText, reportMailView } from '../views/mail/report.view.ts';
import type { Renderer } from '../views.ts';
import type { MailPart, OutgoingMail } from './mailer.ts';

interface Drawing {
  readonly views: Renderer;
  readonly assets: Assets;
}

/** What goes with a report's mails in one language: the same for all of its recipients. */
export interface ReportAttachments {
  readonly picture: MailPart | null;
  readonly pdf: MailPart | null;
}

/**
 * The trend as a picture, and the report as a document. Where they cannot be made, mail goes without them: its table says the same
 * as the picture, and its link leads to the whole report.
 *
 * @param onFailure told why one could not be made, although there is a browser
 */
export async function reportAttachments(
  report: Report,
  { wave, locale, withPdf }: { readonly wave: string; readonly locale: Locale; readonly withPdf: boolean },
  {
    browser,
    analysis,
    onFailure,
    ...drawing
  }: Drawing & {
    readonly browser: HeadlessBrowser;
    readonly analysis: WaveAnalysis | null;
    readonly onFailure: (error: unknown) => void;
  },
): Promise<ReportAttachments> {
  if (!browser.isThere) return { picture: null, pdf: null };
  const orNothing = async (
    name: string,
    type: string,
    cid: string | null,
    make: () => Promise<Uint8Array | null>,
  ) => {
    try {
      const content = await make();
      return content && { name, type, cid, content };
    } catch (error) {
      onFailure(error);
      return null;
    }
  };
  const base = `${report.survey.slug}-${wave}`;
  const draw = async () => {
    const trend = trendDrawing(report, wave, locale, analysis, drawing);
    return trend && (await browser.pngOf(trend.svg, { ...trend, scale: 2 }));
  };
  const print = () => reportPdf(report, locale, { ...drawing, browser }, wave, analysis);
  return {
    picture: await orNothing(`${base}.png`, 'image/png', 'trend@manyi', draw),
    pdf: withPdf ? await orNothing(`${base}.pdf`, 'application/pdf', null, print) : null,
  };
}

/** The drawing of the trend as the report has it; `null` before there are two waves to compare. */
function trendDrawing(
  report: Report,
  wave: string,
  locale: Locale,
  analysis: WaveAnalysis | null,
  drawing: Drawing,
): ReportDrawing | null {
  const focus = focusOfMail(report, wave, translator(locale), analysis);
  if (focus.before === null) return null;
  return reportCharts(focus, drawing).find(({ key }) => key === 'trend') ?? null;
}

/** A mail that tells of a wave's report. */
export function reportMail(
  report: Report,
  wish: MailWish,
  locale: Locale,
  { views, assets, picture, pdf }: Drawing & ReportAttachments,
): Pick<OutgoingMail, 'subject' | 'text' | 'html' | 'attachments' | 'language' | 'unsubscribe'> {
  const source = picture === null ? null : `cid:${picture.cid}`;
  const view = reportMailView(report, wish, translator(locale), { picture: source, hasPdf: pdf !== null });
  const html = views.standalone('mail/report', view, {
    language: locale,
    title: view.subject,
    css: assets.text('mail.css'),
    javascript: null,
  });
  return {
    ...{ html, text: reportMailText(view), language: locale },
    // one line, whatever a survey is called
    subject: view.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '),
    unsubscribe: wish.unsubscribe,
    attachments: [picture, pdf].filter((part) => part !== null),
  };
}
