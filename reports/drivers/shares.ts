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
 * R², the contribution of every driver to it, and the share of each in it (0 to 1; `null` where R² is nothing), one
 * after the other.
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
  const shares = Array.from(contributions, (each) => (rSquared > NOTHING ? each / rSquared : null));
  return [rSquared, ...contributions, ...shares];
}

/** The derivatives of `importanceValues` by the correlations, in the same order. */
export function* importanceGradients(
  matrix: Float64Array,
  drivers: number,
  method: ImportanceMethod,
  [rSquared, ...rest]: readonly (number | null)[],
): Generator<Float64Array> {
  const gradients =
    (method === 'shapley' ? shapleyGradients(matrix, drivers) : relativeWeightGradients(matrix, drivers)) ??
    [];
  const whole = new Float64Array(matrix.length).map((_, at) =>
    sumOf(gradients.map((gradient) => gradient[at] as number)),
  );
  yield whole;
  yield* gradients;
  for (const [j, gradient] of gradients.entries()) {
    const share = rest[drivers + j] ?? 0;
    yield gradient.map((slope, at) => (slope - share * (whole[at] as number)) / (rSquared || 1));
  }
}
