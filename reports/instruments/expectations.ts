import { ratioOf } from '../index/ratio.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { Answers, Figure, Pair } from '../sampling-error/influence.ts';
import { rowsOf } from '../sampling-error/sample.ts';
import { correlationOf } from './correlation.ts';
import { sumOfItems } from './item-statistics.ts';

/** Whether expectations say anything of their own. */
export interface ExpectationFigures {
  /** Of the sums of both sides over the pairs, among those who answered all of them. */
  readonly correlation: Figure;
  /** The share of expectations, among all pairs answered, that are the greatest the scale allows. */
  readonly atTop: Figure;
}

/**
 * What to know before reading a gap or an index C of some pairs: where nearly everybody expects the utmost, perception
 * can only fall short, and gap and C say no more than perception alone.
 *
 * @param greatest the upper end of the scale
 */
export function measureExpectations(
  design: Design,
  domain: Domain,
  pairs: readonly Pair[],
  greatest: number,
): ExpectationFigures {
  const expectations = sumOfItems(pairs.map(({ expectation }) => expectation));
  const perceptions = sumOfItems(pairs.map(({ perception }) => perception));
  const answered = countOf(pairs, () => true);
  const top = countOf(pairs, (expectation) => expectation >= greatest);
  return {
    correlation: correlationOf(design, domain, expectations, perceptions),
    atTop: ratioOf(rowsOf(design, domain), top, answered),
  };
}

/** How many complete pairs of each row have such an expectation; NaN in rows without any. */
function countOf(pairs: readonly Pair[], holds: (expectation: number) => boolean): Answers {
  const counts = new Float64Array(pairs[0]?.expectation.length ?? 0).fill(Number.NaN);
  for (const { expectation, perception } of pairs) {
    for (let row = 0; row < counts.length; row++) {
      const answer = expectation[row] as number;
      if (Number.isNaN(answer) || Number.isNaN(perception[row] as number)) continue;
      const before = counts[row] as number;
      counts[row] = (Number.isNaN(before) ? 0 : before) + (holds(answer) ? 1 : 0);
    }
  }
  return counts;
}
