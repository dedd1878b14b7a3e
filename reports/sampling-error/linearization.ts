import type { Design, Stage } from './design.ts';
import type { Domain } from './domains.ts';
import { strataFactors } from './strata-factors.ts';

/**
 * Variance by linearization. Every statistic is, to first order, the total of an *influence* u, one number
 * per row with the weight in it; its variance is that of the estimated total of u under the design:
 *
 *     V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_j (u_hj − ū_h)²,   u_hj = Σ of u in sampled unit j,   f_h = n_h/N_h
 *
 * and, where units were drawn inside units, (n/N) times the same inside each of them, stage by stage.
 *
 * Särndal, Swensson & Wretman, Model Assisted Survey Sampling (1992), §4.3 and §5.5; equal to R
 * `survey::svyrecvar`. Influences of calibrated weights go through `projectInfluence` (projection.ts) first (done by
 * `linearize`).
 */

/** The variance of the total of one influence. `null` when a lonely unit makes it undefined. */
export function varianceOfTotal(design: Design, influence: Float64Array, domain: Domain): number | null {
  return covarianceOfTotals(design, [influence], domain)?.[0] ?? null;
}

/**
 * The covariance matrix (row-major, k × k) of the totals of k influences.
 *
 * `domain` is that of the figures, or a union of theirs, outside which influences are 0 (but for what calibration takes
 * out): a lonely unit in a stratum without members does no harm. `null` when a lonely unit makes the matrix undefined.
 */
export function covarianceOfTotals(
  design: Design,
  influences: readonly Float64Array[],
  domain: Domain,
): Float64Array | null {
  const k = influences.length;
  const stages = strataFactors(design, domain);
  if (stages === null) return null;
  const matrix = new Float64Array(k * k);
  for (const { stage, factors, uncentred } of stages) {
    const totals = influences.map((influence) => unitTotals(stage, influence));
    // Where rows are the units, those outside the domain have no influence, unless calibration ties all rows.
    const carriers = stage.units || design.projections.length > 0 ? null : domain.rows;
    const means = totals.map((total) => stratumMeans(stage, total, carriers));
    for (const stratum of uncentred) for (const mean of means) mean[stratum] = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        const value =
          (matrix[i * k + j] as number) + centredProduct(stage, factors, totals, means, carriers, i, j);
        matrix[i * k + j] = value;
        matrix[j * k + i] = value;
      }
    }
  }
  return matrix;
}

/** The influence summed over each sampled unit; the influence itself where rows are the units. */
function unitTotals(stage: Stage, influence: Float64Array): Float64Array {
  if (!stage.units) return influence;
  const totals = new Float64Array(stage.unitStrata.length);
  for (let row = 0; row < influence.length; row++) {
    const unit = stage.units[row] as number;
    totals[unit] = (totals[unit] as number) + (influence[row] as number);
  }
  return totals;
}

/** `carriers`: the units whose totals are not 0, where they are known. */
function stratumMeans(
  { unitStrata, sampled }: Stage,
  totals: Float64Array,
  carriers: Int32Array | null,
): Float64Array {
  const means = new Float64Array(sampled.length);
  const count = carriers === null ? totals.length : carriers.length;
  for (let place = 0; place < count; place++) {
    const unit = carriers === null ? place : (carriers[place] as number);
    const stratum = unitStrata[unit] as number;
    means[stratum] = (means[stratum] as number) + (totals[unit] as number);
  }
  return means.map((sum, stratum) => (sampled[stratum] === 0 ? 0 : sum / (sampled[stratum] as number)));
}

/** Σ_h factor_h Σ_j (u_j − ū)(v_j − v̄) for the influences at places i and j; of the n − m units left out ū v̄ each. */
function centredProduct(
  { unitStrata, sampled }: Stage,
  factors: Float64Array,
  totals: readonly Float64Array[],
  means: readonly Float64Array[],
  carriers: Int32Array | null,
  i: number,
  j: number,
): number {
  const [first, second] = [totals[i] as Float64Array, totals[j] as Float64Array];
  const [firstMean, secondMean] = [means[i] as Float64Array, means[j] as Float64Array];
  const products = new Float64Array(sampled.length);
  const counted = new Int32Array(carriers === null ? 0 : sampled.length);
  const count = carriers === null ? unitStrata.length : carriers.length;
  for (let place = 0; place < count; place++) {
    const unit = carriers === null ? place : (carriers[place] as number);
    const stratum = unitStrata[unit] as number;
    if (carriers !== null) counted[stratum] = (counted[stratum] as number) + 1;
    const u = (first[unit] as number) - (firstMean[stratum] as number);
    const v = (second[unit] as number) - (secondMean[stratum] as number);
    products[stratum] = (products[stratum] as number) + u * v;
  }
  return products.reduce((sum, product, stratum) => {
    const others = carriers === null ? 0 : (sampled[stratum] as number) - (counted[stratum] as number);
    const rest = others * (firstMean[stratum] as number) * (secondMean[stratum] as number);
    return sum + (product + rest) * (factors[stratum] as number);
  }, 0);
}
