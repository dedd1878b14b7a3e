import { CompensatedSum, sumOf } from '../statistics/compensated-sum.ts';
import { rankOf } from '../statistics/rank.ts';
import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import type { Replicates } from './replication.ts';

/**
 * Covariance of two figures over the replicates, formula (11) with crossproducts; `values` are their results by
 * replicate, NaN where a replicate has none. Such replicates are left out (R `na.omit`); the scale stays.
 *
 * @returns `null` when fewer than two replicates are left
 */
export function replicateCovariance(
  { scale, rscales, mse }: Pick<Replicates, 'scale' | 'rscales' | 'mse'>,
  first: { readonly estimate: number; readonly values: Float64Array },
  second: { readonly estimate: number; readonly values: Float64Array },
): number | null {
  const kept: number[] = [];
  rscales.forEach((_, r) => {
    if (!Number.isNaN(first.values[r]) && !Number.isNaN(second.values[r])) kept.push(r);
  });
  if (kept.length < 2) return null;
  const middles = [first, second].map(({ estimate, values }) => {
    const counted = kept.filter((r) => (rscales[r] as number) > 0);
    return mse ? estimate : sumOf(counted.map((r) => values[r] as number)) / counted.length;
  });
  const [u = Number.NaN, v = Number.NaN] = middles;
  const total = new CompensatedSum();
  for (const r of kept) {
    total.add(
      (rscales[r] as number) * ((first.values[r] as number) - u) * ((second.values[r] as number) - v),
    );
  }
  const covariance = scale * total.value;
  return Number.isFinite(covariance) ? covariance : null;
}

/** More multiplications than this are not spent on counting degrees of freedom. */
const MOST_WORK = 2e9;

/**
 * Degrees of freedom of replicate weights: the rank of their matrix over the rows of a domain, less one (R `degf`).
 *
 * An unadjusted jackknife has them in closed form. Where finding the rank would take too long, the most it can
 * be stands in: the smaller side of the matrix.
 *
 * @param adjusted whether the weights were adjusted or calibrated again in each replicate
 * @param weightsOf the final weights of the rows in each replicate
 */
export function replicateDegreesOfFreedom(
  design: Design,
  domain: Domain,
  replicates: Replicates,
  adjusted: boolean,
  weightsOf: (replicate: number) => Float64Array,
): number {
  if (replicates.jackknife && !adjusted) return jackknifeRank(design, domain) - 1;
  const rows = rowsToCompare(design, domain, adjusted);
  const { count } = replicates;
  const smaller = Math.min(rows.length, count);
  if (rows.length * smaller * count > MOST_WORK) return smaller - 1;
  return Math.max(1, rankOf(columnsOf(rows, count, weightsOf))) - 1;
}

function* columnsOf(rows: Int32Array, count: number, weightsOf: (replicate: number) => Float64Array) {
  for (let replicate = 0; replicate < count; replicate++) {
    const weights = weightsOf(replicate);
    yield Float64Array.from(rows, (row) => weights[row] as number);
  }
}

/** The rows of a domain; where rows of a sampled unit go together, one of each. */
function rowsToCompare({ weights, stage }: Design, { rows }: Domain, adjusted: boolean): Int32Array {
  const members = rows ?? Int32Array.from(weights.keys());
  const { units } = stage;
  if (adjusted || units === null) return members;
  const seen = new Set<number>();
  return members.filter((row) => {
    const unit = units[row] as number;
    if (weights[row] === 0 || seen.has(unit)) return false;
    seen.add(unit);
    return true;
  });
}

/**
 * Over a domain's units, leaving out a unit of a stratum that is wholly in the domain spans n − 1 directions and
 * the common one; a stratum with units outside gives every unit its own.
 */
function jackknifeRank({ weights, stage }: Design, { rows }: Domain): number {
  const seen = new Uint8Array(stage.unitStrata.length);
  const inside = new Int32Array(stage.sampled.length);
  const count = rows === null ? weights.length : rows.length;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const unit = stage.units ? (stage.units[row] as number) : row;
    if (weights[row] === 0 || seen[unit] === 1) continue;
    seen[unit] = 1;
    const stratum = stage.unitStrata[unit] as number;
    inside[stratum] = (inside[stratum] as number) + 1;
  }
  const whole = inside.reduce((strata, n, h) => strata + (n > 0 && n === stage.sampled[h] ? 1 : 0), 0);
  return inside.reduce((units, n) => units + n, 0) - whole + Math.min(1, whole);
}
