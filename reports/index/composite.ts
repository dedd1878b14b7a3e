import type { Base, PairTerm, UndefinedFigure } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';
import type { PairMeans } from './pair-means.ts';

/** An item's part in a composite; its share of it, where shares are declared, adds up to 1 with the others'. */
export interface Member<C> {
  readonly means: PairMeans<C>;
  readonly share: number;
}

/** An item's sums as they enter a composite: Σ w (a − L) and Σ w (b − L), each times `factor`. */
export interface Part<C> {
  readonly means: PairMeans<C>;
  readonly factor: number;
  /** Whether `factor` divides by Σ w, so that the part is a mean: a row then counts by its distance from it. */
  readonly centred: boolean;
}

/** Declared shares: each item by its own mean, so that a missing answer does not change an item's weight. */
export function partsByShare<C>(members: readonly Member<C>[]): Part<C>[] {
  return members.map(({ means, share }) => ({ means, factor: share / means.base.weight, centred: true }));
}

/** No shares: items weigh by their answers, and those without any drop out. */
export function partsByAnswers<C>(members: readonly Member<C>[]): Part<C>[] {
  const answered = members.filter(({ means }) => means.reason === null);
  return answered.map(({ means }) => ({ means, factor: 1, centred: false }));
}

/** How a function of the two sides of a composite with these derivatives changes with each row of one part. */
export function changeOf<C>(
  { means, factor, centred }: Part<C>,
  byExpectation: number,
  byPerception: number,
): PairTerm<C> {
  const { pair, origin, base, expectationTotal, perceptionTotal } = means;
  return {
    kind: 'pair',
    pair,
    expectationCentre: centred ? origin + expectationTotal / base.weight : origin,
    expectationSlope: byExpectation * factor,
    perceptionCentre: centred ? origin + perceptionTotal / base.weight : origin,
    perceptionSlope: byPerception * factor,
  };
}

/** Those who answered at least one pair of the composite. */
export function baseOf<C>(sample: Sample<C>, members: readonly Member<C>[]): Base {
  const [only] = members;
  if (only && members.length === 1) return only.means.base;
  const fewest = members.reduce(
    (least, { means }) => Math.min(least, means.base.n),
    Number.POSITIVE_INFINITY,
  );
  return { ...sample.baseOfAny(members.map(({ means }) => means.pair)), fewest };
}

/** The reason a composite of declared shares does not exist; `null` when every item has answers. */
export function gapsIn<C>(members: readonly Member<C>[], base: Base): UndefinedFigure | null {
  const missing = members.filter(({ means }) => means.reason !== null);
  const [first] = missing;
  if (members.length === 0) return { value: null, reason: 'no-answers', base };
  if (!first) return null;
  const all = missing.length === members.length;
  return { value: null, reason: (all && first.means.reason) || 'item-without-answers', base };
}
