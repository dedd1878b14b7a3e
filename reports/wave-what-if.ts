import type { Definition } from '#surveys/definition.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { type MeasuredPair, pairsOf } from '#surveys/pairs.ts';
import { type Aggregate, type IndexModel, type MeasuredIndex, measureIndex } from './index/csi.ts';
import { meanOf } from './index/mean.ts';
import { hasMixedScales } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import type { Estimate } from './sampling-error/estimate.ts';
import {
  type DefinedFigure,
  type Figure,
  figure,
  scaledTerm,
  type Term,
} from './sampling-error/influence.ts';
import type { Sample } from './sampling-error/sample.ts';
import { scaledEstimate } from './scaled-estimate.ts';
import { sumOf } from './statistics/compensated-sum.ts';
import type { Driver, WaveDrivers } from './wave-drivers.ts';
import { weighGroups } from './weigh-groups.ts';
import type { WeighedRows } from './weighed-rows.ts';
import type { Ground } from './weighted-wave.ts';

/** What becomes of the overall index where customers perceive more of one item. */
export interface ItemEffect {
  readonly key: string;
  readonly name: LocalizedText;
  readonly scale: { readonly min: number; readonly max: number };
  /** So many points the mean can rise at most: from what is perceived to the top; `null` without answers. */
  readonly headroom: number | null;
  /** What one point adds to the overall index. */
  readonly perPoint: Estimate;
  /** What the whole headroom adds. */
  readonly toTop: Estimate;
  /** What one point goes with in the outcome, in its points: an association; `null` without an outcome. */
  readonly outcomePerPoint: Estimate | null;
}

/** What raising single items would do to the whole. */
export interface WaveWhatIf {
  readonly aggregate: Aggregate;
  readonly confidence: number;
  /** What the report shows of every item, in points. */
  readonly step: number;
  readonly outcome: Pick<WaveDrivers, 'outcome' | 'by'> | null;
  /** In the order of the questionnaire's factors. */
  readonly items: readonly ItemEffect[];
}

/** Half a point, or a twentieth of a scale of many points. */
const STEP = 0.5;
const LONG_SCALE = 20;

/**
 * What raising the perception of each item by some points, and nothing else, does to the overall index:
 *
 *     composite        ΔC = v_k δ / Σ v_j (ā_j − L)
 *     pooled           ΔC = δ Ŵ_k / ΣΣ w (a − L),   Ŵ_k = Σ w of those who answered the item
 *     mean of factors  ΔC = ω_f v_k|f δ / Σ v_j|f (ā_j − L)
 *
 * It follows from how the index is made; its sampling error is that of the denominator (and of Ŵ_k), by linearization.
 * What it goes with in the outcome is the regression's coefficient of the part that the item is in, times the item's
 * share of it: an association among customers, and not what raising the item would bring about.
 *
 * @param drivers the outcome's regression; `null` where there is none
 */
export function whatIfOf(
  wave: WaveInput,
  weighed: WeighedRows,
  drivers: WaveDrivers | null,
): WaveWhatIf | null {
  const { definition, plan } = wave;
  const { model } = weighed.instrument;
  const pairs = pairsOf(definition);
  if (pairs.length === 0) return null;
  const { confidence } = plan;
  const whole = everybody(wave, weighed);
  const estimate = (one: Figure<string>) => whole.estimateOf(one, { confidence });
  const measured = measureIndex(whole.sample, model);
  const isMixed = hasMixedScales(pairs);
  const spans = pairs.map(({ scale: { min, max } }) => max - min);
  return {
    aggregate: model.aggregate,
    confidence,
    step: Math.max(...spans) > LONG_SCALE ? Math.max(...spans) / LONG_SCALE : STEP,
    outcome: drivers && { outcome: drivers.outcome, by: drivers.by },
    items: pairs.map((pair) => {
      const { key, item, scale } = pair;
      const unit = isMixed ? 1 / (scale.max - scale.min) : 1;
      const perPoint = effectFigure(whole.sample, model, measured, { key, unit });
      const perceived = meanOf(whole.sample, `perception:${key}`);
      const room = headroom(perceived, isMixed ? 1 : scale.max, unit);
      return {
        key,
        name: item.name,
        scale: { min: scale.min, max: scale.max },
        headroom: room,
        perPoint: estimate(perPoint),
        toTop: estimate(effectToTop(perPoint, perceived, room, unit)),
        outcomePerPoint: outcomeEffect(definition, pair, drivers, unit),
      };
    }),
  };
}

/** Everybody, from sums where there are some: these figures ask nothing of single respondents. */
function everybody(wave: WaveInput, { rows, scheme }: WeighedRows): Ground {
  const summed = wave.tallies ? weighGroups(wave, wave.tallies, scheme).wave : null;
  return summed?.whole ?? rows.whole;
}

/** What so many points of one item would do: no more than the way to the top of its scale. */
export function effectBy(
  { perPoint, toTop, headroom }: Pick<ItemEffect, 'perPoint' | 'toTop' | 'headroom'>,
  points: number,
): { readonly effect: Estimate; readonly isCapped: boolean; readonly points: number } {
  if (headroom !== null && points > headroom) return { effect: toTop, isCapped: true, points: headroom };
  return { effect: scaledEstimate(perPoint, points), isCapped: false, points };
}

