import { type Eigen, symmetricEigen } from '../statistics/eigen.ts';

/**
 * Relative weights: R² shared among the drivers by way of the orthogonal variables nearest to them.
 *
 *     R_xx = Q D Q′,   Λ = Q D^½ Q′,   β = Λ⁻¹ r,   ε_j = Σ_k Λ_jk² β_k²;   Σ_j ε_j = R²
 *
 * Johnson, "A heuristic method for estimating the relative weight of predictor variables in multiple regression",
 * Multivariate Behavioral Research 35 (2000). Close to the Shapley shares as a rule, without their reasons (Thomas,
 * Zumbo, Kwan & Schweitzer 2014): for comparison, and where drivers are too many for subsets.
 *
 * @param matrix correlations of drivers and, in the last place, outcome, row-major; drivers not collinear
 * @returns `null` where the drivers' correlations are no longer positive definite to rounding
 */
export function relativeWeights(matrix: Float64Array, drivers: number): Float64Array | null {
  const roots = rootsOf(matrix, drivers);
  return roots && sharesBy(roots);
}

/** The derivatives of every relative weight by the correlations, each a symmetric matrix like that of the correlations. */
export function relativeWeightGradients(matrix: Float64Array, drivers: number): Float64Array[] | null {
  const roots = rootsOf(matrix, drivers);
  return roots && Array.from({ length: drivers }, (_, j) => gradientOf(roots, j));
}

/** The symmetric square root of the drivers' correlations and what follows from it. */
interface Roots {
  readonly n: number;
  readonly eigen: Eigen;
  /** Square roots of the eigenvalues. */
  readonly lengths: Float64Array;
  /** Λ, row-major. */
  readonly root: Float64Array;
  /** Λ⁻¹, row-major. */
  readonly inverse: Float64Array;
  /** β */
  readonly coefficients: Float64Array;
}

function rootsOf(matrix: Float64Array, n: number): Roots | null {
  const width = n + 1;
  const inner = new Float64Array(n * n);
  for (let k = 0; k < n; k++) inner.set(matrix.subarray(k * width, k * width + n), k * n);
  const eigen = symmetricEigen(inner, n);
  if (eigen === null || !eigen.values.every((value) => value > 0)) return null;
  const lengths = eigen.values.map(Math.sqrt);
  const root = composed(eigen, lengths, n);
  const inverse = composed(
    eigen,
    lengths.map((length) => 1 / length),
    n,
  );
  const outcome = Float64Array.from({ length: n }, (_, k) => matrix[k * width + n] as number);
  return { n, eigen, lengths, root, inverse, coefficients: times(inverse, outcome) };
}

function sharesBy({ n, root, coefficients }: Roots): Float64Array {
  return coefficients.map((_, j) => {
    let share = 0;
    for (let k = 0; k < n; k++) share += ((root[j * n + k] as number) * (coefficients[k] as number)) ** 2;
    return share;
  });
}

/**
 * ∂ε_j by R_xx and r, from the end to the beginning: by β and Λ first; through β = Λ⁻¹r to r and Λ; through
 * ΛΛ = R_xx, whose differential is solved among the eigenvectors: dΛ_ab = dR_ab/(d_a^½ + d_b^½).
 */
function gradientOf({ n, eigen, lengths, root, inverse, coefficients }: Roots, j: number): Float64Array {
  const own = root.subarray(j * n, j * n + n);
  const byCoefficients = own.map((length, k) => 2 * length * length * (coefficients[k] as number));
  const byOutcome = times(inverse, byCoefficients);
  const byRoot = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      byRoot[k * n + l] = -(byOutcome[k] as number) * (coefficients[l] as number);
    }
  }
  for (let k = 0; k < n; k++) {
    const at = j * n + k;
    byRoot[at] = (byRoot[at] as number) + 2 * (own[k] as number) * (coefficients[k] as number) ** 2;
  }
  const among = turned(byRoot, eigen.vectors, n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      among[a * n + b] = (among[a * n + b] as number) / ((lengths[a] as number) + (lengths[b] as number));
    }
  }
  return bordered(turned(among, transposed(eigen.vectors, n), n), byOutcome, n);
}

/** The symmetric matrix with these eigenvectors and eigenvalues. */
function composed({ vectors }: Eigen, values: Float64Array, n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let e = 0; e < n; e++) {
    for (let k = 0; k < n; k++) {
      const scaled = (values[e] as number) * (vectors[e * n + k] as number);
      for (let l = 0; l < n; l++) {
        matrix[k * n + l] = (matrix[k * n + l] as number) + scaled * (vectors[e * n + l] as number);
      }
    }
  }
  return matrix;
}

/** V A V′ for the rows of V. */
function turned(matrix: Float64Array, rows: Float64Array, n: number): Float64Array {
  const half = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let k = 0; k < n; k++) {
      const factor = rows[a * n + k] as number;
      for (let l = 0; l < n; l++) {
        half[a * n + l] = (half[a * n + l] as number) + factor * (matrix[k * n + l] as number);
      }
    }
  }
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [a, b] = [Math.trunc(at / n) * n, (at % n) * n];
    let total = 0;
    for (let l = 0; l < n; l++) total += (half[a + l] as number) * (rows[b + l] as number);
    return total;
  });
}

function transposed(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % n) * n + Math.trunc(at / n)] as number);
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, k) => {
    let total = 0;
    for (let l = 0; l < vector.length; l++) {
      total += (matrix[k * vector.length + l] as number) * (vector[l] as number);
    }
    return total;
  });
}

/**
 * The derivatives by all correlations as one symmetric matrix: those by the drivers' made symmetric, those by the
 * outcome's halved, since each of them stands twice.
 */
function bordered(inner: Float64Array, border: Float64Array, n: number): Float64Array {
  const width = n + 1;
  const matrix = new Float64Array(width * width);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      matrix[k * width + l] = ((inner[k * n + l] as number) + (inner[l * n + k] as number)) / 2;
    }
    matrix[k * width + n] = (border[k] as number) / 2;
    matrix[n * width + k] = (border[k] as number) / 2;
  }
  return matrix;
}
