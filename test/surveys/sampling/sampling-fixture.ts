import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { StratumForecast } from '#surveys/sampling/optimal-allocation.ts';

interface Fixture {
  readonly sizes: Record<
    'mean' | 'mean_endless' | 'proportion' | 'proportion_plain' | 'variation' | 'change',
    number
  >;
  readonly strata: { stratum: string[]; population: number[]; spread: number[]; cost: number[] };
  readonly allocations: Record<string, Record<string, number>>;
  readonly errors: Record<string, number>;
  readonly customers: {
    customer: string[];
    recency: number[];
    frequency: number[];
    monetary: number[];
    R: number[];
    F: number[];
    M: number[];
    class: string[];
  };
  readonly ltv: number;
}

/** What `fixtures/r/sampling.R` wrote. */
const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/r/sampling.json', import.meta.url), 'utf8'),
) as Fixture;

export const { sizes: fixedSizes, allocations, errors, customers, ltv } = fixture;

export const strata = new Map(
  fixture.strata.stratum.map((stratum, place): [string, StratumForecast] => [
    stratum,
    {
      population: fixture.strata.population[place] ?? Number.NaN,
      spread: fixture.strata.spread[place] ?? Number.NaN,
      cost: fixture.strata.cost[place] ?? Number.NaN,
    },
  ]),
);

export function expectSame(
  ours: number | null | undefined,
  reference: number,
  what: string,
  tolerance = 1e-10,
) {
  const difference = Math.abs((ours ?? Number.NaN) - reference) / Math.max(Math.abs(reference), 1e-300);
  expect(difference, `${what}: ${ours} against ${reference}`).toBeLessThan(tolerance);
}
