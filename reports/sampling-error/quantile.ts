import { CompensatedSum } from '../statistics/compensated-sum.ts';
import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import type { Estimate } from './estimate.ts';
import { estimateOf } from './estimate.ts';
import type { Answers, Figure } from './influence.ts';
import { criticalValue } from './intervals.ts';

/**
 * A weighted quantile: the least answer x with Σ w over answers up to x of at least p Σ w (R `svyquantile` of survey
 * 4.1 and later, `qrule = "math"`).
 *
 * Its interval is Woodruff's (1952) as R's default `interval.type = "mean"` has it: the t interval of the share of
 * answers up to the quantile, its ends turned back into answers; standard error: the width over 2 t. An end that
 * falls below 0 or above 1 is `null`, and so is the standard error.
 *
 * @param shareOf the figure of a share, such as `meanOf(design, domain, …)` of a column of 0 and 1
 */
export function quantileOf(
  design: Design,
  domain: Domain,
  answers: Answers,
  p: number,
  shareOf: (indicator: Answers) => Figure,
  confidence = 0.95,
): Estimate {
  if (!(p > 0 && p < 1)) throw new RangeError(`Unexpected p: ${p}.`);
  const ordered = orderedRows(design, domain, answers);
  const at = quantileAt(answers, design.weights, ordered, p);
  const below = (answer: number) => (Number.isNaN(answer) ? Number.NaN : answer <= (at ?? 0) ? 1 : 0);
  const share = estimateOf(design, domain, shareOf(answers.map(below)), { confidence });
  if (at === null || share.estimate === null) return { ...share, estimate: null, designEffect: null };
  const end = (bound: number | null) =>
    bound === null || bound < 0 || bound > 1 ? null : quantileAt(answers, design.weights, ordered, bound);
  const [lower, upper] = [end(share.lower), end(share.upper)];
  const { n, effectiveSize, degreesOfFreedom } = share;
  const known = { estimate: at, lower, upper, n, effectiveSize, degreesOfFreedom, designEffect: null };
  if (share.reason !== null) return { ...known, standardError: null, reason: share.reason };
  if (lower === null || upper === null)
    return { ...known, standardError: null, reason: 'interval-undefined' };
  const standardError = (upper - lower) / (2 * criticalValue(confidence, degreesOfFreedom));
  return { ...known, standardError, reason: null };
}

/** Rows that answered and weigh something, from the least answer to the greatest. */
function orderedRows({ weights }: Design, { rows }: Domain, answers: Answers): Int32Array {
  const members = rows ?? Int32Array.from(answers.keys());
  const answered = members.filter((row) => !Number.isNaN(answers[row]) && (weights[row] as number) > 0);
  return answered.sort((a, b) => (answers[a] as number) - (answers[b] as number) || a - b);
}

/** Sums are compensated, so that equal weights meet p exactly where counts do. */
function quantileAt(answers: Answers, weights: Float64Array, ordered: Int32Array, p: number): number | null {
  const total = new CompensatedSum();
  for (const row of ordered) total.add(weights[row] as number);
  const below = new CompensatedSum();
  for (const row of ordered) {
    below.add(weights[row] as number);
    if (below.value / total.value >= p) return answers[row] as number;
  }
  const last = ordered.at(-1);
  return last === undefined ? null : (answers[last] as number);
}
