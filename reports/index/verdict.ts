import type { Estimate } from '../sampling-error/estimate.ts';

/** What an interval of C says. */
export type Verdict =
  /** Wholly below 1: expectations are not met. */
  | 'below'
  /** Wholly above 1: expectations are exceeded. */
  | 'above'
  /** Holds 1 and lies within 1 ± band: as expected, shown and not merely not refuted. */
  | 'equivalent'
  /** The data do not tell. */
  | 'undetermined';

/** Half-width of the band around 1 within which a difference does not matter. */
export const INDIFFERENCE_BAND = 0.03;

/** The reading of C from its interval, never from the point alone; `null` where there is no interval. */
export function verdictOf(
  { lower, upper }: Pick<Estimate, 'lower' | 'upper'>,
  band = INDIFFERENCE_BAND,
): Verdict | null {
  if (lower === null || upper === null) return null;
  if (upper < 1) return 'below';
  if (lower > 1) return 'above';
  return lower >= 1 - band && upper <= 1 + band ? 'equivalent' : 'undetermined';
}
