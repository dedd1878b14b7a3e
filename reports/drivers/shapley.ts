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
  const { within, without } = orderShares(drivers);
  const shares = new Float64Array(drivers);
  // By the size of the subset: what the subsets that begin with it count within and without so far. On the way back it
  // goes to the subset's last driver and up, so that a subset costs one addition and not one for each of its drivers.
  const inside = new Float64Array(drivers + 1);
  const outside = new Float64Array(drivers + 1);
  eachSubset(matrix, drivers, {
    enter: ({ length: size }, rSquared) => {
      inside[size] = ((within[size] as number) + (without[size] as number)) * rSquared;
      outside[size] = (without[size] as number) * rSquared;
    },
    leave: (subset) => {
      const size = subset.length;
      const last = subset[size - 1] as number;
      shares[last] = (shares[last] as number) + (inside[size] as number);
      inside[size - 1] = (inside[size - 1] as number) + (inside[size] as number);
      outside[size - 1] = (outside[size - 1] as number) + (outside[size] as number);
    },
  });
  // No R² is less than that of a smaller subset; rounding may say so.
  return shares.map((share) => Math.max(0, share - (outside[0] as number)));
}

/**
 * The derivatives of every share by the correlations, each a symmetric matrix like that of the correlations.
 *
 * The R² of a subset with coefficients β changes with the correlations R by −b′ dR b, where b is −β at the places of
 * its drivers and 1 at that of the outcome.
 */
export function shapleyGradients(matrix: Float64Array, drivers: number): Float64Array[] {
  const width = drivers + 1;
  const { within, without } = orderShares(drivers);
  const gradients = Array.from({ length: drivers }, () => new Float64Array(width * width));
  const common = new Float64Array(width * width);
  eachSubset(matrix, drivers, {
    enter: (subset, _, coefficients) => {
      const [inside = 0, outside = 0] = [within[subset.length], without[subset.length]];
      const places = [...subset, drivers];
      const residual = [...coefficients().map((coefficient) => -coefficient), 1];
      for (const j of subset) {
        subtractSquare(gradients[j] as Float64Array, width, places, residual, inside + outside);
      }
      subtractSquare(common, width, places, residual, outside);
    },
  });
  return gradients.map((gradient) => gradient.map((slope, at) => slope - (common[at] as number)));
}

/**
 * What the R² of a subset of each size counts in a driver's share: the part of all orders in which the driver comes last
 * of the subset, (s − 1)!(p − s)!/p!, if it is `within`, and the part, to be taken off, in which it comes next after it,
 * s!(p − s − 1)!/p!, if it is not.
 */
function orderShares(drivers: number): { readonly within: Float64Array; readonly without: Float64Array } {
  const within = new Float64Array(drivers + 1);
  within[1] = 1 / drivers;
  for (let size = 1; size < drivers; size++) {
    within[size + 1] = ((within[size] as number) * size) / (drivers - size);
  }
  return { within, without: within.map((_, size) => within[size + 1] ?? 0) };
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
