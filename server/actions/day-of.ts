const dayLength = 24 * 60 * 60 * 1000;

/**
 * The beginning of the day, in UTC, that a moment falls into. Of anonymous answers, and of what their customers did beside
 * them, no more is kept: two moments that are the same, or nearly, would tell whose answer it is.
 */
export function dayOf(at: number): number {
  return at - (at % dayLength);
}
