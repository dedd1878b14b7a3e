import { type IndexChange, indexChanges } from '#surveys/comparability.ts';
import type { Definition } from '#surveys/definition.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import { type SeriesState, seriesBetween, type VersionStep } from '#surveys/series.ts';
import type { MeasuredWave } from './measure-wave.ts';
import type { FigureName, SeriesBreak } from './report.ts';

/** What of the questionnaire has changed between two waves, found once for all figures. */
export interface Continuity {
  /** How the series of every rated question continues. */
  readonly series: ReadonlyMap<string, SeriesState>;
  readonly index: ReadonlySet<IndexChange>;
  /** The targets that an item is part of: its factor and its dimension. */
  readonly partsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Factors and dimensions whose items count otherwise among themselves than before. */
  readonly reweighted: ReadonlySet<string>;
}

/** @param steps the survey's versions with what was decided of series, in order; empty: nothing was */
export function continuityOf(
  steps: readonly VersionStep[],
  one: MeasuredWave,
  other: MeasuredWave,
): Continuity {
  const [from, to] = [one.definition, other.definition];
  const pairs = [...pairsOf(from), ...pairsOf(to)];
  return {
    series: seriesBetween(steps, askedIn(one), askedIn(other)),
    index: new Set(indexChanges(from, to)),
    partsOf: partsOfItems(pairs),
    reweighted: new Set([...reweighted(from, to, 'factor'), ...reweighted(from, to, 'dimension')]),
  };
}

/** An item that has moved is part of where it was and of where it is. */
function partsOfItems(pairs: readonly MeasuredPair[]): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map<string, Set<string>>();
  for (const { key, factor, dimension } of pairs) {
    const known = parts.get(key) ?? new Set();
    parts.set(key, known.add(`factor:${factor.key}`).add(`dimension:${dimension.key}`));
  }
  return parts;
}

function askedIn({ definition, report }: MeasuredWave) {
  return { definition, number: report.version };
}

/** Questions asked in other words from one wave to another, of which nobody has said whether their series goes on. */
export function rewordedBetween(
  steps: readonly VersionStep[],
  one: MeasuredWave,
  other: MeasuredWave,
): readonly string[] {
  const series = seriesBetween(steps, askedIn(one), askedIn(other));
  return [...series].flatMap(([key, state]) => (state === 'reworded' ? [key] : []));
}

function reweighted(from: Definition, to: Definition, part: 'factor' | 'dimension'): string[] {
  const before = sharesIn(part, from);
  const after = sharesIn(part, to);
  const changed = [...after].filter(
    ([place, { share }]) => Math.abs(share - (before.get(place)?.share ?? 0)) >= 1e-12,
  );
  return changed.map(([, { key }]) => `${part}:${key}`);
}

/** The share of each item in its factor or dimension, whatever the weight of this, by part and item. */
function sharesIn(part: 'factor' | 'dimension', definition: Definition) {
  const pairs = pairsOf(definition);
  const totals = new Map<string, number>();
  for (const pair of pairs) totals.set(pair[part].key, (totals.get(pair[part].key) ?? 0) + pair.weight);
  return new Map(
    pairs.map((pair) => {
      const { key } = pair[part];
      return [`${key} ${pair.key}`, { key, share: pair.weight / (totals.get(key) ?? 1) }];
    }),
  );
}

/**
 * What makes a figure of an item, a dimension, a factor, the whole or another rated question another measure than before; `null` when it is
 * the same. An ended or rescaled item makes what is computed from it another measure, too.
 */
export function breakOf(
  { name, target }: { readonly name: FigureName; readonly target: string },
  { series, index, partsOf, reweighted: counted }: Continuity,
): SeriesBreak | null {
  const own = [...series].filter(([key]) => target === key || belongsTo(target, partsOf.get(key)));
  const states = own.map(([, state]) => state);
  if (states.includes('scaleChanged')) return 'scale-changed';
  if (name === 'csi' && states.includes('originChanged')) return 'origin-changed';
  if (states.includes('ended')) return 'series-ended';
  if (series.has(target)) return null;
  if (states.includes('added') || states.includes('removed')) return 'items-changed';
  if (name === 'csi' && index.has('aggregate')) return 'aggregate-changed';
  const isReweighted = target === 'overall' ? index.has('weights') : counted.has(target);
  return isReweighted ? 'weights-changed' : null;
}

/** Whether an item of these parts is in a target. */
function belongsTo(target: string, parts: ReadonlySet<string> | undefined): boolean {
  return parts !== undefined && (target === 'overall' || parts.has(target));
}
