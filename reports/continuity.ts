import { type IndexChange, indexChanges } from '#surveys/comparability.ts';
import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { type SeriesState, seriesBetween, type VersionStep } from '#surveys/series.ts';
import type { MeasuredWave } from './measure-wave.ts';
import type { FigureName, SeriesBreak } from './report.ts';

/** What of the questionnaire has changed between two waves, found once for all figures. */
export interface Continuity {
  /** How the series of every rated question continues. */
  readonly series: ReadonlyMap<string, SeriesState>;
  readonly index: ReadonlySet<IndexChange>;
  readonly factorOf: ReadonlyMap<string, string>;
  /** Factors whose items count otherwise among themselves than before. */
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
    factorOf: new Map(pairs.map(({ key, factor }) => [key, factor.key])),
    reweighted: reweightedFactors(from, to),
  };
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

/**
 * What makes a figure of an item, a factor, the whole or another rated question another measure than before; `null` when it is
 * the same. An ended or rescaled item makes what is computed from it another measure, too.
 */
export function breakOf(
  { name, target }: { readonly name: FigureName; readonly target: string },
  { series, index, factorOf, reweighted }: Continuity,
): SeriesBreak | null {
  const own = [...series].filter(([key]) => target === key || belongsTo(target, factorOf.get(key)));
  const states = own.map(([, state]) => state);
  if (states.includes('scaleChanged')) return 'scale-changed';
  if (name === 'csi' && states.includes('originChanged')) return 'origin-changed';
  if (states.includes('ended')) return 'series-ended';
  if (series.has(target)) return null;
  if (states.includes('added') || states.includes('removed')) return 'items-changed';
  if (name === 'csi' && index.has('aggregate')) return 'aggregate-changed';
  const isReweighted =
    target === 'overall' ? index.has('weights') : reweighted.has(target.slice('factor:'.length));
  return isReweighted ? 'weights-changed' : null;
}

/** Whether items of a factor are part of a target. */
function belongsTo(target: string, factor: string | undefined): boolean {
  return factor !== undefined && (target === 'overall' || target === `factor:${factor}`);
}
