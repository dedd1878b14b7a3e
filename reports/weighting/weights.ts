import type { DesignInput } from '../sampling-error/design.ts';
import { baseWeights, missingStrata, populationProblems } from './base.ts';
import { type CalibratedWeights, calibratedWeights } from './calibrated-weights.ts';
import { type Coded, codesAt, crossed, weightsAt } from './classes.ts';
import { type Counts, countsAt, unitsWhere } from './counts.ts';
import { largestFactor } from './diagnostics.ts';
import {
  checkColumns,
  type DrawnSample,
  missingValues,
  rowsWhere,
  unknownVariables,
  withoutEmptyRows,
} from './drawn-sample.ts';
import { adjustForNonresponse, type ClassLimits, type NonresponseAdjustment } from './nonresponse.ts';
import type { WeightingProblem } from './problems.ts';
import type { WeightingScheme } from './scheme.ts';
import { baseStep, classSteps, inSequence, type WeightingStep } from './weighting-steps.ts';

export type { DrawnSample } from './drawn-sample.ts';
export type { WeightingStep } from './weighting-steps.ts';

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
  /** Row numbers of the respondents in the drawn sample, ascending. Everything below is by respondent row. */
  readonly rows: Int32Array;
  /** How many respondents each row stands for; `null` where the sample has no counts. */
  readonly counts: Counts;
  /** The weight of each; of one of them where a row stands for several. */
  readonly weights: Float64Array;
  /** The most that all steps together raised a base weight; `null` when no base weight was positive. */
  readonly largestFactor: number | null;
  /**
   * For `createDesign`: respondents as the sample of their stratum (n_h counts them), N_h, calibration. It knows
   * rows only: where they stand for several, whoever uses it has to count.
   */
  readonly design: DesignInput;
  readonly steps: readonly WeightingStep[];
  readonly warnings: readonly WeightingWarning[];
}

export type Weighing =
  | { readonly weighted: Weighted; readonly problems: readonly [] }
  | { readonly weighted: null; readonly problems: readonly WeightingProblem[] };

/** A total is missed when what trimming left differs from it by more than this share. */
const MISSED = 1e-8;

/**
 * Makes the weights of the respondents from a drawn sample: base, unknown eligibility, nonresponse, calibration,
 * trimming, as the scheme says. Whatever stops it comes back as problems, all that can be seen at that step.
 *
 * Rows that stand for several units give what as many rows of one unit would: weights, account and problems.
 *
 * @param allowsNegative whether weights that linear calibration makes negative are no problem: so in a replicate, which
 *   is no design of its own
 * @throws RangeError when columns differ in length, or a count is not a whole number from 0
 */
export function weigh(given: DrawnSample, scheme: WeightingScheme, allowsNegative = false): Weighing {
  checkColumns(given);
  const sample = withoutEmptyRows(given);
  const unknown = unknownVariables(sample, scheme);
  const rows = respondentsOf(sample);
  if (rows.length === 0) return refused([...unknown, { code: 'no-respondents' }]);
  if (unknown.length > 0) return refused(unknown);

  const base = baseOf(sample, scheme, rows);
  if (base.weights === null) return refused(base.problems);
  const eligibility = knownStandForUnknown(sample, scheme, base.weights);
  if (eligibility.problems.length > 0) return refused(eligibility.problems);
  const known = eligibility.adjustment?.weights ?? base.weights;
  const nonresponse = respondentsStandForOthers(sample, scheme, known);
  if (nonresponse.problems.length > 0) return refused(nonresponse.problems);
  const [first, second] = [weightsAt(base.weights, rows), weightsAt(known, rows)];
  const third = nonresponse.adjustment ? weightsAt(nonresponse.adjustment.weights, rows) : second;
  const { calibrated, problems } = calibratedWeights(sample, scheme, third, rows, allowsNegative);
  if (calibrated === null) return refused(problems);

  const counts = countsAt(sample.counts ?? null, rows);
  const impossible = designProblems(sample, rows, counts);
  if (impossible.length > 0) return refused(impossible);
  const steps = inSequence([
    baseStep(first, counts),
    ...classSteps('unknownEligibility', eligibility.adjustment, { before: first, after: second, counts }),
    ...classSteps('nonresponse', nonresponse.adjustment, { before: second, after: third, counts }),
    ...calibrated.steps,
  ]);
  const warnings = [
    ...thinClasses(eligibility.adjustment, scheme.unknownEligibility),
    ...thinClasses(nonresponse.adjustment, scheme.nonresponse),
    ...missedTotal(steps),
  ];
  const { weights } = calibrated;
  return {
    weighted: {
      rows: sample === given ? rows : respondentsOf(given),
      counts,
      weights,
      largestFactor: largestFactor(first, weights),
      design: designOf(sample, rows, calibrated),
      steps,
      warnings,
    },
    problems: [],
  };
}

