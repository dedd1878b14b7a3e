import { describe, expect, test } from 'vitest';
import { meanOf } from '#reports/index/mean.ts';
import { ratioOf } from '#reports/index/ratio.ts';
import { totalOf } from '#reports/index/total.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import {
  replicateCovariance,
  replicateDegreesOfFreedom,
} from '#reports/sampling-error/replicate-variance.ts';
import { givenReplicates, type Replicates, replicatesOf } from '#reports/sampling-error/replication.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { hadamard } from '#reports/statistics/hadamard.ts';
import { poststratify } from '#reports/weighting/poststratification.ts';
import { byCode, codesOf, designs, type Simple } from './designs-fixture.ts';
import { coded, expectSame, numbers } from './survey-fixture.ts';

const { flat, kind_totals, replication } = designs;
const [x, y, w] = [numbers(flat, 'x'), numbers(flat, 'y'), numbers(flat, 'w')];
const units = codesOf(flat, ['unit']);
const strata = codesOf(flat, ['stratum']);
const simple = createDesign({ weights: w, strata, units, populations: byCode(strata, numbers(flat, 'N')) });
const alone = createDesign({ weights: w, units, populations: Float64Array.of(140) });
// R orders strata by their names as texts.
const pairNames = Array.from(units, (unit) => String(1 + Math.floor(unit / 2)));
const pairLabels = [...new Set(pairNames)].sort();
const pairs = createDesign({
  weights: w,
  units,
  strata: Int32Array.from(pairNames, (name) => pairLabels.indexOf(name)),
});
const kind = coded(flat, 'kind');
const part = (design: Design) =>
  domainOf(
    design,
    Int32Array.from(x.keys()).filter((row) => kind.labels[kind.codes[row] as number] === 'two'),
  );

const figures = {
  ratio: (design: Design) => ratioOf(rowsOf(design, wholeSample(design)), y, x),
  ratio_part: (design: Design) => ratioOf(rowsOf(design, part(design)), y, x),
  mean: (design: Design) => meanOf(rowsOf(design, wholeSample(design)), y),
  total_part: (design: Design) => totalOf(rowsOf(design, part(design)), y),
};

type Reweigh = (weights: Float64Array) => Float64Array;

function poststratified(weights: Float64Array): Float64Array {
  const { calibration } = poststratify(weights, { name: 'kind', categories: kind, totals: kind_totals });
  if (!calibration) throw new Error('Not calibrated');
  return calibration.weights;
}

function replicatesFor(design: Design, method: Parameters<typeof replicatesOf>[1]): Replicates {
  const { replicates, problem } = replicatesOf(design, method);
  if (!replicates) throw new Error(JSON.stringify(problem));
  return replicates;
}

/** Every figure by every replicate against R. */
function expectReplicated(
  base: Design,
  replicates: Replicates,
  expected: Record<string, Simple>,
  reweigh: Reweigh,
) {
  const design = { ...base, weights: reweigh(base.weights) };
  const weightsOf = (replicate: number) => reweigh(replicates.weights(replicate, base.weights));
  for (const [name, figure] of Object.entries(figures)) {
    const values = Float64Array.from({ length: replicates.count }, (_, replicate) => {
      return figure({ ...design, weights: weightsOf(replicate) }).value ?? Number.NaN;
    });
    const estimate = figure(design).value ?? Number.NaN;
    expectSame(estimate, expected[name]?.estimate as number, name);
    const both = { estimate, values };
    const variance = replicateCovariance(replicates, both, both) ?? Number.NaN;
    expectSame(Math.sqrt(variance), expected[name]?.se as number, `${name} standard error`, 1e-9);
  }
  const adjusted = reweigh !== asIs;
  const freedom = (domain: Domain) =>
    replicateDegreesOfFreedom(design, domain, replicates, adjusted, weightsOf);
  expect(freedom(wholeSample(design))).toBe(expected.ratio?.df);
  expect(freedom(part(design))).toBe(expected.ratio_part?.df);
}

const asIs: Reweigh = (weights) => weights;

describe('replication equals R survey', () => {
  test.each([
    ['JK1', alone, { type: 'JK1' }],
    ['JKn', simple, { type: 'JKn' }],
    ['BRR', pairs, { type: 'BRR' }],
    ['Fay', pairs, { type: 'Fay', rho: 0.3 }],
  ] as const)('%s', (name, design, method) => {
    expectReplicated(design, replicatesFor(design, method), replication[name] ?? {}, asIs);
  });

  test('around the estimate itself', () => {
    const replicates = { ...replicatesFor(simple, { type: 'JKn' }), mse: true };
    expectReplicated(simple, replicates, replication.JKn_mse ?? {}, asIs);
  });

  test('post-stratified again in every replicate', () => {
    const replicates = replicatesFor(simple, { type: 'JKn' });
    expectReplicated(simple, replicates, replication.JKn_poststratified ?? {}, poststratified);
  });

  test('the same weights given are the same replicates, with degrees of freedom by rank', () => {
    const made = replicatesFor(simple, { type: 'JKn' });
    const columns = Array.from({ length: made.count }, (_, replicate) => made.weights(replicate, w));
    const given = givenReplicates(columns, { scale: 1, rscales: [...made.rscales], mse: false });
    expectReplicated(simple, given, replication.JKn ?? {}, asIs);
  });
});

