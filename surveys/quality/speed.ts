import type { Grade } from './grade.ts';

export interface Speed {
  readonly kind: 'speed';
  readonly grade: Grade;
  readonly seconds: number;
  /** Of those who passed the same pages, in seconds. */
  readonly median: number;
  /** How many they are. */
  readonly answers: number;
}

/** The time it took those on one route. */
export interface RouteTime {
  readonly median: number;
  readonly answers: number;
}

/** With fewer on the same route their median says little of what is fast. */
export const fewestOnRoute = 30;

/** Less than this share of the median, by grade: twice, three and five times as fast as the middle one. */
const shareOfMedian = { note: 1 / 2, suspicious: 1 / 3, strong: 1 / 5 } as const;

/**
 * Whether somebody was much faster than the middle one of those who passed the same pages, by the server's clock: from the
 * first page sent to the last.
 *
 * Limits: what is read before the first page is sent is not in it, nor who left the page and came back later; who is slow is not
 * flagged. People differ by a factor of two without being careless, so that this alone is a note.
 *
 * @see Leiner (2019), Too fast, too straight, too weird, Survey Research Methods 13: twice the speed of the median
 * @see Greszki, Meyer & Schoen (2015), Exploring the effects of removing "too fast" responses
 * @returns `null` where nothing is noted, fewer than 30 passed the same pages, or the time is not known
 */
export function speed(seconds: number | null, route: RouteTime | null): Speed | null {
  if (seconds === null || route === null || route.answers < fewestOnRoute || route.median <= 0) return null;
  const share = seconds / route.median;
  const grade = (['strong', 'suspicious', 'note'] as const).find((each) => share < shareOfMedian[each]);
  return grade === undefined ? null : { kind: 'speed', grade, seconds, ...route };
}
