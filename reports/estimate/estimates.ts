import type { Design, Stage } from '../sampling-error/design.ts';
import { type Domain, domainOf } from '../sampling-error/domains.ts';
import { type Estimate, estimateFrom, estimateWithInfluence } from '../sampling-error/estimate.ts';
import { linearize, type Term } from '../sampling-error/influence.ts';
import { varianceOfTotal } from '../sampling-error/linearization.ts';
import { replicateCovariance, replicateDegreesOfFreedom } from '../sampling-error/replicate-variance.ts';
import { lonelyStrata } from '../sampling-error/strata-factors.ts';
import type { DataTable } from './columns.ts';
import { type Measure, measureOf, type NamedFigure } from './measure.ts';
import type { Sample, SampleReplication } from './sample.ts';
import type { Segment } from './segments.ts';
import type { EstimateSpec } from './spec.ts';

/** An estimate with what comparing it with another period needs. */
export interface Estimated extends NamedFigure {
  readonly segment: Segment;
  readonly estimate: Estimate;
  /** Of figures of everybody in a period, where changes need it; else `null`. */
  readonly influence: Float64Array | null;
  /** Results by replicate; `null` for linearization. */
  readonly values: Float64Array | null;
  /** Replicates that could be weighted but have no such figure; they are left out. */
  readonly lost: number;
  /** cv of a ratio's denominator, which bounds its bias over its standard error; `null` where it is not known. */
  readonly denominatorVariation: number | null;
}

/** Every figure of every segment of a sample. */
export function estimatesOf(
  spec: EstimateSpec,
  table: DataTable,
  sample: Sample,
  segments: readonly Segment[],
): { readonly estimated: Estimated[]; readonly discarded: number } {
  const measure = measureOf(spec, table, sample.rows);
  if (sample.replication) return byReplication(spec, sample, sample.replication, segments, measure);
  const { design } = sample;
  const scratch = new Float64Array(design.weights.length);
  const estimated = segments.flatMap((segment) => {
    const keep = keepsInfluence(spec, segment);
    return measure(design, segment.domain).map((named): Estimated => {
      const options = { confidence: spec.confidence, interval: named.interval };
      const into = keep ? undefined : scratch;
      const domain = domainFor(design, segment.domain, named);
      const { estimate, influence } = estimateWithInfluence(design, domain, named.figure, options, into);
      const kept = keep ? influence : null;
      const denominatorVariation = variationBelow(design, domain, named, scratch);
      return { ...named, segment, estimate, influence: kept, values: null, lost: 0, denominatorVariation };
    });
  });
  return { estimated, discarded: 0 };
}

/**
 * The domain of a figure. A stratum of one unit does no harm where nobody of it answered. Fieller's interval rests on
 * the means of both sides among those who answered, so its degrees of freedom are counted among them.
 */
function domainFor(design: Design, domain: Domain, { figure, interval }: NamedFigure): Domain {
  if (figure.value === null || (interval !== 'fieller' && !hasLonelyUnits(design))) return domain;
  const members = domain.rows ?? Int32Array.from(design.weights.keys());
  const rows = members.filter((row) => figure.terms.some((term) => hasAnswer(term, row)));
  const answered = domainOf(design, rows);
  return interval === 'fieller' ? answered : { ...answered, degreesOfFreedom: domain.degreesOfFreedom };
}

function hasLonelyUnits({ stage }: Design): boolean {
  for (let at: Stage | null = stage; at; at = at.below) if (lonelyStrata(at).length > 0) return true;
  return false;
}

function variationBelow(
  design: Design,
  domain: Domain,
  { figure }: NamedFigure,
  scratch: Float64Array,
): number | null {
  if (figure.value === null || !figure.ratio) return null;
  const { denominator } = figure.ratio;
  const { values } = linearize(design, domain, denominator, scratch);
  return variation(denominator.value, varianceOfTotal(design, values, domain));
}

function variation(value: number, variance: number | null): number | null {
  const found = variance === null ? Number.NaN : Math.sqrt(variance) / Math.abs(value);
  return Number.isFinite(found) ? found : null;
}

