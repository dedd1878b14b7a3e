import { type Comparability, comparability, type IndexChange, indexChanges } from '#surveys/comparability.ts';
import type { Definition } from '#surveys/definition.ts';
import { pairsOf } from '#surveys/pairs.ts';
import type { TracedFigure } from './figures.ts';
import type { Comparison, MeasuredWave } from './measure-wave.ts';
import type { Change, Figure, Movement, SeriesBreak } from './report.ts';
import { benjaminiHochberg, holm } from './sampling-error/multiplicity.ts';
import {
  independentChange,
  linearTrend,
  type Overlap,
  overlapCovariance,
  overlapOf,
  overlappingChange,
  waldTest,
} from './sampling-error/waves.ts';
import type { WeightedRows } from './weigh-rows.ts';

/** Two waves whose samples share customers. */
interface Shared {
  readonly overlap: Overlap;
  readonly from: WeightedRows;
  readonly to: WeightedRows;
}

/** How two waves' samples belong together; `null` when they are taken as independent. */
function sharedBy(from: MeasuredWave, to: MeasuredWave, how: 'overlap' | 'independent'): Shared | null {
  if (how === 'independent' || !from.comparison || !to.comparison) return null;
  const sampleOf = ({ rows, customers }: Comparison) => {
    const { design, strata, respondents } = rows();
    return { design, strataLabels: strata, units: customers(respondents) };
  };
  return {
    overlap: overlapOf(sampleOf(from.comparison), sampleOf(to.comparison)),
    from: from.comparison.rows(),
    to: to.comparison.rows(),
  };
}

function covarianceOf(shared: Shared | null, from: TracedFigure, to: TracedFigure): number {
  if (shared === null || from.statistic.value === null || to.statistic.value === null) return 0;
  const earlier = shared.from.influenceOf(from.statistic);
  return overlapCovariance(shared.overlap, earlier, shared.to.influenceOf(to.statistic));
}

/** What of the questionnaire has changed between two waves, found once for all figures. */
interface Continuity {
  readonly items: ReadonlyMap<string, Comparability>;
  readonly index: ReadonlySet<IndexChange>;
  readonly factorOf: ReadonlyMap<string, string>;
  /** Factors whose items count otherwise among themselves than before. */
  readonly reweighted: ReadonlySet<string>;
}

function continuityOf(from: Definition, to: Definition): Continuity {
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
function breakOf(target: string, { items, index, factorOf, reweighted }: Continuity): SeriesBreak | null {
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

/** Every figure that both waves have, later minus earlier, with its test. */
function changesBetween(
  from: MeasuredWave,
  to: MeasuredWave,
  { how, confidence }: { how: 'overlap' | 'independent'; confidence: number },
): Change[] {
  if (!from.comparison || !to.comparison) return [];
  const shared = sharedBy(from, to, how);
  const continuity = continuityOf(from.definition, to.definition);
  const later = new Map(to.comparison.figures.map((traced) => [nameOf(traced.figure), traced]));
  const changes = from.comparison.figures.flatMap((earlier): Change[] => {
    const { name, target } = earlier.figure;
    const other = later.get(nameOf(earlier.figure));
    if (other === undefined) return [];
    const change =
      shared === null
        ? independentChange(earlier.figure, other.figure, confidence)
        : overlappingChange(earlier.figure, other.figure, covarianceOf(shared, earlier, other), confidence);
    const { statistic: _, ...kept } = change;
    const row = { name, target, from: from.report.key, to: to.report.key, ...kept, pHolm: null, pBH: null };
    const reason = name === 'csi' ? breakOf(target, continuity) : null;
    return [reason === null ? row : { ...row, ...undefinedChange, reason }];
  });
  return adjusted(changes);
}

const undefinedChange = {
  difference: null,
  standardError: null,
  lower: null,
  upper: null,
  degreesOfFreedom: null,
  p: null,
};

function nameOf({ name, target }: Figure): string {
  return `${name} ${target}`;
}

/** Holm over the index and its factors, which were going to be looked at; Benjamini–Hochberg over the items. */
function adjusted(changes: readonly Change[]): Change[] {
  const isDeclared = ({ name, target }: Change) =>
    name === 'csi' && (target === 'overall' || target.startsWith('factor:'));
  const isItem = (change: Change) => change.name === 'csi' && !isDeclared(change);
  const declared = changes.filter(isDeclared);
  const items = changes.filter(isItem);
  const byHolm = new Map(holm(declared.map(({ p }) => p)).map((p, index) => [declared[index], p]));
  const byRate = new Map(benjaminiHochberg(items.map(({ p }) => p)).map((p, index) => [items[index], p]));
  return changes.map((change) => ({
    ...change,
    pHolm: byHolm.get(change) ?? null,
    pBH: byRate.get(change) ?? null,
  }));
}

/** Every later wave against every earlier one. */
export function changesOf(
  waves: readonly MeasuredWave[],
  options: { readonly how: 'overlap' | 'independent'; readonly confidence: number },
): Change[] {
  return waves.flatMap((to, later) =>
    waves.slice(0, later).flatMap((from) => changesBetween(from, to, options)),
  );
}

/**
 * Whether the overall index moved at all over the measured waves, and by how much per wave.
 *
 * `null` for fewer than three of them, or where the index is not comparable throughout.
 */
export function movementOf(waves: readonly MeasuredWave[], how: 'overlap' | 'independent'): Movement | null {
  const measured = waves.flatMap((wave) => {
    const traced = wave.comparison?.figures.find(
      ({ figure }) => figure.name === 'csi' && figure.target === 'overall',
    );
    return traced?.figure.estimate != null && traced.figure.standardError !== null ? [{ wave, traced }] : [];
  });
  if (measured.length < 3) return null;
  const size = measured.length;
  const covariance = new Float64Array(size * size);
  for (const [i, one] of measured.entries()) {
    covariance[i * size + i] = (one.traced.figure.standardError ?? 0) ** 2;
    for (const [j, other] of measured.slice(0, i).entries()) {
      if (breakOf('overall', continuityOf(other.wave.definition, one.wave.definition)) !== null) return null;
      const value = covarianceOf(sharedBy(other.wave, one.wave, how), other.traced, one.traced);
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  }
  const series = { values: measured.map(({ traced }) => traced.figure.estimate ?? 0), covariance };
  const wald = waldTest(series);
  const trend = linearTrend(series);
  if (wald === null || trend === null) return null;
  return { ...wald, trend: trend.slope, trendStandardError: trend.standardError, trendP: trend.p };
}
