import type { Projection } from '../sampling-error/projection.ts';
import { calibrate } from './calibration.ts';
import { type Coded, CROSS, codesAt, crossed, weightsAt } from './classes.ts';
import { type Counts, countsAt, unitsWhere } from './counts.ts';
import { type DrawnSample, missingValues } from './drawn-sample.ts';
import { type Calibration, type CalibrationResult, poststratify } from './poststratification.ts';
import type { WeightingProblem } from './problems.ts';
import type { CalibrationScheme, TrimmingScheme, WeightingScheme } from './scheme.ts';
import type { Targets } from './targets.ts';
import { capOf, type Limits, type Trimming, trimWeights } from './trimming.ts';
import { calibrationStep, type StepTaken, trimmingStep } from './weighting-steps.ts';

/** Weights after calibration and trimming, what each did, and how that binds the sampling error. */
export interface CalibratedWeights {
  readonly weights: Float64Array;
  readonly projections: readonly Projection[];
  readonly steps: readonly StepTaken[];
}

type Calibrated =
  | { readonly calibrated: CalibratedWeights; readonly problems: readonly [] }
  | { readonly calibrated: null; readonly problems: readonly WeightingProblem[] };

/** A limit may be overstepped by this share once totals and limits are made to hold both. */
const WITHIN = 1e-10;
const MOST_RECALIBRATIONS = 1000;

/**
 * Calibrates and trims the respondents' weights as the scheme says. `rows` are their rows in the sample.
 *
 * @param allowsNegative whether weights that linear calibration makes negative are no problem
 */
export function calibratedWeights(
  sample: DrawnSample,
  { calibration: scheme, trimming }: WeightingScheme,
  starting: Float64Array,
  rows: Int32Array,
  allowsNegative = false,
): Calibrated {
  const read = scheme ? targetsOf(sample, scheme, rows) : { targets: null, problems: [] };
  if (read.problems.length > 0) return refused(read.problems);
  const { targets } = read;
  const counts = countsAt(sample.counts ?? null, rows);
  const first = scheme && targets ? calibratedTo(targets, scheme, starting) : null;
  if (first && first.calibration === null) return refused(first.problems);
  const calibration = first?.calibration ?? null;
  const weights = calibration?.weights ?? starting;
  const steps =
    calibration && targets
      ? [calibrationStep(calibration.iterations, targets, { before: starting, after: weights, counts })]
      : [];
  const projectionOf = (after: Float64Array | null) =>
    calibration && targets && scheme ? [projectionFor(scheme, targets, calibration, starting, after)] : [];
  const finished = (final: Float64Array, projections: readonly Projection[], taken: readonly StepTaken[]) => {
    const negative = allowsNegative
      ? 0
      : unitsWhere(final.length, counts, (row) => (final[row] as number) < 0);
    if (negative > 0) return refused([{ code: 'weights-negative', rows: negative }]);
    return { calibrated: { weights: final, projections, steps: taken }, problems: [] } as const;
  };
  if (!trimming) return finished(weights, projectionOf(null), steps);

  const limits = limitsOf(weights, trimming, counts);
  const again = trimming.recalibrate && scheme && targets ? { scheme, targets } : null;
  const trimmed = again
    ? trimmedAndCalibrated(weights, limits, counts, (some) => calibratedTo(again.targets, again.scheme, some))
    : { trimming: trimWeights(weights, limits, trimming.strict ?? true, counts), recalibrations: 0 };
  if (trimmed.trimming === null) return refused([{ code: 'trimming-impossible', ...limits }]);
  const final = trimmed.trimming.weights;
  const change = { before: weights, after: final, counts };
  const step = trimmingStep(trimmed.trimming, trimmed.recalibrations, targets, change);
  return finished(final, projectionOf(trimming.recalibrate ? final : weights), [...steps, step]);
}

function refused(problems: readonly WeightingProblem[]): Calibrated {
  return { calibrated: null, problems };
}

