import type { Term } from '../sampling-error/influence.ts';
import { regressionFit } from '../sampling-error/projection.ts';
import type { StageFactors } from '../sampling-error/strata-factors.ts';
import type { GroupSums } from './group-sums.ts';
import { presenceEntry, productCount, productPlace } from './layout.ts';
import type { WeightedGroups } from './weighted-groups.ts';

/** A statistic as a linear function of t: a respondent counts as w c′t. */
export interface Linear {
  /** Entries with a coefficient, ascending. */
  readonly entries: Int32Array;
  /** The coefficient of each of them. */
  readonly coefficients: Float64Array;
}

/** A statistic with its mean influence in every group. */
export interface Traced {
  readonly linear: Linear;
  readonly means: Float64Array;
}

export function factorOf({ stage, factors }: StageFactors, group: number): number {
  return factors[stage.strata[group] as number] as number;
}

/** Σ multiplier Σ (t − t̄)(t − t̄)′ over groups. */
export function sumOfProducts(
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
export function linearOf(
  { layout, middles, places }: WeightedGroups,
  terms: readonly Term<string>[],
): Linear {
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
export function totalOf({ sums }: WeightedGroups, group: number, { coefficients, entries }: Linear): number {
  const { totals } = sums[group] as GroupSums;
  let total = 0;
  for (let place = 0; place < entries.length; place++) {
    total += (coefficients[place] as number) * (totals[entries[place] as number] as number);
  }
  return total;
}

/** c′ P d for symmetric products P. */
export function quadraticForm(entries: number, products: Float64Array, one: Linear, other: Linear): number {
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
export function influenceMeans(groups: WeightedGroups, members: Int32Array, linear: Linear): Float64Array {
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
export function betweenGroups(
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
