import { casesOf, correlationInfluence, correlationsOf } from '../sampling-error/correlations.ts';
import type { Design } from '../sampling-error/design.ts';
import type { Domain } from '../sampling-error/domains.ts';
import { type Answers, type Figure, figure } from '../sampling-error/influence.ts';

/**
 * Weighted correlation of two questions over those who answered both (R `cov.wt(cor = TRUE)`).
 *
 *     r = s_xy/(s_x s_y),   u = w [z_x z_y − r (z_x² + z_y²)/2]/Σ w
 *
 * Undefined ('zero-denominator') where either has the same answer from everybody.
 */
export function correlationOf(design: Design, domain: Domain, first: Answers, second: Answers): Figure {
  const cases = casesOf(design, domain, [first, second]);
  const { base } = cases;
  if (cases.reason) return { value: null, reason: cases.reason, base };
  if (cases.constant.length > 0) return { value: null, reason: 'zero-denominator', base };
  const correlations = correlationsOf(cases, design.weights);
  if (!correlations) return { value: null, reason: 'not-finite', base };
  const answers = correlationInfluence(cases, correlations, Float64Array.of(0, 0.5, 0.5, 0));
  const value = correlations.matrix[1] as number;
  return figure({ value, base, terms: [{ kind: 'answer', answers, centre: 0, slope: 1 }] });
}
