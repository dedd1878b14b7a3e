import type { Report, WaveReport } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Focus, focusOn } from './focus.ts';
import { type ForWhom, forWhom } from './for-whom.view.ts';
import { type Headline, headline } from './headline.view.ts';
import { type Method, method } from './method.view.ts';
import { type Trend, trend } from './trend.view.ts';
import { type Where, where } from './where.view.ts';

export interface ReportPage {
  /** For the browser's tab. */
  readonly documentTitle: string;
  readonly kicker: string;
  readonly organisation: string;
  readonly title: string;
  readonly waveName: string;
  readonly fieldwork: string;
  /** Why there are no figures. */
  readonly notice: string | null;
  readonly headline: Headline | null;
  readonly trend: Trend | null;
  readonly where: Where | null;
  readonly forWhom: ForWhom | null;
  readonly method: Method | null;
  readonly navigation: Navigation | null;
}

/** Where the page leads; a report in a file leads nowhere. */
export interface Navigation {
  readonly waves: readonly { readonly name: string; readonly href: string; readonly isFocus: boolean }[];
  readonly otherLanguage: { readonly tag: string; readonly href: string; readonly name: string };
  readonly downloads: readonly { readonly name: string; readonly href: string }[];
  readonly words: Readonly<Record<'waves' | 'downloads', string>>;
}

/** The addresses of a report's other faces. */
export interface ReportLinks {
  readonly wave: (wave: WaveReport) => string;
  readonly language: (tag: string) => string;
  readonly file: string;
  readonly waveJson: (wave: WaveReport) => string;
  readonly json: string;
}

/** The report of a survey with one wave in focus; `null` before there is any wave. */
export function reportPage(
  report: Report,
  wave: WaveReport | null,
  t: Translate,
  links: ReportLinks | null,
): ReportPage {
  if (wave === null) return emptyReport(report, t, links);
  const focus = focusOn(report, wave, t);
  const isMeasured = wave.state === 'measured';
  const { organisation, title } = report.survey;
  return {
    documentTitle: t('report.title', { survey: focus.text(title), wave: focus.waveName(wave) }),
    kicker: t('report.kicker'),
    organisation: focus.text(organisation),
    title: focus.text(title),
    waveName: focus.waveName(wave),
    fieldwork: fieldwork(focus),
    notice: wave.state === 'measured' ? null : t(`report.notice.${wave.state}`),
    headline: isMeasured ? headline(focus) : null,
    trend: trend(focus),
    where: isMeasured ? where(focus) : null,
    forWhom: isMeasured ? forWhom(focus) : null,
    method: method(focus),
    navigation: links === null ? null : navigation(focus, links),
  };
}

function emptyReport(report: Report, t: Translate, links: ReportLinks | null): ReportPage {
  const { organisation, title, languages } = report.survey;
  const text = (localized: typeof title) => textIn(localized, t.locale, languages);
  return {
    documentTitle: text(title),
    kicker: t('report.kicker'),
    organisation: text(organisation),
    title: text(title),
    waveName: '',
    fieldwork: '',
    notice: t('report.notice.noWaves'),
    headline: null,
    trend: null,
    where: null,
    forWhom: null,
    method: null,
    navigation: links === null ? null : { ...navigationOf(t, links), waves: [], downloads: [] },
  };
}

function fieldwork({ t, f, wave: { opensAt, closesAt } }: Focus): string {
  if (opensAt === null) return '';
  if (closesAt === null) return t('report.fieldworkFrom', { from: f.date(opensAt) });
  return t('report.fieldwork', { from: f.date(opensAt), to: f.date(closesAt) });
}

function navigation(focus: Focus, links: ReportLinks): Navigation {
  const { t, report, wave } = focus;
  return {
    ...navigationOf(t, links),
    waves: report.waves.map((one) => ({
      name: focus.waveName(one),
      href: links.wave(one),
      isFocus: one === wave,
    })),
    downloads: [
      { name: t('report.download.html'), href: links.file },
      { name: t('report.download.wave'), href: links.waveJson(wave) },
      { name: t('report.download.report'), href: links.json },
    ],
  };
}

function navigationOf(t: Translate, links: ReportLinks) {
  const other = t.locale === 'en' ? 'zh-CN' : 'en';
  return {
    otherLanguage: { tag: other, href: links.language(other), name: t('report.otherLanguage') },
    words: { waves: t('report.waves'), downloads: t('report.downloads') },
  };
}
