import type { Focus } from './focus.ts';
import { exceptionsInWords } from './for-whom.view.ts';
import { familiesInWords } from './where.view.ts';

/** What stands beside the formulas, in words; the formulas themselves are the same in every language. */
export interface Formulas {
  readonly item: string;
  readonly composite: string;
  /** Whether ratings are counted from the lowest point of the scale. */
  readonly fromMinimum: boolean;
  readonly isComposite: boolean;
  readonly isMeanOfFactors: boolean;
  readonly isPooled: boolean;
  readonly isOverlap: boolean;
  readonly error: string;
  readonly interval: string;
  readonly change: string;
  /** Where changes divide into customers judging otherwise and a changed mix of customers. */
  readonly decomposition: string | null;
  /** With how many others each p is adjusted; `null` where nothing was tested. */
  readonly family: string | null;
  readonly distribution: string | null;
  readonly verdict: string;
  readonly smallCells: string;
}

/** How the figures are computed, as this survey decided it. */
export function formulas(focus: Focus): Formulas {
  const { t, f, report, wave } = focus;
  const { aggregate, origin, band } = report.index;
  return {
    item: t(`report.formula.item.${origin}`),
    composite: t(`report.formula.${aggregate}`),
    fromMinimum: origin === 'scaleMinimum',
    isComposite: aggregate === 'composite',
    isMeanOfFactors: aggregate === 'meanOfFactors',
    isPooled: aggregate === 'pooled',
    isOverlap: report.plan.change !== 'independent',
    error: t('report.formula.error'),
    interval: t('report.formula.interval', { confidence: f.percent(wave.plan.confidence) }),
    change: t(`report.formula.change.${report.plan.change}`),
    decomposition: report.decompositions.some(
      ({ composition }) => Math.abs(composition?.difference ?? 0) >= 0.0005,
    )
      ? t('report.formula.decomposition')
      : null,
    family: familiesInWords(focus),
    distribution: focus.analysis?.distributions == null ? null : t('report.formula.distribution'),
    verdict: t('report.formula.verdict', { lower: f.number(1 - band, 2), upper: f.number(1 + band, 2) }),
    smallCells: t('report.formula.smallCells', {
      smallest: wave.plan.smallestCell,
      exceptions: exceptionsInWords(focus),
    }),
  };
}
