import { CompensatedSum, sumOf } from '../statistics/compensated-sum.ts';
import { dot, orthonormalBasis, solveSymmetric } from '../statistics/linear-algebra.ts';
import { crossed } from './classes.ts';
import { type Margin, marginProblems } from './margins.ts';
import { type CalibrationResult, weightsOf } from './poststratification.ts';
import type { CalibrationProblem } from './problems.ts';

/** The distance that calibration keeps as small as it can: its factor g = F(η), F′, and ∫F. */
interface Distance {
  readonly factor: (eta: number) => number;
  readonly slope: (eta: number) => number;
  readonly integral: (eta: number) => number;
}

const distances = {
  /** Multiplicative: the limit of iterative proportional fitting; factors are positive. */
  raking: { factor: Math.exp, slope: Math.exp, integral: Math.exp },
  /** Generalized regression: exact in one step. Weights may turn negative, so schemes do not offer it. */
  linear: { factor: (eta) => 1 + eta, slope: () => 1, integral: (eta) => eta + (eta * eta) / 2 },
} as const satisfies Record<string, Distance>;

export type CalibrationMethod = keyof typeof distances;

/** Misfit (over 1 + total) at which weights meet a total: working precision, not R's 1e-7. */
const MET = 1e-13;
/** A total implied by others may be off by what margins may disagree, and no more. */
const IMPLIED = 1e-8;
const MOST_ITERATIONS = 100;

/**
 * Weights nearest to the given ones that add up to every total of the margins:
 *
 *     w* = w F(x′λ),   Σ w F(x′λ) x = T
 *
 * by Newton's method on the convex dual, halving a step that overshoots. Deville & Särndal, "Calibration
 * estimators in survey sampling", JASA 87 (1992); equal to R `calibrate(calfun = …, epsilon = 1e-13)`.
 * Sampling error: residuals of the regression on x weighted with the weights before, for both methods.
 *
 * Rows of the same categories share their factor, so that all but two readings of the rows happens on cells.
 */
export function calibrate(
  weights: Float64Array,
  margins: readonly Margin[],
  method: CalibrationMethod,
): CalibrationResult {
  const problems = marginProblems(weights, margins);
  if (problems.length > 0) return { calibration: null, problems };
  const cells = crossed(margins.map(({ categories }) => categories));
  const cellWeights = weightsOf(weights, cells.codes, cells.labels.length);
  const roots = cellWeights.map(Math.sqrt);
  const constraints = constraintsOf(margins, cells.parts);
  const basis = orthonormalBasis(
    constraints.map(({ cells: has }) => has.map((x, cell) => x * (roots[cell] as number))),
  );
  const independent = basis.independent.map((place) => constraints[place] as Constraint);
  const { factors, iterations } = solve(cellWeights, independent, distances[method]);
  const unmet = worstUnmet(cellWeights, factors, constraints, new Set(independent));
  if (unmet) return { calibration: null, problems: [unmet] };
  return {
    calibration: {
      weights: weights.map((weight, row) => weight * (factors[cells.codes[row] as number] as number)),
      projection: { kind: 'regression', cells: cells.codes, roots, factors, basis: basis.vectors },
      iterations,
    },
    problems: [],
  };
}

/** One total to be met: which cells count towards it. */
interface Constraint {
  readonly margin: string;
  readonly category: string;
  readonly cells: Float64Array;
  readonly total: number;
}

function constraintsOf(margins: readonly Margin[], parts: readonly (readonly number[])[]): Constraint[] {
  return margins.flatMap(({ name, categories, totals }, place) =>
    categories.labels.map((category, code) => ({
      margin: name,
      category,
      cells: Float64Array.from(parts, (part) => (part[place] === code ? 1 : 0)),
      total: totals[category] ?? 0,
    })),
  );
}

interface Solution {
  readonly factors: Float64Array;
  readonly iterations: number;
}

