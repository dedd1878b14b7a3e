import type { Report } from '#reports/report.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { focusedWave, focusOn } from '../reports/focus.ts';
import { headline } from '../reports/headline.view.ts';
import { type Standing, type StudioFrame, studioFrame, surveyPath } from './frame.view.ts';
import { titleIn, type WaveState } from './surveys.view.ts';

/** The reports somebody may read, the newest first: the home of who reads and does nothing else. */
export interface ReportsPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly rows: readonly ReportRow[];
  readonly empty: { readonly heading: string; readonly help: string };
  readonly archive: { readonly href: string; readonly label: string };
}

interface ReportRow {
  readonly href: string;
  readonly title: string;
  readonly wave: string;
  /** When the wave ends or has ended. */
  readonly when: string;
  readonly isOpen: boolean;
  /** C with what it means; `null` while there are no figures. */
  readonly figures: {
    readonly index: string;
    readonly halfWidth: string | null;
    readonly reading: string;
    readonly tone: string;
    readonly change: { readonly amount: string; readonly words: string; readonly tone: string } | null;
    readonly answered: string;
  } | null;
  /** Why there are none. */
  readonly none: string;
}

/** A report as the list knows it. */
export interface ListedReport {
  readonly slug: string;
  readonly title: LocalizedText | null;
  /** `null`: never published; `later`: it is still being worked out. */
  readonly report: Report | null | 'later';
  /** The state of its last wave. */
  readonly state: WaveState | null;
}

export function reportsPage(standing: Standing, reports: readonly ListedReport[]): ReportsPage {
  const { t } = standing;
  const heading = t('readerHome.title');
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    rows: reports.toSorted((a, b) => newestOf(b) - newestOf(a)).map((each) => rowOf(each, t)),
    empty: { heading: t('readerHome.empty'), help: t('readerHome.empty.help') },
    archive: { href: '/studio/archive', label: t('studio.list.archived') },
  };
}

/** When there was last something new: the end of the wave that the report tells of, or its beginning while that is open. */
function newestOf({ report }: ListedReport): number {
  if (report === null || report === 'later') return 0;
  const wave = focusedWave(report, undefined);
  return wave?.closesAt ?? wave?.opensAt ?? 0;
}

function rowOf({ slug, title, report, state }: ListedReport, t: Translate): ReportRow {
  const wave = report === null || report === 'later' ? null : focusedWave(report, undefined);
  const about = { href: surveyPath(slug, '/report'), title: titleIn(title, t) };
  if (report === null || report === 'later' || wave === null) {
    const none = t(report === 'later' ? 'readerHome.later' : 'readerHome.none');
    return { ...about, wave: '', when: '', isOpen: false, figures: null, none };
  }
  const focus = focusOn(report, wave, t);
  const isOpen = state === 'open' && wave === report.waves.at(-1);
  const head = wave.state === 'measured' ? headline(focus) : null;
  return {
    ...about,
    // as it was published, and not as somebody may be changing it
    title: focus.text(report.survey.title),
    wave: focus.waveName(wave),
    when: whenInWords(t, isOpen, wave.closesAt),
    isOpen,
    figures: head,
    none: wave.state === 'measured' ? '' : t(`wall.${wave.state}`),
  };
}

function whenInWords(t: Translate, isOpen: boolean, closesAt: number | null): string {
  const { date } = formats(t.locale);
  if (isOpen)
    return closesAt === null ? t('readerHome.open') : t('readerHome.openUntil', { date: date(closesAt) });
  return closesAt === null ? '' : t('readerHome.closed', { date: date(closesAt) });
}
