import type { Domain } from '../sampling-error/domains.ts';
import { type Estimate, type EstimateOptions, estimateFrom } from '../sampling-error/estimate.ts';
import type { DefinedFigure, Figure, Term } from '../sampling-error/influence.ts';
import type { RatioSides } from '../sampling-error/intervals.ts';
import { regressionFit } from '../sampling-error/projection.ts';
import { type StageFactors, strataFactors } from '../sampling-error/strata-factors.ts';
import type { GroupSums } from './group-sums.ts';
import { presenceEntry, productCount, productPlace } from './layout.ts';
import { groupDomain, membersOf, type WeightedGroups } from './weighted-groups.ts';

/** A statistic as a linear function of t: a respondent counts as w c′t. */
interface Linear {
  /** Entries with a coefficient, ascending. */
  readonly entries: Int32Array;
  /** The coefficient of each of them. */
  readonly coefficients: Float64Array;
}

/** A statistic with its mean influence in every group. */
interface Traced {
  readonly linear: Linear;
  readonly means: Float64Array;
}

/** A figure of a domain. */
export interface FigureOfDomain {
  readonly domain: Domain;
  readonly figure: DefinedFigure<string>;
}

/**
 * The estimates of figures of one domain, from sums over groups; equal to what rows give. Weights are the same
 * within a group, so the influence of a respondent is u = w (c′t − r), with r what calibration explains, and
 *
 *     V = Σ_h factor_h [ Σ_g w² c′ S_g c + Σ_g n_g (ū_g − ū_h)² ],   S_g = Σ (t − t̄)(t − t̄)′ over the group.
 *
 * The sum of w² S_g over the groups of the domain is formed once for all figures.
 */
export function groupEstimates(groups: WeightedGroups, domain: Domain) {
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

  return function estimateOf(figure: Figure<string>, options: EstimateOptions = {}): Estimate {
    const defined = figure.value === null ? null : figure;
    const trace = defined && traced(defined);
    const uncertainty = {
      variance: trace && covariance(trace, trace),
      reason: 'lonely-unit' as const,
      degreesOfFreedom: domain.degreesOfFreedom,
      sides: () => defined && sidesOf(defined),
    };
    return estimateFrom(figure, uncertainty, defined && trace && spreadOf(defined, trace), options);
  };
}

/**
 * The covariance matrix (row-major) of figures, whichever domains they are of: with it any contrast of them can be
 * judged. `null` when a lonely unit makes it undefined.
 */
export function groupCovariance(
  groups: WeightedGroups,
  figures: readonly FigureOfDomain[],
): Float64Array | null {
  const stage = strataFactors(groups.design, groupDomain(groups, null))?.[0];
  if (!stage) return null;
  const parts = figures.map(({ domain, figure }) => {
    const members = membersOf(groups, domain);
    const linear = linearOf(groups, figure.terms);
    return { members: new Set(members), linear, means: influenceMeans(groups, members, linear) };
  });
  const matrix = new Float64Array(figures.length ** 2);
  parts.forEach((one, i) => {
    parts.slice(0, i + 1).forEach((other, j) => {
      let value = betweenGroups(groups, stage, one.means, other.means);
      for (const group of one.members) {
        if (!other.members.has(group)) continue;
        const weight = groups.design.weights[group] as number;
        const products = groups.sums[group]?.within ?? new Float64Array(0);
        value +=
          factorOf(stage, group) *
          weight ** 2 *
          quadraticForm(groups.layout.entries, products, one.linear, other.linear);
      }
      matrix[i * figures.length + j] = value;
      matrix[j * figures.length + i] = value;
    });
  });
  return matrix;
}

function factorOf({ stage, factors }: StageFactors, group: number): number {
  return factors[stage.strata[group] as number] as number;
}

/** Σ multiplier Σ (t − t̄)(t − t̄)′ over groups. */
function sumOfProducts(
  { layout, sums, design }: WeightedGroups,
  members: Int32Array,
  multiplier: (group: number, weight: number) => number,
): Float64Array {
  const products = new Float64Array(productCount(layout.entries));
  for (const group of members) {
    const factor = multiplier(group, design.weights[group] as number);
    const own = sums[group]?.within;
    if (factor === 0 || own === undefined) continue;
    for (let place = 0; place < products.length; place++) {
      products[place] = (products[place] as number) + factor * (own[place] as number);
    }
  }
  return products;
}

