/** What to do at each subset of the drivers. */
export interface SubsetVisitor {
  /**
   * @param subset places of its drivers, ascending; the same array each time
   * @param rSquared how much of the outcome's variance the subset explains
   * @param coefficients of the outcome on these drivers, standardised; worked out when asked for
   */
  enter(subset: readonly number[], rSquared: number, coefficients: () => number[]): void;
  /** Every subset that begins with this one has been entered. */
  leave?(subset: readonly number[]): void;
}

/** A driver whose variance, once its predecessors are taken out, is below this share is a combination of them. */
const DEPENDENT = 1e-10;

/**
 * Fits the outcome by every subset of the drivers but the empty one, from the correlations of drivers and, in the last
 * place, outcome (row-major): first {0}, then all that begin with 0, then {1} and so on.
 *
 * Elimination: once a driver is taken out of those after it and of the outcome, the same matrix serves every larger
 * subset that begins alike. Most subsets end in the last few drivers, so each costs a handful of multiplications
 * whatever their number, where a regression would cost p³/3.
 *
 * @param matrix of drivers that are not collinear (`dependentDrivers`)
 */
export function eachSubset(matrix: Float64Array, drivers: number, visitor: SubsetVisitor): void {
  const width = drivers + 1;
  const levels = Array.from({ length: drivers }, () => new Float64Array(width * width));
  levels[0]?.set(matrix);
  const subset: number[] = [];
  const coefficients = () => backSubstituted(levels, subset, width);
  const extend = (from: number, explained: number) => {
    const level = levels[subset.length] as Float64Array;
    for (let j = from; j < drivers; j++) {
      const shared = level[j * width + drivers] as number;
      const rSquared = explained + (shared * shared) / (level[j * width + j] as number);
      subset.push(j);
      visitor.enter(subset, rSquared, coefficients);
      if (j + 1 < drivers) {
        eliminate(level, j, width, levels[subset.length] as Float64Array);
        extend(j + 1, rSquared);
      }
      visitor.leave?.(subset);
      subset.pop();
    }
  };
  extend(0, 0);
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

/** Row d of the triangular system is what the subset's driver d had left when it was its turn. */
function backSubstituted(
  levels: readonly Float64Array[],
  subset: readonly number[],
  width: number,
): number[] {
  const coefficients = new Array<number>(subset.length).fill(0);
  for (let d = subset.length - 1; d >= 0; d--) {
    const level = levels[d] as Float64Array;
    const row = (subset[d] as number) * width;
    let left = level[row + width - 1] as number;
    for (let e = d + 1; e < subset.length; e++) {
      left -= (level[row + (subset[e] as number)] as number) * (coefficients[e] as number);
    }
    coefficients[d] = left / (level[row + (subset[d] as number)] as number);
  }
  return coefficients;
}
