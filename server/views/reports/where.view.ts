import type { Figure, FigureName } from '#reports/report.ts';
import {
  type ChoiceTable,
  choiceTables,
  type Spread,
  spreadOfRating,
  uncountedQuestions,
} from './distributions.view.ts';
import { endsOf, scaleAxis } from './dumbbell.view.ts';
import { bounded, type Focus, reasonInWords, shown } from './focus.ts';
import { type ChangeView, changeView } from './verdict.ts';
import { inOrder, nextOrder, type WhereKey, type WhereOrder, whereKeys } from './where-order.ts';
import { type TargetRow, targetRows } from './where-rows.view.ts';

export interface Where {
  readonly finding: string;
  /** The rows of the table: each factor with its dimensions and items, or each of the three by itself. */
  readonly groups: readonly { readonly rows: readonly TargetRow[] }[];
  /** Whether rows stand in an order that somebody chose, without what they belong to. */
  readonly isFlat: boolean;
  readonly heads: Readonly<Record<WhereKey, SortHead>>;
  /** Leads back to factors with their dimensions and items; `null` where they stand so. */
  readonly grouped: { readonly name: string; readonly href: string | null } | null;
  readonly ratings: readonly RatingRow[];
  readonly choices: readonly ChoiceTable[];
  readonly uncounted: string | null;
  /** Whether anything was asked beside the pairs that has shares or figures. */
  readonly hasOthers: boolean;
  /** The ends of the axis on which all ○—● are drawn; `null` when nothing is drawn. */
  readonly scale: { readonly low: string; readonly high: string } | null;
  readonly hasImportance: boolean;
  readonly caption: string;
  readonly ratingsCaption: string;
  readonly choicesCaption: string;
  readonly words: Readonly<
    Record<
      | 'title'
      | 'table'
      | 'others'
      | 'ratings'
      | 'question'
      | 'expectation'
      | 'perception'
      | 'verdict'
      | 'change'
      | 'answers'
      | 'value'
      | 'option'
      | 'share'
      | 'gap'
      | 'index'
      | 'importance',
      string
    >
  >;
}

/** The head of a column by which the table can be put in order. */
export interface SortHead {
  readonly name: string;
  /** Where that is done; `null` on a page that leads nowhere. */
  readonly href: string | null;
  /** As screen readers are told; `null` for a column by which it is not. */
  readonly sorted: 'ascending' | 'descending' | null;
  /** The direction it goes first. */
  readonly first: 'ascending' | 'descending';
}

export interface RatingRow {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly interval: string;
  readonly change: ChangeView | null;
  readonly n: string;
  readonly spread: Spread | null;
}

/** The address of the page with its table in an order; `null`: as it comes. */
export type SortedAddress = (order: WhereOrder | null) => string;

/** Where it is good and where not: factors, dimensions and items, the weakest first unless somebody chose an order. */
export function where(
  focus: Focus,
  order: WhereOrder | null = null,
  address: SortedAddress | null = null,
): Where {
  const { report, t, text } = focus;
  const items = report.factors.flatMap((factor) => factor.items);
  const axis = scaleAxis(items, focus);
  const rows = targetRows(axis, focus);
  const ratings = report.ratings.map((rating) => {
    const name: FigureName = rating.kind === 'recommend' ? 'recommend' : 'mean';
    return ratingRow(name, rating.key, text(rating.text), t(`report.rating.${rating.kind}`), focus);
  });
  const choices = choiceTables(focus);
  return {
    finding: finding(focus),
    groups: order === null ? factorGroups(rows) : levelGroups(rows, order, focus),
    isFlat: order !== null,
    heads: headsOf(order, address, focus),
    grouped: order === null ? null : { name: t('report.where.regroup'), href: address?.(null) ?? null },
    ratings,
    choices,
    uncounted: uncountedQuestions(focus),
    hasOthers: ratings.length > 0 || choices.length > 0,
    scale: axis === null ? null : endsOf(axis, items, focus),
    hasImportance: items.some(({ key }) => shown(focus.figure('importance', key)) !== null),
    caption: caption(focus),
    ratingsCaption: t('report.rating.caption'),
    choicesCaption: t('report.choice.caption', { confidence: focus.f.percent(focus.wave.plan.confidence) }),
    words: wordsOf(focus),
  };
}

function wordsOf({ t }: Focus): Where['words'] {
  return {
    title: t('report.where.title'),
    table: t('report.where.table'),
    others: t('report.where.others'),
    ratings: t('report.rating.title'),
    question: t('report.question'),
    expectation: t('report.expectation'),
    perception: t('report.perception'),
    verdict: t('report.where.verdict'),
    change: t('report.change'),
    answers: t('report.answersShort'),
    value: t('report.rating.value'),
    option: t('report.choice.option'),
    share: t('report.choice.share'),
    gap: t('report.gap'),
    index: t('report.index'),
    importance: t('report.importance'),
  };
}

