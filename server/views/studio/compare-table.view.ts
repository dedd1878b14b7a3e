import type { Barrier, ComparedSurvey } from '#reports/survey-comparability.ts';
import type { ComparedCell, ComparedTarget, SurveyComparison } from '#reports/survey-comparison.ts';
import { textIn } from '#surveys/localized.ts';
import { type Formats, formats } from '../../i18n/formats.ts';
import { type MessageKey, plural, type Translate } from '../../i18n/translate.ts';
import { axisOver, percentage } from '../reports/axis.ts';

/** A survey that is compared, by its title in the reader's language. */
export interface TitledSurvey extends ComparedSurvey {
  readonly title: string;
}

/** C of several surveys, as a finding, a table and a dot for each. */
export interface ComparisonTable {
  readonly heading: string;
  readonly finding: readonly string[];
  readonly columns: Readonly<Record<'survey' | 'index' | 'plot' | 'difference' | 'answers', string>>;
  readonly groups: readonly {
    readonly name: string;
    readonly mean: string | null;
    readonly rows: readonly ComparisonRow[];
  }[];
  readonly expected: string;
  readonly ends: { readonly low: string; readonly high: string };
  readonly caption: readonly string[];
}

interface ComparisonRow {
  readonly title: string;
  readonly wave: string;
  readonly index: string;
  readonly interval: string;
  /** A drawing in shares of its width; `null` where nothing is shown. */
  readonly dot: {
    readonly x: string;
    readonly from: string;
    readonly to: string;
    readonly label: string;
  } | null;
  readonly difference: string;
  readonly tone: 'better' | 'worse' | 'open';
  readonly words: string;
  readonly n: string;
}

/** The smallest part of the axis shown, so that noise does not look like a mountain. */
const leastSpan = 0.1;

export function comparisonTable(
  surveys: readonly TitledSurvey[],
  comparison: SurveyComparison,
  t: Translate,
): ComparisonTable {
  const f = formats(t.locale);
  const { targets, reference, confidence } = comparison;
  const ends = targets.flatMap(({ cells }) =>
    cells.flatMap(({ figure }) =>
      [figure?.estimate, figure?.lower, figure?.upper].filter((value) => value != null),
    ),
  );
  const axis = axisOver([...ends, 1], { least: leastSpan, count: 5 });
  const place = (value: number) => percentage(0.03 + 0.94 * axis.at(value));
  const against = reference === 'mean' ? t('compare.against.mean') : (surveys[reference]?.title ?? '');
  return {
    heading: t('compare.result'),
    finding: findings(surveys, comparison, against, t),
    columns: {
      survey: t('compare.survey'),
      index: t('report.index'),
      plot: t('compare.plot'),
      difference: t('compare.difference', { reference: against }),
      answers: t('report.answersShort'),
    },
    groups: targets.map((target) => ({
      name: target.name === null ? t('report.overall') : nameOf(target.name, surveys, t),
      mean:
        target.mean === null
          ? null
          : plural(t, 'compare.meanOf', target.mean.surveys, { value: f.index(target.mean.value) }),
      // a factor that a survey does not have is no gap of that survey
      rows: surveys.flatMap((survey, index) => {
        const cell = target.cells[index];
        if (cell === undefined || (cell.figure === null && target.name !== null)) return [];
        return [rowOf(survey, cell, comparison, { t, f, place })];
      }),
    })),
    expected: place(1),
    ends: {
      low: f.number(axis.min, axis.digits),
      high: f.number(axis.max, axis.digits),
    },
    caption: [
      t('compare.caption', { confidence: f.percent(confidence) }),
      ...(comparison.familySize === 0
        ? []
        : [t('compare.family', { count: f.integer(comparison.familySize) })]),
    ],
  };
}

function nameOf(name: NonNullable<ComparedTarget['name']>, surveys: readonly TitledSurvey[], t: Translate) {
  return textIn(name, t.locale, [...new Set(surveys.flatMap(({ report }) => report.survey.languages))]);
}