function solve(cellWeights: Float64Array, constraints: readonly Constraint[], distance: Distance): Solution {
  let lambda = new Float64Array(constraints.length);
  for (let iterations = 0; ; iterations++) {
    const eta = combined(constraints, lambda, cellWeights.length);
    const factors = eta.map(distance.factor);
    const misfits = constraints.map(
      (constraint) => constraint.total - reached(cellWeights, factors, constraint),
    );
    const met = constraints.every(({ total }, k) => Math.abs(misfits[k] as number) <= MET * (1 + total));
    const step =
      met || iterations === MOST_ITERATIONS
        ? null
        : newtonStep(cellWeights, constraints, eta, misfits, distance);
    const next = step && improved(cellWeights, constraints, lambda, step, distance);
    if (!next) return { factors, iterations };
    lambda = next;
  }
}

/** (Σ w F′(x′λ) x x′)⁻¹ (T − Σ w F x); `null` where the matrix has lost its rank. */
function newtonStep(
  cellWeights: Float64Array,
  constraints: readonly Constraint[],
  eta: Float64Array,
  misfits: readonly number[],
  { slope }: Distance,
): Float64Array | null {
  const size = constraints.length;
  const slopes = eta.map((value, cell) => slope(value) * (cellWeights[cell] as number));
  const matrix = new Float64Array(size * size);
  constraints.forEach(({ cells: one }, i) => {
    const sloped = one.map((x, cell) => x * (slopes[cell] as number));
    constraints.forEach(({ cells: other }, j) => {
      matrix[i * size + j] = dot(sloped, other);
    });
  });
  return solveSymmetric(matrix, misfits);
}

/** λ moved by the step, or by the longest half, quarter … of it that does not climb; `null` when none does. */
function improved(
  cellWeights: Float64Array,
  constraints: readonly Constraint[],
  lambda: Float64Array,
  step: Float64Array,
  distance: Distance,
): Float64Array<ArrayBuffer> | null {
  const before = dual(cellWeights, constraints, lambda, distance);
  for (let share = 1; share > 1e-9; share /= 2) {
    const moved = Float64Array.from(lambda, (value, k) => value + share * (step[k] as number));
    const after = dual(cellWeights, constraints, moved, distance);
    if (after.value <= before.value + 1e-13 * before.size) return moved;
  }
  return null;
}

/** The convex function Σ w ∫F(x′λ) − T′λ, least where all totals are met, and the size of what it is made of. */
function dual(
  cellWeights: Float64Array,
  constraints: readonly Constraint[],
  lambda: Float64Array,
  { integral }: Distance,
): { readonly value: number; readonly size: number } {
  const eta = combined(constraints, lambda, cellWeights.length);
  const mass = sumOf(eta.map((value, cell) => (cellWeights[cell] as number) * integral(value)));
  const linear = sumOf(constraints.map(({ total }, k) => total * (lambda[k] as number)));
  return { value: mass - linear, size: Math.abs(mass) + Math.abs(linear) };
}

/** x′λ of every cell. */
function combined(constraints: readonly Constraint[], lambda: Float64Array, count: number): Float64Array {
  const eta = new Float64Array(count);
  constraints.forEach(({ cells }, k) => {
    for (let cell = 0; cell < count; cell++) {
      eta[cell] = (eta[cell] as number) + (cells[cell] as number) * (lambda[k] as number);
    }
  });
  return eta;
}

/** Σ w g over the cells of a constraint. */
function reached(cellWeights: Float64Array, factors: Float64Array, { cells }: Constraint): number {
  const total = new CompensatedSum();
  for (let cell = 0; cell < cells.length; cell++) {
    if (cells[cell] === 1) total.add((cellWeights[cell] as number) * (factors[cell] as number));
  }
  return total.value;
}

/** The total missed by most, as a problem; `null` when all are met. */
function worstUnmet(
  cellWeights: Float64Array,
  factors: Float64Array,
  constraints: readonly Constraint[],
  solved: ReadonlySet<Constraint>,
): CalibrationProblem | null {
  let worst: CalibrationProblem | null = null;
  let most = 1;
  for (const constraint of constraints) {
    const { margin, category, total } = constraint;
    const sum = reached(cellWeights, factors, constraint);
    const allowed = (solved.has(constraint) ? MET : IMPLIED) * (1 + total);
    const miss = Math.abs(total - sum) / allowed;
    if (miss <= most) continue;
    most = miss;
    worst = solved.has(constraint)
      ? { code: 'not-converged', margin, category, total, reached: sum }
      : { code: 'margins-disagree', margin, total, expected: sum };
  }
  return worst;
}
