import { type CompleteCases, completeCases } from './complete-cases.ts';
import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import type { Answers } from './influence.ts';

/** Several questions over the rows that answered all of them, laid out so that they can be weighed again and again. */
export interface Cases extends CompleteCases {
  /** How long columns are: rows of the design. */
  readonly length: number;
  /** How many questions. */
  readonly width: number;
  /**
   * Case by case, `width` numbers each: distances from the weighted mean of the question, the largest of which is 1.
   * Squares of them then neither overflow nor vanish, whatever the unit, and sums of them lose no digits.
   */
  readonly deviations: Float64Array;
  /** What a deviation of 1 is in the unit of each question; 0 for a constant one. */
  readonly spans: Float64Array;
  /** Places of questions whose every case gave the same answer. */
  readonly constant: readonly number[];
}

/** Weighted means, standard deviations and correlations of the questions of some cases. */
export interface Correlations {
  /** Σ w over the cases. */
  readonly weight: number;
  /** Of the deviations, as are the standard deviations (divisor Σ w). */
  readonly means: Float64Array;
  readonly standardDeviations: Float64Array;
  /** Row-major, width × width. */
  readonly matrix: Float64Array;
}

/** The complete cases of some questions. */
export function casesOf(design: Design, domain: Domain, columns: readonly Answers[]): Cases {
  const complete = completeCases(design, domain, columns);
  const width = columns.length;
  const { rows, base } = complete;
  const deviations = new Float64Array(rows.length * width);
  const spans = new Float64Array(width);
  const constant: number[] = [];
  columns.forEach((column, k) => {
    const first = column[rows[0] ?? 0] as number;
    let shift = 0;
    for (const row of rows) shift += (design.weights[row] as number) * ((column[row] as number) - first);
    const mean = first + shift / base.weight;
    let largest = 0;
    for (const row of rows) largest = Math.max(largest, Math.abs((column[row] as number) - mean));
    if (rows.every((row) => column[row] === first)) constant.push(k);
    else {
      spans[k] = largest;
      for (let i = 0; i < rows.length; i++) {
        deviations[i * width + k] = ((column[rows[i] as number] as number) - mean) / largest;
      }
    }
  });
  return { ...complete, length: design.weights.length, width, deviations, spans, constant };
}

/** A variance below this share of the mean square is rounding: everybody who counts answered alike. */
const NO_SPREAD = 1e-12;

/**
 * Correlations of the questions, weighted by `weights` (one number per row of the design; those of a replicate too):
 *
 *     r_kl = s_kl/√(s_kk s_ll),   s_kl = Σ w (x_k − x̄_k)(x_l − x̄_l)/Σ w          (R `cov.wt(cor = TRUE)`)
 *
 * @returns `null` when a question has no spread under these weights, or a sum is not finite.
 */
export function correlationsOf(cases: Cases, weights: Float64Array): Correlations | null {
  const { width } = cases;
  const { weight, sums, products } = momentsOf(cases, weights);
  const means = sums.map((sum) => sum / weight);
  const covariance = (k: number, l: number) =>
    (products[k * width + l] as number) / weight - (means[k] as number) * (means[l] as number);
  const standardDeviations = means.map((_, k) => {
    const variance = covariance(k, k);
    return variance > (NO_SPREAD * (products[k * width + k] as number)) / weight
      ? Math.sqrt(variance)
      : Number.NaN;
  });
  if (!standardDeviations.every(Number.isFinite)) return null;
  const matrix = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    for (let l = 0; l < k; l++) {
      const size = (standardDeviations[k] as number) * (standardDeviations[l] as number);
      matrix[k * width + l] = covariance(k, l) / size;
      matrix[l * width + k] = covariance(k, l) / size;
    }
    matrix[k * width + k] = 1;
  }
  return { weight, means, standardDeviations, matrix };
}

/** Σ w, Σ w x_k and, for l ≤ k, Σ w x_k x_l of the deviations. */
function momentsOf({ rows, width, deviations }: Cases, weights: Float64Array) {
  const sums = new Float64Array(width);
  const products = new Float64Array(width * width);
  let weight = 0;
  for (let i = 0; i < rows.length; i++) {
    const w = weights[rows[i] as number] as number;
    if (w === 0) continue;
    weight += w;
    for (let k = 0; k < width; k++) {
      const weighted = w * (deviations[i * width + k] as number);
      sums[k] = (sums[k] as number) + weighted;
      for (let l = 0; l <= k; l++) {
        const at = k * width + l;
        products[at] = (products[at] as number) + weighted * (deviations[i * width + l] as number);
      }
    }
  }
  return { weight, sums, products };
}

/**
 * How a function of the correlations changes with each row, per unit of its weight: NaN outside the cases.
 *
 *     u/w = Σ_kl g_kl [ z_k z_l − r_kl (z_k² + z_l²)/2 ]/Σ w,   g_kl = ∂f/∂r_kl, symmetric, z standardised answers
 *
 * The influence of a correlation is that of Devlin, Gnanadesikan & Kettenring (Biometrika 62, 1975); the chain rule
 * does the rest.
 *
 * @param gradient row-major, width × width; its diagonal is without meaning
 * @param into written over and returned; give a column to spare the memory of a new one
 */
export function correlationInfluence(
  { rows, length, width, deviations }: Cases,
  { weight, means, standardDeviations, matrix }: Correlations,
  gradient: Float64Array,
  into: Float64Array = new Float64Array(length),
): Float64Array {
  // The squares of z gather on the diagonal: what is left is one quadratic form.
  const form = gradient.map((slope, at) => (at % (width + 1) === 0 ? 0 : slope / weight));
  for (let k = 0; k < width; k++) {
    let own = 0;
    for (let l = 0; l < width; l++)
      own += (form[k * width + l] as number) * (matrix[k * width + l] as number);
    form[k * width + k] = -own;
  }
  into.fill(Number.NaN);
  const z = new Float64Array(width);
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < width; k++) {
      z[k] =
        ((deviations[i * width + k] as number) - (means[k] as number)) / (standardDeviations[k] as number);
    }
    into[rows[i] as number] = quadratic(form, z);
  }
  return into;
}

/** z′ A z for a symmetric A. */
function quadratic(form: Float64Array, z: Float64Array): number {
  let total = 0;
  for (let k = 0; k < z.length; k++) {
    let row = 0;
    for (let l = 0; l < k; l++) row += (form[k * z.length + l] as number) * (z[l] as number);
    total += (z[k] as number) * (2 * row + (form[k * z.length + k] as number) * (z[k] as number));
  }
  return total;
}
