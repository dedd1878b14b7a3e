import {
  type Answers,
  type Base,
  type Figure,
  figure,
  type Pair,
  scaledTerm,
  type Term,
} from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';
import { sumOf } from '../statistics/compensated-sum.ts';
import {
  baseOf,
  changeOf,
  gapsIn,
  type Member,
  type Part,
  partsByAnswers,
  partsByShare,
} from './composite.ts';
import { gapOf } from './gap.ts';
import { type PairMeans, pairMeans } from './pair-means.ts';
import { sideOf } from './side.ts';

/** An item of the index: asked as expectation a and perception b, with its place in the whole. */
export interface IndexItem<C = Answers> {
  readonly key: string;
  readonly factor: string;
  /** The group of its factor's items that it belongs to; absent: none is measured. No two factors share one. */
  readonly dimension?: string;
  /** Relative to the other items of its factor; 0 = measured, but not part of any composite. */
  readonly weight: number;
  /** L, the zero of its scale in C = (b − L)/(a − L): the scale's least value, or 0 for the raw ratio. */
  readonly origin: number;
  readonly pair: Pair<C>;
}

/** How items make factors, and factors the whole. */
export type Aggregate =
  /** Σ v b̄ / Σ v ā at every level: items are weighted before dividing, so that the levels cohere. */
  | 'composite'
  /** Factors as composites; overall the weighted mean of their C. */
  | 'meanOfFactors'
  /** ΣΣ w b / ΣΣ w a: weights are not used, items weigh by their answers. */
  | 'pooled';

export interface IndexModel<C = Answers> {
  readonly items: readonly IndexItem<C>[];
  /** Weight of each factor, relative to the others. Every item's factor is here. */
  readonly factors: Readonly<Record<string, number>>;
  readonly aggregate: Aggregate;
}

/** C and gap of one target. */
export interface IndexFigures<C = Answers> {
  /** C = b/a: 1 = just as expected. */
  readonly index: Figure<C>;
  /** b̄ − ā, in points of the scale; by declared weights whatever the aggregate. */
  readonly gap: Figure<C>;
}

export interface MeasuredItem<C = Answers> extends IndexFigures<C> {
  readonly key: string;
  readonly factor: string;
  readonly means: PairMeans<C>;
}

/** Several items as one, with both sides of it: Σ v ā and Σ v b̄. */
export interface CompositeFigures<C = Answers> extends IndexFigures<C> {
  readonly expectation: Figure<C>;
  readonly perception: Figure<C>;
}

export interface MeasuredFactor<C = Answers> extends CompositeFigures<C> {
  readonly key: string;
}

export interface MeasuredIndex<C = Answers> {
  readonly overall: CompositeFigures<C>;
  /** In the order of the model's `factors`. */
  readonly factors: readonly MeasuredFactor<C>[];
  /** In the order of the model's items; an item weighs in its dimension as it does in its factor. */
  readonly dimensions: readonly MeasuredFactor<C>[];
  readonly items: readonly MeasuredItem<C>[];
}

/**
 * C and gap of every item, every factor and overall in a domain, from one reading of the answers.
 *
 * @throws RangeError for a weight that is negative or not a number, or an item of an undeclared factor.
 */
export function measureIndex<C>(sample: Sample<C>, model: IndexModel<C>): MeasuredIndex<C> {
  checkModel(model);
  const items = model.items.map((item) => ({
    item,
    means: pairMeans(sample, item.pair, item.origin),
  }));
  const factors = Object.entries(model.factors).map(([key, weight]) => {
    const members = membersOf(items.filter(({ item }) => item.factor === key));
    return { key, weight, members, ...partOf(sample, model.aggregate, members) };
  });
  const dimensions = new Set(model.items.flatMap(({ dimension }) => dimension ?? []));
  return {
    overall: overallOf(sample, model.aggregate, factors),
    factors: factors.map(({ weight: _, members: __, ...factor }) => factor),
    dimensions: Array.from(dimensions, (key) => {
      const members = membersOf(items.filter(({ item }) => item.dimension === key));
      return { key, ...partOf(sample, model.aggregate, members) };
    }),
    items: items.map(({ item: { key, factor }, means }) => {
      const alone = [{ means, share: 1 }];
      return { key, factor, means, index: compositeIndex(alone, means.base), gap: gapOf(alone, means.base) };
    }),
  };
}

/** A factor or a dimension. */
function partOf<C>(
  sample: Sample<C>,
  aggregate: Aggregate,
  members: readonly Member<C>[],
): CompositeFigures<C> {
  const base = baseOf(sample, members);
  const index = aggregate === 'pooled' ? pooledIndex(members, base) : compositeIndex(members, base);
  return { index, ...sidesOf(members, base) };
}

