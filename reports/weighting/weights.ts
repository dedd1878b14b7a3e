import { type DesignInput, designProblems } from '../sampling-error/design.ts';
import { baseWeights } from './base.ts';
import { calibrate } from './calibration.ts';
import { type Coded, CROSS, codesAt, crossed, missingIn, weightsAt } from './classes.ts';
import { diagnosticsOf, largestFactor, type WeightDiagnostics } from './diagnostics.ts';
import type { Margin } from './margins.ts';
import { adjustForNonresponse, type NonresponseAdjustment, type WeightingClass } from './nonresponse.ts';
import { type Calibration, poststratify } from './poststratification.ts';
import type { WeightingProblem } from './problems.ts';
import type { WeightingScheme } from './scheme.ts';

/** A drawn sample, column by column: one entry per sampled unit, whether it answered or not. */
export interface DrawnSample {
  /** Sampling stratum; one label for all where there are none. */
  readonly strata: Coded;
  /** N_h by stratum code; `null` when unknown: then no base 'design', and no finite population correction. */
  readonly populations: Float64Array | null;
  /** 1 = answered. */
  readonly responded: Uint8Array;
  /** 0 = known not to belong to the population (the rest counts as eligible); absent = all are eligible. */
  readonly eligible?: Uint8Array | null;
  /** Weights for base 'given', needed of respondents at least. */
  readonly weights?: Float64Array | null;
  /** Class and margin variables by name. */
  readonly variables: Readonly<Record<string, Coded>>;
}

/** One step of weighting and what it did to the weights of the respondents. */
export interface WeightingStep {
  readonly step: 'base' | 'nonresponse' | 'calibration';
  readonly diagnostics: WeightDiagnostics | null;
  /** Largest factor by which the step raised a weight; `null` for the base. */
  readonly largestFactor: number | null;
  /** Of the step 'nonresponse'. */
  readonly classes?: readonly WeightingClass[];
  /** Weighted response rate, of the step 'nonresponse'. */
  readonly responseRate?: number;
  /** Of the step 'calibration'. */
  readonly iterations?: number;
}

export type WeightingWarning =
  /** Classes were thinner than the scheme allows and weighted as one. */
  | { readonly code: 'class-collapsed'; readonly classes: readonly string[]; readonly respondents: number }
  /** Trimming took the weights away from the population totals; the one missed by most. */
  | {
      readonly code: 'totals-missed';
      readonly margin: string;
      readonly category: string | null;
      readonly total: number;
      readonly reached: number;
    }
  /** One class is left and still thinner than the scheme allows. */
  | { readonly code: 'class-thin'; readonly classes: readonly string[]; readonly respondents: number };

export interface Weighted {
  /** Row numbers of the respondents in the drawn sample, ascending. Everything below is by respondent. */
  readonly rows: Int32Array;
  readonly weights: Float64Array;
  /** For `createDesign`: respondents as the sample of their stratum (n_h counts them), N_h, calibration. */
  readonly design: DesignInput;
  readonly steps: readonly WeightingStep[];
  readonly warnings: readonly WeightingWarning[];
}

export type Weighing =
  | { readonly weighted: Weighted; readonly problems: readonly [] }
  | { readonly weighted: null; readonly problems: readonly WeightingProblem[] };

/**
 * Makes the weights of the respondents from a drawn sample: base, nonresponse, calibration, as the scheme says.
 * Whatever stops it comes back as problems, all that can be seen at that step.
 *
 * @throws RangeError when columns differ in length.
 */
