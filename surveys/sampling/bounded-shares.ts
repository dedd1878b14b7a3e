import { byCodePoints } from './code-point-order.ts';

/** A stratum to which part of a sample is given: in proportion to its measure, within its bounds. */
export interface Bounded {
  readonly stratum: string;
  readonly measure: number;
  /** What measures it when all measures left are 0. */
  readonly population: number;
  readonly least: number;
  readonly most: number;
}

export interface Share extends Bounded {
  readonly size: number;
}

/** What sizes shall add up to. Contributions grow with the size. */
export interface Aim<Stratum extends Bounded> {
  readonly target: number;
  readonly contribution: (stratum: Stratum, size: number) => number;
  /** The factor k with which sizes k × measure of these strata contribute so much together. */
  readonly scale: (free: readonly Stratum[], contribution: number) => number;
}

/** Sizes, weighted by what a unit costs, that add up to a number. */
export function sumOfSizes<Stratum extends Bounded>(
  target: number,
  costOf: (stratum: Stratum) => number = () => 1,
): Aim<Stratum> {
  return {
    target,
    contribution: (stratum, size) => costOf(stratum) * size,
    scale: (free, contribution) =>
      contribution / free.reduce((sum, stratum) => sum + costOf(stratum) * stratum.measure, 0),
  };
}

/**
 * Sizes in proportion to the measures, within each stratum's bounds, that reach the aim: strata beyond a bound
 * are fixed there and the rest is divided again. Of the two bounds the one whose violations contribute more is
 * fixed first, which makes the result exact in at most as many rounds as strata.
 */
export function sharesWithin<Stratum extends Bounded>(
  strata: readonly Stratum[],
  { target, contribution, scale }: Aim<Stratum>,
): readonly (Stratum & Share)[] {
  const fixed: (Stratum & Share)[] = [];
  let free = [...strata];
  while (free.length > 0) {
    const rest = target - fixed.reduce((sum, share) => sum + contribution(share, share.size), 0);
    if (free.every(({ measure }) => measure === 0)) {
      free = free.map((stratum) => ({ ...stratum, measure: stratum.population }));
    }
    const factor = scale(free, rest);
    const shares = free.map((stratum) => ({ ...stratum, size: factor * stratum.measure }));
    const below = shares.filter(({ size, least }) => size < least);
    const above = shares.filter(({ size, most }) => size > most);
    if (below.length === 0 && above.length === 0) return [...fixed, ...shares];
    const between = (some: readonly (Stratum & Share)[], bound: (share: Share) => number) =>
      some.reduce(
        (sum, share) => sum + Math.abs(contribution(share, bound(share)) - contribution(share, share.size)),
        0,
      );
    const least = (share: Share) => share.least;
    const most = (share: Share) => share.most;
    const settled =
      between(below, least) >= between(above, most)
        ? below.map((share) => ({ ...share, size: share.least }))
        : above.map((share) => ({ ...share, size: share.most }));
    fixed.push(...settled);
    const names = new Set(settled.map(({ stratum }) => stratum));
    free = free.filter(({ stratum }) => !names.has(stratum));
  }
  return fixed;
}

/**
 * Whole sizes that sum to `total`: fractions are rounded by largest remainder, equal ones in the order of the
 * strata's labels.
 */
export function roundedByLargestRemainder(
  shares: readonly Share[],
  total: number,
): ReadonlyMap<string, number> {
  const floors = shares.map((share) => ({ ...share, whole: Math.floor(share.size) }));
  const left = total - floors.reduce((sum, { whole }) => sum + whole, 0);
  const byRemainder = floors
    .filter(({ whole, most }) => whole < most)
    .sort(
      (one, other) =>
        other.size - other.whole - (one.size - one.whole) || byCodePoints(one.stratum, other.stratum),
    );
  const rounded = new Map(floors.map(({ stratum, whole }) => [stratum, whole]));
  for (const { stratum, whole } of byRemainder.slice(0, left)) rounded.set(stratum, whole + 1);
  return new Map([...rounded].sort(([one], [other]) => byCodePoints(one, other)));
}
