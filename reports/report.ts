import type { LocalizedText } from '#surveys/localized.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import type { ResponseRates } from '#surveys/sampling/response-rates.ts';
import type { Verdict } from './index/verdict.ts';
import type { MeasuresReport } from './measures.ts';
import type { PartValue } from './part.ts';
import type { Plan } from './plan.ts';
import type { Estimate } from './sampling-error/estimate.ts';
import type { ChangeReason } from './sampling-error/waves.ts';
import type { WeightingProblem } from './weighting/problems.ts';
import type { WeightingStep } from './weighting/weighting-steps.ts';
import type { WeightingWarning } from './weighting/weights.ts';
import type { StratumWeights } from './weighting/weights-by-stratum.ts';

/**
 * The whole report as a plain document: figures, how they came about, and what is wrong with them. No words for
 * people and no HTML; whoever shows it chooses both. Every `null` means "not defined", with a reason beside it.
 */
export interface Report {
  readonly format: 1;
  readonly survey: {
    readonly slug: string;
    readonly title: LocalizedText;
    readonly organisation: LocalizedText;
    /** The questionnaire's languages, its default first. */
    readonly languages: readonly string[];
    /** The published version whose items, texts and weights the report speaks of. */
    readonly version: number;
  };
  /** By which formulas it was made; see `formulas-version.ts`. */
  readonly formulas: number;
  /** SHA-256 of what its figures rest on: the same data give the same; absent: nobody worked it out. */
  readonly digest?: string;
  readonly plan: Plan;
  /**
   * Of whom alone all figures are: who has these values; `null`: everybody. What is told of waves beside their figures is of
   * everybody.
   */
  readonly part: readonly PartDescription[] | null;
  readonly index: IndexDescription;
  readonly factors: readonly FactorDescription[];
  /** Questions beside the pairs of which the report gives a mean or a recommendation score. */
  readonly ratings: readonly RatingDescription[];
  readonly segments: readonly SegmentDescription[];
  /** What was decided of series when versions were published, the oldest version first. */
  readonly seriesDecisions: readonly SeriesDecisionDescription[];
  /** What happened outside the survey, in order of time. */
  readonly events: readonly SurveyEvent[];
  /** What is done about what the survey says, and what became of it. */
  readonly measures: MeasuresReport;
  /** In order of time. */
  readonly waves: readonly WaveReport[];
  /** Every later wave against every earlier one; the last against the one before it is what the headline says. */
  readonly changes: readonly Change[];
  /** What of each change of the index and its factors is that the mix of customers changed. */
  readonly decompositions: readonly Decomposition[];
  /** Whether the overall index moved at all over three waves or more. */
  readonly movement: Movement | null;
}

export interface IndexDescription {
  readonly origin: 'zero' | 'scaleMinimum';
  readonly aggregate: 'composite' | 'meanOfFactors' | 'pooled';
  /** Half width of the band around 1 that counts as "as expected". */
  readonly band: number;
  /** What means and gaps of pairs are in: points, or, where scales differ, shares of the way up the scale. */
  readonly unit: 'points' | 'share';
}

export interface FactorDescription {
  readonly key: string;
  readonly name: LocalizedText;
  readonly kind: 'direct' | 'indirect';
  /** Shares of all factors sum to 1. */
  readonly share: number;
  /** In the order of the questionnaire, those of which items are asked. */
  readonly dimensions: readonly DimensionDescription[];
  readonly items: readonly ItemDescription[];
}

/** A group of a factor's items. Its figures stand under `dimension:KEY`. */
export interface DimensionDescription {
  readonly key: string;
  readonly name: LocalizedText;
  /** Shares of all dimensions sum to 1. */
  readonly share: number;
}

export interface ItemDescription {
  readonly key: string;
  readonly name: LocalizedText;
  /** The name of its dimension. */
  readonly dimension: LocalizedText;
  readonly dimensionKey: string;
  /** v_k; shares of all items sum to 1. */
  readonly share: number;
  readonly scale: { readonly min: number; readonly max: number };
}

export interface RatingDescription {
  readonly key: string;
  readonly kind: 'scale' | 'recommend';
  readonly text: LocalizedText;
  readonly scale: { readonly min: number; readonly max: number };
}