function hasAnswer(term: Term, row: number): boolean {
  if (term.kind === 'answer') return !Number.isNaN(term.answers[row]);
  const { expectation, perception } = term.pair;
  return !Number.isNaN(expectation[row]) && !Number.isNaN(perception[row]);
}

function keepsInfluence({ change }: EstimateSpec, { values }: Segment): boolean {
  return values === null && change !== undefined && change.covariance !== 'independent';
}

/** Values of one figure, or of one side of a ratio, by replicate; NaN where there is none. */
interface Trace {
  readonly estimate: number;
  readonly values: Float64Array;
}

function byReplication(
  spec: EstimateSpec,
  sample: Sample,
  replication: SampleReplication,
  segments: readonly Segment[],
  measure: Measure,
): { readonly estimated: Estimated[]; readonly discarded: number } {
  const { design } = sample;
  const { replicates, adjusted } = replication;
  const figures = segments.map(({ domain }) => measure(design, domain));
  const traces = figures.map((own) => own.map((named) => tracesOf(named, replicates.count)));
  let discarded = 0;
  for (let replicate = 0; replicate < replicates.count; replicate++) {
    const weights = replication.weights(replicate);
    if (weights === null) {
      discarded += 1;
      continue;
    }
    for (const [s, { domain }] of segments.entries()) {
      for (const [f, named] of measure({ ...design, weights }, domain).entries()) {
        for (const [part, value] of partsOf(named).entries()) {
          const trace = traces[s]?.[f]?.[part];
          if (trace) trace.values[replicate] = value;
        }
      }
    }
  }
  const nothing = new Float64Array(design.weights.length);
  const weightsOf = (replicate: number) => replication.weights(replicate) ?? nothing;
  const estimated = segments.flatMap((segment, s) => {
    const freedom = replicateDegreesOfFreedom(design, segment.domain, replicates, adjusted, weightsOf);
    return (figures[s] ?? []).map((named, f) => {
      const own = traces[s]?.[f] ?? [];
      return replicatedEstimate(spec, sample, replication, segment, named, own, freedom, discarded);
    });
  });
  return { estimated, discarded };
}

/** The figure itself; of a ratio also both sides. */
function partsOf({ figure }: NamedFigure): number[] {
  if (figure.value === null || !figure.ratio) return [figure.value ?? Number.NaN];
  return [figure.value, figure.ratio.numerator.value, figure.ratio.denominator.value];
}

function tracesOf(named: NamedFigure, count: number): Trace[] {
  return partsOf(named).map((estimate) => ({ estimate, values: new Float64Array(count).fill(Number.NaN) }));
}

function replicatedEstimate(
  spec: EstimateSpec,
  { design }: Sample,
  { replicates }: SampleReplication,
  segment: Segment,
  named: NamedFigure,
  [whole, numerator, denominator]: readonly Trace[],
  degreesOfFreedom: number,
  discarded: number,
): Estimated {
  const { figure, interval } = named;
  const between = (one: Trace, other: Trace) => replicateCovariance(replicates, one, other) ?? Number.NaN;
  const variance = figure.value !== null && whole ? replicateCovariance(replicates, whole, whole) : null;
  const influence = figure.value === null ? null : linearize(design, segment.domain, figure);
  const sides = () => {
    if (!numerator || !denominator) return null;
    return {
      numerator: numerator.estimate,
      denominator: denominator.estimate,
      numeratorVariance: between(numerator, numerator),
      denominatorVariance: between(denominator, denominator),
      covariance: between(numerator, denominator),
    };
  };
  const uncertainty = { variance, reason: 'not-finite' as const, degreesOfFreedom, sides };
  const options = { confidence: spec.confidence, interval };
  return {
    ...named,
    segment,
    estimate: estimateFrom(figure, uncertainty, influence?.spread ?? null, options),
    influence: keepsInfluence(spec, segment) ? (influence?.values ?? null) : null,
    values: whole?.values ?? null,
    lost: figure.value === null || !whole ? 0 : whole.values.filter(Number.isNaN).length - discarded,
    denominatorVariation: denominator
      ? variation(denominator.estimate, replicateCovariance(replicates, denominator, denominator))
      : null,
  };
}
