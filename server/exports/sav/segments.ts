/** The widest string that the format knows; wider ones are kept as several. */
const widest = 255;
/** Of a string kept as several, each but the last counts for so many bytes of its width. */
const countedPerSegment = 252;

/**
 * The widths of the strings that a string is kept as. A very long one is several of 255 bytes and a last one, filled one
 * after the other; what room there is in the last ones is left blank.
 */
export function segmentWidths(bytes: number): number[] {
  if (bytes <= widest) return [bytes];
  const count = Math.ceil(bytes / countedPerSegment);
  return [...new Array<number>(count - 1).fill(widest), bytes - (count - 1) * countedPerSegment];
}

/** Values are kept in units of 8 bytes. */
export const unitSize = 8;

/** How many units a string of at most 255 bytes takes. */
export function unitsOf(width: number): number {
  return Math.ceil(width / unitSize);
}

/** What of a string's bytes stands in each segment but the last. */
export const segmentBytes = widest;