export function weigh(sample: DrawnSample, scheme: WeightingScheme): Weighing {
  checkLengths(sample);
  const unknown = unknownVariables(sample, scheme);
  const rows = respondentRows(sample);
  if (rows.length === 0) return refused([...unknown, { code: 'no-respondents' }]);
  if (unknown.length > 0) return refused(unknown);

  const base = baseOf(sample, scheme, rows);
  if (base.weights === null) return refused(base.problems);
  const nonresponse = adjusted(sample, scheme, base.weights);
  if (nonresponse.problems.length > 0) return refused(nonresponse.problems);
  const baseOfRespondents = weightsAt(base.weights, rows);
  const starting = nonresponse.adjustment
    ? weightsAt(nonresponse.adjustment.weights, rows)
    : baseOfRespondents;
  const calibrated = calibratedTo(sample, scheme, starting, rows);
  if (calibrated.problems.length > 0) return refused(calibrated.problems);
  const weights = calibrated.calibration?.weights ?? starting;

  const design = designOf(sample, rows, weights, calibrated.calibration);
  const impossible = populationProblems(sample, design);
  if (impossible.length > 0) return refused(impossible);
  const steps = [
    { step: 'base' as const, diagnostics: diagnosticsOf(baseOfRespondents), largestFactor: null },
    ...nonresponseStep(nonresponse.adjustment, baseOfRespondents, starting),
    ...calibrationStep(calibrated.calibration, starting),
  ];
  const warnings = warningsOf(nonresponse.adjustment, scheme);
  return { weighted: { rows, weights, design, steps, warnings }, problems: [] };
}

function refused(problems: readonly WeightingProblem[]): Weighing {
  return { weighted: null, problems };
}

function unknownVariables({ variables }: DrawnSample, scheme: WeightingScheme): WeightingProblem[] {
  const named = [
    ...(scheme.nonresponse?.classes ?? []),
    ...(scheme.calibration?.margins.flatMap((margin) => margin.variables) ?? []),
  ];
  return [...new Set(named)]
    .filter((variable) => !Object.hasOwn(variables, variable))
    .map((variable) => ({ code: 'unknown-variable', variable }));
}

function respondentRows({ responded, eligible = null }: DrawnSample): Int32Array {
  return rowsWhere(responded.length, (row) => responded[row] === 1 && eligible?.[row] !== 0);
}

function rowsWhere(count: number, holds: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) {
    if (!holds(row)) continue;
    rows[found] = row;
    found += 1;
  }
  return rows.slice(0, found);
}

function baseOf(sample: DrawnSample, { base, nonresponse }: WeightingScheme, respondents: Int32Array) {
  switch (base) {
    case 'design':
      return baseWeights(sample.strata, sample.populations);
    case 'equal':
      return { weights: new Float64Array(sample.responded.length).fill(1), problems: [] };
    case 'given': {
      const weights = sample.weights ?? new Float64Array(sample.responded.length).fill(Number.NaN);
      const needed = nonresponse ? weights : weightsAt(weights, respondents);
      const rows = needed.reduce((count, weight) => count + (isUsable(weight) ? 0 : 1), 0);
      const problems: WeightingProblem[] = rows > 0 ? [{ code: 'weights-not-usable', rows }] : [];
      return { weights: rows > 0 ? null : weights, problems };
    }
  }
}

function isUsable(weight: number): boolean {
  return weight >= 0 && weight < Number.POSITIVE_INFINITY;
}

interface Adjusted {
  readonly adjustment: NonresponseAdjustment | null;
  readonly problems: readonly WeightingProblem[];
}

function adjusted(sample: DrawnSample, { nonresponse }: WeightingScheme, weights: Float64Array): Adjusted {
  if (!nonresponse) return { adjustment: null, problems: [] };
  const { responded, eligible = null, variables } = sample;
  const rows = rowsWhere(responded.length, (row) => eligible?.[row] !== 0);
  const problems = missingValues(variables, nonresponse.classes, rows);
  if (problems.length > 0) return { adjustment: null, problems };
  const classes = crossed(nonresponse.classes.map((name) => variables[name] as Coded));
  return adjustForNonresponse(weights, classes, responded, eligible, nonresponse);
}

