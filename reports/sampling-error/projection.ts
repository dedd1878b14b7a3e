import { fitted } from '../statistics/linear-algebra.ts';

/**
 * How calibrated weights bind an influence: what the calibration variables explain of it has no sampling error
 * any more.
 */
export type Projection = RegressionProjection | RakingProjection | PartProjection;

/**
 * Residuals of a regression weighted with the weights before calibration (Deville & Särndal 1992; R
 * `calibrate`, `postStratify`). Rows with the same calibration variables share a cell. See
 * `weighting/calibration.ts`.
 */
export interface RegressionProjection {
  readonly kind: 'regression';
  readonly cells: Int32Array;
  /** Square root of the cell's weight before calibration. */
  readonly roots: Float64Array;
  /** Calibration factor of the cell: weight after over weight before. */
  readonly factors: Float64Array;
  /**
   * Orthonormal basis of the calibration variables over the cells, each times `roots`; `null` when every cell
   * has a total of its own (post-stratification).
   */
  readonly basis: readonly Float64Array[] | null;
  /**
   * Weight of each row before and after, where rows of a cell have different factors or where the weights
   * changed again after calibration (trimming); absent: `factors`, and the weights of the design.
   */
  readonly rows?: { readonly before: Float64Array; readonly after: Float64Array };
}

/** Residuals from the means of each margin in turn, ten times over, all rows alike (R `rake`). */
export interface RakingProjection {
  readonly kind: 'raking';
  /** Category of each row, by margin. */
  readonly margins: readonly Int32Array[];
  /** Weight of each row after raking. */
  readonly weights: Float64Array;
}

/** A calibration of some of the rows only, such as one of several waves in one design. */
export interface PartProjection {
  readonly kind: 'part';
  readonly rows: Int32Array;
  readonly projection: Projection;
}

/** R's own number of sweeps. */
const SWEEPS = 10;

/** Takes out of an influence, in place, what the calibration variables explain. */
export function projectInfluence(
  projection: Projection,
  weights: Float64Array,
  influence: Float64Array,
): void {
  if (projection.kind === 'regression') takeRegressionOut(projection, weights, influence);
  else if (projection.kind === 'raking') takeMarginsOut(projection, influence);
  else projectPart(projection, weights, influence);
}

function projectPart(
  { rows, projection }: PartProjection,
  weights: Float64Array,
  influence: Float64Array,
): void {
  const part = Float64Array.from(rows, (row) => influence[row] as number);
  const partWeights = Float64Array.from(rows, (row) => weights[row] as number);
  projectInfluence(projection, partWeights, part);
  for (let place = 0; place < rows.length; place++) influence[rows[place] as number] = part[place] as number;
}

/** u less w* times the fit of the regression of u/w* on x, weighted with the weights before. */
function takeRegressionOut(
  projection: RegressionProjection,
  weights: Float64Array,
  influence: Float64Array,
): void {
  const { cells, rows } = projection;
  const after = rows?.after ?? weights;
  const fit = regressionFit(projection, influence);
  for (let row = 0; row < influence.length; row++) {
    const explained = (after[row] as number) * (fit[cells[row] as number] as number);
    influence[row] = (influence[row] as number) - explained;
  }
}

/**
 * What the calibration variables explain of u/w*, by cell.
 *
 * @param influence by row; or its sum over the rows of a group, where rows of a group share their cell and factor
 */
export function regressionFit(
  { cells, roots, factors, basis, rows }: RegressionProjection,
  influence: Float64Array,
): Float64Array {
  const values = new Float64Array(roots.length);
  for (let row = 0; row < influence.length; row++) {
    const cell = cells[row] as number;
    const factor = rows
      ? (rows.after[row] as number) / (rows.before[row] as number)
      : (factors[cell] as number);
    if (factor === 0 || Number.isNaN(factor)) continue;
    values[cell] = (values[cell] as number) + (influence[row] as number) / factor;
  }
  for (let cell = 0; cell < values.length; cell++) {
    // √weight × mean of u/w* in the cell, which is all that the regression needs of it
    const root = roots[cell] as number;
    values[cell] = root === 0 ? 0 : (values[cell] as number) / root;
  }
  const fit = basis === null ? values : fitted(basis, values);
  return fit.map((value, cell) => (roots[cell] === 0 ? 0 : value / (roots[cell] as number)));
}

function takeMarginsOut({ margins, weights }: RakingProjection, influence: Float64Array): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const codes of margins) {
      const means = meansBy(codes, weights, influence);
      for (let row = 0; row < influence.length; row++) {
        const explained = (weights[row] as number) * (means[codes[row] as number] as number);
        influence[row] = (influence[row] as number) - explained;
      }
    }
  }
}

/** The plain mean of u/w by category, over rows with a weight. */
function meansBy(codes: Int32Array, weights: Float64Array, influence: Float64Array): Float64Array {
  let categories = 0;
  for (const code of codes) if (code >= categories) categories = code + 1;
  const sums = new Float64Array(categories);
  const counts = new Float64Array(categories);
  for (let row = 0; row < influence.length; row++) {
    const weight = weights[row] as number;
    if (!(weight > 0)) continue;
    const code = codes[row] as number;
    sums[code] = (sums[code] as number) + (influence[row] as number) / weight;
    counts[code] = (counts[code] as number) + 1;
  }
  return sums.map((sum, code) => (counts[code] === 0 ? 0 : sum / (counts[code] as number)));
}
