import type { LocalizedText } from '#surveys/localized.ts';
import { alphaOf } from './instruments/alpha.ts';
import { differenceReliability } from './instruments/difference-scores.ts';
import { measureExpectations } from './instruments/expectations.ts';
import { itemStatistics } from './instruments/item-statistics.ts';
import type { WaveInput } from './measure-wave.ts';
import { endsOfPairs, type PartAnswers, partAnswers } from './part-answers.ts';
import { partsOf } from './parts.ts';
import { type ReliabilityWarning, reliabilityWarnings } from './reliability-warnings.ts';
import type { Design } from './sampling-error/design.ts';
import type { Domain } from './sampling-error/domains.ts';
import { type Estimate, estimateOf } from './sampling-error/estimate.ts';
import type { Answers, Figure } from './sampling-error/influence.ts';
import { type WaveProblem, type WeighedRows, type Weighing, weighedRows } from './weighed-rows.ts';

/** One item beside the others of its scale, over those who answered all of them. */
export interface ItemReliability {
  readonly key: string;
  readonly mean: Estimate;
  readonly standardDeviation: number | null;
  /** With the sum of the others. */
  readonly restCorrelation: Estimate;
  /** Raw alpha of the others; `null` where they are not at least two. */
  readonly alphaIfDropped: Estimate | null;
}

/** How far the items of one side agree (`alphaOf`). */
export interface ScaleReliability {
  /** Respondents who answered both sides of every item. */
  readonly n: number;
  readonly leftOut: number;
  readonly raw: Estimate;
  readonly standardised: Estimate;
  readonly items: readonly ItemReliability[];
}

/** How well the items of one part of the questionnaire measure it. */
export interface PartReliability {
  readonly kind: 'factor' | 'dimension';
  readonly key: string;
  readonly name: LocalizedText;
  readonly items: readonly { readonly key: string; readonly name: LocalizedText }[];
  /** `null` with both others where the part has one item, whose agreement with itself says nothing. */
  readonly expectation: ScaleReliability | null;
  readonly perception: ScaleReliability | null;
  /** ρ_D of perception minus expectation (`differenceReliability`). */
  readonly difference: Estimate | null;
  /** Whether expectations say anything of their own (`measureExpectations`). */
  readonly expectations: { readonly atTop: Estimate; readonly correlation: Estimate };
}

/** How well a wave measures each factor and dimension. Every error is by linearization. */
export interface WaveReliability {
  readonly confidence: number;
  /** Each factor, followed by its dimensions, in the order of the questionnaire. */
  readonly parts: readonly PartReliability[];
  readonly warnings: readonly ReliabilityWarning[];
}

export type ReliabilityProblem = WaveProblem | { readonly code: 'no-pairs' };

/**
 * Cronbach's alpha of expectations and of perceptions, and the reliability of their difference, of every factor and
 * every dimension, with the weights and the design of the wave.
 *
 * A respondent counts who answered both sides of every item of the part, so that both sides and their difference are
 * of the same people.
 *
 * @param weighing the wave's rows where they have been weighed already
 */
export function reliabilityOf(
  wave: WaveInput,
  weighing: Weighing = weighedRows(wave),
):
  | { readonly reliability: WaveReliability; readonly problem: null }
  | { readonly reliability: null; readonly problem: ReliabilityProblem } {
  const factors = partsOf(wave.definition, 'factor');
  if (factors.length === 0) return { reliability: null, problem: { code: 'no-pairs' } };
  const { weighed, problem } = weighing;
  if (weighed === null) return { reliability: null, problem };
  const ground = groundOf(wave, weighed);
  const dimensions = partAnswers(wave, weighed, partsOf(wave.definition, 'dimension'));
  const parts = partAnswers(wave, weighed, factors).flatMap((factor) => [
    partReliability(ground, 'factor', factor),
    ...dimensions
      .filter(({ part }) => part.pairs[0]?.factor.key === factor.part.key)
      .map((dimension) => partReliability(ground, 'dimension', dimension)),
  ]);
  const { confidence } = wave.plan;
  return { reliability: { confidence, parts, warnings: reliabilityWarnings(parts) }, problem: null };
}

/** What every statistic of a wave is measured on. */
interface Ground {
  readonly design: Design;
  readonly domain: Domain;
  readonly estimate: (figure: Figure) => Estimate;
  /** The upper end of the scale. */
  readonly greatest: number;
}

function groundOf({ definition, plan }: WaveInput, { rows: { design, whole } }: WeighedRows): Ground {
  const { domain } = whole;
  const { confidence } = plan;
  const scratch = new Float64Array(design.weights.length);
  const estimate = (figure: Figure) => estimateOf(design, domain, figure, { confidence }, scratch);
  return { design, domain, estimate, greatest: endsOfPairs(definition).greatest };
}

function partReliability(
  ground: Ground,
  kind: PartReliability['kind'],
  { part, pairs }: PartAnswers,
): PartReliability {
  const { design, domain, estimate, greatest } = ground;
  const { atTop, correlation } = measureExpectations(design, domain, pairs, greatest);
  const keys = part.pairs.map((pair) => pair.key);
  const expected = pairs.map(({ expectation }) => expectation);
  const perceived = pairs.map(({ perception }) => perception);
  const isScale = pairs.length > 1;
  return {
    kind,
    key: part.key,
    name: part.name,
    items: part.pairs.map(({ key, item }) => ({ key, name: item.name })),
    expectation: isScale ? scaleReliability(ground, keys, expected) : null,
    perception: isScale ? scaleReliability(ground, keys, perceived) : null,
    difference: isScale ? estimate(differenceReliability(design, domain, pairs).reliability) : null,
    expectations: { atTop: estimate(atTop), correlation: estimate(correlation) },
  };
}

function scaleReliability(
  { design, domain, estimate }: Ground,
  keys: readonly string[],
  answers: readonly Answers[],
): ScaleReliability {
  const { n, leftOut, raw, standardised } = alphaOf(design, domain, answers);
  const items = itemStatistics(design, domain, answers).map((item, place) => ({
    key: keys[place] ?? '',
    mean: estimate(item.mean),
    standardDeviation: item.standardDeviation,
    restCorrelation: estimate(item.restCorrelation),
    alphaIfDropped: item.alphaIfDropped && estimate(item.alphaIfDropped),
  }));
  return { n, leftOut, raw: estimate(raw), standardised: estimate(standardised), items };
}
