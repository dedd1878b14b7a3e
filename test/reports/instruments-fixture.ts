import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { type Estimate, estimateOf } from '#reports/sampling-error/estimate.ts';
import type { Figure } from '#reports/sampling-error/influence.ts';
import { byCode, codesOf } from './designs-fixture.ts';
import { coded, expectSame, numbers, type Table } from './survey-fixture.ts';

export interface Expected {
  readonly estimate: number;
  readonly se: number;
}

export type ByWay = Record<'JKn' | 'linearized' | 'linearized_part', Expected>;

/** What `fixtures/r/instruments.R` wrote: its data and what R makes of them. */
export const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/r/instruments.json', import.meta.url), 'utf8'),
) as {
  readonly data: Table;
  readonly alpha: { readonly raw: ByWay; readonly standardised: ByWay; readonly n: number };
  readonly items: readonly Record<'mean' | 'sd' | 'rest' | 'dropped', number>[];
  readonly difference: ByWay;
  readonly ep: ByWay;
  readonly servqual: Record<'whole' | 'part', Record<string, Expected>>;
  readonly kano: Record<
    'whole' | 'part',
    { readonly better: Expected; readonly worse: Expected; readonly shares: Record<string, Expected> }
  >;
};

const { data } = fixture;
const strata = codesOf(data, ['stratum']);
const part = coded(data, 'part');

export const design: Design = createDesign({
  weights: numbers(data, 'w'),
  strata,
  units: codesOf(data, ['branch']),
  populations: byCode(strata, numbers(data, 'N')),
});

export const domains: Record<'whole' | 'part', Domain> = {
  whole: wholeSample(design),
  part: domainOf(
    design,
    Int32Array.from(design.weights.keys()).filter((row) => part.labels[part.codes[row] as number] === 'yes'),
  ),
};

export function column(name: string): Float64Array {
  return numbers(data, name);
}

/** Statements of the fixture, numbered from 1, asked as expectation and perception. */
export function pairs(...statements: number[]) {
  return statements.map((k) => ({ expectation: column(`a${k}`), perception: column(`b${k}`) }));
}

/** A figure of a domain against R, with its standard error by linearization. */
export function expectFigure(
  figure: Figure,
  domain: Domain,
  expected: Expected | undefined,
  what: string,
  tolerance = 1e-9,
): Estimate {
  if (!expected) throw new Error(`Nothing to compare ${what} with`);
  const estimate = estimateOf(design, domain, figure);
  expect(estimate.reason).toBeNull();
  expectSame(estimate.estimate, expected.estimate, what);
  expectSame(estimate.standardError, expected.se, `${what}, error`, tolerance);
  return estimate;
}