/** That a question asked otherwise than before was decided to be the same measure still, or another. */
export interface SeriesDecisionDescription {
  /** The version with which it is asked otherwise. */
  readonly version: number;
  /** The key of an item, or of another rated question. */
  readonly item: string;
  /** What it is called in that version; `null` where it asks no such question. */
  readonly name: LocalizedText | null;
  readonly continues: boolean;
  readonly reason: string;
  /** Empty for the command line. */
  readonly decidedBy: string;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
}

/** Something that a reader of the trend has to know of. */
export interface SurveyEvent {
  /** The beginning of its day, in milliseconds since 1970. */
  readonly at: number;
  readonly text: LocalizedText;
  /** Whom it concerned, in words; empty: everybody. */
  readonly scope: string;
}

/** A variable by which the report looks at parts of the whole, and its values in the order to show them. */
export interface SegmentDescription {
  readonly variable: string;
  /** The question's text when the variable is a question; `null` for something known of the customer. */
  readonly text: LocalizedText | null;
  readonly values: readonly { readonly value: string; readonly label: LocalizedText | null }[];
}

/** A value that all customers of a part have, and what it is called. */
export interface PartDescription extends PartValue {
  /** As of a segment. */
  readonly text: LocalizedText | null;
  readonly label: LocalizedText | null;
}

export type FigureName = 'csi' | 'gap' | 'expectation' | 'perception' | 'importance' | 'mean' | 'recommend';

/** One figure with its error. It is defined, and shown, when both `suppressed` and `reason` are `null`. */
export interface Figure extends Estimate {
  readonly name: FigureName;
  /** An item's key, `dimension:KEY` (everybody only), `factor:KEY`, `overall`, or a question's key. */
  readonly target: string;
  readonly domain: Readonly<Record<string, string>> | null;
  /** The wave's key. */
  readonly period: string;
  /**
   * Why the figure is held back: too few answers, or it would give away one of too few. Which of the two is not said, since
   * that would tell how few.
   */
  readonly suppressed: 'small-cell' | null;
  /** For `csi`: what the interval shows about 1. `null` when there is no interval. */
  readonly verdict: Verdict | null;
}

/** How the values of a variable differ from everybody in C. */
export interface SegmentContrasts {
  readonly variable: string;
  /** Whether the overall index of all values is the same; `null` where that cannot be asked. */
  readonly test: SegmentTest | null;
  /** Of the overall index, the factors and the items, in all values. */
  readonly differences: readonly SegmentDifference[];
}

/** Wald's test as F. */
export interface SegmentTest {
  readonly statistic: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly p: number;
  /** Over the variables of the wave. */
  readonly pHolm: number | null;
}

/** C of a value less C of everybody, with its test, from unrounded values. */
export interface SegmentDifference extends Omit<ChangePart, 'reason'> {
  readonly target: string;
  readonly value: string;
  /** Over the values' overall index. */
  readonly pHolm: number | null;
  /** Over the values' factors, or over the values' items. */
  readonly pBH: number | null;
  readonly family: 'overall' | 'factors' | 'items';
  /** How many differences of the family were tested. */
  readonly familySize: number | null;
  /** Why there is no difference, or no test of it. */
  readonly reason: ChangeReason | 'held-back' | null;
}

/** How much a figure moved from one wave to a later one, from unrounded values. */
export interface Change {
  readonly name: FigureName;
  readonly target: string;
  /** The segment; `null` for everybody. */
  readonly domain: Readonly<Record<string, string>> | null;
  readonly from: string;
  readonly to: string;
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  /** Holm, over the overall index and the factors of one step. */
  readonly pHolm: number | null;
  /** Benjamini–Hochberg, over the dimensions or the items of one step, or over a variable's segments. */
  readonly pBH: number | null;
  /** With which other changes of the step p is adjusted; `null` where it is looked at by itself. */
  readonly family: ChangeFamily | null;
  /** How many changes of the family were tested; `null` without a family. */
  readonly familySize: number | null;
  /** Why there is no difference, or no test of it. */
  readonly reason: ChangeReason | SeriesBreak | 'held-back' | null;
}

/**
 * `declared`: the overall index and the factors, of everybody. `dimensions`, `items`: each of these, of everybody, by
 * themselves, so that how finely a reader looks changes no p of another level. `segments`: the overall index and the
 * factors in all segments of one variable.
 */
export type ChangeFamily = 'declared' | 'dimensions' | 'items' | 'segments';

