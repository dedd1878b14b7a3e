import { type Cases, type Correlations, casesOf, correlationsOf } from '../sampling-error/correlations.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Estimate, type EstimateOptions, estimateOf } from '../sampling-error/estimate.ts';
import type { Answers, UndefinedReason } from '../sampling-error/influence.ts';
import type { Replication } from '../sampling-error/replicated.ts';
import { coefficientFigures } from './coefficients.ts';
import { importanceEstimates } from './importance-errors.ts';
import { relativeWeights } from './relative-weights.ts';
import { MOST_SHAPLEY_DRIVERS } from './shapley.ts';
import { type ImportanceMethod, importanceValues } from './shares.ts';
import { dependentDrivers } from './subsets.ts';

/** An outcome, such as overall satisfaction, and what it is thought to depend on. */
export interface DriverModel {
  readonly outcome: Answers;
  readonly drivers: readonly Answers[];
}

export interface ImportanceOptions extends Pick<EstimateOptions, 'confidence' | 'interval'> {
  /** Default 'shapley' up to 15 drivers; beyond, only 'relative-weights' can be had. */
  readonly method?: ImportanceMethod;
  /** Errors by replication; by linearization where absent. */
  readonly replication?: Replication;
  /** The influence of another figure of each driver, such as its performance, by row; `null` where it has none. */
  readonly beside?: (driver: number) => Float64Array | null;
}

/** Why the importance of drivers is not defined. */
export type ImportanceReason =
  | UndefinedReason
  /** Fewer complete cases than drivers and two: a regression would fit whatever they answered. */
  | 'too-few-answers'
  | 'constant-outcome'
  | 'constant-driver'
  /** Drivers that are combinations of others: which of them counts cannot be told. */
  | 'collinear-drivers';

export interface DriverImportance {
  /** The driver's part of R². */
  readonly contribution: Estimate;
  /** The same as a share of R², 0 to 1; undefined ('zero-denominator') where nothing is explained at all. */
  readonly share: Estimate;
  /** With the outcome. Contributions have no direction: a driver that works against the outcome has one too. */
  readonly correlation: number;
  /** Johnson's contribution, to compare with; `null` where rounding leaves it undefined. */
  readonly relativeWeight: number | null;
  /** Of the regression on all drivers, in points of the outcome for a point of the driver; error by linearization. */
  readonly coefficient: Estimate;
  /** Of the errors of the share and of what is looked at beside it, by linearization; `null` without either. */
  readonly errorCorrelation: number | null;
}

export interface MeasuredImportance {
  readonly reason: null;
  readonly method: ImportanceMethod;
  /** Respondents who answered about the outcome and every driver. */
  readonly n: number;
  /** Those who lack one of these answers, and do not count. */
  readonly leftOut: number;
  readonly rSquared: Estimate;
  /** In the order of the model. */
  readonly drivers: readonly DriverImportance[];
  /** Replicates in which importance is not defined; 0 by linearization. */
  readonly discarded: number;
}

export interface UndefinedImportance {
  readonly reason: ImportanceReason;
  /** Places of the drivers that are constant, or combinations of those before them. */
  readonly at: readonly number[];
  readonly n: number;
  readonly leftOut: number;
}

export type Importance = MeasuredImportance | UndefinedImportance;

/**
 * How much each driver contributes to explaining the outcome by all of them, in a weighted linear regression.
 *
 * Complete cases only, since correlations over different respondents need not belong together. Contributions add up
 * to R². They are importance within this model, not the effect that a change would have.
 *
 * R² and its parts are smooth functions of the correlations, so that linearization gives their errors too. Near 0, the
 * least a contribution can be, its slope vanishes and linearization says too little: there replication is to be
 * trusted.
 *
 * @throws RangeError without drivers, for a column that is not one answer per row, and for 'shapley' with more than
 *   15 drivers
 */
export function importanceOf(
  design: Design,
  domain: Domain,
  { outcome, drivers }: DriverModel,
  options: ImportanceOptions = {},
): Importance {
  const method = methodFor(drivers.length, options.method);
  const cases = casesOf(design, domain, [...drivers, outcome]);
  const { leftOut, base } = cases;
  const correlations = correlationsOf(cases, design.weights);
  const problem = problemOf(cases, correlations);
  if (problem) return { ...problem, n: base.n, leftOut };
  const values = correlations && importanceValues(correlations.matrix, drivers.length, method);
  if (!correlations || !values) return { reason: 'not-finite', at: [], n: base.n, leftOut };
  const measured = { cases, correlations, values, method };
  const { estimates, discarded, errorCorrelations } = importanceEstimates(design, domain, measured, options);
  const scratch = new Float64Array(design.weights.length);
  const coefficients = Array.from(coefficientFigures(cases, correlations), (one) =>
    estimateOf(design, domain, one, options, scratch),
  );
  const compared = relativeWeights(correlations.matrix, drivers.length);
  const [rSquared, ...rest] = estimates as [Estimate, ...Estimate[]];
  return {
    reason: null,
    method,
    n: base.n,
    leftOut,
    rSquared,
    drivers: drivers.map((_, j) => ({
      contribution: rest[2 * j] as Estimate,
      share: rest[2 * j + 1] as Estimate,
      correlation: correlations.matrix[j * cases.width + drivers.length] as number,
      relativeWeight: compared?.[j] ?? null,
      coefficient: coefficients[j] as Estimate,
      errorCorrelation: errorCorrelations[j] ?? null,
    })),
    discarded,
  };
}

function methodFor(drivers: number, asked?: ImportanceMethod): ImportanceMethod {
  if (drivers === 0) throw new RangeError('Expected a driver.');
  if (asked === 'shapley' && drivers > MOST_SHAPLEY_DRIVERS) {
    throw new RangeError(`Expected at most ${MOST_SHAPLEY_DRIVERS} drivers, found ${drivers}.`);
  }
  return asked ?? (drivers > MOST_SHAPLEY_DRIVERS ? 'relative-weights' : 'shapley');
}

function problemOf(
  { width, base, reason, constant }: Cases,
  correlations: Correlations | null,
): Pick<UndefinedImportance, 'reason' | 'at'> | null {
  const drivers = width - 1;
  if (reason) return { reason, at: [] };
  if (base.n < drivers + 2) return { reason: 'too-few-answers', at: [] };
  if (constant.includes(drivers)) return { reason: 'constant-outcome', at: [] };
  if (constant.length > 0) return { reason: 'constant-driver', at: constant };
  const dependent = correlations ? dependentDrivers(correlations.matrix, drivers) : [];
  return dependent.length > 0 ? { reason: 'collinear-drivers', at: dependent } : null;
}