function calibratedTo(
  { variables }: DrawnSample,
  { calibration }: WeightingScheme,
  weights: Float64Array,
  rows: Int32Array,
): { readonly calibration: Calibration | null; readonly problems: readonly WeightingProblem[] } {
  if (!calibration) return { calibration: null, problems: [] };
  const names = new Set(calibration.margins.flatMap((margin) => margin.variables));
  const problems = missingValues(variables, [...names], rows);
  if (problems.length > 0) return { calibration: null, problems };
  const margins = calibration.margins.map(({ variables: crossing, totals }): Margin => {
    const coded = crossing.map((name) => variables[name] as Coded);
    const ofRespondents = coded.map(({ codes, labels }) => ({ codes: codesAt(codes, rows), labels }));
    return { name: crossing.join(CROSS), categories: crossed(ofRespondents), totals };
  });
  const [only] = margins;
  if (calibration.method !== 'poststratification') return calibrate(weights, margins, calibration.method);
  if (!only || margins.length > 1) throw new RangeError('Expected one margin to post-stratify by.');
  return poststratify(weights, only);
}

function missingValues(
  variables: DrawnSample['variables'],
  names: readonly string[],
  rows: Int32Array,
): WeightingProblem[] {
  return names.flatMap((variable): WeightingProblem[] => {
    const missing = missingIn(codesAt((variables[variable] as Coded).codes, rows));
    return missing > 0 ? [{ code: 'value-missing', variable, rows: missing }] : [];
  });
}

function designOf(
  { strata, populations }: DrawnSample,
  rows: Int32Array,
  weights: Float64Array,
  calibration: Calibration | null,
): DesignInput {
  return {
    weights,
    strata: codesAt(strata.codes, rows),
    populations,
    projections: calibration ? [calibration.projection] : [],
  };
}

function populationProblems({ strata }: DrawnSample, design: DesignInput): WeightingProblem[] {
  return designProblems(design).map((problem): WeightingProblem => {
    if (problem.code === 'unit-in-two-strata') throw new RangeError('Respondents are units of their own.');
    const stratum = strata.labels[problem.stratum] ?? '';
    if (problem.code === 'population-missing') return { code: 'stratum-without-population', stratum };
    return { ...problem, stratum };
  });
}

function nonresponseStep(
  adjustment: NonresponseAdjustment | null,
  before: Float64Array,
  after: Float64Array,
) {
  if (!adjustment) return [];
  const { classes, responseRate } = adjustment;
  const step = 'nonresponse' as const;
  const diagnostics = diagnosticsOf(after);
  return [{ step, diagnostics, largestFactor: largestFactor(before, after), classes, responseRate }];
}

function calibrationStep(calibration: Calibration | null, before: Float64Array) {
  if (!calibration) return [];
  const { weights, iterations } = calibration;
  const step = 'calibration' as const;
  return [
    { step, diagnostics: diagnosticsOf(weights), largestFactor: largestFactor(before, weights), iterations },
  ];
}

function warningsOf(
  adjustment: NonresponseAdjustment | null,
  { nonresponse }: WeightingScheme,
): WeightingWarning[] {
  if (!adjustment || !nonresponse) return [];
  return adjustment.classes.flatMap(({ classes, respondents }): WeightingWarning[] => {
    const collapsed: WeightingWarning[] =
      classes.length > 1 ? [{ code: 'class-collapsed', classes, respondents }] : [];
    if (respondents >= nonresponse.minimum) return collapsed;
    return [...collapsed, { code: 'class-thin', classes, respondents }];
  });
}

function checkLengths({ strata, responded, eligible, weights, variables }: DrawnSample): void {
  const columns = [strata.codes, eligible, weights, ...Object.values(variables).map(({ codes }) => codes)];
  for (const column of columns) {
    if (column && column.length !== responded.length) {
      throw new RangeError(`Expected ${responded.length} rows in every column, found ${column.length}.`);
    }
  }
}
