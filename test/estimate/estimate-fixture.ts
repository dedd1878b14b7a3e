import { readFileSync } from 'node:fs';

/** Columns of a file, `null` where nobody answered. */
export type Columns = Readonly<Record<string, readonly (string | number | null)[]>>;

/** What R makes of a figure; without `se` where R stops. `deff` of means by linearization only. */
export interface Line {
  readonly name: string;
  readonly target: string | null;
  readonly domain: string | null;
  readonly estimate?: number;
  readonly se: number | null;
  readonly df?: number;
  readonly interval?: readonly [number, number];
  readonly deff?: number | null;
}

export interface Case {
  readonly data: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly weights: readonly number[];
  readonly lines: readonly Line[];
}

export interface PairOfWaves {
  readonly difference: number;
  readonly se: number;
  readonly df: number | null;
  readonly p: number;
}

type ByCovariance<T> = Readonly<
  Record<'independent' | 'overlap' | 'stacked', Readonly<Record<'plain' | 'calibrated', T>>>
>;

/** Specs of `estimate` with R's results, written by `estimate.R`. */
export const expected: {
  readonly files: Readonly<Record<string, Columns>>;
  readonly cases: Readonly<Record<string, Case>>;
  readonly scaled: readonly {
    readonly times: number;
    readonly mean: { readonly estimate: number; readonly se: number };
    readonly ratio: { readonly estimate: number; readonly se: number };
  }[];
  readonly panel: Columns;
  readonly changes: ByCovariance<Readonly<Record<string, Readonly<Record<string, PairOfWaves>>>>>;
  readonly families: ByCovariance<
    Readonly<Record<string, { readonly holm: readonly number[]; readonly BH: readonly number[] }>>
  >;
} = JSON.parse(readFileSync(new URL('../fixtures/r/estimate.json', import.meta.url), 'utf8'));

/** Columns as CSV. */
export function csvOf(columns: Columns): string {
  const names = Object.keys(columns);
  const rows = (columns[names[0] ?? ''] ?? []).map((_, row) =>
    names.map((name) => columns[name]?.[row] ?? '').join(','),
  );
  return [names.join(','), ...rows].join('\n');
}
