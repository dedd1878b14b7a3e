import type { Design } from './sampling-error/design.ts';
import type { Domain } from './sampling-error/domains.ts';
import type { Estimate, EstimateOptions } from './sampling-error/estimate.ts';
import type { DefinedFigure, Figure } from './sampling-error/influence.ts';
import type { Sample } from './sampling-error/sample.ts';
import type { WeightingProblem } from './weighting/problems.ts';
import type { Weighted } from './weighting/weights.ts';

/** Respondents of whom figures can be made: what they answered, and how sure a figure of it is. */
export interface Ground {
  readonly domain: Domain;
  readonly sample: Sample<string>;
  estimateOf(figure: Figure<string>, options: EstimateOptions): Estimate;
}

/** The respondents of a wave as of a population whose strata have other shares. */
export interface StandardizedWave {
  readonly whole: Ground;
  /** The variance of a figure of everybody as it is less another one here; `null` where it is undefined. */
  differenceVariance(figure: DefinedFigure<string>, standardized: DefinedFigure<string>): number | null;
}

/** A wave with its weights, whether it is held row by row or summed over groups. */
export interface WeightedWave {
  readonly weighted: Weighted;
  readonly design: Design;
  /** Names of the design's strata, by code. */
  readonly strata: readonly string[];
  readonly whole: Ground;
  /** The respondents with every weight multiplied by the factor of its stratum, by name. */
  standardized(factors: ReadonlyMap<string, number>): StandardizedWave;
  /** The respondents by the values of a variable; `null` for one that nobody has a value of. */
  segments(variable: string): Segments | null;
}

/** The respondents of a wave by the values of a variable. */
export interface Segments {
  readonly values: readonly { readonly value: string; readonly ground: Ground }[];
  /** All of the wave's respondents, those without a value too. */
  readonly whole: Ground;
  /**
   * The covariance matrix (row-major) of a figure of some of the values (by their places) and, last, of the whole;
   * `null` where it is undefined.
   */
  covariance(
    figures: readonly { readonly place: number; readonly figure: DefinedFigure<string> }[],
    whole: DefinedFigure<string>,
  ): Float64Array | null;
}

export type WaveWeighing =
  | { readonly wave: WeightedWave; readonly problems: readonly [] }
  | { readonly wave: null; readonly problems: readonly WeightingProblem[] };
