/** Equations A x = b over x ≥ 0, as rows of coefficients. */
export interface LinearSystem {
  readonly coefficients: readonly Float64Array[];
  readonly totals: readonly number[];
}

/** Below this a coefficient is what rounding left of nothing. */
const ROUNDING = 1e-9;

/**
 * The most that each unknown can be, given the equations and that none is negative: the simplex method, by Bland's rule,
 * which never turns in a circle (Dantzig, Linear Programming and Extensions, 1963; Bland, Mathematics of Operations
 * Research 2, 1977).
 *
 * @param size how many unknowns there are
 * @returns a function that gives the least (`-1`) or the most (`1`) of an unknown; `Infinity` where nothing bounds it
 * @throws RangeError where nothing fits the equations
 */
export function linearRange(
  system: LinearSystem,
  size: number,
): (unknown: number, direction: 1 | -1) => number {
  const { rows, basis } = feasible(system, size);
  return (unknown, direction) => {
    const objective = new Float64Array(size + 1);
    objective[unknown] = direction;
    for (const [row, basic] of basis.entries()) eliminate(objective, rows[row] as Float64Array, basic);
    const isBounded = improve(rows, basis, objective, size);
    return isBounded ? -direction * (objective[size] as number) : direction * Number.POSITIVE_INFINITY;
  };
}

/** A tableau whose basis fits the equations; equations that follow from others are dropped. */
function feasible({ coefficients, totals }: LinearSystem, size: number) {
  const count = coefficients.length;
  const width = size + count + 1;
  const wide = coefficients.map((row, place) => {
    const total = totals[place] as number;
    const sign = total < 0 ? -1 : 1;
    const line = new Float64Array(width);
    row.forEach((value, column) => {
      line[column] = sign * value;
    });
    line[size + place] = 1;
    line[width - 1] = sign * total;
    return line;
  });
  const basis = wide.map((_, place) => size + place);
  const objective = new Float64Array(width);
  for (const line of wide) {
    for (let column = 0; column < width; column++) {
      if (column < size || column === width - 1) {
        objective[column] = (objective[column] as number) + (line[column] as number);
      }
    }
  }
  improve(wide, basis, objective, width - 1);
  if ((objective[width - 1] as number) > 1e-6) throw new RangeError('Nothing fits these equations.');
  for (const [row, basic] of basis.entries()) {
    if (basic < size) continue;
    const entering = (wide[row] as Float64Array).findIndex(
      (value, column) => column < size && Math.abs(value) > ROUNDING,
    );
    if (entering >= 0) pivot(wide, basis, row, entering);
  }
  const kept = basis.flatMap((basic, row) => (basic < size ? [row] : []));
  return {
    rows: kept.map((row) => {
      const line = wide[row] as Float64Array;
      return Float64Array.of(...line.subarray(0, size), line[width - 1] as number);
    }),
    basis: kept.map((row) => basis[row] as number),
  };
}

/** Moves from basis to basis for as long as the objective grows. @returns whether it is bounded */
function improve(rows: Float64Array[], basis: number[], objective: Float64Array, columns: number): boolean {
  for (;;) {
    const entering = objective.findIndex((value, column) => column < columns && value > ROUNDING);
    if (entering < 0) return true;
    const leaving = leavingRow(rows, basis, entering, columns);
    if (leaving < 0) return false;
    pivot(rows, basis, leaving, entering);
    eliminate(objective, rows[leaving] as Float64Array, entering);
  }
}

function leavingRow(
  rows: readonly Float64Array[],
  basis: readonly number[],
  entering: number,
  total: number,
): number {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (const [row, line] of rows.entries()) {
    const value = line[entering] as number;
    if (value <= ROUNDING) continue;
    const ratio = (line[total] as number) / value;
    const isTie = Math.abs(ratio - least) <= ROUNDING && (basis[row] as number) < (basis[best] as number);
    if (ratio < least - ROUNDING || isTie) [best, least] = [row, ratio];
  }
  return best;
}

function pivot(rows: Float64Array[], basis: number[], row: number, column: number): void {
  const line = rows[row] as Float64Array;
  const value = line[column] as number;
  for (let place = 0; place < line.length; place++) line[place] = (line[place] as number) / value;
  for (const [other, each] of rows.entries()) if (other !== row) eliminate(each, line, column);
  basis[row] = column;
}

function eliminate(line: Float64Array, by: Float64Array, column: number): void {
  const factor = line[column] as number;
  if (factor === 0) return;
  for (let place = 0; place < line.length; place++) {
    line[place] = (line[place] as number) - factor * (by[place] as number);
  }
  line[column] = 0;
}
