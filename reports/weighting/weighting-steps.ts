import { CompensatedSum } from '../statistics/compensated-sum.ts';
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
export function baseStep(weights: Float64Array): StepTaken {
  return { step: 'base', diagnostics: diagnosticsOf(weights), largestFactor: null };
}

/** What an adjustment in classes did to the respondents' weights. */
export function classStep(
  step: 'unknownEligibility' | 'nonresponse',
  { classes, responseRate }: NonresponseAdjustment,
  before: Float64Array,
  after: Float64Array,
): StepTaken {
  return { step, ...change(before, after), classes, responseRate };
}

export function calibrationStep(
  iterations: number,
  targets: Targets,
  before: Float64Array,
  after: Float64Array,
): StepTaken {
  return {
    step: 'calibration',
    ...change(before, after),
    iterations,
    totals: totalsOf(targets, before, after),
  };
}

export function trimmingStep(
  { weights: _, ...trimming }: Trimming,
  recalibrations: number,
  targets: Targets | null,
  before: Float64Array,
  after: Float64Array,
): StepTaken {
  return {
    step: 'trimming',
    ...change(before, after),
    trimming: { ...trimming, recalibrations },
    ...(targets ? { totals: totalsOf(targets, before, after) } : {}),
  };
}

function change(before: Float64Array, after: Float64Array) {
  return {
    diagnostics: diagnosticsOf(after),
    largestFactor: largestFactor(before, after),
  };
}

function totalsOf(targets: Targets, before: Float64Array, after: Float64Array): TargetTotal[] {
  const { margins, auxiliaries = [], population = null } = targets;
  const ofMargins = margins.flatMap(({ name, categories: { codes, labels }, totals }) => {
    const [sumsBefore, sumsAfter] = [before, after].map((weights) =>
      weightsOf(weights, codes, labels.length),
    );
    const respondents = new Int32Array(labels.length);
    codes.forEach((code, row) => {
      if (before[row] !== 0) respondents[code] = (respondents[code] as number) + 1;
    });
    return labels.map((category, code) => ({
      margin: name,
      category,
      respondents: respondents[code] as number,
      total: totals[category] ?? 0,
      before: sumsBefore?.[code] ?? 0,
      after: sumsAfter?.[code] ?? 0,
    }));
  });
  const respondents = before.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0);
  const ones = new Float64Array(before.length).fill(1);
  const numbers = [
    ...(population === null ? [] : [{ name: POPULATION, values: ones, total: population }]),
    ...auxiliaries,
  ].map(({ name, values, total }) => ({
    margin: name,
    category: null,
    respondents,
    total,
    before: weightedSum(before, values),
    after: weightedSum(after, values),
  }));
  return [...ofMargins, ...numbers];
}

function weightedSum(weights: Float64Array, values: Float64Array): number {
  const sum = new CompensatedSum();
  for (let row = 0; row < weights.length; row++) sum.add((weights[row] as number) * (values[row] as number));
  return sum.value;
}
