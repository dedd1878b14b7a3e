import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importanceOf, type MeasuredImportance } from '#reports/drivers/importance.ts';
import type { ImportanceMethod } from '#reports/drivers/shares.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import type { Estimate } from '#reports/sampling-error/estimate.ts';
import { plainReplication, type Replication } from '#reports/sampling-error/replicated.ts';
import { givenReplicates, replicatesOf } from '#reports/sampling-error/replication.ts';
import { golden, hasReference } from '#test/helpers/reference.ts';
import { byCode, codesOf } from './designs-fixture.ts';
import { csv, numbers as csvNumbers } from './logistics-reference.ts';
import { coded, expectSame, numbers, type Table } from './survey-fixture.ts';

interface Errors {
  readonly estimate: number[];
  readonly se: number[];
}

interface Expected {
  readonly rSquared: { readonly estimate: number; readonly se: number };
  readonly contribution: Errors;
  readonly share: Errors;
  readonly df?: number;
}

const fixture = JSON.parse(readFileSync(new URL('../fixtures/r/drivers.json', import.meta.url), 'utf8')) as {
  readonly data: Table;
  readonly drivers: string[];
  readonly n: number;
  readonly correlation: number[][];
  readonly bootstrap: number[][];
  readonly scale: number;
  readonly results: Record<'shapley' | 'johnson', Record<string, Expected>>;
};

const { data } = fixture;
const strata = codesOf(data, ['stratum']);
const design = createDesign({
  weights: numbers(data, 'w'),
  strata,
  units: codesOf(data, ['branch']),
  populations: byCode(strata, numbers(data, 'N')),
});
const everyone = wholeSample(design);
const part = coded(data, 'part');
const yes = domainOf(
  design,
  Int32Array.from(design.weights.keys()).filter((row) => part.labels[part.codes[row] as number] === 'yes'),
);
const model = {
  outcome: numbers(data, 'overall'),
  drivers: fixture.drivers.map((name) => numbers(data, name)),
};

function measured(domain: Domain, method: ImportanceMethod, replication?: Replication): MeasuredImportance {
  const importance = importanceOf(design, domain, model, { method, ...(replication && { replication }) });
  if (importance.reason !== null) throw new Error(importance.reason);
  return importance;
}

function expectEstimates(
  ours: readonly Estimate[],
  { estimate, se }: Errors,
  what: string,
  tolerance: number,
) {
  ours.forEach((one, j) => {
    expectSame(one.estimate, estimate[j] as number, `${what} of ${fixture.drivers[j]}`);
    expectSame(one.standardError, se[j] as number, `its error`, tolerance);
  });
}

function expectImportance(ours: MeasuredImportance, expected: Expected | undefined, tolerance: number) {
  if (!expected) throw new Error('Nothing to compare with');
  const { rSquared, contribution, share, df } = expected;
  expectSame(ours.rSquared.estimate, rSquared.estimate, 'R²');
  expectSame(ours.rSquared.standardError, rSquared.se, 'its error', tolerance);
  const contributions = ours.drivers.map((driver) => driver.contribution);
  expectEstimates(contributions, contribution, 'contribution', tolerance);
  const shares = ours.drivers.map((driver) => driver.share);
  expectEstimates(shares, share, 'share', tolerance);
  if (df !== undefined) expect(ours.rSquared.degreesOfFreedom).toBe(df);
}

function jackknife(): Replication {
  const { replicates, problem } = replicatesOf(design, { type: 'JKn' });
  if (!replicates) throw new Error(JSON.stringify(problem));
  return plainReplication(design, replicates);
}

function frozenBootstrap(): Replication {
  const columns = fixture.bootstrap.map((column) => Float64Array.from(column));
  const options = { scale: fixture.scale, rscales: null, mse: false };
  return plainReplication(design, givenReplicates(columns, options));
}

describe('importance of drivers equals R', () => {
  const methods = [
    ['shapley', 'shapley'],
    ['relative-weights', 'johnson'],
  ] as const;

  test.each(methods)('%s, with errors by replication', (method, name) => {
    const expected = fixture.results[name];
    const own = jackknife();
    expectImportance(measured(everyone, method, own), expected.JKn, 1e-8);
    expectImportance(measured(yes, method, own), expected.JKn_part, 1e-8);
    expectImportance(measured(everyone, method, frozenBootstrap()), expected.bootstrap, 1e-8);
  });

  test.each(methods)('%s, with errors by linearization', (method, name) => {
    // R's derivatives are differences, good to seven digits.
    expectImportance(measured(everyone, method), fixture.results[name].linearized, 1e-6);
    expectImportance(measured(yes, method), fixture.results[name].linearized_part, 1e-6);
  });

  test('complete cases count, the others are told', () => {
    const { n, leftOut, drivers } = measured(everyone, 'shapley');
    expect(n).toBe(fixture.n);
    expect(n + leftOut).toBe(design.weights.length);
    drivers.forEach(({ correlation, relativeWeight }, j) => {
      expectSame(correlation, fixture.correlation[j]?.[5] as number, 'correlation');
      expectSame(relativeWeight, fixture.results.johnson.JKn?.contribution.estimate[j] as number, 'Johnson');
    });
  });
});

describe.runIf(hasReference)('importance of drivers equals the reference', () => {
  test('Swiss fertility', () => {
    const [{ expected }] = golden('drivers');
    const rows = csv('swiss.csv');
    const names = Object.keys(expected.lmg);
    const whole = createDesign({ weights: new Float64Array(rows.length).fill(1) });
    const swiss = importanceOf(whole, wholeSample(whole), {
      outcome: csvNumbers(rows, 'Fertility'),
      drivers: names.map((name) => csvNumbers(rows, name)),
    });
    if (swiss.reason !== null) throw new Error(swiss.reason);
    expectSame(swiss.rSquared.estimate, expected.R2, 'R²', 1e-12);
    swiss.drivers.forEach(({ contribution, relativeWeight }, j) => {
      expectSame(contribution.estimate, expected.lmg[names[j] ?? ''], `${names[j]}`, 1e-12);
      expectSame(relativeWeight, expected.johnson[names[j] ?? ''], `${names[j]}, Johnson`, 1e-12);
    });
  });
});