/** Each factor with what belongs to it. */
function factorGroups(rows: readonly TargetRow[]): Where['groups'] {
  const starts = [...rows.keys()].filter((place) => rows[place]?.level === 'factor');
  return starts.map((start, index) => ({ rows: rows.slice(start, starts[index + 1] ?? rows.length) }));
}

/** Like is put in order with like: a factor is no neighbour of an item, however close their figures. */
function levelGroups(rows: readonly TargetRow[], order: WhereOrder, { t }: Focus): Where['groups'] {
  const names = new Intl.Collator(t.locale);
  return (['factor', 'dimension', 'item'] as const).flatMap((level) => {
    const own = rows.filter((row) => row.level === level);
    const ordered = inOrder(
      own,
      order,
      ({ values }) => values,
      (one, other) => names.compare(one, other),
    );
    return own.length === 0 ? [] : [{ rows: ordered }];
  });
}

function headsOf(order: WhereOrder | null, address: SortedAddress | null, { t }: Focus): Where['heads'] {
  const names: Readonly<Record<WhereKey, string>> = {
    name: t('report.where.target'),
    gap: t('report.gap'),
    index: t('report.index'),
    change: t('report.change'),
    p: t('report.where.p'),
    importance: t('report.importance'),
    n: t('report.answersShort'),
  };
  const heads = whereKeys.map((key): readonly [WhereKey, SortHead] => {
    const sorted = order?.key === key ? (`${order.direction}ending` as const) : null;
    const first = `${nextOrder(key, null).direction}ending` as const;
    return [key, { name: names[key], href: address?.(nextOrder(key, order)) ?? null, sorted, first }];
  });
  return Object.fromEntries(heads) as Record<WhereKey, SortHead>;
}

function ratingRow(name: FigureName, key: string, text: string, kind: string, focus: Focus): RatingRow {
  const { t, f } = focus;
  const figure = focus.figure(name, key);
  const value = shown(figure);
  const known = bounded(figure);
  const isScore = name === 'recommend';
  const write = (one: number) => (isScore ? f.signed(100 * one, 1) : f.number(one, 2));
  return {
    name: text,
    kind,
    value: value === null ? '—' : write(value.estimate),
    interval:
      known === null
        ? reasonInWords(t, figure?.reason ?? null)
        : t('report.interval', { lower: write(known.lower), upper: write(known.upper) }),
    change: changeView(
      focus.change(name, key),
      focus,
      isScore ? { digits: 1, unit: 100 } : { digits: 2, unit: 1 },
    ),
    n: figure === null || figure.suppressed !== null ? '—' : f.integer(figure.n),
    spread: spreadOfRating(key, focus),
  };
}

const verdicts = ['below', 'equivalent', 'above', 'undetermined'] as const;

/** How many items lie on which side of 1, as their intervals show it. */
function finding({ t, f, report, figure }: Focus): string {
  const found = report.factors.flatMap(({ items }) =>
    items.map(({ key }): Figure['verdict'] | undefined =>
      bounded(figure('csi', key)) === null ? null : figure('csi', key)?.verdict,
    ),
  );
  const parts = verdicts.flatMap((verdict) => {
    const count = found.filter((one) => one === verdict).length;
    return count === 0 ? [] : [t(`report.where.count.${verdict}`, { count: f.integer(count) })];
  });
  if (parts.length === 0) return t('report.where.nothing');
  return t('report.where.finding', { items: f.integer(found.length), parts: parts.join(t('report.comma')) });
}

function caption(focus: Focus): string {
  const { t, f, report, wave, before, waveName } = focus;
  const intervals = t('report.where.caption', {
    confidence: f.percent(wave.plan.confidence),
    unit: t(`report.where.unit.${report.index.unit}`),
  });
  if (before === null) return intervals;
  const families = familiesInWords(focus);
  const tests = [
    t('report.where.since', { wave: waveName(before) }),
    ...(families === null ? [] : [families]),
  ];
  return [intervals, ...tests].join(t('report.sentenceSpace'));
}

/** With how many others each p is adjusted, as it was done; `null` where nothing was tested. */
export function familiesInWords({ t, f, report, wave, before }: Focus): string | null {
  const parts = (['declared', 'dimensions', 'items'] as const).flatMap((family) => {
    const tested = report.changes.find(
      (one) => one.family === family && one.to === wave.key && one.from === before?.key,
    );
    const size = tested?.familySize ?? 0;
    return size === 0 ? [] : [t(`report.where.family.${family}`, { size: f.integer(size) })];
  });
  return parts.length === 0
    ? null
    : t('report.where.families', { families: parts.join(t('report.semicolon')) });
}