/** Rows of those who answered and belong to the population; not rows that stand for nobody. */
function respondentsOf({ responded, eligible, counts }: DrawnSample): Int32Array {
  return rowsWhere(
    responded.length,
    (row) => responded[row] === 1 && eligible?.[row] !== 0 && counts?.[row] !== 0,
  );
}

function refused(problems: readonly WeightingProblem[]): Weighing {
  return { weighted: null, problems };
}

function baseOf(sample: DrawnSample, scheme: WeightingScheme, respondents: Int32Array) {
  const { counts = null } = sample;
  switch (scheme.base) {
    case 'design':
      return baseWeights(sample.strata, sample.populations, counts);
    case 'equal':
      return { weights: new Float64Array(sample.responded.length).fill(1), problems: [] };
    case 'given': {
      const weights = sample.weights ?? new Float64Array(sample.responded.length).fill(Number.NaN);
      const everybody = scheme.nonresponse !== undefined || scheme.unknownEligibility !== undefined;
      const needed = everybody ? weights : weightsAt(weights, respondents);
      const rows = unitsWhere(
        needed.length,
        everybody ? counts : countsAt(counts, respondents),
        (row) => !isUsable(needed[row] as number),
      );
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

/**
 * d times Σ d of all drawn over Σ d of those whose eligibility is known, in classes; 0 for the others. Those
 * known not to be eligible take their share too: so many of the unknown are not eligible either.
 */
function knownStandForUnknown(
  sample: DrawnSample,
  { unknownEligibility }: WeightingScheme,
  weights: Float64Array,
): Adjusted {
  if (!unknownEligibility) return { adjustment: null, problems: [] };
  const known = sample.responded.map((responded, row) => (responded === 1 || isKnown(sample, row) ? 1 : 0));
  return adjustedIn(sample, unknownEligibility, weights, known, null);
}

/** Among the eligible, and where the scheme has dealt with the unknown before, among the known. */
function respondentsStandForOthers(
  sample: DrawnSample,
  { unknownEligibility, nonresponse }: WeightingScheme,
  weights: Float64Array,
): Adjusted {
  if (!nonresponse) return { adjustment: null, problems: [] };
  const { responded, eligible = null } = sample;
  const counted = unknownEligibility
    ? responded.map((answered, row) =>
        eligible?.[row] !== 0 && (answered === 1 || isKnown(sample, row)) ? 1 : 0,
      )
    : eligible;
  return adjustedIn(sample, nonresponse, weights, responded, counted);
}

function isKnown({ known }: DrawnSample, row: number): boolean {
  return known?.[row] !== 0;
}

function adjustedIn(
  sample: DrawnSample,
  { classes: names, ...limits }: { readonly classes: readonly string[] } & ClassLimits,
  weights: Float64Array,
  responded: Uint8Array,
  eligible: Uint8Array | null,
): Adjusted {
  const { counts = null } = sample;
  const rows = rowsWhere(responded.length, (row) => eligible?.[row] !== 0);
  const problems = missingValues(sample, names, rows);
  if (problems.length > 0) return { adjustment: null, problems };
  const classes = crossed(names.map((name) => sample.variables[name] as Coded));
  return adjustForNonresponse(weights, classes, { responded, eligible, counts }, limits);
}

function designOf(
  { strata, populations }: DrawnSample,
  rows: Int32Array,
  { weights, projections }: CalibratedWeights,
): DesignInput {
  return { weights, strata: codesAt(strata.codes, rows), populations, projections };
}

/** What keeps the respondents from being the sample of their strata. */
function designProblems(
  { strata, populations }: DrawnSample,
  rows: Int32Array,
  counts: Counts,
): WeightingProblem[] {
  const ofRespondents = { codes: codesAt(strata.codes, rows), labels: strata.labels };
  const impossible = populations ? populationProblems(ofRespondents, populations, counts) : [];
  return [...impossible, ...missingStrata(ofRespondents, counts)];
}

function thinClasses(
  adjustment: NonresponseAdjustment | null,
  limits: ClassLimits | undefined,
): WeightingWarning[] {
  if (!adjustment || !limits) return [];
  return adjustment.classes.flatMap(({ classes, respondents }): WeightingWarning[] => {
    const collapsed: WeightingWarning[] =
      classes.length > 1 ? [{ code: 'class-collapsed', classes, respondents }] : [];
    if (respondents >= limits.minimum) return collapsed;
    return [...collapsed, { code: 'class-thin', classes, respondents }];
  });
}

/** The target that trimming, when it had the last word, took the weights farthest away from. */
function missedTotal(steps: readonly WeightingStep[]): WeightingWarning[] {
  const last = steps.at(-1);
  if (last?.step !== 'trimming' || !last.totals) return [];
  const misses = last.totals.map(
    ({ total, after }) => Math.abs(after - total) / Math.max(1, Math.abs(total)),
  );
  const most = Math.max(...misses);
  const worst = last.totals[misses.indexOf(most)];
  if (!worst || most <= MISSED) return [];
  const { margin, category, total, after } = worst;
  return [{ code: 'totals-missed', margin, category, total, reached: after }];
}
