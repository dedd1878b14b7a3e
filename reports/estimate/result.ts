import type { EstimateReason } from '../sampling-error/estimate.ts';

/** Why a figure is not shown although it exists. */
export type Suppression =
  /** Too few answered. */
  | 'small-cell'
  /** With what is shown of its neighbours, a held back one could be worked out. */
  | 'complement'
  /** Weights so unequal that the answers count for too few. */
  | 'effective-size'
  | 'degrees-of-freedom';

/** One line of the result. Every number is finite or `null`. */
export interface EstimateRow {
  readonly name: string;
  readonly target: string | null;
  /** Values of the variables of `by`; `null` for the whole sample. */
  readonly domain: Readonly<Record<string, string>> | null;
  /** The value of `change.variable`; `null` where no change is asked for. */
  readonly period: string | null;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly degreesOfFreedom: number | null;
  readonly n: number | null;
  readonly effectiveSize: number | null;
  readonly designEffect: number | null;
  /** Then no figure is given. */
  readonly suppressed: Suppression | null;
}

/** A difference between two periods, later minus earlier in the order of `change.values`. */
export interface ChangeRow {
  readonly name: string;
  readonly target: string | null;
  readonly from: string;
  readonly to: string;
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** `null` where the normal judges. */
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  /** Within its family of the same two periods: all items, or all that are not items. */
  readonly pHolm: number | null;
  readonly pBH: number | null;
}

export interface DesignSummary {
  /** Rows that count: respondents. */
  readonly rows: number;
  readonly psus: number;
  readonly strata: number;
  readonly degreesOfFreedom: number;
  /** Sum of the weights. */
  readonly populationSize: number;
  readonly weights: {
    readonly min: number;
    readonly max: number;
    readonly kishDesignEffect: number;
    readonly effectiveSize: number;
  };
}

export type EstimateWarning =
  | { readonly code: 'class-collapsed' | 'class-thin'; readonly params: WarningParams }
  | { readonly code: 'totals-missed'; readonly params: WarningParams }
  /** Half-samples and bootstrap know no finite population correction. */
  | { readonly code: 'fpc-ignored'; readonly params: WarningParams }
  /** Replicates that could not be weighted. */
  | { readonly code: 'replicates-discarded'; readonly params: WarningParams }
  /** Replicates in which nobody is left that an estimate rests on. */
  | { readonly code: 'replicates-without-figure'; readonly params: WarningParams }
  /** The denominator of a ratio is so uncertain that the ratio may be biased. */
  | { readonly code: 'denominator-uncertain'; readonly params: WarningParams }
  /** Later stages of clusters have no fpc, so the first stage says it all. */
  | { readonly code: 'stages-ignored'; readonly params: WarningParams }
  /** Units that changed stratum between two periods do not count in their overlap. */
  | { readonly code: 'units-moved'; readonly params: WarningParams }
  /** An estimate or a part of it is `null`. */
  | { readonly code: `undefined.${EstimateReason}`; readonly params: WarningParams };

export type WarningParams = Readonly<Record<string, string | number>>;

export interface EstimateResult {
  readonly design: DesignSummary & {
    /** Where there is a design for each period: theirs; the figures above are then of all together. */
    readonly periods?: Readonly<Record<string, DesignSummary>>;
  };
  readonly estimates: readonly EstimateRow[];
  readonly changes: readonly ChangeRow[];
  readonly warnings: readonly EstimateWarning[];
}

/** What `estimate` works out: the result, and the final weight of every row of the table (0 = did not answer). */
export interface Estimation {
  readonly result: EstimateResult;
  readonly weights: Float64Array;
}
