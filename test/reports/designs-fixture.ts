import { readFileSync } from 'node:fs';
import type { DesignInput, LaterStage } from '#reports/sampling-error/design.ts';
import { columnOf, numbers, type Table } from './survey-fixture.ts';

export interface Simple {
  readonly estimate: number;
  readonly se: number | null;
  readonly df: number;
}

export type Both = Readonly<Record<'ratio' | 'total' | 'ratio_part' | 'total_part', Simple>>;

interface Quantile {
  readonly p: number;
  readonly estimate: number;
  readonly interval: readonly (number | null)[];
  readonly se: number | null;
}

type Replicated = Readonly<Record<'ratio' | 'ratio_part' | 'mean' | 'total_part', Simple>>;

/** What `fixtures/r/designs.R` wrote. */
export interface DesignsFixture {
  readonly data: Table;
  readonly weights: readonly number[];
  readonly fails: boolean;
  readonly stages: Record<'plain' | 'domains', Record<string, Record<'three' | 'two', Both>>>;
  readonly average: Record<'plain' | 'domains', Both>;
  readonly stratified: Record<'counts' | 'fractions', Both>;
  readonly flat: Table;
  readonly simple: {
    readonly quantiles: readonly Quantile[];
    readonly quantiles_part: readonly Quantile[];
    readonly total: Simple;
    readonly ratio: Simple;
    readonly effects: Record<
      'without' | 'with',
      { mean: number; total: number; share: Record<string, number> }
    >;
    readonly share: Record<'estimate' | 'se', Record<string, number>>;
  };
  readonly kind_totals: Record<string, number>;
  readonly replication: Record<string, Replicated>;
}

export const designs = JSON.parse(
  readFileSync(new URL('../fixtures/r/designs.json', import.meta.url), 'utf8'),
) as DesignsFixture;

/** Numbers the different combinations of some columns, in the order of their first rows. */
export function codesOf(table: Table, names: readonly string[], rows?: readonly number[]): Int32Array {
  const columns = names.map((name) => columnOf(table, name));
  const places = new Map<string, number>();
  const all = rows ?? [...(columns[0] ?? []).keys()];
  return Int32Array.from(all, (row) => {
    const key = JSON.stringify(columns.map((column) => column[row]));
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place;
  });
}

/** A number of each code, from its first row. */
export function byCode(codes: Int32Array, values: Float64Array): Float64Array {
  const found: number[] = [];
  codes.forEach((code, row) => {
    found[code] ??= values[row] as number;
  });
  return Float64Array.from(found);
}

/** The design of districts, schools in them and perhaps classes in those, over some rows of the fixture. */
export function schoolsDesign(
  stages: readonly {
    readonly unit: string;
    readonly population: string;
    readonly strata?: readonly string[];
  }[],
  rows = [...columnOf(designs.data, 'x').keys()],
): DesignInput {
  const names = stages.map(({ unit }) => unit);
  const built = stages.map(({ population, strata = [] }, place) => {
    const within = [...(place === 0 ? ['stratum'] : names.slice(0, place)), ...strata];
    const codes = codesOf(designs.data, within, rows);
    const units = codesOf(designs.data, [...within, ...names.slice(0, place + 1)], rows);
    return { strata: codes, units, populations: byCode(codes, numbers(designs.data, population, rows)) };
  });
  const [first, ...later] = built as [LaterStage, ...LaterStage[]];
  return { ...first, later, weights: new Float64Array(rows.length) };
}

/** Weights N/n of every stage, multiplied. */
export function stageWeights({ later = [], ...first }: DesignInput, rows: number): Float64Array {
  const weights = new Float64Array(rows).fill(1);
  for (const { strata, units, populations } of [first, ...later]) {
    const sampled = new Map<number, Set<number>>();
    for (let row = 0; row < rows; row++) {
      const stratum = strata?.[row] as number;
      sampled.set(stratum, (sampled.get(stratum) ?? new Set()).add(units?.[row] as number));
    }
    for (let row = 0; row < rows; row++) {
      const stratum = strata?.[row] as number;
      const share = (populations?.[stratum] as number) / (sampled.get(stratum)?.size as number);
      weights[row] = (weights[row] as number) * share;
    }
  }
  return weights;
}
