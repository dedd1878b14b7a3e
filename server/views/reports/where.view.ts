import type { Figure, FigureName, ItemDescription } from '#reports/report.ts';
import { type Axis, coordinate } from './axis.ts';
import { bounded, type Focus, reasonInWords, shown } from './focus.ts';
import { type ChangeView, changeView, verdictWord } from './verdict.ts';

export interface Where {
  readonly finding: string;
  readonly factors: readonly TargetRow[];
  readonly items: readonly TargetRow[];
  readonly ratings: readonly RatingRow[];
  /** The ends of the axis on which all ○—● are drawn; `null` when nothing is drawn. */
  readonly scale: { readonly low: string; readonly high: string } | null;
  readonly hasImportance: boolean;
  readonly caption: string;
  readonly ratingsCaption: string;
  readonly words: Readonly<
    Record<
      | 'title'
      | 'factors'
      | 'items'
      | 'ratings'
      | 'factor'
      | 'item'
      | 'question'
      | 'drawing'
      | 'expectation'
      | 'perception'
      | 'index'
      | 'gap'
      | 'verdict'
      | 'change'
      | 'answers'
      | 'importance'
      | 'weight'
      | 'value',
      string
    >
  >;
}

/** A factor or an item as a row of the table. */
export interface TargetRow {
  readonly name: string;
  /** The factor and dimension of an item. */
  readonly within: string;
  readonly weight: string;
  readonly index: string;
  readonly interval: string;
  readonly gap: string;
  readonly verdict: string;
  readonly change: ChangeView | null;
  readonly importance: string;
  readonly n: string;
  readonly dumbbell: Dumbbell | null;
}

/** ○—● of one item: coordinates of a drawing 200 wide and 24 high. */
export interface Dumbbell {
  readonly label: string;
  readonly expectation: string;
  readonly perception: string;
  readonly expectationText: string;
  readonly perceptionText: string;
  /** Ends of the interval of what was perceived. */
  readonly lower: string;
  readonly upper: string;
}

export interface RatingRow {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly interval: string;
  readonly change: ChangeView | null;
  readonly n: string;
}

const dumbbellWidth = 200;
const dumbbellMargin = 8;

/** Factors and items, the worst first. */
export function where(focus: Focus): Where {
  const { report, text, t } = focus;
  const items = report.factors.flatMap((factor) => factor.items.map((item) => ({ factor, item })));
  const axis = scaleAxis(
    items.map(({ item }) => item),
    focus,
  );
  return {
    finding: finding(focus),
    factors: worstFirst(report.factors, ({ key }) => focus.figure('csi', `factor:${key}`)).map((factor) =>
      targetRow(`factor:${factor.key}`, text(factor.name), '', factor.share, null, focus),
    ),
    items: worstFirst(items, ({ item }) => focus.figure('csi', item.key)).map(({ factor, item }) =>
      targetRow(
        item.key,
        text(item.name),
        withinOf(text(factor.name), text(item.dimension)),
        item.share,
        axis === null ? null : dumbbell(item, axis, focus),
        focus,
      ),
    ),
    ratings: report.ratings.map((rating) => {
      const name: FigureName = rating.kind === 'recommend' ? 'recommend' : 'mean';
      return ratingRow(name, rating.key, text(rating.text), t(`report.rating.${rating.kind}`), focus);
    }),
    scale:
      axis === null
        ? null
        : endsOf(
            axis,
            items.map(({ item }) => item),
            focus,
          ),
    hasImportance: items.some(({ item }) => shown(focus.figure('importance', item.key)) !== null),
    caption: caption(focus),
    ratingsCaption: t('report.rating.caption'),
    words: {
      title: t('report.where.title'),
      factors: t('report.where.factors'),
      items: t('report.where.items'),
      ratings: t('report.rating.title'),
      factor: t('report.factor'),
      item: t('report.item'),
      question: t('report.question'),
      drawing: t('report.where.drawing'),
      expectation: t('report.expectation'),
      perception: t('report.perception'),
      index: t('report.index'),
      gap: t('report.gap'),
      verdict: t('report.where.verdict'),
      change: t('report.change'),
      answers: t('report.answersShort'),
      importance: t('report.importance'),
      weight: t('report.where.weight'),
      value: t('report.rating.value'),
    },
  };
}

function withinOf(factor: string, dimension: string): string {
  return dimension === '' || dimension === factor ? factor : `${factor} · ${dimension}`;
}

/** From the lowest estimate to the highest; what has none comes last. */
function worstFirst<T>(parts: readonly T[], figureOf: (part: T) => Figure | null): T[] {
  const estimate = (part: T) => shown(figureOf(part))?.estimate ?? Number.POSITIVE_INFINITY;
  return [...parts].sort((a, b) => {
    const [first, second] = [estimate(a), estimate(b)];
    return first === second ? 0 : first - second;
  });
}

function targetRow(
  target: string,
  name: string,
  within: string,
  share: number,
  drawn: Dumbbell | null,
  focus: Focus,
): TargetRow {
  const { t, f } = focus;
  const figure = focus.figure('csi', target);
  const value = shown(figure);
  const known = bounded(figure);
  const gap = shown(focus.figure('gap', target));
  const importance = shown(focus.figure('importance', target));
  return {
    name,
    within,
    weight: f.percent(share, 1),
    index: value === null ? '—' : f.index(value.estimate),
    interval:
      known === null ? reasonInWords(t, figure?.reason ?? null) : f.range(known.lower, known.upper, 3),
    gap: gap === null ? '—' : isMixed(focus) ? f.percent(gap.estimate, 1) : f.signed(gap.estimate, 2),
    verdict: verdictWord(figure, focus),
    change: changeView(focus.change('csi', target), focus),
    importance: importance === null ? '—' : f.number(importance.estimate, 2),
    n: figure === null || figure.suppressed !== null ? '—' : f.integer(figure.n),
    dumbbell: drawn,
  };
}

