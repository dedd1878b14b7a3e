import type { Figure, FigureName } from '#reports/report.ts';
import { type Dumbbell, dumbbell, endsOf, isMixed, scaleAxis } from './dumbbell.view.ts';
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

export interface RatingRow {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly interval: string;
  readonly change: ChangeView | null;
  readonly n: string;
}

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

function caption({ t, f, report, wave, before, waveName }: Focus): string {
  const items = report.factors.flatMap((factor) => factor.items).length;
  const intervals = t('report.where.caption', {
    confidence: f.percent(wave.plan.confidence),
    unit: t(`report.where.unit.${report.index.unit}`),
  });
  if (before === null) return intervals;
  const tests = t('report.where.tests', {
    wave: waveName(before),
    family: report.factors.length + 1,
    items,
  });
  return `${intervals}${t('report.sentenceSpace')}${tests}`;
}
