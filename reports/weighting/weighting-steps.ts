import { CompensatedSum } from '../statistics/compensated-sum.ts';
import { addTimes, type Counts, countOf, unitsBy, unitsWhere } from './counts.ts';
import { diagnosticsOf, largestFactor, type WeightDiagnostics } from './diagnostics.ts';
import type { NonresponseAdjustment, WeightingClass } from './nonresponse.ts';
import { weightsOf } from './poststratification.ts';
import { POPULATION, type Targets } from './targets.ts';
import type { Trimming } from './trimming.ts';

/**
 * One step of weighting and what it did to the weights of the respondents: together the account of a weighting
 * that a person can read.
 */
export interface WeightingStep {
  readonly step: 'base' | 'unknownEligibility' | 'nonresponse' | 'calibration' | 'trimming';
  /** The weights before the step; `null` for the base. */
  readonly before: WeightDiagnostics | null;
  /** The weights after it. */
  readonly diagnostics: WeightDiagnostics | null;
  /** Largest factor by which the step raised a weight; `null` for the base. */
  readonly largestFactor: number | null;
  /** Of the steps 'unknownEligibility' and 'nonresponse'. */
  readonly classes?: readonly WeightingClass[];
  /** Of the same: the weighted share of those who stand for all, so of 'nonresponse' the response rate. */
  readonly responseRate?: number;
  /** Of the step 'calibration'. */
  readonly iterations?: number;
  /** Of the steps 'calibration' and, after one, 'trimming'. */
  readonly totals?: readonly TargetTotal[];
  /** Of the step 'trimming'. */
  readonly trimming?: Omit<Trimming, 'weights'> & {
    /** How often it was calibrated again; 0 where the scheme does not ask for it. */
    readonly recalibrations: number;
  };
}

/** A step on its own. */
export type StepTaken = Omit<WeightingStep, 'before'>;

/** The respondents' weights before and after a step, and how many of them each row stands for. */
export interface Change {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly counts: Counts;
}

/** Steps one after the other: each begins with what the one before left. */
export function inSequence(steps: readonly StepTaken[]): WeightingStep[] {
  return steps.map((step, place) => ({ ...step, before: steps[place - 1]?.diagnostics ?? null }));
}

/** A target, and what the weights came to before and after a step. */
export interface TargetTotal {
  readonly margin: string;
  /** `null` for a number and for the size of the population. */
  readonly category: string | null;
  readonly respondents: number;
  readonly total: number;
  readonly before: number;
  readonly after: number;
}

/** The first step: nothing was before. */
export function baseStep(weights: Float64Array, counts: Counts): StepTaken {
  return { step: 'base', diagnostics: diagnosticsOf(weights, counts), largestFactor: null };
}

/** What an adjustment in classes did to the respondents' weights; no step where none was made. */
export function classSteps(
  step: 'unknownEligibility' | 'nonresponse',
  adjustment: NonresponseAdjustment | null,
  change: Change,
): StepTaken[] {
  if (!adjustment) return [];
  const { classes, responseRate } = adjustment;
  return [{ step, ...described(change), classes, responseRate }];
}

export function calibrationStep(iterations: number, targets: Targets, change: Change): StepTaken {
  return { step: 'calibration', ...described(change), iterations, totals: totalsOf(targets, change) };
}

export function trimmingStep(
  { weights: _, ...trimming }: Trimming,
  recalibrations: number,
  targets: Targets | null,
  change: Change,
): StepTaken {
  return {
    step: 'trimming',
    ...described(change),
    trimming: { ...trimming, recalibrations },
    ...(targets ? { totals: totalsOf(targets, change) } : {}),
  };
}

function described({ before, after, counts }: Change) {
  return { diagnostics: diagnosticsOf(after, counts), largestFactor: largestFactor(before, after) };
}

function totalsOf(targets: Targets, { before, after, counts }: Change): TargetTotal[] {
  const { margins, auxiliaries = [], population = null } = targets;
  const ofMargins = margins.flatMap(({ name, categories: { codes, labels }, totals }) => {
    const [sumsBefore, sumsAfter] = [before, after].map((weights) =>
      weightsOf(weights, codes, labels.length, counts),
    );
    const respondents = unitsBy(codes, labels.length, counts, (row) => before[row] !== 0);
    return labels.map((category, code) => ({
      margin: name,
      category,
      respondents: respondents[code] as number,
      total: totals[category] ?? 0,
      before: sumsBefore?.[code] ?? 0,
      after: sumsAfter?.[code] ?? 0,
    }));
  });
  const respondents = unitsWhere(before.length, counts, (row) => before[row] !== 0);
  const ones = new Float64Array(before.length).fill(1);
  const numbers = [
    ...(population === null ? [] : [{ name: POPULATION, values: ones, total: population }]),
    ...auxiliaries,
  ].map(({ name, values, total }) => ({
    margin: name,
    category: null,
    respondents,
    total,
    before: weightedSum(before, values, counts),
    after: weightedSum(after, values, counts),
  }));
  return [...ofMargins, ...numbers];
}

function weightedSum(weights: Float64Array, values: Float64Array, counts: Counts): number {
  const sum = new CompensatedSum();
  for (let row = 0; row < weights.length; row++) {
    addTimes(sum, (weights[row] as number) * (values[row] as number), countOf(counts, row));
  }
  return sum.value;
}