/** What the same points go with in the outcome; `null` without one. */
export function outcomeBy({ outcomePerPoint }: Pick<ItemEffect, 'outcomePerPoint'>, points: number) {
  return outcomePerPoint && scaledEstimate(outcomePerPoint, points);
}

/** How the overall index changes with one point of an item. @param unit a point in what the index counts */
function effectFigure(
  sample: Sample<string>,
  model: IndexModel<string>,
  measured: MeasuredIndex<string>,
  { key, unit }: { readonly key: string; readonly unit: number },
): Figure<string> {
  const item = model.items.find((each) => each.key === key);
  const factor = measured.factors.find((each) => each.key === item?.factor);
  const { index } = measured.overall;
  if (item === undefined || factor === undefined) throw new RangeError(`No index is made of ${key}.`);
  if (index.value === null) return index;
  const { inFactor, ofFactor } = sharesOf(model, key);
  if (inFactor * ofFactor === 0) return figure({ value: 0, base: index.base, terms: [] });
  if (model.aggregate === 'pooled') {
    return pooledEffect(sample, index, item, unit);
  }
  const { index: parted } = model.aggregate === 'composite' ? measured.overall : factor;
  if (parted.value === null) return parted;
  const denominator = parted.ratio?.denominator;
  if (denominator === undefined) throw new RangeError('An index without a denominator.');
  const value = (inFactor * ofFactor * unit) / denominator.value;
  const terms = denominator.terms.map((term) => scaledTerm(term, -value / denominator.value));
  return figure({ value, base: index.base, terms });
}

/** Ŵ_k / E: every answer to the item adds to both. */
function pooledEffect(
  sample: Sample<string>,
  index: DefinedFigure<string>,
  { pair, origin }: IndexModel<string>['items'][number],
  unit: number,
): Figure<string> {
  const denominator = index.ratio?.denominator;
  const { base: answered, reason } = sample.pairTotals(pair, origin);
  if (denominator === undefined || reason !== null)
    return { value: null, reason: reason ?? 'no-answers', base: index.base };
  const slope = unit / denominator.value;
  const value = answered.weight * slope;
  // both terms together count 1 for everybody who answered
  const counted = ([1, -1] as const).map(
    (sign): Term<string> => ({
      kind: 'pair',
      pair,
      expectationCentre: origin - (sign > 0 ? 1 : 0),
      expectationSlope: sign * slope,
      perceptionCentre: 0,
      perceptionSlope: 0,
    }),
  );
  const shrinking = denominator.terms.map((term) => scaledTerm(term, -value / denominator.value));
  return figure({ value, base: index.base, terms: [...counted, ...shrinking] });
}

/** The share of an item in its factor, and of that in the whole. */
function sharesOf({ items, factors }: IndexModel<string>, key: string) {
  const counted = items.filter(({ weight }) => weight > 0);
  const own = counted.find((item) => item.key === key);
  if (own === undefined) return { inFactor: 0, ofFactor: 0 };
  const present = Object.entries(factors).filter(([factor]) =>
    counted.some((item) => item.factor === factor),
  );
  const siblings = counted.filter(({ factor }) => factor === own.factor);
  return {
    inFactor: own.weight / sumOf(siblings.map(({ weight }) => weight)),
    ofFactor: (factors[own.factor] ?? 0) / sumOf(present.map(([, weight]) => weight)),
  };
}

function headroom(perceived: Figure<string>, top: number, unit: number): number | null {
  return perceived.value === null ? null : Math.max(0, (top - perceived.value) / unit);
}

/** The effect of the way to the top, of which both factors are estimated. */
function effectToTop(
  perPoint: Figure<string>,
  perceived: Figure<string>,
  room: number | null,
  unit: number,
): Figure<string> {
  if (perPoint.value === null) return perPoint;
  if (perceived.value === null) return perceived;
  const points = room ?? 0;
  return figure({
    value: perPoint.value * points,
    base: perPoint.base,
    terms: [
      ...perPoint.terms.map((term) => scaledTerm(term, points)),
      ...perceived.terms.map((term) => scaledTerm(term, -perPoint.value / unit)),
    ],
  });
}

/** The coefficient of the part that an item is in, times the item's share of what is perceived of the part. */
function outcomeEffect(
  definition: Definition,
  { key }: MeasuredPair,
  drivers: WaveDrivers | null,
  unit: number,
): Estimate | null {
  const driver = drivers?.drivers.find(({ items }) => items.includes(key));
  return driver === undefined
    ? null
    : scaledEstimate(driver.coefficient, unit * shareWithin(definition, driver, key));
}

function shareWithin(definition: Definition, { items }: Driver, key: string): number {
  const weights = new Map(pairsOf(definition).map((pair) => [pair.key, pair.item.weight]));
  const total = sumOf(items.map((item) => weights.get(item) ?? 0));
  return total > 0 ? (weights.get(key) ?? 0) / total : 0;
}
