import type { Domain } from '../sampling-error/domains.ts';
import { type Estimate, type EstimateOptions, estimateFrom } from '../sampling-error/estimate.ts';
import type { DefinedFigure, Figure } from '../sampling-error/influence.ts';
import type { RatioSides } from '../sampling-error/intervals.ts';
import { strataFactors } from '../sampling-error/strata-factors.ts';
import {
  betweenGroups,
  factorOf,
  influenceMeans,
  type Linear,
  linearOf,
  quadraticForm,
  sumOfProducts,
  type Traced,
  totalOf,
} from './group-influences.ts';
import { groupDomain, membersOf, type WeightedGroups } from './weighted-groups.ts';

/** What can be told of figures of one domain of groups. */
export interface GroupEstimates {
  estimateOf(figure: Figure<string>, options?: EstimateOptions): Estimate;
  traced(figure: DefinedFigure<string>): Traced;
  /** What two linear functions vary together within the domain's groups; `null` where a lonely unit makes it undefined. */
  within(one: Linear, other: Linear): number | null;
}

/**
 * The estimates of figures of one domain, from sums over groups; equal to what rows give. Weights are the same
 * within a group, so the influence of a respondent is u = w (c′t − r), with r what calibration explains, and
 *
 *     V = Σ_h factor_h [ Σ_g w² c′ S_g c + Σ_g n_g (ū_g − ū_h)² ],   S_g = Σ (t − t̄)(t − t̄)′ over the group.
 *
 * The sum of w² S_g over the groups of the domain is formed once for all figures.
 */
export function groupEstimates(groups: WeightedGroups, domain: Domain): GroupEstimates {
  const stage = strataFactors(groups.design, domain)?.[0] ?? null;
  const members = membersOf(groups, domain);
  const { weights } = groups.design;
  const within =
    stage && sumOfProducts(groups, members, (group, weight) => factorOf(stage, group) * weight ** 2);
  const spread = sumOfProducts(groups, members, (_, weight) => weight);

  function traced({ terms }: DefinedFigure<string>): Traced {
    const linear = linearOf(groups, terms);
    return { linear, means: influenceMeans(groups, members, linear) };
  }

  function covariance(one: Traced, other: Traced): number | null {
    if (stage === null || within === null) return null;
    return (
      quadraticForm(groups.layout.entries, within, one.linear, other.linear) +
      betweenGroups(groups, stage, one.means, other.means)
    );
  }

  /** Population variance of c′t among those who answered (R `svyvar`); `null` for fewer than two. */
  function spreadOf({ base: { n, weight } }: DefinedFigure<string>, { linear }: Traced): number | null {
    if (n < 2) return null;
    let total = 0;
    let squares = quadraticForm(groups.layout.entries, spread, linear, linear);
    for (const group of members) {
      const value = totalOf(groups, group, linear);
      total += (weights[group] as number) * value;
      squares += ((weights[group] as number) * value * value) / (groups.sums[group]?.count ?? 1);
    }
    const mean = total / weight;
    return (n / (n - 1)) * (squares / weight - mean * mean);
  }

  function sidesOf({ ratio }: DefinedFigure<string>): RatioSides | null {
    if (!ratio) return null;
    const { numerator, denominator } = ratio;
    const [over, under] = [traced(numerator), traced(denominator)];
    const numeratorVariance = covariance(over, over);
    const denominatorVariance = covariance(under, under);
    const between = covariance(over, under);
    if (numeratorVariance === null || denominatorVariance === null || between === null) return null;
    return {
      numerator: numerator.value,
      denominator: denominator.value,
      numeratorVariance,
      denominatorVariance,
      covariance: between,
    };
  }

  function estimateOf(figure: Figure<string>, options: EstimateOptions = {}): Estimate {
    const defined = figure.value === null ? null : figure;
    const trace = defined && traced(defined);
    const uncertainty = {
      variance: trace && covariance(trace, trace),
      reason: 'lonely-unit' as const,
      degreesOfFreedom: domain.degreesOfFreedom,
      sides: () => defined && sidesOf(defined),
    };
    return estimateFrom(figure, uncertainty, defined && trace && spreadOf(defined, trace), options);
  }

  return {
    estimateOf,
    traced,
    within: (one, other) => within && quadraticForm(groups.layout.entries, within, one, other),
  };
}

/**
 * The covariance matrix (row-major) of a figure of each of some domains that have no group in common and, in the last
 * place, one of everybody. `null` when a lonely unit makes it undefined.
 */
export function segmentCovariance(
  groups: WeightedGroups,
  segments: readonly { readonly estimates: GroupEstimates; readonly figure: DefinedFigure<string> }[],
  everybody: { readonly estimates: GroupEstimates; readonly figure: DefinedFigure<string> },
): Float64Array | null {
  const stage = strataFactors(groups.design, groupDomain(groups, null))?.[0];
  if (!stage) return null;
  const all = [...segments, everybody].map(({ estimates, figure }) => ({
    estimates,
    ...estimates.traced(figure),
  }));
  const size = all.length;
  const matrix = new Float64Array(size * size);
  for (const [i, one] of all.entries()) {
    for (const [j, other] of all.slice(0, i + 1).entries()) {
      // of two segments no group is in both; of a segment and everybody, those of the segment are
      const shared = i === j || i === size - 1 ? other.estimates.within(one.linear, other.linear) : 0;
      if (shared === null) return null;
      const value = shared + betweenGroups(groups, stage, one.means, other.means);
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  return matrix;
}

/** A figure of everybody under weights of its own. */
interface WeightedFigure {
  readonly groups: WeightedGroups;
  readonly figure: DefinedFigure<string>;
}

/**
 * The variance of the difference of two figures of the same respondents, each under its own weights: what a respondent
 * pulls is w c′t under the one and w′ d′t under the other. `null` when a lonely unit makes it undefined.
 */
export function groupDifferenceVariance(one: WeightedFigure, other: WeightedFigure): number | null {
  const { groups } = one;
  const stage = strataFactors(groups.design, groupDomain(groups, null))?.[0];
  if (!stage) return null;
  const members = membersOf(groups, groupDomain(groups, null));
  const linears = [one, other].map(({ groups: weighted, figure }) => linearOf(weighted, figure.terms));
  const [means, others] = [one, other].map(({ groups: weighted }, place) =>
    influenceMeans(weighted, members, linears[place] as Linear),
  ) as [Float64Array, Float64Array];
  const between = means.map((mean, group) => mean - (others[group] as number));
  const { entries, parts } = onSameEntries(linears);
  const [c, d] = parts as [Float64Array, Float64Array];
  let variance = betweenGroups(groups, stage, between, between);
  for (const group of members) {
    const [weight, weightOfOther] = [one, other].map(({ groups: { design } }) => design.weights[group]) as [
      number,
      number,
    ];
    const coefficients = c.map((each, place) => weight * each - weightOfOther * (d[place] as number));
    const pull = { entries, coefficients };
    const products = groups.sums[group]?.within ?? new Float64Array(0);
    variance += factorOf(stage, group) * quadraticForm(groups.layout.entries, products, pull, pull);
  }
  return variance;
}

/** Linear functions with the same entries, those that any of them has. */
function onSameEntries(linears: readonly Linear[]) {
  const entries = Int32Array.from(new Set(linears.flatMap((linear) => [...linear.entries]))).sort();
  const parts = linears.map((linear) => {
    const known = new Map(Array.from(linear.entries, (entry, place) => [entry, linear.coefficients[place]]));
    return Float64Array.from(entries, (entry) => known.get(entry) ?? 0);
  });
  return { entries, parts };
}
