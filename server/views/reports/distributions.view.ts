import type {
  BoxShare,
  ChoiceDistribution,
  PointShare,
  RatingDistribution,
  WithoutPoint,
} from '#reports/wave-distributions.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { coordinate } from './axis.ts';
import type { Focus } from './focus.ts';

/** How the answers behind a figure lie: one bar for a rating, two for the sides of a pair. */
export interface Spread {
  readonly summary: string;
  readonly sides: readonly SpreadSide[];
  /** How many answered, and how many did not. */
  readonly note: string;
}

export interface SpreadSide {
  readonly mark: 'ring' | 'disc' | 'plain';
  readonly name: string;
  /** Parts of a bar 100 wide and 8 high, from the lowest points to the highest. */
  readonly parts: readonly { readonly outline: string; readonly tone: string }[];
  readonly points: string;
  readonly ends: string;
}

/** How the answers to both sides of an item lie; `null` where nobody has looked. */
export function spreadOfItem(key: string, focus: Focus): Spread | null {
  const sides = (['expectation', 'perception'] as const).flatMap((side) => {
    const found = ratingNamed(`${side}:${key}`, focus);
    return found === null ? [] : [{ side, found }];
  });
  const [first] = sides;
  if (first === undefined) return null;
  const marks = { expectation: 'ring', perception: 'disc' } as const;
  return spread(
    sides.map(({ side, found }) => sideOf(found, marks[side], focus.t(`report.${side}`), focus)),
    first.found,
    focus,
  );
}

/** How the answers to a question beside the pairs lie; `null` where nobody has looked. */
export function spreadOfRating(key: string, focus: Focus): Spread | null {
  const found = ratingNamed(`rating:${key}`, focus);
  return found && spread([sideOf(found, 'plain', '', focus)], found, focus);
}

function ratingNamed(column: string, { analysis }: Focus): RatingDistribution | null {
  return analysis?.distributions?.ratings.find((one) => one.column === column) ?? null;
}

function spread(
  sides: readonly SpreadSide[],
  { n, points, without }: RatingDistribution,
  focus: Focus,
): Spread {
  const { t, f, analysis } = focus;
  const summary = t('report.spread.summary');
  if (points.length === 0) {
    const smallest = analysis?.distributions?.smallest ?? 0;
    return { summary, sides: [], note: t('report.spread.few', { smallest: f.integer(smallest) }) };
  }
  return { summary, sides, note: noteOf(n, without, focus) };
}

function sideOf(
  { points, scale, bottom, top }: RatingDistribution,
  mark: SpreadSide['mark'],
  name: string,
  focus: Focus,
): SpreadSide {
  const { t, f } = focus;
  let start = 0;
  const parts = points.flatMap((group) => {
    const [from, wide] = [start, 100 * group.share];
    start += wide;
    if (wide === 0) return [];
    const outline = `M${coordinate(from)} 0h${coordinate(wide)}v8h-${coordinate(wide)}z`;
    return [{ outline, tone: toneOf(group, scale) }];
  });
  const shares = points.map((group) =>
    t('report.spread.point', { points: rangeOf(group), share: f.percent(group.share) }),
  );
  const ends = [top, bottom].flatMap((box) => (box === null ? [] : [boxInWords(box, focus)]));
  return {
    mark,
    name,
    parts,
    points: shares.join(t('report.spread.between')),
    ends: ends.join(t('report.semicolon')),
  };
}

/** Five shades from the lowest points to the highest. */
function toneOf({ from, to }: PointShare, { min, max }: RatingDistribution['scale']): string {
  const height = max === min ? 0 : ((from + to) / 2 - min) / (max - min);
  return `shade-${Math.min(4, Math.floor(height * 5))}`;
}

function rangeOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}–${to}`;
}

function boxInWords({ from, to, share }: BoxShare, { t, f }: Focus): string {
  if (share.estimate === null) return '';
  const words = { points: rangeOf({ from, to }), share: f.percent(share.estimate, 1) };
  if (share.lower === null || share.upper === null) return t('report.spread.box', words);
  const interval = t('report.interval', {
    lower: f.percent(share.lower, 1),
    upper: f.percent(share.upper, 1),
  });
  return t('report.spread.boxInterval', { ...words, interval });
}

function noteOf(n: number, { all, notApplicable, unanswered }: WithoutPoint, { t, f }: Focus): string {
  const answered = t('report.spread.n', { n: f.integer(n) });
  if (all === 0) return answered;
  const without =
    notApplicable === null || unanswered === null
      ? t('report.spread.without', { count: f.integer(all) })
      : [
          ...(notApplicable > 0
            ? [t('report.spread.notApplicable', { count: f.integer(notApplicable) })]
            : []),
          ...(unanswered > 0 ? [t('report.spread.unanswered', { count: f.integer(unanswered) })] : []),
        ].join(t('report.comma'));
  return `${answered}${t('report.semicolon')}${without}`;
}

/** The answers to a question with options, as a table. */
export interface ChoiceTable {
  readonly id: string;
  readonly question: string;
  readonly kind: string;
  readonly rows: readonly ChoiceRow[];
  readonly note: string;
}

interface ChoiceRow {
  readonly label: string;
  readonly share: string;
  readonly interval: string;
  readonly n: string;
  /** Outlines in a drawing 100 wide and 8 high; `null` where the share is held back. */
  readonly drawn: { readonly bar: string; readonly reach: string } | null;
  readonly sort: { readonly share: string; readonly n: string };
}

/** The shares of every option of single and multiple choices. */
export function choiceTables(focus: Focus): readonly ChoiceTable[] {
  const choices = focus.analysis?.distributions?.choices ?? [];
  return choices.map((one, place) => choiceTable(one, place, focus));
}

function choiceTable(choice: ChoiceDistribution, place: number, focus: Focus): ChoiceTable {
  const { t, f, text, analysis } = focus;
  const smallest = analysis?.distributions?.smallest ?? 0;
  const isFew = choice.n < smallest;
  return {
    id: `choice-${place + 1}`,
    question: text(choice.text),
    kind: t(`report.choice.${choice.kind}`),
    rows: isFew ? [] : choice.options.map((option) => choiceRow(option, focus)),
    note: isFew
      ? t('report.spread.few', { smallest: f.integer(smallest) })
      : noteOf(choice.n, choice.without, focus),
  };
}

function choiceRow({ label, share, count }: ChoiceDistribution['options'][number], focus: Focus): ChoiceRow {
  const { t, f, text, analysis } = focus;
  if (share?.estimate == null || count === null) {
    const smallest = f.integer(analysis?.distributions?.smallest ?? 0);
    const why = share === null ? t('report.choice.heldBack', { smallest }) : '';
    return { label: text(label), share: '—', interval: why, n: '—', drawn: null, sort: { share: '', n: '' } };
  }
  const [from, to] = [share.lower ?? share.estimate, share.upper ?? share.estimate];
  const wide = coordinate(100 * share.estimate);
  return {
    label: text(label),
    share: f.percent(share.estimate, 1),
    interval:
      share.lower === null || share.upper === null
        ? ''
        : t('report.interval', { lower: f.percent(share.lower, 1), upper: f.percent(share.upper, 1) }),
    n: f.integer(count),
    drawn: {
      bar: `M0 1h${wide}v6h-${wide}z`,
      reach: `M${coordinate(100 * from)} 4h${coordinate(100 * (to - from))}`,
    },
    sort: { share: String(share.estimate), n: String(count) },
  };
}

/** The questions whose options are too many to give shares of, named. */
export function uncountedQuestions({ t, f, text, analysis }: Focus): string | null {
  const questions = analysis?.distributions?.notCounted ?? [];
  if (questions.length === 0) return null;
  const names = questions.map((one: { readonly text: LocalizedText }) =>
    t('report.choice.quoted', { text: text(one.text) }),
  );
  return t('report.choice.notCounted', { questions: f.list(names) });
}
