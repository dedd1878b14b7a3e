import type { Cases, Correlations } from '../sampling-error/correlations.ts';
import { type Figure, figure } from '../sampling-error/influence.ts';
import { solveSymmetric } from '../statistics/linear-algebra.ts';

/**
 * The coefficients of a weighted linear regression of the outcome on all drivers, in points of the outcome for a point of
 * the driver, one after the other:
 *
 *     β = R⁻¹ r · s_y/s_k,   u_k = w e (R⁻¹ z)_k s_y/s_k / Σw,   e = z_y − Σ β z, z standardised answers
 *
 * the influences of pseudo-maximum likelihood (Binder, International Statistical Review 51, 1983; R `svyglm`).
 *
 * @param cases of the drivers and, in the last place, the outcome; drivers not collinear. The columns of a figure serve
 *   the next one too.
 */
export function* coefficientFigures(cases: Cases, correlations: Correlations): Generator<Figure> {
  const drivers = cases.width - 1;
  const { rows, length, width, deviations, base } = cases;
  const inverse = inverseOf(correlations.matrix, drivers);
  if (inverse === null) {
    for (let k = 0; k < drivers; k++) yield { value: null, reason: 'not-finite', base };
    return;
  }
  const standardised = Array.from({ length: drivers }, (_, k) => {
    let beta = 0;
    for (let l = 0; l < drivers; l++)
      beta += (inverse[k]?.[l] ?? 0) * (correlations.matrix[l * width + drivers] as number);
    return beta;
  });
  const z = (at: number, k: number) =>
    ((deviations[at * width + k] as number) - (correlations.means[k] as number)) /
    (correlations.standardDeviations[k] as number);
  const residuals = Float64Array.from(rows, (_, at) =>
    standardised.reduce((left, beta, k) => left - beta * z(at, k), z(at, drivers)),
  );
  const unit = (k: number) => (correlations.standardDeviations[k] as number) * (cases.spans[k] as number);
  const answers = new Float64Array(length);
  for (let k = 0; k < drivers; k++) {
    const row = inverse[k] as Float64Array;
    const points = unit(drivers) / unit(k);
    answers.fill(Number.NaN);
    for (let at = 0; at < rows.length; at++) {
      let direction = 0;
      for (let l = 0; l < drivers; l++) direction += (row[l] as number) * z(at, l);
      answers[rows[at] as number] = ((residuals[at] as number) * direction * points) / correlations.weight;
    }
    const value = (standardised[k] as number) * points;
    yield figure({ value, base, terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }] });
  }
}

/** The rows of the inverse of the drivers' correlations. */
function inverseOf(matrix: Float64Array, drivers: number): Float64Array[] | null {
  const width = drivers + 1;
  const own = Float64Array.from(
    { length: drivers * drivers },
    (_, at) => matrix[Math.floor(at / drivers) * width + (at % drivers)] as number,
  );
  const rows: Float64Array[] = [];
  for (let k = 0; k < drivers; k++) {
    const unit = Float64Array.from({ length: drivers }, (_, at) => (at === k ? 1 : 0));
    const row = solveSymmetric(own, unit);
    if (row === null || !row.every(Number.isFinite)) return null;
    rows.push(row);
  }
  return rows;
}
