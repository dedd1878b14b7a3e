import type { Design } from '../sampling-error/design.ts';
import { domainOf } from '../sampling-error/domains.ts';
import { replicateDegreesOfFreedom } from '../sampling-error/replicate-variance.ts';
import { givenReplicates, type Replicates } from '../sampling-error/replication.ts';
import { diagnosticsOf } from '../weighting/diagnostics.ts';
import { changesOf, type Period } from './changes.ts';
import { type DataTable, textsOf } from './columns.ts';
import { type Estimated, estimatesOf } from './estimates.ts';
import { EstimateRefusal } from './refusal.ts';
import type { ChangeRow, DesignSummary, EstimateRow, Estimation } from './result.ts';
import { type Sample, sampleOf, stackedSample } from './sample.ts';
import { segmentsOf, stackedSegments } from './segments.ts';
import type { EstimateSpec } from './spec.ts';
import { suppressionsOf } from './suppression.ts';
import { samplesWarnings, warningsOf } from './warnings.ts';

/**
 * Everything a spec asks for, from the rows of its data file.
 *
 * @param given replicate weights of every row of the file, one column per replicate, where the spec says 'given'
 * @throws EstimateRefusal for what makes the whole impossible; an estimate that is undefined is `null` with a warning
 */
export function runEstimation(
  spec: EstimateSpec,
  table: DataTable,
  given: readonly Float64Array[] | null,
): Estimation {
  if (table.count === 0) throw new EstimateRefusal('no-rows');
  const replicates = replicatesGiven(spec, table, given);
  const measured = measuredSamples(spec, table, replicates);
  const estimated = measured.flatMap((each) => each.estimated);
  const changed = spec.change ? comparedPeriods(spec, spec.change, table, measured) : null;
  const weights = new Float64Array(table.count);
  for (const { sample } of measured) {
    for (const [place, row] of sample.rows.entries()) weights[row] = sample.design.weights[place] as number;
  }
  const suppressed = spec.suppress ? suppressionsOf(estimated) : estimated.map(() => null);
  const shown = estimated.map((each, place) => rowOf(each, suppressed[place] ?? null));
  return {
    result: {
      design: designSummary(measured.map(({ sample }) => sample)),
      estimates: shown,
      changes: withoutSuppressed(changed?.changes ?? [], shown),
      warnings: [
        ...samplesWarnings(spec, measured),
        ...(changed?.warnings ?? []),
        ...estimated.flatMap((each, place) => (suppressed[place] ? [] : warningsOf(each))),
      ],
    },
    weights,
  };
}

interface Measured {
  readonly sample: Sample;
  readonly estimated: readonly Estimated[];
  readonly discarded: number;
}

/** @throws EstimateRefusal when the file of replicate weights does not fit the data */
function replicatesGiven(
  { replicates }: EstimateSpec,
  table: DataTable,
  given: readonly Float64Array[] | null,
): Replicates | null {
  if (replicates?.type !== 'given') return null;
  const columns = given ?? [];
  const [first] = columns;
  if (columns.length < 2) throw new EstimateRefusal('replicates-too-few', { key: 'replicates.file' });
  if (first?.length !== table.total) {
    const params = { found: first?.length ?? 0, expected: table.total };
    throw new EstimateRefusal('replicate-rows', { key: 'replicates.file' }, params);
  }
  const { scale, rscales = null, mse } = replicates;
  if (rscales !== null && rscales.length !== columns.length) {
    const params = { found: rscales.length, expected: columns.length };
    throw new EstimateRefusal('rscales-count', { key: 'replicates.rscales' }, params);
  }
  return givenReplicates(columns, { scale, rscales, mse });
}

function measuredSamples(spec: EstimateSpec, table: DataTable, given: Replicates | null): Measured[] {
  const { change } = spec;
  if (!change) {
    const sample = sampleOf(spec, table, Int32Array.from(table.lines.keys()), given, null);
    return [{ sample, ...estimatesOf(spec, table, sample, segmentsOf(spec, table, sample)) }];
  }
  const periods = change.values.map((value, place) => periodRows(table, change.variable, value, place));
  if (change.covariance !== 'stacked') {
    return periods.map((rows, place) => {
      const sample = sampleOf(spec, table, rows, given, change.values[place] ?? '');
      return { sample, ...estimatesOf(spec, table, sample, segmentsOf(spec, table, sample)) };
    });
  }
  const sample = stackedSample(spec, table, periods, given);
  return [{ sample, ...estimatesOf(spec, table, sample, stackedSegments(spec, table, sample, change)) }];
}