/** What makes a figure another measure than it was, so that no difference is formed. */
export type SeriesBreak =
  | 'scale-changed'
  | 'origin-changed'
  /** Somebody decided that it is another question since. */
  | 'series-ended'
  | 'items-changed'
  | 'weights-changed'
  | 'aggregate-changed';

/**
 * A change of C divided into what customers judge otherwise and what comes of more customers in some strata and fewer in
 * others. The two parts add up to the change.
 */
export interface Decomposition {
  /** `overall` or `factor:KEY`. */
  readonly target: string;
  readonly from: string;
  readonly to: string;
  readonly difference: number | null;
  /** C of the later wave had its strata kept the shares of the earlier population, less C of the earlier wave. */
  readonly real: ChangePart | null;
  /** C of the later wave, less the same had its strata kept the shares of the earlier population. */
  readonly composition: ChangePart | null;
  /** Why there are no parts. */
  readonly reason: DecompositionReason | null;
}

/** A part of a change, with its test. `reason` says why there is no test. */
export type ChangePart = Pick<
  Change,
  'difference' | 'standardError' | 'lower' | 'upper' | 'degreesOfFreedom' | 'p'
> & { readonly reason: ChangeReason | null };

export type DecompositionReason =
  | SeriesBreak
  /** One of the waves has no such figure. */
  | 'estimate-undefined'
  /** How many customers a stratum has is not known of one of the waves. */
  | 'population-unknown'
  /** The population of one wave has strata that the other has not. */
  | 'strata-differ'
  /** Nobody of a stratum answered in one of the waves. */
  | 'stratum-without-answers';

/** Wald's test that the overall index was the same in all waves, and the mean change per wave. */
export interface Movement {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly trend: number;
  readonly trendStandardError: number;
  /** Of the trend, by the normal. */
  readonly trendP: number;
}

export interface StratumReport {
  readonly stratum: string;
  /** N_h; `null` when unknown. */
  readonly population: number | null;
  /** n_h. */
  readonly sampled: number;
  readonly respondents: number;
}

/** How a sample was drawn. What is absent was not noted. */
export interface DrawReport {
  readonly seed: string;
  readonly drawnAt: number;
  /** Customers of an earlier wave who were kept, so that change is measured on the same people. */
  readonly kept?: number;
  /** The key of that wave. */
  readonly keptFrom?: string | null;
  /** How often a customer may be asked over all surveys, and how many could not be drawn for it. */
  readonly cap?: { readonly times: number; readonly days: number } | null;
  readonly heldBack?: number;
  /** How many could not be drawn because they want no invitations. */
  readonly optedOut?: number;
}

/** What became of a sample, in customers or in sums of their base weights. */
export interface Outcomes {
  readonly counts: Readonly<Record<Disposition, number>>;
  /** AAPOR's rates; `null` where the denominator is 0. */
  readonly rates: ResponseRates;
  /** e of RR3 and RR4, REF2, CON2: the share of customers of unknown eligibility taken to be eligible. */
  readonly eligibility: {
    /** `null` where the eligibility of nobody is known. */
    readonly share: number | null;
    /** The same share as among customers whose eligibility is known (CASRO). */
    readonly method: 'proportional';
  };
}

export type WarningCode =
  | WeightingProblem['code']
  | WeightingWarning['code']
  /** The plan names a margin whose population counts the frame does not have. */
  | 'margin-unknown'
  /** Nothing is known of the population: everybody weighs the same. */
  | 'population-unknown'
  /** One respondent in a stratum: its distance from the whole stands in for its spread. */
  | 'lonely-stratum'
  /** A stratum of the population of which nobody answered: it is represented by others, if at all. */
  | 'stratum-without-answers'
  /** Strata answered in very different shares, and the plan lets nobody stand in for those who did not. */
  | 'nonresponse-not-adjusted'
  /** Weights are fitted to counts that include customers known not to belong to the population. */
  | 'calibrated-with-ineligible'
  /** The plan names a segment that is known of no customer and answered by nobody. */
  | 'segment-unknown'
  /** Beside a drawn sample, answers by the open link are counted and not used. */
  | 'open-answers-not-used'
  | 'open-without-stratum'
  /** The plan names a variable that is known of customers and not of their anonymous answers, so that it does not count. */
  | 'anonymous-variable'
  /** Answers are anonymous, so nobody knows which customers answered in other waves too: errors of changes are too large. */
  | 'overlap-unknown'
  /** Answers given on another scale than the wave's questionnaire asks. */
  | 'on-another-scale'
  /** Answers to a question whose series ended between their version and the wave's. */
  | 'asked-otherwise'
  /** Answers of a wave were given to several versions of the questionnaire. */
  | 'several-versions'
  /** Items asked in other words than in the wave before. */
  | 'items-reworded';

