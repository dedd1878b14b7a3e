/** Paley's construction works for the primes that leave 3 when divided by 4. */
const PALEY_PRIMES = [
  11, 19, 43, 59, 67, 83, 107, 131, 139, 163, 179, 211, 227, 251, 283, 307, 331, 347, 379,
];

/**
 * A Hadamard matrix, of 1 and −1 with orthogonal rows, of the smallest order above `rows` that doubling
 * (Sylvester 1867) makes of 1 or of Paley's matrices (1933), at least 4. Its first row is all ones. Arranged as R
 * `survey::hadamard`, wherever both have the same order and origin.
 */
export function hadamard(rows: number): Int8Array[] {
  const seeds = [1, ...PALEY_PRIMES.map((prime) => prime + 1)];
  const orders = seeds.map((seed) => {
    let order = seed;
    while (order <= rows || order < 4) order *= 2;
    return { seed, order };
  });
  const best = orders.reduce((least, each) => (each.order < least.order ? each : least));
  let matrix = best.seed === 1 ? [Int8Array.of(1)] : paley(best.seed - 1);
  while (matrix.length < best.order) matrix = doubled(matrix);
  return matrix;
}

function doubled(matrix: readonly Int8Array[]): Int8Array[] {
  const beside = (row: Int8Array, sign: number) => Int8Array.from([...row, ...row.map((one) => sign * one)]);
  return [...matrix.map((row) => beside(row, 1)), ...matrix.map((row) => beside(row, -1))];
}

/** One row and column of ones around −1 where i + j is 0 or a square modulo the prime, and 1 elsewhere. */
function paley(prime: number): Int8Array[] {
  const squares = new Set(Array.from({ length: prime }, (_, i) => (i * i) % prime));
  const row = (i: number) =>
    Int8Array.from({ length: prime + 1 }, (_, j) => (j === 0 || !squares.has((i + j - 1) % prime) ? 1 : -1));
  return [new Int8Array(prime + 1).fill(1), ...Array.from({ length: prime }, (_, i) => row(i))];
}