/** Whether items have different scales; their means are then shares of the way from lowest to highest point. */
function isMixed({ report }: Focus): boolean {
  const [first, ...rest] = report.factors.flatMap(({ items }) => items);
  return rest.some(({ scale }) => scale.min !== first?.scale.min || scale.max !== first.scale.max);
}

/** Where a mean lies between the ends of its item's scale, 0 to 1. */
function onScale({ scale }: ItemDescription, mean: number, mixed: boolean): number {
  return Math.min(1, Math.max(0, mixed ? mean : (mean - scale.min) / (scale.max - scale.min)));
}

/** One axis for all items, ending at whole points (or tenths), so that ○—● can be compared down the page. */
function scaleAxis(items: readonly ItemDescription[], focus: Focus): Axis | null {
  const [first] = items;
  const mixed = isMixed(focus);
  const places = items.flatMap((item) =>
    (['expectation', 'perception'] as const).flatMap((name) => {
      const known = shown(focus.figure(name, item.key));
      if (known === null) return [];
      return [known.estimate, known.lower, known.upper].flatMap((one) =>
        one === null ? [] : [onScale(item, one, mixed)],
      );
    }),
  );
  if (first === undefined || places.length === 0) return null;
  const unit = mixed ? 0.1 : 1 / (first.scale.max - first.scale.min);
  const min = Math.floor(Math.min(...places) / unit + 1e-9) * unit;
  const max = Math.max(Math.ceil(Math.max(...places) / unit - 1e-9) * unit, min + unit);
  return { min, max, ticks: [min, max], digits: 2, at: (value) => (value - min) / (max - min) };
}

function endsOf(axis: Axis, items: readonly ItemDescription[], focus: Focus) {
  const { f } = focus;
  const [first] = items;
  if (first === undefined || isMixed(focus)) return { low: f.percent(axis.min), high: f.percent(axis.max) };
  const point = (share: number) => f.number(first.scale.min + share * (first.scale.max - first.scale.min), 0);
  return { low: point(axis.min), high: point(axis.max) };
}

function dumbbell(item: ItemDescription, axis: Axis, focus: Focus): Dumbbell | null {
  const { t, f, figure } = focus;
  const mixed = isMixed(focus);
  const expectation = shown(figure('expectation', item.key));
  const perception = shown(figure('perception', item.key));
  if (expectation === null || perception === null) return null;
  const x = (mean: number) =>
    coordinate(dumbbellMargin + axis.at(onScale(item, mean, mixed)) * (dumbbellWidth - 2 * dumbbellMargin));
  const write = (mean: number) => (mixed ? f.percent(mean, 1) : f.number(mean, 2));
  const texts = { expectation: write(expectation.estimate), perception: write(perception.estimate) };
  return {
    label: t('report.where.dumbbell', texts),
    expectation: x(expectation.estimate),
    perception: x(perception.estimate),
    expectationText: texts.expectation,
    perceptionText: texts.perception,
    lower: x(perception.lower ?? perception.estimate),
    upper: x(perception.upper ?? perception.estimate),
  };
}

function ratingRow(name: FigureName, key: string, text: string, kind: string, focus: Focus): RatingRow {
  const { t, f } = focus;
  const figure = focus.figure(name, key);
  const value = shown(figure);
  const known = bounded(figure);
  const write = (one: number) => (name === 'recommend' ? f.signed(100 * one, 1) : f.number(one, 2));
  return {
    name: text,
    kind,
    value: value === null ? '—' : write(value.estimate),
    interval:
      known === null
        ? reasonInWords(t, figure?.reason ?? null)
        : t('report.interval', { lower: write(known.lower), upper: write(known.upper) }),
    change: changeView(focus.change(name, key), focus, 2),
    n: figure === null || figure.suppressed !== null ? '—' : f.integer(figure.n),
  };
}

const verdicts = ['below', 'equivalent', 'above', 'undetermined'] as const;

/** How many items lie on which side of 1, as their intervals show it. */
function finding({ t, f, report, figure }: Focus): string {
  const found = report.factors.flatMap(({ items }) =>
    items.map(({ key }) => (bounded(figure('csi', key)) === null ? null : figure('csi', key)?.verdict)),
  );
  const parts = verdicts.flatMap((verdict) => {
    const count = found.filter((one) => one === verdict).length;
    return count === 0 ? [] : [t(`report.where.count.${verdict}`, { count: f.integer(count) })];
  });
  if (parts.length === 0) return t('report.where.nothing');
  return t('report.where.finding', { items: f.integer(found.length), parts: parts.join(t('report.comma')) });
}

function caption({ t, f, report, before, waveName }: Focus): string {
  const items = report.factors.flatMap((factor) => factor.items).length;
  const intervals = t('report.where.caption', { confidence: f.percent(report.plan.confidence) });
  if (before === null) return intervals;
  const tests = t('report.where.tests', {
    wave: waveName(before),
    family: report.factors.length + 1,
    items,
  });
  return `${intervals}${t('report.sentenceSpace')}${tests}`;
}
