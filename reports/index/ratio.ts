import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Answers, type Figure, figure, type PairTerm } from '../sampling-error/influence.ts';
import { pairMeans } from './pair-means.ts';

/**
 * Ratio of two totals, Σ w y / Σ w x over the rows that have both; u = w (y − R x) / Σ w x (R `svyratio`).
 * Unlike C it may have a negative denominator; with 0 it is undefined.
 */
export function ratioOf(design: Design, domain: Domain, numerator: Answers, denominator: Answers): Figure {
  const pair = { expectation: denominator, perception: numerator };
  const means = pairMeans(design, domain, pair, 0);
  const { base, reason, expectationTotal, perceptionTotal } = means;
  if (reason !== null) return { value: null, reason, base };
  if (expectationTotal === 0) return { value: null, reason: 'zero-denominator', base };
  const value = perceptionTotal / expectationTotal;
  const term = (byDenominator: number, byNumerator: number): PairTerm => ({
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
