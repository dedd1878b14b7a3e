import type { Answers } from '../sampling-error/influence.ts';

/** One of several items that make a score, with its weight among them. */
export interface ScoredItem {
  readonly answers: Answers;
  readonly weight: number;
}

/**
 * What each row says of several items together: the weighted mean of those it answered, NaN where it answered none.
 * Equal answers have exactly their own mean, so that a score nobody varies in is known as such.
 */
export function scoresOf(items: readonly ScoredItem[]): Answers {
  return Float64Array.from(items[0]?.answers ?? [], (_, row) => {
    let [first, shift, weight] = [Number.NaN, 0, 0];
    for (const item of items) {
      const answer = item.answers[row] as number;
      if (Number.isNaN(answer)) continue;
      if (weight === 0) first = answer;
      shift += item.weight * (answer - first);
      weight += item.weight;
    }
    return first + (weight === 0 ? 0 : shift / weight);
  });
}
