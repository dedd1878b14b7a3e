import type { Change, DimensionDescription, FactorDescription, ItemDescription } from '#reports/report.ts';
import type { Axis } from './axis.ts';
import { type Spread, spreadOfItem } from './distributions.view.ts';
import { type Dumbbell, dumbbell, isMixed } from './dumbbell.view.ts';
import { type BeginLink, beginLink, bounded, decidingP, type Focus, reasonInWords, shown } from './focus.ts';
import { farthest, type SmallBar, smallBar } from './small-bars.ts';
import { type ChangeView, changeView, verdictWord } from './verdict.ts';
import type { SortValues } from './where-order.ts';

/** A factor, a dimension or an item as a row of the table. */
export interface TargetRow {
  readonly level: 'factor' | 'dimension' | 'item';
  readonly name: string;
  /** What kind of row it is, and how much it weighs in the whole. */
  readonly kind: string;
  /** The factor and the dimension it belongs to. */
  readonly within: string;
  readonly index: string;
  readonly interval: string;
  readonly indexBar: SmallBar | null;
  readonly gap: string;
  readonly gapBar: SmallBar | null;
  readonly verdict: string;
  readonly change: ChangeView | null;
  /** The p of the change, and how it is adjusted: `Holm · 4`. */
  readonly p: string;
  readonly adjusted: string;
  readonly importance: string;
  readonly n: string;
  readonly dumbbell: Dumbbell | null;
  readonly spread: Spread | null;
  /** Where a measure for an item is begun. */
  readonly begin: BeginLink | null;
  readonly values: SortValues;
  /** The same as attributes say them. */
  readonly sort: Readonly<Record<Exclude<keyof SortValues, 'name'>, string>>;
}

/** What a row is made from. */
interface Target {
  readonly level: TargetRow['level'];
  readonly target: string;
  readonly name: string;
  readonly within: string;
  readonly share: number;
  readonly scale: ItemDescription['scale'] | null;
}

/**
 * Each factor, the weakest first, followed by its dimensions with their items. A dimension that is its factor, or one
 * item, has no row: it would say the same again.
 */
export function targetRows(axis: Axis | null, focus: Focus): TargetRow[] {
  const targets = weakestFirst(focus.report.factors, ({ key }) => `factor:${key}`, focus).flatMap((factor) =>
    targetsOf(factor, focus),
  );
  const indices = targets.map(({ target }) => bounded(focus.figure('csi', target)));
  const gaps = targets.map(({ target }) => bounded(focus.figure('gap', target)));
  const reach = {
    index: farthest(indices, 1, focus.report.index.band),
    gap: farthest(gaps, 0, Number.EPSILON),
  };
  return targets.map((target) => targetRow(target, axis, reach, focus));
}

function targetsOf(factor: FactorDescription, focus: Focus): Target[] {
  const { text } = focus;
  const factorName = text(factor.name);
  const itemTarget = (item: ItemDescription): Target => ({
    level: 'item',
    target: item.key,
    name: text(item.name),
    within: withinOf(factorName, text(item.dimension)),
    share: item.share,
    scale: item.scale,
  });
  const ordered = weakestFirst(factor.dimensions, ({ key }) => `dimension:${key}`, focus);
  const below = ordered.flatMap((dimension): Target[] => {
    const items = weakestFirst(itemsOf(dimension, factor), ({ key }) => key, focus).map(itemTarget);
    if (isNothingNew(dimension, factor)) return items;
    const { key, name, share } = dimension;
    const scale = items[0]?.scale ?? null;
    const own = { level: 'dimension', target: `dimension:${key}`, name: text(name), share, scale } as const;
    return [{ ...own, within: factorName }, ...items];
  });
  const { key, share, items } = factor;
  const scale = items[0]?.scale ?? null;
  return [{ level: 'factor', target: `factor:${key}`, name: factorName, within: '', share, scale }, ...below];
}

function itemsOf({ key }: DimensionDescription, { items }: FactorDescription): ItemDescription[] {
  return items.filter(({ dimensionKey }) => dimensionKey === key);
}

function isNothingNew(dimension: DimensionDescription, factor: FactorDescription): boolean {
  return factor.dimensions.length === 1 || itemsOf(dimension, factor).length === 1;
}

function withinOf(factor: string, dimension: string): string {
  return dimension === '' || dimension === factor ? factor : `${factor} · ${dimension}`;
}

/** From the lowest C to the highest; what has none comes last. */
function weakestFirst<T>(parts: readonly T[], targetOf: (part: T) => string, focus: Focus): T[] {
  const estimate = (part: T) =>
    shown(focus.figure('csi', targetOf(part)))?.estimate ?? Number.POSITIVE_INFINITY;
  return [...parts].sort((a, b) => {
    const [first, second] = [estimate(a), estimate(b)];
    return first === second ? 0 : first - second;
  });
}

interface Reach {
  readonly index: number;
  readonly gap: number;
}

function targetRow(
  { level, target, name, within, share, scale }: Target,
  axis: Axis | null,
  reach: Reach,
  focus: Focus,
): TargetRow {
  const { t, f } = focus;
  const index = focus.figure('csi', target);
  const gap = focus.figure('gap', target);
  const change = focus.change('csi', target);
  const importance = shown(focus.figure('importance', target));
  const gapValue = shown(gap)?.estimate ?? null;
  const known = bounded(index);
  const values = {
    name,
    gap: gapValue,
    index: shown(index)?.estimate ?? null,
    change: change?.difference ?? null,
    p: change === null ? null : decidingP(change),
    importance: importance?.estimate ?? null,
    n: index === null || index.suppressed !== null ? null : index.n,
  };
  return {
    level,
    name,
    kind: t(`report.where.kind.${level}`, { weight: f.percent(share, 1) }),
    within,
    index: values.index === null ? '—' : f.index(values.index),
    interval: known === null ? reasonInWords(t, index?.reason ?? null) : f.range(known.lower, known.upper, 3),
    indexBar: smallBar(known, 1, reach.index),
    gap: gapValue === null ? '—' : isMixed(focus) ? f.percent(gapValue, 1) : f.signed(gapValue, 2),
    gapBar: smallBar(bounded(gap), 0, reach.gap),
    verdict: verdictWord(index, focus),
    change: withoutP(changeView(change, focus)),
    p: values.p === null ? '—' : f.p(values.p),
    adjusted: adjustedInWords(change, focus),
    importance: importance === null ? '—' : f.number(importance.estimate, 2),
    n: values.n === null ? '—' : f.integer(values.n),
    dumbbell: axis === null || scale === null ? null : dumbbell({ key: target, scale }, axis, focus),
    spread: level === 'item' ? spreadOfItem(target, focus) : null,
    begin: level === 'item' ? beginLink(target, focus) : null,
    values,
    sort: {
      gap: attribute(values.gap),
      index: attribute(values.index),
      change: attribute(values.change),
      p: attribute(values.p),
      importance: attribute(values.importance),
      n: attribute(values.n),
    },
  };
}

/** Digits enough to tell any two rows apart. */
function attribute(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(9)));
}

/** p has a column of its own here. */
function withoutP(change: ChangeView | null): ChangeView | null {
  return change && { ...change, p: '' };
}

function adjustedInWords(change: Change | null, { t, f }: Focus): string {
  if (change === null || change.family === null || decidingP(change) === null) return '';
  const size = f.integer(change.familySize ?? 0);
  return t(change.family === 'declared' ? 'report.where.holm' : 'report.where.bh', { size });
}
