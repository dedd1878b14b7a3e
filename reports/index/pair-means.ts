import type { Base, Pair, UndefinedReason } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';

/** Weighted means of both sides of a pair, over those who answered both. */
export interface PairMeans<C> {
  readonly pair: Pair<C>;
  readonly base: Base;
  /** ā, as answered (not from the origin). `null` without answers. */
  readonly expectation: number | null;
  /** b̄, as answered. */
  readonly perception: number | null;
  /** Σ w (a − origin). */
  readonly expectationTotal: number;
  /** Σ w (b − origin). */
  readonly perceptionTotal: number;
  readonly origin: number;
  readonly reason: UndefinedReason | null;
}

/** The means of a pair. `origin` is the zero of the scale. */
export function pairMeans<C>(sample: Sample<C>, pair: Pair<C>, origin: number): PairMeans<C> {
  const {
    base,
    reason,
    expectation: expectationTotal,
    perception: perceptionTotal,
  } = sample.pairTotals(pair, origin);
  return {
    pair,
    base,
    expectation: base.n === 0 ? null : origin + expectationTotal / base.weight,
    perception: base.n === 0 ? null : origin + perceptionTotal / base.weight,
    expectationTotal,
    perceptionTotal,
    origin,
    reason,
  };
}
