import type { Estimate } from './sampling-error/estimate.ts';

/** The estimate of a figure times a constant: its error and bounds with it. */
export function scaledEstimate(estimate: Estimate, factor: number): Estimate {
  const times = (value: number | null) => (value === null ? null : value * factor || 0);
  const [lower, upper] = factor < 0 ? [estimate.upper, estimate.lower] : [estimate.lower, estimate.upper];
  return {
    ...estimate,
    estimate: times(estimate.estimate),
    standardError: times(
      estimate.standardError === null ? null : Math.sign(factor || 1) * estimate.standardError,
    ),
    lower: times(lower),
    upper: times(upper),
  };
}
