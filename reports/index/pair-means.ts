import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import type { Base, Pair, UndefinedReason } from '../sampling-error/influence.ts';
import { CompensatedSum } from '../statistics/compensated-sum.ts';

/** Weighted means of both sides of a pair, over the rows that answered both. */
export interface PairMeans {
  readonly pair: Pair;
  readonly base: Base;
  /** ā, as answered (not from the origin). `null` without answers. */
  readonly expectation: number | null;
  /** b̄, as answered. */
  readonly perception: number | null;
  /** Σ w (a − origin), summed from the origin so that it is exactly 0 when everybody is there. */
  readonly expectationTotal: number;
  /** Σ w (b − origin). */
  readonly perceptionTotal: number;
  readonly origin: number;
  readonly reason: UndefinedReason | null;
}

/** The means of a pair in a domain. `origin` is the zero of the scale. */
export function pairMeans(design: Design, domain: Domain, pair: Pair, origin: number): PairMeans {
  const { weights } = design;
  const { rows } = domain;
  const { expectation, perception } = pair;
  const count = rows === null ? weights.length : rows.length;
  const [expected, perceived, weight, squaredWeight] = sums();
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
  const base = { n, weight: weight.value, squaredWeight: squaredWeight.value };
  const [expectationTotal, perceptionTotal] = [expected.value, perceived.value];
  return {
    pair,
    base,
    expectation: n === 0 ? null : origin + expectationTotal / base.weight,
    perception: n === 0 ? null : origin + perceptionTotal / base.weight,
    expectationTotal,
    perceptionTotal,
    origin,
    reason: n > 0 ? null : count === 0 ? 'no-rows' : answered === 0 ? 'no-answers' : 'zero-weight',
  };
}

function sums(): [CompensatedSum, CompensatedSum, CompensatedSum, CompensatedSum] {
  return [new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
}

/** The base of a composite: rows that answered at least one of its pairs. */
export function baseOfAny(design: Design, domain: Domain, pairs: readonly Pair[]): Base {
  const { weights } = design;
  const { rows } = domain;
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
