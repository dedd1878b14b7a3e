import { eachSubset } from './subsets.ts';

/** With more drivers than these, 2^p subsets are too many. */
export const MOST_SHAPLEY_DRIVERS = 15;

/**
 * How R² is shared among the drivers: the R² each adds, averaged over all orders in which they could enter.
 *
 *     φ_j = Σ_S |S|!(p − |S| − 1)!/p! · [R²(S ∪ j) − R²(S)],   S over the subsets without j;  Σ_j φ_j = R²
 *
 * Lindeman, Merenda & Gold (1980), with the weights of Shapley (1953); equal to R `relaimpo` `type = "lmg"`.
 *
 * @param matrix correlations of drivers and, in the last place, outcome, row-major; drivers not collinear, at most
 *   `MOST_SHAPLEY_DRIVERS`
 */
export function shapleyShares(matrix: Float64Array, drivers: number): Float64Array {
  const explained = new Float64Array(2 ** drivers);
  eachSubset(matrix, drivers, ({ mask, rSquared }) => {
    explained[mask] = rSquared;
  });
  const weights = orderShares(drivers);
  const sizes = new Uint8Array(explained.length);
  for (let mask = 1; mask < sizes.length; mask++) sizes[mask] = (sizes[mask >> 1] as number) + (mask & 1);
  return Float64Array.from({ length: drivers }, (_, j) => {
    const own = 1 << j;
    let share = 0;
    for (let mask = 0; mask < explained.length; mask++) {
      if (mask & own) continue;
      const added = (explained[mask | own] as number) - (explained[mask] as number);
      share += (weights[sizes[mask] as number] as number) * added;
    }
    return share;
  });
}

/**
 * The derivatives of every share by the correlations, each a symmetric matrix like that of the correlations.
 *
 * The R² of a subset with coefficients β changes with the correlations R by −b′ dR b, where b is −β at the places of
 * its drivers and 1 at that of the outcome.
 */
export function shapleyGradients(matrix: Float64Array, drivers: number): Float64Array[] {
  const width = drivers + 1;
  const weights = orderShares(drivers);
  const gradients = Array.from({ length: drivers }, () => new Float64Array(width * width));
  eachSubset(matrix, drivers, ({ mask, drivers: members, coefficients }) => {
    const size = members.length;
    const places = [...members, drivers];
    const residual = [...coefficients().map((coefficient) => -coefficient), 1];
    const [withIt = 0, without = 0] = [weights[size - 1], weights[size]];
    gradients.forEach((gradient, j) => {
      subtractSquare(gradient, width, places, residual, mask & (1 << j) ? withIt : -without);
    });
  });
  return gradients;
}

/** The share of all orders in which a driver comes after a given set of each size: s!(p − s − 1)!/p!. */
function orderShares(drivers: number): Float64Array {
  const shares = new Float64Array(drivers);
  shares[0] = 1 / drivers;
  for (let size = 1; size < drivers; size++) {
    shares[size] = ((shares[size - 1] as number) * size) / (drivers - size);
  }
  return shares;
}

/** matrix −= weight · b b′ at the places of b. */
function subtractSquare(
  matrix: Float64Array,
  width: number,
  places: readonly number[],
  b: readonly number[],
  weight: number,
): void {
  for (let k = 0; k < places.length; k++) {
    const row = (places[k] as number) * width;
    const scaled = weight * (b[k] as number);
    for (let l = 0; l < places.length; l++) {
      const at = row + (places[l] as number);
      matrix[at] = (matrix[at] as number) - scaled * (b[l] as number);
    }
  }
}
