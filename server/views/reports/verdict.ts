import type { Change, Figure } from '#reports/report.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import { bounded, decidingP, type Focus, isMoreThanNoise } from './focus.ts';

/** How a figure is coloured; never without a sign or a word. */
export type Tone = 'better' | 'worse' | 'even' | 'open';

export interface Reading {
  readonly words: string;
  readonly tone: Tone;
}

/**
 * What the interval shows about 1, in words. The point estimate alone never decides: below 1 by no more than the
 * band reads otherwise than below the band, and only where the whole interval says so.
 */
export function readingOf(figure: Figure | null, { t, report }: Focus): Reading {
  const known = bounded(figure);
  if (figure === null || known === null || figure.verdict === null) {
    return { words: t('report.reading.noInterval'), tone: 'open' };
  }
  const { band } = report.index;
  const reading = (key: MessageKey, tone: Tone): Reading => ({ words: t(key), tone });
  switch (figure.verdict) {
    case 'above':
      return known.upper <= 1 + band
        ? reading('report.reading.slightlyAbove', 'better')
        : reading('report.reading.above', 'better');
    case 'equivalent':
      return reading('report.reading.equivalent', 'even');
    case 'undetermined':
      return reading('report.reading.undetermined', 'open');
    case 'below':
      if (known.upper <= 0) return reading('report.reading.unmet', 'worse');
      if (known.lower >= 1 - band) return reading('report.reading.slightlyBelow', 'worse');
      if (known.upper < 1 - band) return reading('report.reading.wellBelow', 'worse');
      return reading('report.reading.below', 'worse');
  }
}

/** The verdict in one or two words, for a row of a table; nothing where there is none. */
export function verdictWord(figure: Figure | null, { t }: Focus): string {
  if (figure === null || figure.suppressed !== null || figure.verdict === null) return '';
  return t(`report.verdict.${figure.verdict}`);
}

export interface ChangeView {
  /** `▲ +0.031`, or a dash. */
  readonly amount: string;
  /** Better or worse; nothing for what is not shown to be more than noise. */
  readonly words: string;
  readonly p: string;
  readonly tone: Tone;
}

const changeReasons = {
  'estimate-undefined': 'report.change.reason.estimateUndefined',
  'standard-error-undefined': 'report.change.reason.standardErrorUndefined',
  'no-variance': 'report.change.reason.noVariance',
  'held-back': 'report.change.reason.heldBack',
  'scale-changed': 'report.change.reason.scaleChanged',
  'origin-changed': 'report.change.reason.originChanged',
  'series-ended': 'report.change.reason.seriesEnded',
  'items-changed': 'report.change.reason.itemsChanged',
  'weights-changed': 'report.change.reason.weightsChanged',
  'aggregate-changed': 'report.change.reason.aggregateChanged',
} as const satisfies Record<NonNullable<Change['reason']>, MessageKey>;

/** Why there is no difference, or no test of it; `null` where there is nothing to explain. */
export function changeReasonInWords(reason: Change['reason'], t: Translate): string | null {
  return reason === null ? null : t(changeReasons[reason]);
}

/**
 * A change with its direction as sign and word, and the p value it is judged by.
 *
 * @param unit what the figure is multiplied by to be shown: a share as points out of 100
 */
export function changeView(
  change: Change | null,
  focus: Focus,
  { digits, unit }: { digits: number; unit: number } = { digits: 3, unit: 1 },
): ChangeView | null {
  if (change === null) return null;
  const { t, f, report } = focus;
  const p = decidingP(change);
  if (change.difference === null) {
    const why = changeReasonInWords(change.reason, t) ?? '';
    return { amount: '—', words: why, p: '', tone: 'open' };
  }
  const amount = f.signed(unit * change.difference, digits);
  if (p === null) return { amount, words: t('report.change.untested'), p: '', tone: 'open' };
  const inWords = { p: f.p(p) };
  if (!isMoreThanNoise(change, report.plan.confidence)) {
    return { amount, words: '', ...inWords, tone: 'open' };
  }
  return change.difference > 0
    ? { amount: `▲ ${amount}`, words: t('report.change.better'), ...inWords, tone: 'better' }
    : { amount: `▼ ${amount}`, words: t('report.change.worse'), ...inWords, tone: 'worse' };
}
