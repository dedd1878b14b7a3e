import type { Figure } from './report.ts';

/**
 * How far a shown figure can be relied on: `wide` for few answers or a wide interval, `indicative` for very few or a very
 * wide one. It is shown all the same, with its interval: what protects people holds figures back, what protects readers says
 * so. For C relative errors are always small, so the half width itself counts.
 */
export type Precision = 'sure' | 'wide' | 'indicative';

/** Effective answers, degrees of freedom, and half widths of the interval of C, from which on more caution is due. */
const cautious = { effectiveSize: 60, halfWidth: 0.03 };
const indicative = { effectiveSize: 30, degreesOfFreedom: 8, halfWidth: 0.1 };

/** Of a figure of C. What has no interval is indicative. */
export function precisionOf({
  effectiveSize,
  degreesOfFreedom,
  lower,
  upper,
}: Pick<Figure, 'effectiveSize' | 'degreesOfFreedom' | 'lower' | 'upper'>): Precision {
  if (lower === null || upper === null || effectiveSize === null) return 'indicative';
  const halfWidth = (upper - lower) / 2;
  const isPoor =
    effectiveSize < indicative.effectiveSize ||
    (degreesOfFreedom ?? 0) < indicative.degreesOfFreedom ||
    halfWidth > indicative.halfWidth;
  if (isPoor) return 'indicative';
  return effectiveSize < cautious.effectiveSize || halfWidth > cautious.halfWidth ? 'wide' : 'sure';
}
