/** Why weights cannot be made. Labels are those of the data; crossed ones are joined by "|". `rows` are units. */
export type WeightingProblem =
  | { readonly code: 'no-respondents' }
  /** The scheme names a class or margin variable that the sample does not have. */
  | { readonly code: 'unknown-variable'; readonly variable: string }
  /** Rows without a value of a variable that is needed; `null` is the stratum itself. */
  | { readonly code: 'value-missing'; readonly variable: string | null; readonly rows: number }
  /** Given weights that are missing, negative or not finite. */
  | { readonly code: 'weights-not-usable'; readonly rows: number }
  | { readonly code: 'stratum-without-population'; readonly stratum: string }
  | {
      readonly code: 'population-smaller-than-sample';
      readonly stratum: string;
      readonly population: number;
      readonly sampled: number;
    }
  /** Linear calibration without bounds made weights negative. */
  | { readonly code: 'weights-negative'; readonly rows: number }
  /** No weights of the same total lie between the limits, or none that meet the margins as well. */
  | { readonly code: 'trimming-impossible'; readonly lower: number | null; readonly upper: number | null }
  | { readonly code: 'class-without-respondents'; readonly class: string; readonly sampled: number }
  | CalibrationProblem;

/**
 * Why weights cannot be made to agree with population totals. `margin` is its variables, joined by "|", the name
 * of a number, or 'population'.
 */
export type CalibrationProblem =
  /** Somebody of this category exists in the population and nobody answered. */
  | { readonly code: 'category-without-respondents'; readonly margin: string; readonly category: string }
  /** Respondents of a category of which the margin says nothing. */
  | {
      readonly code: 'category-absent-from-margin';
      readonly margin: string;
      readonly category: string;
      readonly respondents: number;
    }
  /** A total that is negative, not finite, or 0 although somebody of the category answered. */
  | {
      readonly code: 'total-not-positive';
      readonly margin: string;
      readonly category: string;
      readonly total: number;
    }
  /** The margin adds up to another population than the first one, or contradicts the ones before it. */
  | {
      readonly code: 'margins-disagree';
      readonly margin: string;
      readonly total: number;
      readonly expected: number;
    }
  /** No weights meet all margins; the worst met is named. `null` is the category of a number. */
  | {
      readonly code: 'not-converged';
      readonly margin: string;
      readonly category: string | null;
      readonly total: number;
      readonly reached: number;
    }
  /** With every factor at its bound the total would lie between these two and no nearer. */
  | {
      readonly code: 'bounds-out-of-reach';
      readonly margin: string;
      readonly category: string | null;
      readonly total: number;
      readonly least: number;
      readonly most: number;
    };