/** What does not depend on how the index is computed. */
function sidesOf<C>(members: readonly Member<C>[], base: Base): Omit<CompositeFigures<C>, 'index'> {
  return {
    gap: gapOf(members, base),
    expectation: sideOf('expectation', members, base),
    perception: sideOf('perception', members, base),
  };
}

interface WeightedFactor<C> extends MeasuredFactor<C> {
  readonly weight: number;
  readonly members: readonly Member<C>[];
}

function overallOf<C>(
  sample: Sample<C>,
  aggregate: Aggregate,
  factors: readonly WeightedFactor<C>[],
): CompositeFigures<C> {
  const counted = factors.filter(({ weight, members }) => weight > 0 && members.length > 0);
  const total = sumOf(counted.map(({ weight }) => weight));
  const members = counted.flatMap((factor) =>
    factor.members.map(({ means, share }) => ({ means, share: (share * factor.weight) / total })),
  );
  const base = baseOf(sample, members);
  const sides = sidesOf(members, base);
  switch (aggregate) {
    case 'composite':
      return { index: compositeIndex(members, base), ...sides };
    case 'pooled':
      return { index: pooledIndex(members, base), ...sides };
    case 'meanOfFactors':
      return { index: meanOfFactors(counted, total, base), ...sides };
  }
}

/**
 * C of an item, a dimension, a factor or the whole: Σ v (b̄ − L) / Σ v (ā − L) with declared shares v, each item by the rows
 * that answered both of its sides;
 *
 *     u = w Σ v o [(b − b̄) − C (a − ā)] / Ŵ / Σ v (ā − L),   Ŵ = Σ w o,   o = 1 where both are answered.
 *
 * For one item this is the ratio of weighted means (R `svyratio`), u = w [(b − L) − C (a − L)] / Σ w (a − L);
 * not the mean of individual ratios, which is another parameter, pulled up by those who expect little.
 */
function compositeIndex<C>(members: readonly Member<C>[], base: Base): Figure<C> {
  return gapsIn(members, base) ?? ratioOf(partsByShare(members), base);
}

/** C over all pairs of all items: ΣΣ w (b − L) / ΣΣ w (a − L). */
function pooledIndex<C>(members: readonly Member<C>[], base: Base): Figure<C> {
  const parts = partsByAnswers(members);
  const undefinedFigure = parts.length === 0 ? gapsIn(members, base) : null;
  return undefinedFigure ?? ratioOf(parts, base);
}

/** Σ ω C over the factors; it does not cohere with the items as the composite does. */
function meanOfFactors<C>(factors: readonly WeightedFactor<C>[], total: number, base: Base): Figure<C> {
  const terms: Term<C>[] = [];
  let value = 0;
  for (const { weight, index } of factors) {
    if (index.value === null) return { value: null, reason: index.reason, base };
    value += (weight / total) * index.value;
    terms.push(...index.terms.map((term) => scaledTerm(term, weight / total)));
  }
  return factors.length === 0 ? { value: null, reason: 'no-answers', base } : figure({ value, base, terms });
}

function ratioOf<C>(parts: readonly Part<C>[], base: Base): Figure<C> {
  const expectation = sumOf(parts.map(({ means, factor }) => means.expectationTotal * factor));
  const perception = sumOf(parts.map(({ means, factor }) => means.perceptionTotal * factor));
  if (!(expectation > 0)) return { value: null, reason: 'expectation-not-positive', base };
  const value = perception / expectation;
  return figure({
    value,
    base,
    terms: parts.map((part) => changeOf(part, -value / expectation, 1 / expectation)),
    ratio: {
      numerator: { value: perception, base, terms: parts.map((part) => changeOf(part, 0, 1)) },
      denominator: { value: expectation, base, terms: parts.map((part) => changeOf(part, 1, 0)) },
    },
  });
}

/** The items of a factor that count, with shares that add up to 1. */
function membersOf<C>(
  items: readonly { readonly item: IndexItem<C>; readonly means: PairMeans<C> }[],
): Member<C>[] {
  const total = sumOf(items.map(({ item }) => item.weight));
  return items.flatMap(({ item, means }) => (item.weight > 0 ? [{ means, share: item.weight / total }] : []));
}

function checkModel<C>({ items, factors }: IndexModel<C>): void {
  const weights = [...Object.values(factors), ...items.map(({ weight }) => weight)];
  for (const weight of weights) {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`Unexpected weight: ${weight}.`);
  }
  for (const { key, factor } of items) {
    if (!Object.hasOwn(factors, factor))
      throw new RangeError(`Item ${key} is of an unknown factor: ${factor}.`);
  }
}