function periodRows(table: DataTable, variable: string, value: string, place: number): Int32Array {
  const { codes, labels } = textsOf(table, variable);
  const code = labels.indexOf(value);
  if (code < 0) {
    const at = { key: `change.values[${place}]`, column: variable };
    throw new EstimateRefusal('value-never', at, { value, known: labels.slice(0, 20).join(', ') });
  }
  return Int32Array.from(codes.keys()).filter((row) => codes[row] === code);
}

function comparedPeriods(
  spec: EstimateSpec,
  change: NonNullable<EstimateSpec['change']>,
  table: DataTable,
  measured: readonly Measured[],
) {
  const periods = change.values.flatMap((value): Period[] =>
    measured.flatMap(({ sample, estimated }) => {
      const own = estimated.filter(({ segment }) => segment.period === value && segment.values === null);
      return own.length > 0 ? [{ value, sample, estimated: own }] : [];
    }),
  );
  return changesOf(spec, change, table, periods);
}

function rowOf(
  { name, target, segment, estimate }: Estimated,
  suppressed: EstimateRow['suppressed'],
): EstimateRow {
  const place = { name, target, domain: segment.values, period: segment.period };
  if (suppressed !== null) return { ...place, ...nothing, suppressed };
  const { reason: _, ...figures } = estimate;
  return { ...place, ...figures, suppressed };
}

const nothing = {
  estimate: null,
  standardError: null,
  lower: null,
  upper: null,
  degreesOfFreedom: null,
  n: null,
  effectiveSize: null,
  designEffect: null,
};

/** A change would tell what is held back of one of its periods. */
function withoutSuppressed(changes: readonly ChangeRow[], estimates: readonly EstimateRow[]): ChangeRow[] {
  const nameOf = (name: string, target: string | null, period: string | null) =>
    JSON.stringify([name, target, period]);
  const held = new Set(
    estimates
      .filter(({ domain, suppressed }) => domain === null && suppressed !== null)
      .map(({ name, target, period }) => nameOf(name, target, period)),
  );
  return changes.map((change) => {
    const { name, target, from, to } = change;
    if (!held.has(nameOf(name, target, from)) && !held.has(nameOf(name, target, to))) return change;
    const figures = { difference: null, standardError: null, lower: null, upper: null };
    return { ...change, ...figures, degreesOfFreedom: null, p: null, pHolm: null, pBH: null };
  });
}

function designSummary(samples: readonly Sample[]): Estimation['result']['design'] {
  const summaries = samples.map(summaryOf);
  const [only] = summaries;
  if (only && summaries.length === 1) return only;
  const sum = (of: (summary: DesignSummary) => number) =>
    summaries.reduce((total, each) => total + of(each), 0);
  const periods = samples.map(
    ({ period }, place) => [period ?? '', summaries[place] as DesignSummary] as const,
  );
  return {
    rows: sum(({ rows }) => rows),
    psus: sum(({ psus }) => psus),
    strata: sum(({ strata }) => strata),
    degreesOfFreedom: sum(({ degreesOfFreedom }) => degreesOfFreedom),
    populationSize: sum(({ populationSize }) => populationSize),
    weights: weightsSummary(joined(samples.map(({ design }) => design.weights))),
    periods: Object.fromEntries(periods),
  };
}

function summaryOf({ design, replication }: Sample): DesignSummary {
  const whole = domainOf(design, null);
  const nobody = new Float64Array(design.weights.length);
  const degreesOfFreedom = replication
    ? replicateDegreesOfFreedom(
        design,
        whole,
        replication.replicates,
        replication.adjusted,
        (replicate) => replication.weights(replicate) ?? nobody,
      )
    : whole.degreesOfFreedom;
  return {
    rows: design.weights.length,
    psus: design.stage.unitStrata.length,
    strata: whole.strata.reduce((sum, has) => sum + has, 0),
    degreesOfFreedom,
    populationSize: diagnosticsOf(design.weights)?.sum ?? 0,
    weights: weightsSummary(design.weights),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function weightsSummary(weights: Design['weights']): DesignSummary['weights'] {
  const { min, max, kishDesignEffect, effectiveSize } = diagnosticsOf(weights) ?? {
    min: 0,
    max: 0,
    kishDesignEffect: 1,
    effectiveSize: 0,
  };
  return { min, max, kishDesignEffect, effectiveSize };
}
