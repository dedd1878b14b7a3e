import type { Report, WaveReport } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { type Comments, comments } from './comments.view.ts';
import { type Contents, contentsOf } from './contents.view.ts';
import { type First, first } from './first.view.ts';
import { type Focus, fieldworkOf, focusOn } from './focus.ts';
import { type ForWhom, forWhom } from './for-whom.view.ts';
import { type Headline, headline } from './headline.view.ts';
import { type Iceberg, iceberg } from './iceberg.view.ts';
import { type Measures, measures } from './measures.view.ts';
import { type Method, method } from './method.view.ts';
import {
  type Navigation,
  type ReportLinks,
  reportNavigation,
  type SingleLinks,
  withoutWaves,
} from './navigation.view.ts';
import { type PartForm, type PartView, partView } from './part.view.ts';
import { type Trend, trend } from './trend.view.ts';
import type { WhatIfAsked } from './what-if.view.ts';
import { type Where, where } from './where.view.ts';
import type { WhereOrder } from './where-order.ts';

export interface ReportPage {
  /** For the browser's tab. */
  readonly documentTitle: string;
  readonly kicker: string;
  readonly organisation: string;
  readonly title: string;
  readonly waveName: string;
  readonly fieldwork: string;
  readonly contents: Contents;
  /** Why there are no figures. */
  readonly notice: string | null;
  readonly headline: Headline | null;
  readonly trend: Trend | null;
  readonly where: Where | null;
  readonly forWhom: ForWhom | null;
  readonly iceberg: Iceberg | null;
  readonly comments: Comments | null;
  readonly first: First | null;
  readonly measures: Measures | null;
  readonly method: Method | null;
  /** Whom alone the page is about; `null`: everybody. */
  readonly part: PartView | null;
  readonly partForm: PartForm | null;
  /** That the method is everybody's; `null` where all is. */
  readonly methodNote: string | null;
  readonly navigation: Navigation | null;
  readonly words: Readonly<Record<'contents', string>>;
  /** Where single charts and tables can be had; `null` in a file, which leads nowhere. */
  readonly takeAlong: SingleLinks | null;
}

/**
 * The report of a survey with one wave in focus; `null` before there is any wave.
 *
 * @param order of the table of factors and items, where somebody chose one
 */
export function reportPage(
  report: Report,
  wave: WaveReport | null,
  t: Translate,
  links: ReportLinks | null,
  analysis: WaveAnalysis | null = null,
  order: WhereOrder | null = null,
  whatIf: WhatIfAsked | null = null,
): ReportPage {
  if (wave === null) return emptyReport(report, t, links);
  const whole = focusOn(report, wave, t, analysis);
  const focus = {
    ...whole,
    text: (words: LocalizedText) => legible(whole.text(words)),
    beginMeasure: links?.beginMeasure ?? null,
  };
  const isMeasured = wave.state === 'measured';
  /** Of a part of the customers there are figures, and nothing that compares parts or looks at respondents one by one. */
  const ofEverybody = isMeasured && report.part === null;
  const { organisation, title } = report.survey;
  const sections = {
    trend: trend(focus),
    where: isMeasured ? where(focus, order, links?.sorted ?? null) : null,
    forWhom: ofEverybody ? forWhom(focus) : null,
    iceberg: ofEverybody ? iceberg(focus, links?.enterComplaints ?? null) : null,
    comments: ofEverybody
      ? comments(focus, links?.audience ?? 'stranger', links?.comments(wave) ?? null)
      : null,
    first: ofEverybody ? first(focus, links?.whatIf ?? null, whatIf) : null,
    measures: report.part !== null ? null : measures(focus, links?.beginMeasure ?? null),
    method: method(focus, links?.weights(wave) ?? null, links?.bundle ?? null),
  };
  return {
    documentTitle: t('report.title', { survey: focus.text(title), wave: focus.waveName(wave) }),
    kicker: t('report.kicker'),
    organisation: focus.text(organisation),
    title: focus.text(title),
    waveName: focus.waveName(wave),
    fieldwork: fieldworkOf(focus),
    notice: isMeasured ? fewAnswers(focus) : t(`report.notice.${wave.state}`),
    headline: isMeasured ? headline(focus) : null,
    ...sections,
    contents: contentsOf({
      trend: sections.trend,
      where: sections.where,
      'for-whom': sections.forWhom,
      first: sections.first,
      iceberg: sections.iceberg,
      comments: sections.comments,
      measures: sections.measures,
      method: sections.method,
    }),
    part: partView(focus, links?.everybody ?? null),
    partForm: links?.partForm ?? null,
    methodNote: report.part === null ? null : t('report.part.methodNote'),
    navigation: links && reportNavigation(focus, links),
    takeAlong: links?.single ?? null,
    words: { contents: t('report.contents') },
  };
}

/** Longer words than anybody reads on a page, where a name stands in a hundred places; files hold them whole. */
const longest = 400;

function legible(words: string): string {
  return words.length <= longest ? words : `${[...words.slice(0, longest)].slice(0, -1).join('')}…`;
}

/** What a reader has to know where so few answered that figures of everybody are answers of single customers. */
function fewAnswers({ wave: { dispositions, plan }, t, f }: Focus): string | null {
  const answers = dispositions.counts.complete + dispositions.counts.partial;
  if (answers >= plan.smallestCell) return null;
  const smallest = f.integer(plan.smallestCell);
  return plural(t, 'report.notice.few', answers, { answers: f.integer(answers), smallest });
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
    iceberg: null,
    comments: null,
    first: null,
    measures: null,
    method: null,
    contents: [],
    words: { contents: t('report.contents') },
    part: null,
    partForm: null,
    methodNote: null,
    navigation: links && { ...withoutWaves(t, links), back: links.back },
    takeAlong: null,
  };
}
