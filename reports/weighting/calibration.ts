import { type Bounds, type CalibrationMethod, distanceOf } from './distances.ts';
import type { Margin } from './margins.ts';
import { MET, missOf, reached, type Solution, solve } from './newton.ts';
import { type CalibrationResult, weightsOf } from './poststratification.ts';
import type { CalibrationProblem } from './problems.ts';
import { type Constraint, constraintCells, type Targets, targetProblems } from './targets.ts';

/** A total implied by others may be off by what margins may disagree, and no more. */
const IMPLIED = 1e-8;

/** What calibration may be told besides its method and margins. */
export interface CalibrationOptions extends Omit<Targets, 'margins'> {
  /** Least and largest factor; logit needs them. */
  readonly bounds?: Bounds | null;
}

/**
 * Weights nearest to the given ones that add up to every target:
 *
 *     w* = w F(x′λ),   Σ w F(x′λ) x = T
 *
 * Deville & Särndal, "Calibration estimators in survey sampling", JASA 87 (1992); equal to R
 * `calibrate(calfun = …, bounds = …, epsilon = 1e-13)`, except that R multiplies weights far below the totals
 * before it applies the bounds, and says so only in a message. Targets that follow from those before them are
 * checked, those that contradict them are a problem. Sampling error: residuals of the regression on x weighted
 * with the weights before, for every method.
 *
 * Rows of the same x share their factor, so that all but two readings of the rows happens on cells.
 *
 * @throws RangeError when the bounds do not hold 1, logit has none, or a value is missing
 */
export function calibrate(
  weights: Float64Array,
  margins: readonly Margin[],
  method: CalibrationMethod,
  { bounds = null, ...others }: CalibrationOptions = {},
): CalibrationResult {
  const distance = distanceOf(method, bounds);
  const targets = { margins, ...others };
  const problems = targetProblems(weights, targets);
  if (problems.length > 0) return { calibration: null, problems };
  const { codes, count, constraints } = constraintCells(weights.length, targets);
  const cellWeights = weightsOf(weights, codes, count, others.counts ?? null);
  const outOfReach = constraints.flatMap((constraint) => outOfReachOf(cellWeights, constraint, bounds));
  if (outOfReach.length > 0) return { calibration: null, problems: outOfReach };
  const solution = solve(cellWeights, constraints, distance);
  const unmet = worstUnmet(cellWeights, constraints, solution);
  if (unmet) return { calibration: null, problems: [unmet] };
  const { factors, basis, iterations } = solution;
  return {
    calibration: {
      weights: weights.map((weight, row) => weight * (factors[codes[row] as number] as number)),
      projection: { kind: 'regression', cells: codes, roots: cellWeights.map(Math.sqrt), factors, basis },
      iterations,
    },
    problems: [],
  };
}

/** A total that even all factors at their bounds would not reach. Totals that are only together too far are not found here. */
function outOfReachOf(
  weights: Float64Array,
  { margin, category, cells, total }: Constraint,
  bounds: Bounds | null,
): CalibrationProblem[] {
  if (!bounds) return [];
  let [least, most] = [0, 0];
  for (let cell = 0; cell < cells.length; cell++) {
    const part = (weights[cell] as number) * (cells[cell] as number);
    least += Math.min(part * bounds.lower, part * bounds.upper);
    most += Math.max(part * bounds.lower, part * bounds.upper);
  }
  const allowed = IMPLIED * Math.max(Math.abs(least), Math.abs(most));
  if (total >= least - allowed && total <= most + allowed) return [];
  return [{ code: 'bounds-out-of-reach', margin, category, total, least, most }];
}

/** The total missed by most, as a problem; `null` when all are met. */
function worstUnmet(
  weights: Float64Array,
  constraints: readonly Constraint[],
  { factors, independent }: Solution,
): CalibrationProblem | null {
  let worst: CalibrationProblem | null = null;
  let most = 1;
  for (const constraint of constraints) {
    const { margin, category, total } = constraint;
    const solved = independent.has(constraint);
    const miss = missOf(weights, factors, constraint) / (solved ? MET : IMPLIED);
    if (miss <= most) continue;
    most = miss;
    const sum = reached(weights, factors, constraint);
    worst = solved
      ? { code: 'not-converged', margin, category, total, reached: sum }
      : { code: 'margins-disagree', margin, total, expected: sum };
  }
  return worst;
}
