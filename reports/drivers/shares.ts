import { sumOf } from '../statistics/compensated-sum.ts';
import { relativeWeightGradients, relativeWeights } from './relative-weights.ts';
import { shapleyGradients, shapleyShares } from './shapley.ts';

/** How R² is divided among the drivers. */
export type ImportanceMethod =
  /** R² added, averaged over all orders of entry (`shapleyShares`). */
  | 'shapley'
  /** Johnson's (`relativeWeights`). */
  | 'relative-weights';

/** R² below this is rounding: nothing is explained, and nothing has shares. */
const NOTHING = 1e-20;

/**
 * R², then for each driver its contribution to R² and its share in it (0 to 1; `null` where R² is nothing).
 *
 * @param matrix correlations of drivers and, in the last place, outcome, row-major; drivers not collinear
 * @returns `null` where rounding leaves them undefined
 */
export function importanceValues(
  matrix: Float64Array,
  drivers: number,
  method: ImportanceMethod,
): (number | null)[] | null {
  const contributions =
    method === 'shapley' ? shapleyShares(matrix, drivers) : relativeWeights(matrix, drivers);
  if (!contributions?.every(Number.isFinite)) return null;
  const rSquared = sumOf(contributions);
  const parts = Array.from(contributions, (each) => [each, rSquared > NOTHING ? each / rSquared : null]);
  return [rSquared, ...parts.flat()];
}

/** The derivatives of every contribution by the correlations; `null` as the values are. */
export function contributionGradients(
  matrix: Float64Array,
  drivers: number,
  method: ImportanceMethod,
): Float64Array[] | null {
  return method === 'shapley' ? shapleyGradients(matrix, drivers) : relativeWeightGradients(matrix, drivers);
}
