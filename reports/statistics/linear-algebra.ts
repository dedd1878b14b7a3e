/** The span of some columns: orthonormal vectors, and which of the columns were independent. */
export interface Basis {
  readonly vectors: readonly Float64Array[];
  /** Places of the columns that add a direction; the others are combinations of those before them. */
  readonly independent: readonly number[];
}

/** A column shorter than this share of its length, once its predecessors are taken out, is dependent. */
const DEPENDENT = 1e-11;

/**
 * The Q of a QR factorization, by modified Gram–Schmidt done twice over (which is orthogonal to working
 * precision: Giraud, Langou & Rozložník 2005). Least squares by Q never forms the squared normal equations.
 */
export function orthonormalBasis(columns: readonly Float64Array[]): Basis {
  const vectors: Float64Array[] = [];
  const independent: number[] = [];
  columns.forEach((column, place) => {
    const vector = column.slice();
    const length = norm(vector);
    for (let round = 0; round < 2; round++) {
      for (const earlier of vectors) subtract(vector, dot(earlier, vector), earlier);
    }
    const rest = norm(vector);
    if (rest <= DEPENDENT * length) return;
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / rest;
    vectors.push(vector);
    independent.push(place);
  });
  return { vectors, independent };
}

/** The least-squares fit of `values` in the span of the basis: Q Q' y. */
export function fitted(vectors: readonly Float64Array[], values: Float64Array): Float64Array {
  const fit = new Float64Array(values.length);
  for (const vector of vectors) subtract(fit, -dot(vector, values), vector);
  return fit;
}

/**
 * Solves A x = b for a symmetric positive definite A (row-major, n × n) by Cholesky.
 *
 * @returns `null` when A is not positive definite.
 */
export function solveSymmetric(matrix: Float64Array, right: ArrayLike<number>): Float64Array | null {
  const n = right.length;
  const root = cholesky(matrix, n);
  if (root === null) return null;
  const solution = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    let value = solution[i] as number;
    for (let k = 0; k < i; k++) value -= (root[i * n + k] as number) * (solution[k] as number);
    solution[i] = value / (root[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let value = solution[i] as number;
    for (let k = i + 1; k < n; k++) value -= (root[k * n + i] as number) * (solution[k] as number);
    solution[i] = value / (root[i * n + i] as number);
  }
  return solution;
}

/** The lower triangular root of a positive definite matrix; `null` where a pivot vanishes. */
function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const root = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const diagonal = matrix[i * n + i] as number;
    for (let j = 0; j <= i; j++) {
      let value = matrix[i * n + j] as number;
      for (let k = 0; k < j; k++) value -= (root[i * n + k] as number) * (root[j * n + k] as number);
      if (i === j) {
        if (!(value > DEPENDENT * diagonal)) return null;
        root[i * n + i] = Math.sqrt(value);
      } else {
        root[i * n + j] = value / (root[j * n + j] as number);
      }
    }
  }
  return root;
}

export function dot(left: Float64Array, right: Float64Array): number {
  let total = 0;
  for (let i = 0; i < left.length; i++) total += (left[i] as number) * (right[i] as number);
  return total;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function subtract(from: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] = (from[i] as number) - factor * (vector[i] as number);
}