/** What of the whole is more than noise, by name; that nothing is; that nothing could be tested. */
function findings(
  surveys: readonly TitledSurvey[],
  { targets, familySize, confidence }: SurveyComparison,
  against: string,
  t: Translate,
): string[] {
  const f = formats(t.locale);
  const [overall] = targets;
  const apart = (sign: 1 | -1) =>
    surveys.flatMap(({ title }, place) => {
      const cell = overall?.cells[place];
      const isApart = cell !== undefined && isMoreThanNoise(cell, confidence);
      return isApart && Math.sign(cell.difference?.value ?? 0) === sign ? [title] : [];
    });
  const [above, below] = [apart(1), apart(-1)];
  const tested = overall?.cells.filter(({ pHolm }) => pHolm !== null).length ?? 0;
  const hasBarrier = targets.some(({ cells }) => cells.some(({ why }) => why !== null && why in barriers));
  return [
    ...(above.length === 0 ? [] : [t('compare.above', { names: f.list(above), reference: against })]),
    ...(below.length === 0 ? [] : [t('compare.below', { names: f.list(below), reference: against })]),
    ...(tested > 0 && above.length + below.length === 0 ? [t('compare.alike', { reference: against })] : []),
    ...(surveys.length > 1 && familySize === 0 ? [t('compare.untested')] : []),
    ...(hasBarrier ? [t('compare.barriers')] : []),
  ];
}

function isMoreThanNoise({ pHolm, difference }: ComparedCell, confidence: number): boolean {
  return difference !== null && pHolm !== null && pHolm < 1 - confidence;
}

const barriers = {
  'origins-differ': 'compare.why.origins',
  'aggregates-differ': 'compare.why.aggregates',
  'items-differ': 'compare.why.items',
  'scales-differ': 'compare.why.scales',
  'weights-differ': 'compare.why.weights',
  'version-differs': 'compare.why.version',
} as const satisfies Record<Barrier, MessageKey>;

const reasons = {
  ...barriers,
  'no-figure': 'compare.why.noFigure',
  'reference-without-figure': 'compare.why.referenceWithout',
  'is-reference': 'compare.why.isReference',
  'nothing-to-compare': 'compare.why.nothing',
} as const satisfies Record<NonNullable<ComparedCell['why']>, MessageKey>;

function rowOf(
  { title, report, wave }: TitledSurvey,
  cell: ComparedCell,
  { confidence }: SurveyComparison,
  { t, f, place }: { t: Translate; f: Formats; place: (value: number) => string },
): ComparisonRow {
  const { figure, difference } = cell;
  const estimate = figure?.estimate ?? null;
  const bounds =
    figure?.lower == null || figure.upper === null ? null : { from: figure.lower, to: figure.upper };
  const isApart = isMoreThanNoise(cell, confidence);
  const isHigher = (difference?.value ?? 0) > 0;
  const interval = bounds === null ? '' : f.range(bounds.from, bounds.to, 3);
  return {
    title,
    wave: (wave.label && textIn(wave.label, t.locale, report.survey.languages)) || wave.key,
    index: estimate === null ? '—' : f.index(estimate),
    interval: figure?.suppressed != null ? t('compare.heldBack') : interval,
    dot:
      estimate === null
        ? null
        : {
            x: place(estimate),
            from: place(bounds?.from ?? estimate),
            to: place(bounds?.to ?? estimate),
            label: interval === '' ? f.index(estimate) : `${f.index(estimate)} (${interval})`,
          },
    difference:
      difference?.value == null
        ? '—'
        : `${isApart ? (isHigher ? '▲ ' : '▼ ') : ''}${f.signed(difference.value, 3)}`,
    tone: isApart ? (isHigher ? 'better' : 'worse') : 'open',
    words: wordsOf(cell, isApart, t, f),
    n: figure === null || figure.suppressed !== null ? '—' : f.integer(figure.n),
  };
}

function wordsOf(cell: ComparedCell, isApart: boolean, t: Translate, f: Formats): string {
  if (cell.why !== null) return t(reasons[cell.why]);
  const { difference, pHolm } = cell;
  if (difference?.lower == null || difference.upper === null || pHolm === null)
    return t('report.change.untested');
  const interval = t('report.interval', {
    lower: f.signed(difference.lower, 3),
    upper: f.signed(difference.upper, 3),
  });
  const noise = t(isApart ? 'report.measures.moreThanNoise' : 'report.measures.noise');
  return [interval, f.p(pHolm), noise].join(t('report.semicolon'));
}
