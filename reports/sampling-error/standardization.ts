import type { Design } from './design.ts';
import type { Projection } from './projection.ts';

/**
 * The same respondents with every weight multiplied by a known factor of its stratum, so that figures are of a
 * population whose strata have other shares (direct standardization):
 *
 *     u* = w r_h z   less what the calibrations of w explain of it
 *
 * with z the influence of the figure over its weight w r_h. The factors are known, so they add no error of their own.
 *
 * @param factors r_h by stratum code
 */
export function standardizedDesign(design: Design, factors: Float64Array): Design {
  const { weights, stage, projections } = design;
  return {
    ...design,
    weights: weights.map((weight, row) => weight * (factors[stage.strata[row] as number] as number)),
    projections: projections.map((projection) => ofWeights(projection, weights)),
  };
}

/** A calibration that led to some weights, for a design that goes on from them to others. */
function ofWeights(projection: Projection, after: Float64Array): Projection {
  if (projection.kind === 'part') throw new RangeError('Standardization is of one wave.');
  if (projection.kind === 'raking' || projection.rows) return projection;
  const { cells, factors } = projection;
  const before = after.map((weight, row) => weight / (factors[cells[row] as number] as number));
  return { ...projection, rows: { before, after } };
}
