import { type Figure, figure, type PairTerm } from '../sampling-error/influence.ts';
import type { Sample } from '../sampling-error/sample.ts';

/**
 * Ratio of two totals, Σ w y / Σ w x over those who have both; u = w (y − R x) / Σ w x (R `svyratio`).
 * Unlike C it may have a negative denominator; with 0 it is undefined.
 */
export function ratioOf<C>(sample: Sample<C>, numerator: C, denominator: C): Figure<C> {
  const pair = { expectation: denominator, perception: numerator };
  const {
    base,
    reason,
    expectation: expectationTotal,
    perception: perceptionTotal,
  } = sample.pairTotals(pair, 0);
  if (reason !== null) return { value: null, reason, base };
  if (expectationTotal === 0) return { value: null, reason: 'zero-denominator', base };
  const value = perceptionTotal / expectationTotal;
  const term = (byDenominator: number, byNumerator: number): PairTerm<C> => ({
    kind: 'pair',
    pair,
    expectationCentre: 0,
    expectationSlope: byDenominator,
    perceptionCentre: 0,
    perceptionSlope: byNumerator,
  });
  return figure({
    value,
    base,
    terms: [term(-value / expectationTotal, 1 / expectationTotal)],
    ratio: {
      numerator: { value: perceptionTotal, base, terms: [term(0, 1)] },
      denominator: { value: expectationTotal, base, terms: [term(1, 0)] },
    },
  });
}
