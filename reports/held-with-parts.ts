import type { Instrument } from './instrument.ts';
import type { Figure } from './report.ts';

/** By variable and value: whether a figure of those customers is held back. */
export type HeldCells = readonly (readonly boolean[])[];

/**
 * What is held back of each kind of figure where wholes are shown beside their parts.
 *
 * A whole is a declared sum of its parts, so that it gives away the only part of it that is missing, and all parts give
 * away the whole. So the items of a factor, with its dimensions, are held back of the same customers; all factors are; and
 * whatever is held back of the whole is held back of its parts. The whole may be shown where its parts are not: it tells
 * of them together.
 *
 * @param kinds the figures of a group of customers, of which only name and target count
 * @param own what the numbers of answers to each kind ask for by themselves
 */
export function heldWithParts(
  kinds: readonly Pick<Figure, 'name' | 'target'>[],
  own: readonly HeldCells[],
  { model }: Pick<Instrument, 'model'>,
): HeldCells[] {
  const factorOf = new Map(
    model.items.flatMap(({ key, factor, dimension }) => [
      [key, factor],
      [`dimension:${dimension}`, factor],
    ]),
  );
  const places = kinds.map(({ name, target }) => (ofIndex.has(name) ? placeOf(target, factorOf) : null));
  const heldOf = (wanted: string) => together(own.filter((_, kind) => places[kind] === wanted));
  const overall = heldOf('overall');
  const factors = together([overall, heldOf('factors')]);
  const itemsOf = new Map(
    Object.keys(model.factors).map((factor) => [
      `items of ${factor}`,
      together([factors, heldOf(`items of ${factor}`)]),
    ]),
  );
  return own.map((alone, kind) => {
    const place = places[kind] ?? null;
    if (place === null) return alone;
    return place === 'overall' ? overall : place === 'factors' ? factors : (itemsOf.get(place) ?? alone);
  });
}

/** Of these a whole is the sum of its parts. */
const ofIndex: ReadonlySet<Figure['name']> = new Set(['csi', 'gap', 'expectation', 'perception']);

function placeOf(target: string, factorOf: ReadonlyMap<string, string>): string | null {
  if (target === 'overall') return target;
  if (target.startsWith('factor:')) return 'factors';
  const factor = factorOf.get(target);
  return factor === undefined ? null : `items of ${factor}`;
}

/** Held back where any of them is. */
function together(all: readonly HeldCells[]): HeldCells {
  const [first = [], ...others] = all.filter(({ length }) => length > 0);
  return first.map((values, variable) =>
    values.map((is, value) => is || others.some((other) => other[variable]?.[value] === true)),
  );
}
