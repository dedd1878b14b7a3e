import { type Counts, countOf, sumOverUnits, unitsWhere } from './counts.ts';
import { quantilesOf, type WeightQuantiles } from './diagnostics.ts';

/** The weights allowed; `null` = no limit on that side. */
export interface Limits {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A limit that follows from the weights. */
export type Cap =
  /** So many times the mean weight. */
  | { readonly rule: 'timesMean'; readonly factor: number }
  /** So many times √(mean of w²) (Potter 1990, the rule of NAEP: 4.5 times is usual for it). */
  | { readonly rule: 'timesRootMeanSquare'; readonly factor: number }
  /** The median and so many interquartile ranges. */
  | { readonly rule: 'medianAndRanges'; readonly factor: number };

/** What trimming did. */
export interface Trimming {
  readonly weights: Float64Array;
  readonly limits: Limits;
  /** Units lowered to the upper limit, and raised to the lower one, at the first round. */
  readonly lowered: number;
  readonly raised: number;
  /** Weight taken off at the first round, and given back in equal parts. */
  readonly moved: number;
  readonly rounds: number;
}

/** Rounds after which the rest that is left to spread cannot matter any more, or never ends. */
const MOST_ROUNDS = 1000;

/**
 * Cuts weights off at the limits and spreads what that takes away equally, as a number, over the units within
 * them; `strict` again and again until none is outside (R `trimWeights(strict = TRUE)`). The sum stays. Rows of
 * weight 0 are not part of the sample and stay so.
 *
 * @returns `null` when no weights of this sum lie within the limits
 * @throws RangeError when the limits are not in order
 */
export function trimWeights(
  weights: Float64Array,
  limits: Limits,
  strict: boolean,
  counts: Counts = null,
): Trimming | null {
  const lower = limits.lower ?? Number.NEGATIVE_INFINITY;
  const upper = limits.upper ?? Number.POSITIVE_INFINITY;
  if (!(lower <= upper)) throw new RangeError(`Unexpected limits: ${lower}, ${upper}.`);
  const first = trimmedOnce(weights, lower, upper, counts);
  let round = first;
  let rounds = 0;
  while (round.lowered + round.raised > 0) {
    rounds += 1;
    if (!round.spread || rounds > MOST_ROUNDS) return null;
    if (!strict) break;
    round = trimmedOnce(round.weights, lower, upper, counts);
  }
  const { lowered, raised, moved } = first;
  return { weights: round.weights, limits, lowered, raised, moved, rounds };
}

function trimmedOnce(weights: Float64Array, lower: number, upper: number, counts: Counts) {
  const clipped = weights.map((weight) => (weight === 0 ? 0 : Math.max(lower, Math.min(weight, upper))));
  const excess = sumOverUnits(
    weights.map((weight, row) => weight - (clipped[row] as number)),
    counts,
  );
  let [lowered, raised, within, moved] = [0, 0, 0, 0];
  for (let row = 0; row < weights.length; row++) {
    const [weight, count] = [weights[row] as number, countOf(counts, row)];
    if (weight > upper) {
      lowered += count;
      moved += (weight - upper) * count;
    } else if (weight !== 0 && weight < lower) raised += count;
    else if (weight !== 0) within += count;
  }
  if (lowered + raised > 0) {
    const share = within === 0 ? 0 : excess / within;
    for (let row = 0; row < weights.length; row++) {
      const weight = weights[row] as number;
      if (weight !== 0 && weight >= lower && weight <= upper) clipped[row] = weight + share;
    }
  }
  return { weights: clipped, lowered, raised, moved, spread: within > 0 || excess === 0 };
}

/** The limit a rule gives for these weights; `null` when none is positive. Rows of weight 0 do not count. */
export function capOf(weights: Float64Array, { rule, factor }: Cap, counts: Counts = null): number | null {
  const quantiles: WeightQuantiles | null = quantilesOf(weights, counts);
  if (quantiles === null) return null;
  const units = unitsWhere(weights.length, counts, (row) => (weights[row] as number) > 0);
  const sum = (of: (weight: number) => number) =>
    sumOverUnits(
      weights.map((weight) => (weight > 0 ? of(weight) : 0)),
      counts,
    );
  switch (rule) {
    case 'timesMean':
      return (factor * sum((weight) => weight)) / units;
    case 'timesRootMeanSquare':
      return factor * Math.sqrt(sum((weight) => weight * weight) / units);
    case 'medianAndRanges':
      return quantiles.median + factor * (quantiles.upperQuartile - quantiles.lowerQuartile);
  }
}