/** Terms as coefficients of t, whose scores are counted from the middles and are 0 where they are missing. */
function linearOf({ layout, middles, places }: WeightedGroups, terms: readonly Term<string>[]): Linear {
  const coefficients = new Float64Array(layout.entries);
  const add = (entry: number, value: number) => {
    coefficients[entry] = (coefficients[entry] as number) + value;
  };
  const addSide = (name: string, centre: number, slope: number) => {
    const place = places.get(name);
    const column = place === undefined ? undefined : layout.columns[place];
    if (place === undefined || column === undefined) throw new RangeError(`No sums of a column ${name}`);
    const constant = slope * (column.offset - centre + (middles[place] as number) / column.span);
    add(1 + place, slope / column.span);
    add(0, constant);
    add(presenceEntry(layout, column.presence), -constant);
  };
  for (const term of terms) {
    if (term.kind === 'answer') {
      addSide(term.answers, term.centre, term.slope);
    } else {
      addSide(term.pair.expectation, term.expectationCentre, term.expectationSlope);
      addSide(term.pair.perception, term.perceptionCentre, term.perceptionSlope);
    }
  }
  const entries = Int32Array.from(coefficients.keys()).filter((entry) => coefficients[entry] !== 0);
  return { entries, coefficients: Float64Array.from(entries, (entry) => coefficients[entry] as number) };
}

/** Σ c′t over a group. */
function totalOf({ sums }: WeightedGroups, group: number, { coefficients, entries }: Linear): number {
  const { totals } = sums[group] as GroupSums;
  let total = 0;
  for (let place = 0; place < entries.length; place++) {
    total += (coefficients[place] as number) * (totals[entries[place] as number] as number);
  }
  return total;
}

/** c′ P d for symmetric products P. */
function quadraticForm(entries: number, products: Float64Array, one: Linear, other: Linear): number {
  let sum = 0;
  for (let first = 0; first < one.entries.length; first++) {
    const i = one.entries[first] as number;
    let row = 0;
    for (let second = 0; second < other.entries.length; second++) {
      const j = other.entries[second] as number;
      const place = i <= j ? productPlace(entries, i, j) : productPlace(entries, j, i);
      row += (other.coefficients[second] as number) * (products[place] as number);
    }
    sum += (one.coefficients[first] as number) * row;
  }
  return sum;
}

/** The mean influence in each group: 0 outside the domain, less what calibration explains. */
function influenceMeans(groups: WeightedGroups, members: Int32Array, linear: Linear): Float64Array {
  const { sums, design, projections } = groups;
  const totals = new Float64Array(sums.length);
  for (const group of members) {
    totals[group] = (design.weights[group] as number) * totalOf(groups, group, linear);
  }
  for (const projection of projections) {
    const after = projection.rows?.after ?? design.weights;
    const fit = regressionFit(projection, totals);
    for (let group = 0; group < totals.length; group++) {
      const explained = (after[group] as number) * (fit[projection.cells[group] as number] as number);
      totals[group] = (totals[group] as number) - (sums[group]?.count ?? 0) * explained;
    }
  }
  return totals.map((total, group) => total / (sums[group]?.count ?? 1));
}

/** Σ_h factor_h Σ_g n_g (ū_g − ū_h)(v̄_g − v̄_h). */
function betweenGroups(
  { sums }: WeightedGroups,
  { stage, factors, uncentred }: StageFactors,
  one: Float64Array,
  other: Float64Array,
): number {
  const [ones, others] = [one, other].map((means) => {
    const centres = new Float64Array(factors.length);
    means.forEach((mean, group) => {
      const stratum = stage.strata[group] as number;
      centres[stratum] = (centres[stratum] as number) + mean * (sums[group]?.count ?? 0);
    });
    for (const stratum of uncentred) centres[stratum] = 0;
    return centres.map((sum, stratum) => (sum === 0 ? 0 : sum / (stage.sampled[stratum] as number)));
  });
  let total = 0;
  for (let group = 0; group < one.length; group++) {
    const stratum = stage.strata[group] as number;
    const u = (one[group] as number) - (ones?.[stratum] as number);
    const v = (other[group] as number) - (others?.[stratum] as number);
    total += (factors[stratum] as number) * (sums[group]?.count ?? 0) * u * v;
  }
  return total;
}
