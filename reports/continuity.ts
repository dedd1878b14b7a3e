import { type Comparability, comparability, type IndexChange, indexChanges } from '#surveys/comparability.ts';
import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import type { SeriesBreak } from './report.ts';

/** What of the questionnaire has changed between two waves, found once for all figures. */
export interface Continuity {
  readonly items: ReadonlyMap<string, Comparability>;
  readonly index: ReadonlySet<IndexChange>;
  readonly factorOf: ReadonlyMap<string, string>;
  /** Factors whose items count otherwise among themselves than before. */
  readonly reweighted: ReadonlySet<string>;
}

export function continuityOf(from: Definition, to: Definition): Continuity {
  const pairs = [...pairsOf(from), ...pairsOf(to)];
  return {
    items: comparability(from, to),
    index: new Set(indexChanges(from, to)),
    factorOf: new Map(pairs.map(({ key, factor }) => [key, factor.key])),
    reweighted: reweightedFactors(from, to),
  };
}

function reweightedFactors(from: Definition, to: Definition): ReadonlySet<string> {
  const before = sharesInFactors(from);
  const changed = [...sharesInFactors(to)].filter(
    ([place, { share }]) => Math.abs(share - (before.get(place)?.share ?? 0)) >= 1e-12,
  );
  return new Set(changed.map(([, { factor }]) => factor));
}

/** The share of each item in its factor, whatever the factor's own weight, by factor and item. */
function sharesInFactors(definition: Definition) {
  const pairs = pairsOf(definition);
  const totals = new Map<string, number>();
  for (const { factor, weight } of pairs) totals.set(factor.key, (totals.get(factor.key) ?? 0) + weight);
  return new Map(
    pairs.map(({ key, factor, weight }) => [
      `${factor.key} ${key}`,
      { factor: factor.key, share: weight / (totals.get(factor.key) ?? 1) },
    ]),
  );
}

/** What makes C of an item, a factor or overall another measure than before; `null` when it is the same. */
export function breakOf(
  target: string,
  { items, index, factorOf, reweighted }: Continuity,
): SeriesBreak | null {
  const states = [...items]
    .filter(([key]) => target === 'overall' || target === key || target === `factor:${factorOf.get(key)}`)
    .map(([, state]) => state);
  if (states.includes('scaleChanged')) return 'scale-changed';
  if (states.includes('originChanged')) return 'origin-changed';
  if (items.has(target)) return null;
  if (states.includes('added') || states.includes('removed')) return 'items-changed';
  if (index.has('aggregate')) return 'aggregate-changed';
  const isReweighted =
    target === 'overall' ? index.has('weights') : reweighted.has(target.slice('factor:'.length));
  return isReweighted ? 'weights-changed' : null;
}
