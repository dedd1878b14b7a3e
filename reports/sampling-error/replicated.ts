import type { Design } from './design.ts';
import type { Domain } from './domains.ts';
import { type Estimate, type EstimateOptions, estimateFrom, type Uncertainty } from './estimate.ts';
import { type Figure, linearize } from './influence.ts';
import { replicateCovariance, replicateDegreesOfFreedom } from './replicate-variance.ts';
import type { Replicates } from './replication.ts';

/** Replicates as they are used: with the weights of the design, or with weights adjusted again in each. */
export interface Replication {
  readonly replicates: Replicates;
  /** Whether the weights are adjusted or calibrated again in each replicate. */
  readonly adjusted: boolean;
  /** Final weights of the rows in a replicate; `null` where it cannot be weighed. */
  readonly weights: (replicate: number) => Float64Array | null;
}

/** The replicates of a design whose weights are not adjusted again. */
export function plainReplication({ weights }: Design, replicates: Replicates): Replication {
  return { replicates, adjusted: false, weights: (replicate) => replicates.weights(replicate, weights) };
}

/**
 * How uncertain some statistics are, by measuring them again with the weights of every replicate.
 *
 * A replicate in which a statistic is not defined is left out for it; `discarded` counts the replicates in which one
 * of those defined in the sample was not.
 *
 * @param values of the sample; `null` for what is not defined
 * @param valuesWith the same statistics with other weights, in the same order
 */
export function replicatedUncertainty(
  design: Design,
  domain: Domain,
  { replicates, adjusted, weights }: Replication,
  values: readonly (number | null)[],
  valuesWith: (weights: Float64Array) => readonly (number | null)[],
): { readonly uncertainties: readonly Uncertainty[]; readonly discarded: number } {
  const traces = values.map((value) => ({
    estimate: value ?? Number.NaN,
    values: new Float64Array(replicates.count).fill(Number.NaN),
  }));
  let discarded = 0;
  for (let replicate = 0; replicate < replicates.count; replicate++) {
    const own = weights(replicate);
    const measured = own === null ? [] : valuesWith(own);
    let missing = false;
    for (const [place, trace] of traces.entries()) {
      const value = measured[place] ?? null;
      if (value !== null) trace.values[replicate] = value;
      else if (values[place] !== null) missing = true;
    }
    if (missing) discarded += 1;
  }
  const nothing = new Float64Array(design.weights.length);
  const weightsOf = (replicate: number) => weights(replicate) ?? nothing;
  const degreesOfFreedom = replicateDegreesOfFreedom(design, domain, replicates, adjusted, weightsOf);
  const uncertainties = traces.map(
    (trace): Uncertainty => ({
      variance: Number.isNaN(trace.estimate) ? null : replicateCovariance(replicates, trace, trace),
      reason: 'not-finite',
      degreesOfFreedom,
      sides: () => null,
    }),
  );
  return { uncertainties, discarded };
}

/**
 * The estimates of some figures with errors by replication. Fieller's interval is not among them: it needs both sides of
 * a ratio in every replicate.
 *
 * @param measure the figures of a design, always in the same order; asked again with the weights of every replicate
 */
export function replicatedEstimates(
  design: Design,
  domain: Domain,
  replication: Replication,
  measure: (design: Design) => readonly Figure[],
  options: EstimateOptions & { readonly interval?: 't' | 'log' } = {},
): { readonly estimates: readonly Estimate[]; readonly discarded: number } {
  const figures = measure(design);
  const { uncertainties, discarded } = replicatedUncertainty(
    design,
    domain,
    replication,
    figures.map(({ value }) => value),
    (weights) => measure({ ...design, weights }).map(({ value }) => value),
  );
  const scratch = new Float64Array(design.weights.length);
  const estimates = figures.map((figure, place) => {
    const spread = figure.value === null ? null : linearize(design, domain, figure, scratch).spread;
    return estimateFrom(figure, uncertainties[place] as Uncertainty, spread, options);
  });
  return { estimates, discarded };
}
