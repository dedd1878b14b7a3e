import type { WaveReport } from '#reports/report.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Audience } from './comments.view.ts';
import type { Focus } from './focus.ts';
import type { PartForm } from './part.view.ts';
import type { WhatIfForm } from './what-if.view.ts';
import type { SortedAddress } from './where.view.ts';

/** Where a page leads; a report in a file leads nowhere. */
export interface Navigation {
  /** The page this one belongs to. */
  readonly back: Link | null;
  readonly waves: readonly (Link & { readonly isFocus: boolean })[];
  readonly otherLanguage: Link & { readonly tag: string };
  readonly downloads: readonly Download[];
  /** Why there is no PDF; `null` where there is one, or none is offered. */
  readonly noPdf: string | null;
  readonly words: Readonly<Record<'waves' | 'downloads', string>>;
}

export interface Link {
  readonly name: string;
  readonly href: string;
}

/** Something to take along. */
export interface Download extends Link {
  /** What it is good for, in a few words. */
  readonly what: string;
  /** Whether it is a file, and not a page with more to choose from. */
  readonly isFile: boolean;
}

/** The addresses of a page's other faces. */
export interface PageLinks {
  readonly wave: (wave: WaveReport) => string;
  readonly language: (tag: string) => string;
}

/** The addresses of a report's other faces. */
export interface ReportLinks extends PageLinks {
  /** The page it was opened from; `null` for whoever has nothing but its address. */
  readonly back: Link | null;
  readonly weights: (wave: WaveReport) => string;
  /** The page with its table of items in an order; `null`: as it comes. */
  readonly sorted: SortedAddress;
  /** Where a measure is begun that aims at a target; `null` for whoever may not begin any. */
  readonly beginMeasure: ((target: string | null) => string) | null;
  /** `null` where no browser can make one. */
  readonly pdf: string | null;
  readonly file: string;
  readonly workbook: string;
  readonly waveJson: (wave: WaveReport) => string;
  readonly json: string;
  /** The same about everybody; `null` where it is. */
  readonly everybody: string | null;
  /** The form by which a part of the customers is chosen; `null` where there is none to choose. */
  readonly partForm: PartForm | null;
  readonly charts: string;
  /** The report on a screen; absent for a report in a file. */
  readonly wall?: string;
  /** Where links are made and mails are planned; absent for whoever may not. */
  readonly handOut?: { readonly links: string; readonly mail: string };
  /** Where respondents' data can be had; `null` for whoever may not have them. */
  readonly respondents: ((wave: WaveReport) => string) | null;
  readonly single: SingleLinks;
  /** Where a reader asks what raising an item would do. */
  readonly whatIf: WhatIfForm;
  /** Who reads it, which decides whether comments are shown. */
  readonly audience: Audience;
  /** Where comments can be read and searched, by those who may. */
  readonly comments: (wave: WaveReport) => string;
  /** Where everything to work the report out again in R is asked for; `null` for whoever may not have it. */
  readonly bundle: string | null;
  /** Where complaints received are entered; `null` for whoever may not. */
  readonly enterComplaints: string | null;
}

/** The beginnings of the addresses of single charts and tables, and what stands behind their names. */
export interface SingleLinks {
  readonly charts: string;
  readonly tables: string;
  readonly query: string;
  /** Whether charts can be had as pictures too. */
  readonly hasPictures: boolean;
}

/** The addresses of the page of charts and tables. */
export interface ChartsLinks extends PageLinks {
  readonly report: string;
  readonly chart: (key: string, kind: 'svg' | 'png') => string;
  readonly table: (key: string) => string;
  readonly hasPictures: boolean;
}

/** The addresses of a weight report's other faces. */
export interface WeightsLinks extends PageLinks {
  readonly report: string;
  readonly file: string;
  readonly waveJson: (wave: WaveReport) => string;
}

/** Where the report leads: other waves, the other language, what can be taken along. */
export function reportNavigation({ t, report, waveName, wave }: Focus, links: ReportLinks): Navigation {
  return {
    ...withoutWaves(t, links),
    back: links.back,
    waves: report.waves.map((one) => ({ name: waveName(one), href: links.wave(one), isFocus: one === wave })),
    downloads: [
      ...(links.pdf === null ? [] : [download(t, 'pdf', links.pdf)]),
      download(t, 'html', links.file),
      download(t, 'xlsx', links.workbook),
      download(t, 'charts', links.charts, false),
      download(t, 'json', links.waveJson(wave)),
      download(t, 'jsonAll', links.json),
      ...(links.respondents === null ? [] : [download(t, 'respondents', links.respondents(wave), false)]),
      ...(links.wall === undefined ? [] : [download(t, 'wall', links.wall, false)]),
      ...(links.handOut === undefined
        ? []
        : [download(t, 'links', links.handOut.links, false), download(t, 'mail', links.handOut.mail, false)]),
    ],
    noPdf: links.pdf === null ? t('take.pdf.missing') : null,
  };
}

/** Where the weight report leads. */
export function weightsNavigation({ t, report, waveName, wave }: Focus, links: WeightsLinks): Navigation {
  return {
    ...withoutWaves(t, links),
    back: { name: t('weights.toReport'), href: links.report },
    waves: report.waves.map((one) => ({ name: waveName(one), href: links.wave(one), isFocus: one === wave })),
    downloads: [download(t, 'weightsFile', links.file), download(t, 'json', links.waveJson(wave))],
  };
}

/** Where the page of charts and tables leads. */
export function chartsNavigation({ t, report, waveName, wave }: Focus, links: ChartsLinks): Navigation {
  return {
    ...withoutWaves(t, links),
    back: { name: t('take.page.toReport'), href: links.report },
    waves: report.waves.map((one) => ({ name: waveName(one), href: links.wave(one), isFocus: one === wave })),
  };
}

type Takeable =
  | 'pdf'
  | 'html'
  | 'xlsx'
  | 'json'
  | 'jsonAll'
  | 'charts'
  | 'respondents'
  | 'weightsFile'
  | 'wall'
  | 'links'
  | 'mail';

function download(t: Translate, what: Takeable, href: string, isFile = true): Download {
  return { name: t(`take.${what}`), what: t(`take.${what}.what`), href, isFile };
}

/** Where a page leads before there is any wave. */
export function withoutWaves(t: Translate, links: PageLinks): Navigation {
  const other = t.locale === 'en' ? 'zh-CN' : 'en';
  return {
    back: null,
    waves: [],
    otherLanguage: { tag: other, href: links.language(other), name: t('report.otherLanguage') },
    downloads: [],
    noPdf: null,
    words: { waves: t('report.waves'), downloads: t('report.downloads') },
  };
}
