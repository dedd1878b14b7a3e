import { domainOf } from '../sampling-error/domains.ts';
import { benjaminiHochberg, holm } from '../sampling-error/multiplicity.ts';
import { replicateCovariance } from '../sampling-error/replicate-variance.ts';
import { differenceVariance } from '../sampling-error/stacked-waves.ts';
import {
  type Change,
  changeInOneDesign,
  independentChange,
  type Overlap,
  overlapCovariance,
  overlapOf,
  overlappingChange,
  type WaveSample,
} from '../sampling-error/waves.ts';
import { codesAt } from '../weighting/classes.ts';
import { type DataTable, identifiersOf, textsOf } from './columns.ts';
import type { Estimated } from './estimates.ts';
import { EstimateRefusal } from './refusal.ts';
import type { ChangeRow, EstimateWarning } from './result.ts';
import type { Sample } from './sample.ts';
import type { EstimateSpec } from './spec.ts';

type ChangeSpec = NonNullable<EstimateSpec['change']>;

/** The estimates of everybody in one period, and the sample they come from. */
export interface Period {
  readonly value: string;
  readonly sample: Sample;
  readonly estimated: readonly Estimated[];
}

/** Every later period against every earlier one. */
export function changesOf(
  spec: EstimateSpec,
  change: ChangeSpec,
  table: DataTable,
  periods: readonly Period[],
): { readonly changes: ChangeRow[]; readonly warnings: EstimateWarning[] } {
  const warnings: EstimateWarning[] = [];
  const waves =
    change.covariance === 'overlap' ? periods.map((each) => waveOf(spec, change, table, each)) : [];
  const changes = periods.flatMap((to, later) =>
    periods.slice(0, later).flatMap((from, earlier) => {
      const [first, second] = [waves[earlier], waves[later]];
      const overlap = first && second ? overlapOf(first, second) : null;
      if (overlap && overlap.moved > 0) {
        const params = { units: overlap.moved, from: from.value, to: to.value };
        warnings.push({ code: 'units-moved', params });
      }
      return changesBetween(spec, change, from, to, overlap);
    }),
  );
  return { changes, warnings };
}

/** @throws EstimateRefusal for a unit twice in a period, or sampled units that are not rows */
function waveOf(spec: EstimateSpec, { unit = '' }: ChangeSpec, table: DataTable, period: Period): WaveSample {
  const { design, rows } = period.sample;
  if (design.stage.units) throw new EstimateRefusal('overlap-needs-rows', { key: 'change.covariance' });
  const { codes: all, labelOf } = identifiersOf(table, unit);
  const codes = codesAt(all, rows);
  const seen = new Uint8Array(all.length);
  codes.forEach((code, place) => {
    if (code < 0) return;
    if (seen[code] === 1) {
      const row = table.lines[rows[place] as number] as number;
      const at = { key: 'change.unit', row, column: unit };
      throw new EstimateRefusal('unit-twice', at, { unit: labelOf(code), period: period.value });
    }
    seen[code] = 1;
  });
  return {
    design,
    units: Array.from(codes, (code) => (code < 0 ? '' : code)),
    strataLabels: strataLabels(spec, table, period.sample),
  };
}

/** What each stratum is called in the file, the same in every period. */
function strataLabels({ design }: EstimateSpec, table: DataTable, sample: Sample): string[] {
  const column = design.strata?.[0];
  const { sampled, strata } = sample.design.stage;
  const names = Array.from(sampled, (_, stratum) => `stratum ${stratum}`);
  if (column === undefined) return names;
  const { codes, labels } = textsOf(table, column);
  strata.forEach((stratum, place) => {
    names[stratum] = labels[codes[sample.rows[place] as number] as number] ?? '';
  });
  return names;
}

function changesBetween(
  spec: EstimateSpec,
  change: ChangeSpec,
  from: Period,
  to: Period,
  overlap: Overlap | null,
): ChangeRow[] {
  const nameOf = ({ name, target }: Estimated) => JSON.stringify([name, target]);
  const later = new Map(to.estimated.map((each) => [nameOf(each), each]));
  const pairs = from.estimated.flatMap((earlier) => {
    const other = later.get(nameOf(earlier));
    return other ? [{ earlier, other }] : [];
  });
  const rows = pairs.map(({ earlier, other }) => ({
    name: earlier.name,
    target: earlier.target,
    isItem: earlier.isItem,
    change: changeOf(spec, change, from, earlier, other, overlap),
  }));
  const adjusted = new Map<object, { pHolm: number | null; pBH: number | null }>();
  for (const family of [rows.filter(({ isItem }) => isItem), rows.filter(({ isItem }) => !isItem)]) {
    const p = family.map((row) => row.change.p);
    const [byHolm, byRate] = [holm(p), benjaminiHochberg(p)];
    for (const [place, row] of family.entries()) {
      adjusted.set(row, { pHolm: byHolm[place] ?? null, pBH: byRate[place] ?? null });
    }
  }
  return rows.map((row) => {
    const { name, target } = row;
    const { difference, standardError, lower, upper, degreesOfFreedom, p } = row.change;
    const { pHolm = null, pBH = null } = adjusted.get(row) ?? {};
    const figures = { difference, standardError, lower, upper, degreesOfFreedom, p, pHolm, pBH };
    return { name, target, from: from.value, to: to.value, ...figures };
  });
}

function changeOf(
  { confidence }: EstimateSpec,
  { covariance }: ChangeSpec,
  { sample }: Period,
  earlier: Estimated,
  later: Estimated,
  overlap: Overlap | null,
): Change {
  if (covariance === 'independent') return independentChange(earlier.estimate, later.estimate, confidence);
  if (overlap && earlier.influence && later.influence) {
    const shared = overlapCovariance(overlap, earlier.influence, later.influence);
    return overlappingChange(earlier.estimate, later.estimate, shared, confidence);
  }
  const degreesOfFreedom = Math.max(
    earlier.estimate.degreesOfFreedom ?? 0,
    later.estimate.degreesOfFreedom ?? 0,
    domainOf(sample.design, null).degreesOfFreedom,
  );
  const variance = stackedVariance(sample, earlier, later);
  return changeInOneDesign(earlier.estimate, later.estimate, variance, degreesOfFreedom, confidence);
}

/** Both estimates come from one design: the variance of their difference in it. `null` where it is undefined. */
function stackedVariance(
  { design, replication }: Sample,
  earlier: Estimated,
  later: Estimated,
): number | null {
  if (!earlier.influence || !later.influence) return null;
  if (!replication || !earlier.values || !later.values) {
    return differenceVariance(design, earlier.influence, later.influence);
  }
  const traced = ({ figure, values }: Estimated) => {
    return { estimate: figure.value ?? Number.NaN, values: values ?? new Float64Array() };
  };
  const covariance = replicateCovariance(replication.replicates, traced(earlier), traced(later));
  const [first, second] = [earlier.estimate.standardError, later.estimate.standardError];
  if (covariance === null || first === null || second === null) return null;
  return first ** 2 + second ** 2 - 2 * covariance;
}
