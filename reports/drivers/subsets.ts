/** Least-squares fits of the outcome by a subset of the drivers, all standardised. */
export interface SubsetFit {
  /** Bit j stands for driver j. */
  readonly mask: number;
  /** How much of the outcome's variance the subset explains: R². */
  readonly rSquared: number;
  /** Standardised coefficients: those of `drivers`, in this order. Worked out when asked for. */
  readonly drivers: readonly number[];
  readonly coefficients: () => number[];
}

/** A driver whose variance, once its predecessors are taken out, is below this share is a combination of them. */
const DEPENDENT = 1e-10;

/**
 * Calls `visit` with the fit of every subset of the drivers but the empty one, from the correlations of drivers and,
 * in the last place, outcome (row-major).
 *
 * Elimination: once a driver is taken out of those after it and of the outcome, the same matrix serves every larger
 * subset that begins alike. Most subsets differ in the last few drivers only, so a subset costs a handful of
 * multiplications whatever their number, where a regression each would cost p³/3.
 *
 * @param matrix of drivers that are not collinear (`dependentDrivers`)
 */
export function eachSubset(matrix: Float64Array, drivers: number, visit: (fit: SubsetFit) => void): void {
  const width = drivers + 1;
  const levels = Array.from({ length: drivers + 1 }, () => new Float64Array(width * width));
  levels[0]?.set(matrix);
  const path: number[] = [];
  const coefficients = () => backSubstituted(levels, path, width);
  const extend = (depth: number, from: number, mask: number, explained: number) => {
    const level = levels[depth] as Float64Array;
    for (let j = from; j < drivers; j++) {
      const pivot = level[j * width + j] as number;
      const shared = level[j * width + drivers] as number;
      const rSquared = explained + (shared * shared) / pivot;
      path[depth] = j;
      path.length = depth + 1;
      const subset = mask | (1 << j);
      visit({ mask: subset, rSquared, drivers: path, coefficients });
      if (j + 1 === drivers) continue;
      eliminate(level, j, width, levels[depth + 1] as Float64Array);
      extend(depth + 1, j + 1, subset, rSquared);
    }
  };
  extend(0, 0, 0, 0);
}

/** Places of drivers that are combinations of those before them. */
export function dependentDrivers(matrix: Float64Array, drivers: number): number[] {
  const width = drivers + 1;
  const dependent: number[] = [];
  const work = matrix.slice();
  for (let j = 0; j < drivers; j++) {
    if ((work[j * width + j] as number) > DEPENDENT) eliminate(work, j, width, work);
    else dependent.push(j);
  }
  return dependent;
}

/** Takes driver j out of all after it, upper triangle only. */
function eliminate(from: Float64Array, j: number, width: number, into: Float64Array): void {
  const pivot = from[j * width + j] as number;
  for (let k = j + 1; k < width; k++) {
    const share = (from[j * width + k] as number) / pivot;
    for (let l = k; l < width; l++) {
      into[k * width + l] = (from[k * width + l] as number) - share * (from[j * width + l] as number);
    }
  }
}

/** Row d of the triangular system is what driver `path[d]` had left when it was its turn. */
function backSubstituted(levels: readonly Float64Array[], path: readonly number[], width: number): number[] {
  const coefficients = new Array<number>(path.length).fill(0);
  for (let d = path.length - 1; d >= 0; d--) {
    const level = levels[d] as Float64Array;
    const row = (path[d] as number) * width;
    let left = level[row + width - 1] as number;
    for (let e = d + 1; e < path.length; e++) {
      left -= (level[row + (path[e] as number)] as number) * (coefficients[e] as number);
    }
    coefficients[d] = left / (level[row + (path[d] as number)] as number);
  }
  return coefficients;
}
