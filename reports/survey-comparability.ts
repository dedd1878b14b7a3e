import type { LocalizedText } from '#surveys/localized.ts';
import type { Change, FactorDescription, Report, SeriesBreak, WaveReport } from './report.ts';

/** A survey with the wave of it that is compared. */
export interface ComparedSurvey {
  readonly report: Report;
  readonly wave: WaveReport;
}

/** Why C of two surveys is not the same measure, so that no difference is formed. */
export type Barrier =
  /** One counts points from zero, the other from the lowest point of the scale. */
  | 'origins-differ'
  /** Their overall indices are put together in different ways. */
  | 'aggregates-differ'
  /** One asks items that the other does not, or items of one key by other names. */
  | 'items-differ'
  | 'scales-differ'
  /** The same items count otherwise. */
  | 'weights-differ'
  /** The wave was asked with another version of the questionnaire, since which this is another measure. */
  | 'version-differs';

const seriesBreaks: Readonly<Record<SeriesBreak, true>> = {
  'scale-changed': true,
  'origin-changed': true,
  'series-ended': true,
  'items-changed': true,
  'weights-changed': true,
  'aggregate-changed': true,
};

/**
 * What keeps C of the whole or a factor of two surveys from being compared; `null` where nothing does. Questionnaires are those that
 * the reports describe.
 *
 * @param target `overall` or `factor:KEY`
 */
export function barrierBetween(one: ComparedSurvey, other: ComparedSurvey, target: string): Barrier | null {
  if (one.report.index.origin !== other.report.index.origin) return 'origins-differ';
  if (!isAsDescribed(one, target) || !isAsDescribed(other, target)) return 'version-differs';
  const isWhole = target === 'overall';
  if (isWhole && one.report.index.aggregate !== other.report.index.aggregate) return 'aggregates-differ';
  const [items, others] = [itemsOf(one.report, target), itemsOf(other.report, target)];
  if (items.size !== others.size) return 'items-differ';
  for (const [key, item] of items) {
    const same = others.get(key);
    if (same === undefined || !haveOneName(item.name, same.name)) return 'items-differ';
    if (item.scale.min !== same.scale.min || item.scale.max !== same.scale.max) return 'scales-differ';
  }
  const isReweighted = [...items].some(
    ([key, { share }]) => Math.abs(share - (others.get(key)?.share ?? 0)) >= 1e-9,
  );
  return isReweighted ? 'weights-differ' : null;
}

/** The items that a target is made of, by key, with their shares in it. Items of different factors are different items. */
function itemsOf({ factors }: Report, target: string) {
  const own: readonly FactorDescription[] =
    target === 'overall' ? factors : factors.filter(({ key }) => target === `factor:${key}`);
  const total = own.reduce((sum, { share }) => sum + share, 0) || 1;
  return new Map(
    own.flatMap((factor) =>
      factor.items.map(
        ({ key, name, scale, share }) =>
          [`${factor.key} ${key}`, { name, scale, share: share / total }] as const,
      ),
    ),
  );
}

/** Whether two surveys call something the same in every language both have; items without a language in common are told by key. */
function haveOneName(one: LocalizedText, other: LocalizedText): boolean {
  return Object.entries(one).every(([language, name]) => {
    const same = Object.hasOwn(other, language) ? other[language] : undefined;
    return same === undefined || same.trim() === name.trim();
  });
}

/** Whether a target was in this wave the measure that the report describes: it speaks of the questionnaire of its latest wave. */
export function isAsDescribed({ report, wave }: ComparedSurvey, target: string): boolean {
  if (wave.version === report.survey.version) return true;
  const described = report.waves.filter(({ version }) => version === report.survey.version);
  const change = report.changes.find(
    ({ from, to, target: of, domain }) =>
      of === target && domain === null && from === wave.key && described.some(({ key }) => key === to),
  );
  return change !== undefined && !isBreak(change.reason);
}

function isBreak(reason: Change['reason']): boolean {
  return reason !== null && Object.hasOwn(seriesBreaks, reason);
}
