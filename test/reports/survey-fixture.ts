import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { IndexItem } from '#reports/index/csi.ts';
import type { Coded } from '#reports/weighting/classes.ts';
import type { DrawnSample } from '#reports/weighting/weights.ts';

type Column = readonly (number | string | null)[];
export type Table = Readonly<Record<string, Column>>;

export interface ExpectedFigure {
  readonly estimate: number;
  readonly se: number;
  readonly t: [number, number];
  readonly log: [number, number] | null;
}

export interface Measured {
  readonly df: number;
  readonly raw: Record<string, ExpectedFigure>;
  readonly anchored: Record<string, ExpectedFigure>;
}

interface Simple {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
}

/** What `fixtures/r/survey.R` wrote: its data and what R's survey package makes of them. */
export interface Fixture {
  readonly drawn: Table;
  readonly populations: Record<string, number>;
  readonly factors: Record<string, number>;
  readonly regions: Record<string, number>;
  readonly tenures: Record<string, number>;
  readonly weights: Record<'poststratified' | 'raked' | 'linear', number[]>;
  readonly whole: Record<string, Measured>;
  readonly domains: Record<string, Record<string, Measured>>;
  readonly item: {
    n: number;
    estimate: number;
    se: number;
    deff: number;
    fieller: [number, number];
    variance: number;
  };
  readonly recommend: { estimate: number; se: number; deff: number };
  readonly clusters: Table;
  readonly lonely: Record<'fpc' | 'nofpc', Record<string, Record<'whole' | 'part' | 'firstTwo', Simple>>>;
  readonly fails: boolean;
  readonly wave2: Table;
  readonly waves: Record<string, number>;
}

export const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/r/survey.json', import.meta.url), 'utf8'),
) as Fixture;

export function expectSame(
  ours: number | null | undefined,
  reference: number,
  what: string,
  tolerance = 1e-10,
) {
  const difference = Math.abs((ours ?? Number.NaN) - reference) / Math.max(Math.abs(reference), 1e-300);
  expect(difference, `${what}: ${ours} against ${reference}`).toBeLessThan(tolerance);
}

export function columnOf(table: Table, name: string): Column {
  const column = table[name];
  if (!column) throw new Error(`No column ${name}`);
  return column;
}

export function numbers(table: Table, name: string, rows?: ArrayLike<number>): Float64Array {
  const column = columnOf(table, name);
  const places = rows ?? column.map((_, row) => row);
  return Float64Array.from(places, (row) => (typeof column[row] === 'number' ? column[row] : Number.NaN));
}

export function coded(table: Table, name: string, rows?: ArrayLike<number>): Coded {
  const column = columnOf(table, name);
  const labels = [...new Set(column.map(String))].sort();
  const places = Array.from(rows ?? column.map((_, row) => row));
  return { codes: Int32Array.from(places, (row) => labels.indexOf(String(column[row]))), labels };
}

/** The drawn sample of the fixture, as weighing wants it. */
export function drawnSample(): DrawnSample {
  const { drawn, populations } = fixture;
  const strata = coded(drawn, 'stratum');
  return {
    strata,
    populations: Float64Array.from(strata.labels, (label) => populations[label] ?? Number.NaN),
    responded: Uint8Array.from(numbers(drawn, 'responded')),
    eligible: Uint8Array.from(numbers(drawn, 'eligible')),
    variables: { stratum: strata, tenure: coded(drawn, 'tenure'), region: coded(drawn, 'region') },
  };
}

export const factors = { product: 0.6, service: 0.4 };

/** The items of the fixture over some of its rows: p1 counts double in its factor. */
export function indexItems(rows: ArrayLike<number>, origin: number): IndexItem[] {
  const places = [
    { key: 'p1', factor: 'product', weight: 2 },
    { key: 'p2', factor: 'product', weight: 1 },
    { key: 's1', factor: 'service', weight: 1 },
    { key: 's2', factor: 'service', weight: 1 },
  ];
  return places.map((place) => ({
    ...place,
    origin,
    pair: {
      expectation: numbers(fixture.drawn, `a_${place.key}`, rows),
      perception: numbers(fixture.drawn, `b_${place.key}`, rows),
    },
  }));
}
