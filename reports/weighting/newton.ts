import { CompensatedSum, sumOf } from '../statistics/compensated-sum.ts';
import { dot, orthonormalBasis, solveSymmetric } from '../statistics/linear-algebra.ts';
import type { Distance } from './distances.ts';
import type { Constraint } from './targets.ts';

/** Misfit at which a total is met, over its size: working precision, not R's 1e-7. */
export const MET = 1e-13;
const MOST_ITERATIONS = 200;
/** Added to the diagonal, in turn, where cells at their bounds leave the matrix without full rank. */
const RIDGES = [0, 1e-8, 1e-4, 1];

export interface Solution {
  /** Factor of each cell. */
  readonly factors: Float64Array;
  readonly iterations: number;
  /** Orthonormal basis of the constraints over the cells, each times the root of the cell's weight. */
  readonly basis: readonly Float64Array[];
  /** The constraints that were solved for; the others follow from those before them, or contradict them. */
  readonly independent: ReadonlySet<Constraint>;
}

/**
 * Finds the factors F(η) of cells that meet Σ w F(η) x = T with η = x′λ: Newton's method on the convex dual
 * Σ w ∫F(η) − T′λ, halving a step that climbs.
 *
 * The x are made orthonormal first, so that neither their scale nor how much they have in common costs digits.
 * Where the totals cannot be met the factors are as near as the iteration came: ask `missOf`.
 */
export function solve(
  weights: Float64Array,
  constraints: readonly Constraint[],
  distance: Distance,
): Solution {
  const roots = weights.map(Math.sqrt);
  const columns = constraints.map(({ cells }) => cells.map((x, cell) => x * (roots[cell] as number)));
  const basis = orthonormalBasis(columns);
  const independent = basis.independent.map((place) => constraints[place] as Constraint);
  const triangle = basis.independent.map((place, row) =>
    Float64Array.from(basis.vectors.slice(0, row + 1), (q) => dot(q, columns[place] as Float64Array)),
  );
  const axes = basis.vectors.map((vector) =>
    vector.map((q, cell) => (roots[cell] === 0 ? 0 : q / (roots[cell] as number))),
  );
  const dual: Dual = {
    weights,
    axes,
    totals: rotated(
      triangle,
      independent.map(({ total }) => total),
    ),
    distance,
  };
  const found = iterate(dual, (factors) => {
    const met = independent.every((constraint) => missOf(weights, factors, constraint) <= MET);
    if (met) return null;
    return rotated(
      triangle,
      independent.map((constraint) => constraint.total - reached(weights, factors, constraint)),
    );
  });
  return { ...found, basis: basis.vectors, independent: new Set(independent) };
}

/** How far weights w g are from a total, over its size. */
export function missOf(weights: Float64Array, factors: Float64Array, constraint: Constraint): number {
  return Math.abs(constraint.total - reached(weights, factors, constraint)) / sizeOf(weights, constraint);
}

/** Σ w g x. */
export function reached(weights: Float64Array, factors: Float64Array, { cells }: Constraint): number {
  const total = new CompensatedSum();
  for (let cell = 0; cell < cells.length; cell++) {
    const x = cells[cell] as number;
    if (x !== 0) total.add((weights[cell] as number) * (factors[cell] as number) * x);
  }
  return total.value;
}

/** 1 + the total of a category, as R counts; of a number, which has a scale of its own, Σ w |x| or its total. */
function sizeOf(weights: Float64Array, { category, cells, total }: Constraint): number {
  if (category !== null) return 1 + total;
  let size = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    size += (weights[cell] as number) * Math.abs(cells[cell] as number);
  }
  return Math.max(size, Math.abs(total), Number.MIN_VALUE);
}

/** The problem in orthonormal coordinates: η = Σ_k μ_k z_k, Σ w F(η) z = totals. */
interface Dual {
  readonly weights: Float64Array;
  readonly axes: readonly Float64Array[];
  readonly totals: Float64Array;
  readonly distance: Distance;
}

/** `misfits` gives what is missing at these factors, in the same coordinates; `null` when all is met. */
function iterate(
  dual: Dual,
  misfits: (factors: Float64Array) => Float64Array | null,
): Pick<Solution, 'factors' | 'iterations'> {
  let position = new Float64Array(dual.axes.length);
  for (let iterations = 0; ; iterations++) {
    const eta = combined(dual, position);
    const factors = eta.map(dual.distance.factor);
    const missing = misfits(factors);
    const step = missing && iterations < MOST_ITERATIONS ? newtonStep(dual, eta, missing) : null;
    const next = step && improved(dual, position, step);
    if (!next) return { factors, iterations };
    position = next;
  }
}

/** (Σ w F′(η) z z′)⁻¹ times what is missing. */
function newtonStep({ weights, axes, distance }: Dual, eta: Float64Array, missing: Float64Array) {
  const size = axes.length;
  const slopes = eta.map((value, cell) => distance.slope(value) * (weights[cell] as number));
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const sloped = (axes[i] as Float64Array).map((z, cell) => z * (slopes[cell] as number));
    for (let j = 0; j <= i; j++) {
      const value = dot(sloped, axes[j] as Float64Array);
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  for (const ridge of RIDGES) {
    const raised = matrix.map((value, place) => (place % (size + 1) === 0 ? value + ridge : value));
    const step = solveSymmetric(raised, missing);
    if (step?.every(Number.isFinite)) return step;
  }
  return null;
}

/** The position after the step, or after the longest half, quarter … of it that does not climb; `null` when none does. */
function improved(dual: Dual, position: Float64Array, step: Float64Array): Float64Array<ArrayBuffer> | null {
  const before = valueAt(dual, position);
  for (let share = 1; share > 1e-9; share /= 2) {
    const moved = Float64Array.from(position, (value, k) => value + share * (step[k] as number));
    const after = valueAt(dual, moved);
    if (after.value <= before.value + 1e-13 * before.size) return moved;
  }
  return null;
}

/** The dual's value, and the size of what it is the difference of. */
function valueAt(dual: Dual, position: Float64Array): { readonly value: number; readonly size: number } {
  const { weights, totals, distance } = dual;
  const eta = combined(dual, position);
  const mass = sumOf(eta.map((value, cell) => (weights[cell] as number) * distance.integral(value)));
  const linear = sumOf(totals.map((total, k) => total * (position[k] as number)));
  return { value: mass - linear, size: Math.abs(mass) + Math.abs(linear) };
}

function combined({ weights, axes }: Dual, position: Float64Array): Float64Array {
  const eta = new Float64Array(weights.length);
  axes.forEach((axis, k) => {
    const along = position[k] as number;
    for (let cell = 0; cell < eta.length; cell++) {
      eta[cell] = (eta[cell] as number) + along * (axis[cell] as number);
    }
  });
  return eta;
}

/** Totals of the constraints as totals of the axes: forward substitution, x_j = Σ_{k ≤ j} triangle_jk z_k. */
function rotated(triangle: readonly Float64Array[], totals: readonly number[]): Float64Array {
  const solution = new Float64Array(totals.length);
  triangle.forEach((row, j) => {
    let rest = totals[j] as number;
    for (let k = 0; k < j; k++) rest -= (row[k] as number) * (solution[k] as number);
    solution[j] = rest / (row[j] as number);
  });
  return solution;
}