function targetsOf(
  sample: DrawnSample,
  { margins, auxiliaries = [], population }: CalibrationScheme,
  rows: Int32Array,
): { readonly targets: Targets | null; readonly problems: readonly WeightingProblem[] } {
  const { variables, numbers = {} } = sample;
  const counts = countsAt(sample.counts ?? null, rows);
  const names = new Set(margins.flatMap((margin) => margin.variables));
  const columns = auxiliaries.map(({ variable, total }) => ({
    name: variable,
    total,
    values: weightsAt(numbers[variable] as Float64Array, rows),
  }));
  const withoutNumber = columns.flatMap(({ name, values }): WeightingProblem[] => {
    const missing = unitsWhere(values.length, counts, (row) => !Number.isFinite(values[row]));
    return missing > 0 ? [{ code: 'value-missing', variable: name, rows: missing }] : [];
  });
  const problems = [...missingValues(sample, [...names], rows), ...withoutNumber];
  if (problems.length > 0) return { targets: null, problems };
  const crossings = margins.map(({ variables: crossing, totals }) => {
    const coded = crossing.map((name) => variables[name] as Coded);
    const ofRespondents = coded.map(({ codes, labels }) => ({ codes: codesAt(codes, rows), labels }));
    return { name: crossing.join(CROSS), categories: crossed(ofRespondents), totals };
  });
  return {
    targets: { margins: crossings, auxiliaries: columns, population: population ?? null, counts },
    problems: [],
  };
}

function calibratedTo(
  { margins, ...others }: Targets,
  { method, bounds: limits }: CalibrationScheme,
  weights: Float64Array,
): CalibrationResult {
  if (method !== 'poststratification') {
    const bounds = limits ? { lower: limits[0], upper: limits[1] } : null;
    return calibrate(weights, margins, method, { ...others, bounds });
  }
  const [only] = margins;
  if (!only || margins.length > 1) throw new RangeError('Expected one margin to post-stratify by.');
  return poststratify(weights, only, others.counts ?? null);
}

/** `after`: the weights to take residuals by, where they are not those of the design's rows and cells. */
function projectionFor(
  { variance }: CalibrationScheme,
  { margins }: Targets,
  { projection, weights }: Calibration,
  before: Float64Array,
  after: Float64Array | null,
): Projection {
  if (variance === 'rake') {
    return {
      kind: 'raking',
      margins: margins.map(({ categories }) => categories.codes),
      weights: after ?? weights,
    };
  }
  return after ? { ...projection, rows: { before, after } } : projection;
}

function limitsOf(weights: Float64Array, { lower, upper }: TrimmingScheme, counts: Counts): Limits {
  return {
    lower: lower ?? null,
    upper: typeof upper === 'object' ? capOf(weights, upper, counts) : (upper ?? null),
  };
}

/** Trims and calibrates in turn until limits and totals both hold; no trimming when that does not come to an end. */
function trimmedAndCalibrated(
  weights: Float64Array,
  limits: Limits,
  counts: Counts,
  calibrateAgain: (weights: Float64Array) => CalibrationResult,
): { readonly trimming: Trimming | null; readonly recalibrations: number } {
  const first = trimWeights(weights, limits, true, counts);
  let trimmed = first;
  for (let recalibrations = 0; trimmed && recalibrations < MOST_RECALIBRATIONS; recalibrations++) {
    if (recalibrations === 0 && trimmed.rounds === 0) return { trimming: trimmed, recalibrations };
    const { calibration } = calibrateAgain(trimmed.weights);
    if (!calibration || !first) break;
    if (isWithin(calibration.weights, limits)) {
      return {
        trimming: { ...first, weights: calibration.weights },
        recalibrations: recalibrations + 1,
      };
    }
    trimmed = trimWeights(calibration.weights, limits, true, counts);
  }
  return { trimming: null, recalibrations: 0 };
}

function isWithin(weights: Float64Array, { lower, upper }: Limits): boolean {
  const least = lower === null ? Number.NEGATIVE_INFINITY : lower * (1 - WITHIN);
  const most = (upper ?? Number.POSITIVE_INFINITY) * (1 + WITHIN);
  return weights.every((weight) => weight === 0 || (weight >= least && weight <= most));
}