describe('the bootstrap of Rao, Wu and Yue', () => {
  const method = { type: 'bootstrap', replicates: 400, seed: 7 } as const;

  test('draws the same weights from the same seed, and others from another', () => {
    const [one, again] = [replicatesFor(simple, method), replicatesFor(simple, method)];
    const other = replicatesFor(simple, { ...method, seed: 8 });
    expect(one.weights(3, w)).toEqual(again.weights(3, w));
    expect(one.weights(3, w)).not.toEqual(other.weights(3, w));
  });

  test('counts n − 1 draws of n units in each stratum, each n/(n − 1) times', () => {
    const factors = replicatesFor(simple, method).weights(0, new Float64Array(w.length).fill(1));
    for (const [stratum, n] of [10, 20].entries()) {
      const rows = [...factors.keys()].filter((row) => strata[row] === stratum);
      const byUnit = new Map(rows.map((row) => [units[row], factors[row] as number]));
      expect([...byUnit.values()].reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(n, 10);
      expect([...byUnit.values()].every((factor) => Number.isInteger((factor * (n - 1)) / n))).toBe(true);
    }
  });

  test('comes near the variance without finite correction', () => {
    const endless = createDesign({ weights: w, strata, units });
    const replicates = replicatesFor(endless, { ...method, replicates: 2000 });
    const values = Float64Array.from({ length: 2000 }, (_, replicate) => {
      return (
        totalOf(rowsOf({ ...endless, weights: replicates.weights(replicate, w) }, wholeSample(endless)), y)
          .value ?? NaN
      );
    });
    const estimate = totalOf(rowsOf(endless, wholeSample(endless)), y).value ?? NaN;
    const variance = replicateCovariance(replicates, { estimate, values }, { estimate, values }) ?? NaN;
    const jackknife = replicatesFor(endless, { type: 'JKn' });
    const left = Float64Array.from({ length: jackknife.count }, (_, replicate) => {
      return (
        totalOf(rowsOf({ ...endless, weights: jackknife.weights(replicate, w) }, wholeSample(endless)), y)
          .value ?? NaN
      );
    });
    const exact =
      replicateCovariance(jackknife, { estimate, values: left }, { estimate, values: left }) ?? NaN;
    expect(Math.abs(Math.sqrt(variance / exact) - 1)).toBeLessThan(0.06);
  });
});

describe('what cannot be replicated', () => {
  const lonely = createDesign({
    weights: Float64Array.of(1, 1, 1),
    strata: Int32Array.of(0, 0, 1),
    populations: Float64Array.of(9, 9),
  });

  test.each([
    ['JK1 over several strata', simple, { type: 'JK1' }, { code: 'replicates-need-one-stratum' }],
    [
      'half-samples of more than two units',
      simple,
      { type: 'BRR' },
      { code: 'replicates-need-two-units', stratum: 0, units: 10 },
    ],
    ['JKn with a lonely unit', lonely, { type: 'JKn' }, { code: 'lonely-unit', stratum: 1 }],
    [
      'the bootstrap with a lonely unit',
      lonely,
      { type: 'bootstrap', replicates: 9, seed: 1 },
      { code: 'lonely-unit', stratum: 1 },
    ],
  ] as const)('%s', (_, design, method, problem) => {
    expect(replicatesOf(design, method)).toEqual({ replicates: null, problem });
  });

  test('a census has nothing to leave out', () => {
    const census = createDesign({ weights: Float64Array.of(1, 1), populations: Float64Array.of(2) });
    expect(replicatesOf(census, { type: 'JKn' })).toEqual({ replicates: null, problem: { code: 'census' } });
  });

  test('replicates without a result are left out, and fewer than two leave no variance', () => {
    const parts = { scale: 1, rscales: Float64Array.of(1, 1, 1), mse: false };
    const some = { estimate: 2, values: Float64Array.of(1, NaN, 3) };
    expect(replicateCovariance(parts, some, some)).toBe(2);
    const one = { estimate: 2, values: Float64Array.of(1, NaN, NaN) };
    expect(replicateCovariance(parts, one, one)).toBeNull();
  });
});

describe('Hadamard matrices', () => {
  test.each([1, 3, 4, 8, 15, 17, 23, 40, 90, 200])('have orthogonal rows, more than %i of them', (rows) => {
    const matrix = hadamard(rows);
    expect(matrix.length).toBeGreaterThan(rows);
    expect(matrix.length).toBeLessThanOrEqual(Math.max(4, 1.5 * rows + 4));
    for (const [i, one] of matrix.entries()) {
      for (const other of matrix.slice(0, i))
        expect(one.reduce((sum, v, k) => sum + v * (other[k] as number), 0)).toBe(0);
    }
    expect(matrix[0]?.every((entry) => entry === 1)).toBe(true);
  });
});
