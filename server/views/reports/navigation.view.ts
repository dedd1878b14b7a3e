import type { WaveReport } from '#reports/report.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Focus } from './focus.ts';

/** Where a page leads; a report in a file leads nowhere. */
export interface Navigation {
  /** The page this one belongs to. */
  readonly back: Link | null;
  readonly waves: readonly (Link & { readonly isFocus: boolean })[];
  readonly otherLanguage: Link & { readonly tag: string };
  readonly downloads: readonly Link[];
  readonly words: Readonly<Record<'waves' | 'downloads', string>>;
}

export interface Link {
  readonly name: string;
  readonly href: string;
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
  /** Where a measure is begun that aims at a target; `null` for whoever may not begin any. */
  readonly beginMeasure: ((target: string | null) => string) | null;
  readonly file: string;
  readonly waveJson: (wave: WaveReport) => string;
  readonly json: string;
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
      { name: t('report.download.html'), href: links.file },
      { name: t('report.download.wave'), href: links.waveJson(wave) },
      { name: t('report.download.report'), href: links.json },
    ],
  };
}

/** Where the weight report leads. */
export function weightsNavigation({ t, report, waveName, wave }: Focus, links: WeightsLinks): Navigation {
  return {
    ...withoutWaves(t, links),
    back: { name: t('weights.toReport'), href: links.report },
    waves: report.waves.map((one) => ({ name: waveName(one), href: links.wave(one), isFocus: one === wave })),
    downloads: [
      { name: t('weights.download'), href: links.file },
      { name: t('report.download.wave'), href: links.waveJson(wave) },
    ],
  };
}

/** Where a page leads before there is any wave. */
export function withoutWaves(t: Translate, links: PageLinks): Navigation {
  const other = t.locale === 'en' ? 'zh-CN' : 'en';
  return {
    back: null,
    waves: [],
    otherLanguage: { tag: other, href: links.language(other), name: t('report.otherLanguage') },
    downloads: [],
    words: { waves: t('report.waves'), downloads: t('report.downloads') },
  };
}
