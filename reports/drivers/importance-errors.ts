import {
  type Cases,
  type Correlations,
  correlationInfluence,
  correlationsOf,
} from '../sampling-error/correlations.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Estimate, type EstimateOptions, estimateFrom, estimateOf } from '../sampling-error/estimate.ts';
import { type Answers, type Figure, figure, linearize } from '../sampling-error/influence.ts';
import { covarianceOfTotals } from '../sampling-error/linearization.ts';
import { type Replication, replicatedUncertainty } from '../sampling-error/replicated.ts';
import { contributionGradients, type ImportanceMethod, importanceValues } from './shares.ts';
import { dependentDrivers } from './subsets.ts';

/** What importance is measured from, and its values (`importanceValues`). */
export interface MeasuredCases {
  readonly cases: Cases;
  readonly correlations: Correlations;
  readonly values: readonly (number | null)[];
  readonly method: ImportanceMethod;
}

/** One estimate for each value, in their order: by replication where there is one, otherwise by linearization. */
export function importanceEstimates(
  design: Design,
  domain: Domain,
  { cases, correlations, values, method }: MeasuredCases,
  {
    replication,
    beside,
    ...options
  }: Pick<EstimateOptions, 'confidence' | 'interval'> & {
    readonly replication?: Replication;
    readonly beside?: (driver: number) => Float64Array | null;
  },
): {
  readonly estimates: Estimate[];
  readonly discarded: number;
  /** By driver: of the errors of its share and of what is beside it. */
  readonly errorCorrelations: (number | null)[];
} {
  const valuesWith = (weights: Float64Array) => valuesAgain(cases, weights, method) ?? [];
  const again = replication && replicatedUncertainty(design, domain, replication, values, valuesWith);
  const scratch = new Float64Array(design.weights.length);
  const estimates: Estimate[] = [];
  const errorCorrelations: (number | null)[] = [];
  for (const answers of influencesOf(cases, correlations, values, method)) {
    const place = estimates.length;
    const one = figureOf(values[place] ?? null, cases, answers);
    const uncertainty = again?.uncertainties[place];
    if (!uncertainty) estimates.push(estimateOf(design, domain, one, options, scratch));
    else {
      const spread = one.value === null ? null : linearize(design, domain, one, scratch).spread;
      estimates.push(estimateFrom(one, uncertainty, spread, options));
    }
    // the shares are in the places 2, 4, …
    if (place === 0 || place % 2 === 1) continue;
    const other = beside?.(place / 2 - 1) ?? null;
    // whichever way its error came, the influence of the share is in the scratch
    const own = other === null || one.value === null ? null : scratch;
    errorCorrelations.push(own && other && errorCorrelation(design, domain, own, other));
  }
  return { estimates, discarded: again?.discarded ?? 0, errorCorrelations };
}

/** The correlation of the errors of two figures from their influences; `null` where one has no error. */
function errorCorrelation(
  design: Design,
  domain: Domain,
  one: Float64Array,
  other: Float64Array,
): number | null {
  const [variance = 0, covariance = 0, , otherVariance = 0] =
    covarianceOfTotals(design, [one, other], domain) ?? [];
  const size = Math.sqrt(variance) * Math.sqrt(otherVariance);
  return size > 0 ? Math.max(-1, Math.min(1, covariance / size)) : null;
}

/**
 * How each value changes with the rows, in their order. A share c/R² changes with (u_c − share · u_R²)/R². The columns
 * are as long as the sample, so that one of them serves all drivers in turn.
 */
function* influencesOf(
  cases: Cases,
  correlations: Correlations,
  [rSquared, ...parts]: readonly (number | null)[],
  method: ImportanceMethod,
): Generator<Answers> {
  const gradients = contributionGradients(correlations.matrix, cases.width - 1, method) ?? [];
  const sum = correlations.matrix.map((_, at) =>
    gradients.reduce((total, each) => total + (each[at] ?? 0), 0),
  );
  const whole = correlationInfluence(cases, correlations, sum);
  const column = new Float64Array(whole.length);
  yield whole;
  for (const [j, gradient] of gradients.entries()) {
    yield correlationInfluence(cases, correlations, gradient, column);
    const share = parts[2 * j + 1] ?? 0;
    for (const row of cases.rows) {
      column[row] = ((column[row] as number) - share * (whole[row] as number)) / (rSquared || 1);
    }
    yield column;
  }
}

function figureOf(value: number | null, { base }: Cases, answers: Answers): Figure {
  if (value === null) return { value: null, reason: 'zero-denominator', base };
  return figure({ value, base, terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }] });
}

/** The values with other weights; `null` where they do not allow any. */
function valuesAgain(cases: Cases, weights: Float64Array, method: ImportanceMethod) {
  const correlations = correlationsOf(cases, weights);
  const drivers = cases.width - 1;
  if (!correlations || dependentDrivers(correlations.matrix, drivers).length > 0) return null;
  return importanceValues(correlations.matrix, drivers, method);
}
