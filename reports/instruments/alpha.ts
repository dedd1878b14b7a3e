import { type Cases, casesOf, correlationInfluence, correlationsOf } from '../sampling-error/correlations.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Answers, type Figure, figure } from '../sampling-error/influence.ts';
import { ratioOfSquares, sum, trueSquare } from './deviations.ts';

/** How far some items agree, as they would if they measured one thing. */
export interface AlphaFigures {
  /** Respondents who answered every item. */
  readonly n: number;
  /** Those who did not, and do not count. */
  readonly leftOut: number;
  /** Of the sum of the items as they were answered. */
  readonly raw: Figure;
  /** Of the sum of the standardised items. */
  readonly standardised: Figure;
}

/**
 * Cronbach's alpha of p items, weighted, over complete cases:
 *
 *     α_raw = p/(p − 1)·(1 − Σ s_j²/s_T²),   T the sum of the items
 *     α_std = p r̄/(1 + (p − 1) r̄),            r̄ the mean of the correlations between items
 *
 * Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951). Undefined
 * ('zero-denominator') where the sum does not vary; α_std also where one item does not. Negative where items contradict
 * each other, most often because one should have been reversed.
 *
 * As figures they have errors by linearization (`estimateOf`) and by replication (`replicatedEstimates`).
 *
 * @throws RangeError for fewer than two items, or a column that is not one answer per row
 */
export function alphaOf(design: Design, domain: Domain, items: readonly Answers[]): AlphaFigures {
  if (items.length < 2) throw new RangeError(`Expected at least two items, found ${items.length}.`);
  const cases = casesOf(design, domain, items);
  const total = (deviations: Float64Array) => sum(deviations) ** 2;
  return {
    n: cases.base.n,
    leftOut: cases.leftOut,
    raw: ratioOfSquares(design, domain, cases, trueSquare, total),
    standardised: standardisedAlpha(design, cases),
  };
}

/** α_std = p/(p − 1)·(1 − p/V), V the sum of all correlations, and so ∂α_std/∂V = p²/((p − 1)V²). */
function standardisedAlpha(design: Design, cases: Cases): Figure {
  const { base, width: p } = cases;
  if (cases.reason) return { value: null, reason: cases.reason, base };
  if (cases.constant.length > 0) return { value: null, reason: 'zero-denominator', base };
  const correlations = correlationsOf(cases, design.weights);
  if (!correlations) return { value: null, reason: 'not-finite', base };
  const whole = sum(correlations.matrix);
  if (!(whole > NO_VARIANCE * p * p)) return { value: null, reason: 'zero-denominator', base };
  const gradient = new Float64Array(p * p).fill((p * p) / ((p - 1) * whole * whole));
  const answers = correlationInfluence(cases, correlations, gradient);
  const value = (p / (p - 1)) * (1 - p / whole);
  return figure({ value, base, terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }] });
}

/** Below this share of p², its greatest, a variance of the sum is rounding: items cancel each other. */
const NO_VARIANCE = 1e-12;
