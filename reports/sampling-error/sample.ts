import { CompensatedSum } from '../statistics/compensated-sum.ts';
import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import type { Answers, Base, Pair, UndefinedReason } from './influence.ts';

/** Weighted sums of the answers of a domain to one question. */
export interface AnswerTotals {
  readonly base: Base;
  /** Σ w x. */
  readonly total: number;
  /** Why there is nothing to sum; `null` when somebody with a weight answered. */
  readonly reason: UndefinedReason | null;
}

/** Weighted sums of both sides of a pair, over those who answered both. */
export interface PairTotals {
  readonly base: Base;
  /** Σ w (a − origin), summed from the origin so that it is exactly 0 when everybody is there. */
  readonly expectation: number;
  /** Σ w (b − origin). */
  readonly perception: number;
  readonly reason: UndefinedReason | null;
}

/**
 * The answers of a domain, weighted, as far as figures are made of them. `C` says what a column of answers is: rows of
 * them (`rowsOf`), or the name by which sums over groups of rows are known (`tally/`).
 */
export interface Sample<C = Answers> {
  answerTotals(answers: C): AnswerTotals;
  pairTotals(pair: Pair<C>, origin: number): PairTotals;
  /** Those who answered both sides of at least one of the pairs. */
  baseOfAny(pairs: readonly Pair<C>[]): Base;
}

/** The sample that rows of answers are, in a domain. */
export function rowsOf(design: Design, domain: Domain): Sample {
  return {
    answerTotals: (answers) => answerTotals(design, domain, answers),
    pairTotals: (pair, origin) => pairTotals(design, domain, pair, origin),
    baseOfAny: (pairs) => baseOfAny(design, domain, pairs),
  };
}

function answerTotals({ weights }: Design, { rows }: Domain, answers: Answers): AnswerTotals {
  const count = rows === null ? weights.length : rows.length;
  const [total, weight, squaredWeight] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  let n = 0;
  let answered = 0;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const answer = answers[row] as number;
    if (Number.isNaN(answer)) continue;
    answered += 1;
    const w = weights[row] as number;
    if (w === 0) continue;
    n += 1;
    total.add(w * answer);
    weight.add(w);
    squaredWeight.add(w * w);
  }
  const base = { n, weight: weight.value, squaredWeight: squaredWeight.value };
  return { base, total: total.value, reason: whyEmpty(n, answered, count) };
}

function pairTotals(
  { weights }: Design,
  { rows }: Domain,
  { expectation, perception }: Pair,
  origin: number,
): PairTotals {
  const count = rows === null ? weights.length : rows.length;
  const [expected, perceived, weight, squaredWeight] = [0, 1, 2, 3].map(() => new CompensatedSum()) as [
    CompensatedSum,
    CompensatedSum,
    CompensatedSum,
    CompensatedSum,
  ];
  let n = 0;
  let answered = 0;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const a = expectation[row] as number;
    const b = perception[row] as number;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    answered += 1;
    const w = weights[row] as number;
    if (w === 0) continue;
    n += 1;
    expected.add(w * (a - origin));
    perceived.add(w * (b - origin));
    weight.add(w);
    squaredWeight.add(w * w);
  }
  return {
    base: { n, weight: weight.value, squaredWeight: squaredWeight.value },
    expectation: expected.value,
    perception: perceived.value,
    reason: whyEmpty(n, answered, count),
  };
}

/** Why there are no sums, of `count` rows of which `answered` answered and `n` of these have a weight. */
export function whyEmpty(n: number, answered: number, count: number): UndefinedReason | null {
  if (n > 0) return null;
  return count === 0 ? 'no-rows' : answered === 0 ? 'no-answers' : 'zero-weight';
}

function baseOfAny({ weights }: Design, { rows }: Domain, pairs: readonly Pair[]): Base {
  const count = rows === null ? weights.length : rows.length;
  const weight = new CompensatedSum();
  const squaredWeight = new CompensatedSum();
  let n = 0;
  for (let place = 0; place < count; place++) {
    const row = rows === null ? place : (rows[place] as number);
    const w = weights[row] as number;
    if (w === 0 || !answersAny(pairs, row)) continue;
    n += 1;
    weight.add(w);
    squaredWeight.add(w * w);
  }
  return { n, weight: weight.value, squaredWeight: squaredWeight.value };
}

function answersAny(pairs: readonly Pair[], row: number): boolean {
  for (let k = 0; k < pairs.length; k++) {
    const { expectation, perception } = pairs[k] as Pair;
    if (!Number.isNaN(expectation[row] as number) && !Number.isNaN(perception[row] as number)) return true;
  }
  return false;
}
