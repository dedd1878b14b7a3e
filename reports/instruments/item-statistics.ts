import { meanOf } from '../index/mean.ts';
import { completeCases } from '../sampling-error/complete-cases.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { Answers, Figure } from '../sampling-error/influence.ts';
import { rowsOf } from '../sampling-error/sample.ts';
import { weightedVariance } from '../statistics/moments.ts';
import { alphaOf } from './alpha.ts';
import { correlationOf } from './correlation.ts';

/** What one item does in the scale that it makes with others. */
export interface ItemStatistics {
  readonly mean: Figure;
  /** Bessel-corrected, as R `svyvar` has it; `null` for fewer than two respondents. */
  readonly standardDeviation: number | null;
  /** Correlation with the sum of the others, the "corrected item–total correlation". */
  readonly restCorrelation: Figure;
  /** Cronbach's raw alpha of the others; `null` where they are not at least two. */
  readonly alphaIfDropped: Figure | null;
}

/**
 * Each item beside the others, weighted, over those who answered all of them. Shows the item that does not belong (alpha
 * is greater without it) and the one that should have been reversed (its correlation with the rest is negative).
 *
 * @throws RangeError for fewer than two items, or a column that is not one answer per row
 */
export function itemStatistics(
  design: Design,
  domain: Domain,
  items: readonly Answers[],
): readonly ItemStatistics[] {
  if (items.length < 2) throw new RangeError(`Expected at least two items, found ${items.length}.`);
  const { rows } = completeCases(design, domain, items);
  const complete = items.map((item) => onlyAt(rows, item));
  const weights = Float64Array.from(rows, (row) => design.weights[row] as number);
  return complete.map((item, own) => {
    const others = complete.filter((_, place) => place !== own);
    const answers = Float64Array.from(rows, (row) => item[row] as number);
    const variance = weightedVariance(answers, weights);
    return {
      mean: meanOf(rowsOf(design, domain), item),
      standardDeviation: variance !== null && Number.isFinite(variance) ? Math.sqrt(variance) : null,
      restCorrelation: correlationOf(design, domain, item, sumOfItems(others)),
      alphaIfDropped: others.length < 2 ? null : alphaOf(design, domain, others).raw,
    };
  });
}

/** A column with answers in these rows only. */
function onlyAt(rows: Int32Array, answers: Answers): Answers {
  const column = new Float64Array(answers.length).fill(Number.NaN);
  for (const row of rows) column[row] = answers[row] as number;
  return column;
}

/** The sum of some items in each row; NaN where one of them has no answer. */
export function sumOfItems(items: readonly Answers[]): Answers {
  const total = new Float64Array(items[0]?.length ?? 0);
  for (const item of items) {
    for (let row = 0; row < total.length; row++) total[row] = (total[row] as number) + (item[row] as number);
  }
  return total;
}
