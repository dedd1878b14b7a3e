/** Eigenvalues with their eigenvectors, one after the other: vector k is at k·n … k·n + n − 1. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Sweeps over all pairs; eight are many, since convergence is quadratic. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix (row-major, n × n), by Jacobi's rotations in cyclic
 * order (Golub & Van Loan, Matrix Computations, §8.5): every eigenvalue to working precision of the largest.
 *
 * @returns `null` where a number of the matrix is not finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen | null {
  if (!matrix.every(Number.isFinite)) return null;
  const work = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS && rotateAll(work, vectors, n); sweep++);
  return { values: Float64Array.from({ length: n }, (_, i) => work[i * n + i] as number), vectors };
}

/** One sweep; false when every off-diagonal element has vanished beside its diagonal ones. */
function rotateAll(work: Float64Array, vectors: Float64Array, n: number): boolean {
  let rotated = false;
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const off = work[p * n + q] as number;
      const [first, second] = [work[p * n + p] as number, work[q * n + q] as number];
      if (Math.abs(off) <= Number.EPSILON * 1e-2 * Math.sqrt(Math.abs(first * second))) continue;
      rotated = true;
      const theta = (second - first) / (2 * off);
      const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
      rotate(work, vectors, n, p, q, tangent);
    }
  }
  return rotated;
}

/** Makes element (p, q) vanish by a rotation of this tangent, and turns eigenvectors p and q along. */
function rotate(work: Float64Array, vectors: Float64Array, n: number, p: number, q: number, tangent: number) {
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const off = work[p * n + q] as number;
  work[p * n + p] = (work[p * n + p] as number) - tangent * off;
  work[q * n + q] = (work[q * n + q] as number) + tangent * off;
  work[p * n + q] = 0;
  work[q * n + p] = 0;
  for (let i = 0; i < n; i++) {
    turn(vectors, p * n + i, q * n + i, cosine, sine);
    if (i === p || i === q) continue;
    turn(work, i * n + p, i * n + q, cosine, sine);
    work[p * n + i] = work[i * n + p] as number;
    work[q * n + i] = work[i * n + q] as number;
  }
}

function turn(array: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const [first, second] = [array[p] as number, array[q] as number];
  array[p] = cosine * first - sine * second;
  array[q] = sine * first + cosine * second;
}
