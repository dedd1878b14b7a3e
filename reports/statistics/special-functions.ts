/**
 * Regularized incomplete gamma and beta functions, to about 1e-14.
 *
 * Their leading factors are the Poisson and binomial densities in Loader's saddle-point form
 * ("Fast and accurate computation of binomial probabilities", 2000), which loses no digits for large
 * arguments, as differences of log-gammas would.
 */

const TINY = 1e-300;
const EPSILON = 1e-16;
const MOST_STEPS = 100_000;

/** Both tails of a distribution at a point; each is accurate in itself, so neither is taken from 1. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** P(a, x) and Q(a, x), the regularized incomplete gamma functions; a > 0, x ≥ 0. */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const density = poissonDensity(a, x);
  if (x < a + 1) {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < MOST_STEPS && term > sum * EPSILON; k++) {
      term *= x / (a + k);
      sum += term;
    }
    const lower = density * sum;
    return { lower, upper: 1 - lower };
  }
  const upper = (density * a) / gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** I_x(a, b) and 1 − I_x(a, b); `y` is 1 − x, given apart because it may be tiny. a, b > 0. */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x > (a + 1) / (a + b + 2)) {
    const mirrored = incompleteBeta(b, a, y, x);
    return { lower: mirrored.upper, upper: mirrored.lower };
  }
  // x^a y^b / (a B(a, b)) = y · density of a in a + b trials, with B in terms of the binomial
  const leading = (binomialDensity(a, b, x, y) * b) / (a + b);
  const lower = leading * betaFraction(a, b, x);
  return { lower, upper: 1 - lower };
}

/** Lentz's evaluation of the continued fraction of Γ(a, x) x^−a e^x, inverted. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let value = b === 0 ? TINY : b;
  let c = value;
  let d = 0;
  for (let i = 1; i < MOST_STEPS; i++) {
    const an = i * (a - i);
    b += 2;
    d = 1 / nonZero(b + an * d);
    c = nonZero(b + an / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < EPSILON * 2) break;
  }
  return value;
}

/** Lentz's evaluation of the continued fraction of I_x(a, b) over x^a y^b / (a B(a, b)). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < EPSILON * 2) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** x^a e^−x / Γ(a + 1) for real a > 0. */
export function poissonDensity(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) · x^a y^b for real a, b > 0, where y = 1 − x. */
export function binomialDensity(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const error = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const exponent = error - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a * b));
}

/** a ln(a / m) + m − a, without cancellation when a is near m. */
function deviance(a: number, m: number): number {
  if (Math.abs(a - m) >= 0.1 * (a + m)) return a * Math.log(a / m) + m - a;
  const v = (a - m) / (a + m);
  let sum = (a - m) * v;
  let term = 2 * a * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** ln Γ(z + 1) − (z + ½) ln z + z − ½ ln 2π. Small arguments climb to where the series is exact. */
function stirlingError(z: number): number {
  let climbed = 0;
  let at = z;
  while (at < 16) {
    // error(z) − error(z + 1) = (z + ½) ln(1 + 1/z) − 1
    climbed += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const square = at * at;
  const series =
    1 / 12 -
    (1 / 360 -
      (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360 - 1 / 156 / square) / square) / square) / square) /
        square) /
      square;
  return climbed + series / at;
}