/** Something a reader has to know; `params` name the place. */
export interface Warning {
  readonly code: WarningCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface WeightDiagnostics {
  readonly min: number;
  readonly max: number;
  readonly kishDesignEffect: number;
  readonly effectiveSize: number;
  /** The largest final weight over its base weight. */
  readonly largestFactor: number;
}

export interface WaveReport {
  readonly key: string;
  readonly label: LocalizedText | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** The published questionnaire this wave asks. */
  readonly version: number;
  /** SHA-256, in hexadecimal digits, of the questionnaire and of all that its figures rest on; absent: nobody worked it out. */
  readonly digests?: { readonly questionnaire: string; readonly data: string };
  /** The survey's plan, or the wave's own. */
  readonly plan: Plan;
  /** `measured`, or why there are no figures. */
  readonly state: 'measured' | 'noAnswers' | 'notWeighted';
  readonly figures: readonly Figure[];
  /** How parts of the customers differ, by the variables of the plan. */
  readonly segmentContrasts: readonly SegmentContrasts[];
  readonly design: {
    readonly rows: number;
    readonly psus: number;
    readonly strata: number;
    readonly degreesOfFreedom: number;
    /** `null` when the population is not known. */
    readonly populationSize: number | null;
    readonly weights: WeightDiagnostics;
  } | null;
  readonly sampling: {
    readonly frame: {
      readonly key: string;
      readonly kind: 'list' | 'counts';
      readonly source: string;
      readonly population: number;
      /** When it came in, in milliseconds since 1970; absent: nobody said. */
      readonly importedAt?: number;
    } | null;
    readonly draw: DrawReport | null;
    readonly strata: readonly StratumReport[];
  };
  readonly dispositions: Outcomes & {
    /** Equals the sum of the counts. */
    readonly sampled: number;
    /**
     * The same with each customer counted N_h / n_h times; `null` where weights are not made from the design, N_h of
     * a sampled stratum is not known, or answers came by the open link alone.
     */
    readonly weighted: Outcomes | null;
  };
  /** Answers that came by the open link, and whether they are part of the figures. */
  readonly openAnswers: {
    /** Those left out included. */
    readonly submitted: number;
    readonly excluded: number;
    readonly used: boolean;
  };
  /** What leaving answers out has done to the overall index; `null` where none are left out. */
  readonly exclusions: {
    /** How many sent answers an analyst left out of all figures. */
    readonly excluded: number;
    /** The overall index as the figures have it; `null` where there is none. */
    readonly without: Figure | null;
    /** The same if they had not been left out, weighted anew. */
    readonly with: Figure | null;
  } | null;
  readonly weighting: {
    /** `equal`: nothing is known of the population, so everybody weighs the same. */
    readonly base: 'design' | 'given' | 'equal';
    /** Absent or `null`: customers of unknown eligibility count as nonrespondents. */
    readonly unknownEligibility?: ClassesUsed | null;
    readonly nonresponse: ClassesUsed | null;
    /** Answers whose weight was cut back; absent or `null` where nothing is trimmed. */
    readonly trimming?: { readonly largest: number; readonly trimmed: number } | null;
    readonly calibration: {
      readonly method: 'raking' | 'poststratification' | 'linear' | 'logit';
      readonly margins: readonly string[];
      readonly iterations: number;
    } | null;
    /** What each step did to the weights of the respondents, in the order taken; empty where there are none. */
    readonly steps: readonly WeightingStep[];
    /** The final weights of the respondents by stratum; empty where there are none. */
    readonly strata: readonly StratumWeights[];
  };
  readonly warnings: readonly Warning[];
}

/** The variables that made weighting classes, how many classes there were, and how many had been joined to others. */
export interface ClassesUsed {
  readonly classes: readonly string[];
  readonly used: number;
  readonly joined: number;
}
