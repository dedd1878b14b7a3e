import { studentTails } from '../statistics/distributions.ts';
import type { Estimate } from './estimate.ts';
import { criticalValue, waldInterval } from './intervals.ts';
import type { ChangeReason } from './waves.ts';

/** A weighted sum of estimates from independent samples, with its test against 0. */
export interface Contrast {
  readonly value: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Satterthwaite's. */
  readonly degreesOfFreedom: number | null;
  /** Two-sided. */
  readonly p: number | null;
  readonly reason: ChangeReason | null;
}

type Known = Pick<Estimate, 'estimate' | 'standardError' | 'degreesOfFreedom'>;

/**
 * Σ c x̂ of independent samples: V = Σ c² V(x̂), judged by Student's t with Satterthwaite's V² / Σ (c² V(x̂))² / df degrees of
 * freedom. With the coefficients −1 and 1 it is `independentChange`. Estimates whose coefficient is 0 have no part in it.
 */
export function independentContrast(
  terms: readonly { readonly of: Known; readonly coefficient: number }[],
  confidence = 0.95,
): Contrast {
  const parts = terms.filter(({ coefficient }) => coefficient !== 0);
  if (parts.length === 0 || parts.some(({ of }) => of.estimate === null))
    return undefinedContrast(null, 'estimate-undefined');
  const value = parts.reduce((sum, { of, coefficient }) => sum + coefficient * (of.estimate ?? 0), 0);
  if (parts.some(({ of }) => of.standardError === null || (of.degreesOfFreedom ?? 0) < 1))
    return undefinedContrast(value, 'standard-error-undefined');
  const variances = parts.map(({ of, coefficient }) => (coefficient * (of.standardError ?? 0)) ** 2);
  const variance = variances.reduce((sum, each) => sum + each, 0);
  if (!(variance > 0)) return undefinedContrast(value, 'no-variance');
  const divisor = parts.reduce(
    (sum, { of }, place) => sum + (variances[place] ?? 0) ** 2 / (of.degreesOfFreedom ?? 1),
    0,
  );
  const degreesOfFreedom = variance ** 2 / divisor;
  const standardError = Math.sqrt(variance);
  return {
    value,
    standardError,
    ...waldInterval(value, standardError, criticalValue(confidence, degreesOfFreedom)),
    degreesOfFreedom,
    p: 2 * studentTails(Math.abs(value / standardError), degreesOfFreedom).upper,
    reason: null,
  };
}

function undefinedContrast(value: number | null, reason: ChangeReason): Contrast {
  return {
    ...{ value, standardError: null, lower: null, upper: null, degreesOfFreedom: null, p: null },
    reason,
  };
}
