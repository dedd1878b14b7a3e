import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { Answers } from '../sampling-error/influence.ts';

/** Importance points as shares, and how many respondents of positive weight gave them in which way. */
export interface PointShares {
  /** By dimension: shares that add up to 1 in each row; NaN where the respondent does not count. */
  readonly shares: readonly Answers[];
  /** Points added up to what was to be distributed. */
  readonly exact: number;
  /** They added up to something else and count in proportion. */
  readonly rescaled: number;
  /** Some points are missing, negative, or all of them 0: not counted. */
  readonly leftOut: number;
  /** No points at all. */
  readonly missing: number;
}

/** Points that differ from the whole by less than this share of it add up to it: thirds of 100 are typed 33.3. */
const SLIP = 1e-2;

/**
 * Reads points that each respondent was to distribute over dimensions, 100 as a rule.
 *
 * Points that add up to another sum are read in proportion: 40, 40 and 40 say as much as 33⅓ each. Dimensions left empty
 * count as 0 where the others make the whole; otherwise nobody can tell what was meant, and the respondent is left out,
 * as with negative points or nothing but zeros.
 *
 * @throws RangeError without dimensions, or for a column that is not one number per row
 */
export function sharesOfPoints(
  { weights }: Design,
  { rows }: Domain,
  points: readonly Answers[],
  whole = 100,
): PointShares {
  if (points.length === 0) throw new RangeError('Expected points of a dimension.');
  for (const { length } of points) {
    if (length !== weights.length)
      throw new RangeError(`Expected ${weights.length} points, found ${length}.`);
  }
  const shares = points.map(() => new Float64Array(weights.length).fill(Number.NaN));
  const counts = { exact: 0, rescaled: 0, leftOut: 0, missing: 0 };
  const count = rows === null ? weights.length : rows.length;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const own = points.map((column) => column[row] as number);
    const reading = readingOf(own, whole);
    if ((weights[row] as number) > 0) counts[reading] += 1;
    if (reading !== 'exact' && reading !== 'rescaled') continue;
    const total = totalOf(own);
    own.forEach((given, d) => {
      (shares[d] as Answers)[row] = (Number.isNaN(given) ? 0 : given) / total;
    });
  }
  return { shares, ...counts };
}

function readingOf(points: readonly number[], whole: number): 'exact' | 'rescaled' | 'leftOut' | 'missing' {
  if (points.every(Number.isNaN)) return 'missing';
  const total = totalOf(points);
  const isWhole = Math.abs(total - whole) <= SLIP * whole;
  if (points.some((given) => given < 0) || !(total > 0 && total < Number.POSITIVE_INFINITY)) return 'leftOut';
  if (points.some(Number.isNaN) && !isWhole) return 'leftOut';
  return isWhole ? 'exact' : 'rescaled';
}

/** Of the points that were given. */
function totalOf(points: readonly number[]): number {
  return points.reduce((sum, given) => sum + (Number.isNaN(given) ? 0 : given), 0);
}
