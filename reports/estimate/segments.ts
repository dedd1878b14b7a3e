import type { Design } from '../sampling-error/design.ts';
import { type Domain, domainOf, domainsBy, wholeSample } from '../sampling-error/domains.ts';
import { type Coded, codesAt, crossed } from '../weighting/classes.ts';
import { type DataTable, textsOf } from './columns.ts';
import type { EstimateSpec } from './spec.ts';

/** A part of a sample that figures are asked for. */
export interface Segment {
  readonly domain: Domain;
  /** Values of the variables of `by`; `null` for everybody. */
  readonly values: Readonly<Record<string, string>> | null;
  /** Which list of `by` it comes from; −1 for everybody. */
  readonly by: number;
  readonly period: string | null;
}

/** Everybody first, then every combination of values that occurs, in the order of `by`. */
export function segmentsOf(
  spec: EstimateSpec,
  table: DataTable,
  sample: { readonly rows: Int32Array; readonly design: Design; readonly period: string | null },
): Segment[] {
  const { rows, design, period } = sample;
  return [
    { domain: wholeSample(design), values: null, by: -1, period },
    ...combinations(spec, table, rows).flatMap(({ codes, values }, by) =>
      domainsBy(design, codes, values.length).map((domain, code) => {
        return { domain, values: values[code] ?? null, by, period };
      }),
    ),
  ];
}

/** The segments of a stacked sample, period by period. */
export function stackedSegments(
  spec: EstimateSpec,
  table: DataTable,
  { rows, design }: { readonly rows: Int32Array; readonly design: Design },
  change: NonNullable<EstimateSpec['change']>,
): Segment[] {
  const { codes, labels } = textsOf(table, change.variable);
  return change.values.flatMap((period) => {
    const code = labels.indexOf(period);
    const places = Int32Array.from(rows.keys()).filter((place) => codes[rows[place] as number] === code);
    const whole: Segment = { domain: domainOf(design, places), values: null, by: -1, period };
    const parts = combinations(spec, table, codesAt(rows, places)).flatMap(({ codes: own, values }, by) =>
      values.map((each, value) => {
        const members = places.filter((_, place) => own[place] === value);
        return { domain: domainOf(design, members), values: each, by, period };
      }),
    );
    return [whole, ...parts];
  });
}

function combinations({ by }: EstimateSpec, table: DataTable, rows: Int32Array) {
  return by.map((names) => {
    const columns = names.map((name): Coded => {
      const { codes, labels } = textsOf(table, name);
      return { codes: codesAt(codes, rows), labels };
    });
    const { codes, parts } = crossed(columns);
    const values = parts.map((part) =>
      Object.fromEntries(names.map((name, i) => [name, columns[i]?.labels[part[i] as number] ?? ''])),
    );
    return { codes, values };
  });
}
