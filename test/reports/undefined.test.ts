import { describe, expect, test } from 'vitest';
import { type Aggregate, type IndexItem, measureIndex } from '#reports/index/csi.ts';
import { meanOf, sharesIn } from '#reports/index/mean.ts';
import { recommendScores } from '#reports/index/recommend.ts';
import { verdictOf } from '#reports/index/verdict.ts';
import { createDesign, designProblems } from '#reports/sampling-error/design.ts';
import { domainOf, domainsBy, wholeSample } from '#reports/sampling-error/domains.ts';
import { type Estimate, estimateOf } from '#reports/sampling-error/estimate.ts';
import { fiellerInterval, logInterval } from '#reports/sampling-error/intervals.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { linearTrend, waldTest } from '#reports/sampling-error/series.ts';
import {
  independentChange,
  overlapCovariance,
  overlapOf,
  overlappingChange,
} from '#reports/sampling-error/waves.ts';

const NONE = Number.NaN;

function item(key: string, expectation: number[], perception: number[], origin = 0): IndexItem {
  const pair = { expectation: Float64Array.from(expectation), perception: Float64Array.from(perception) };
  return { key, factor: 'f', weight: 1, origin, pair };
}

function indexOf(
  items: IndexItem[],
  weights: number[],
  aggregate: Aggregate = 'composite',
  rows: number[] | null = null,
) {
  const design = createDesign({ weights: Float64Array.from(weights) });
  const domain = domainOf(design, rows === null ? null : Int32Array.from(rows));
  const { overall } = measureIndex(rowsOf(design, domain), { items, factors: { f: 1 }, aggregate });
  return estimateOf(design, domain, overall.index);
}

function expectOnlyFinite(estimate: Estimate) {
  for (const value of Object.values(estimate)) {
    if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  }
}

const nothing = { estimate: null, standardError: null, lower: null, upper: null, designEffect: null };

describe('an index that is not defined is null, with the reason', () => {
  const answered = item('x', [8, 9, 7], [7, 9, 8]);
  const cases: [string, Estimate, string][] = [
    ['nobody in the domain', indexOf([answered], [1, 1, 1], 'composite', []), 'no-rows'],
    ['nobody answered', indexOf([item('x', [NONE, NONE], [NONE, NONE])], [1, 1]), 'no-answers'],
    ['nobody answered both sides', indexOf([item('x', [8, NONE], [NONE, 8])], [1, 1]), 'no-answers'],
    ['everybody has weight 0', indexOf([answered], [0, 0, 0]), 'zero-weight'],
    [
      'all expect the worst',
      indexOf([item('x', [1, 1, 1], [3, 4, 5], 1)], [1.1, 2.3, 3.7]),
      'expectation-not-positive',
    ],
    [
      'the origin is above all answers',
      indexOf([item('x', [2, 3], [4, 5], 10)], [1, 1]),
      'expectation-not-positive',
    ],
    [
      'one item of two has no answers',
      indexOf([answered, item('y', [NONE, 1, 1], [1, NONE, NONE])], [1, 1, 1]),
      'item-without-answers',
    ],
    ['no item at all', indexOf([], [1, 1, 1]), 'no-answers'],
    ['nobody answered anything, pooled', indexOf([item('x', [NONE], [NONE])], [1], 'pooled'), 'no-answers'],
    ['a factor is not defined', indexOf([item('x', [NONE], [NONE])], [1], 'meanOfFactors'), 'no-answers'],
    [
      'numbers beyond all range',
      indexOf([item('x', [1e-300, 1e-300], [1e300, 1e300])], [1, 1]),
      'not-finite',
    ],
  ];

  test.each(cases)('%s', (_, estimate, reason) => {
    expect(estimate).toMatchObject({ ...nothing, reason });
    expectOnlyFinite(estimate);
  });

  test('pooled, an item without answers drops out instead', () => {
    const pooled = indexOf(
      [answered, item('y', [NONE, NONE, NONE], [NONE, NONE, NONE])],
      [1, 1, 1],
      'pooled',
    );
    expect(pooled.estimate).toBeCloseTo(1, 14);
  });

  test('an item of weight 0 is measured but no part of the whole', () => {
    const silent = { ...item('y', [NONE, NONE, NONE], [NONE, NONE, NONE]), weight: 0 };
    expect(indexOf([answered, silent], [1, 1, 1]).estimate).toBeCloseTo(1, 14);
  });
});

describe('an index without a standard error keeps its estimate', () => {
  test('one respondent', () => {
    const estimate = indexOf([item('x', [8], [6])], [3]);
    expect(estimate).toMatchObject({
      estimate: 0.75,
      standardError: null,
      lower: null,
      n: 1,
      effectiveSize: 1,
      reason: 'lonely-unit',
    });
  });

  test('one respondent in a domain of many rows has an error but no interval', () => {
    const estimate = indexOf([item('x', [8, 9, 7], [6, 9, 8])], [1, 1, 1], 'composite', [0]);
    expect(estimate).toMatchObject({
      estimate: 0.75,
      standardError: 0,
      degreesOfFreedom: 0,
      lower: null,
      reason: 'no-degrees-of-freedom',
    });
  });

  test('everybody answers alike: no error, and an interval of no width', () => {
    const estimate = indexOf([item('x', [8, 8, 8], [6, 6, 6])], [2, 2, 2]);
    expect(estimate).toMatchObject({
      estimate: 0.75,
      standardError: 0,
      lower: 0.75,
      upper: 0.75,
      designEffect: null,
      reason: null,
    });
  });

  test('weights that name no population give no design effect', () => {
    const estimate = indexOf([item('x', [8, 9, 7], [7, 9, 8])], [1, 1, 1]);
    expect(estimate).toMatchObject({ designEffect: null, reason: null, effectiveSize: 3 });
  });

  test('rows of weight 0 do not count as answers', () => {
    expect(indexOf([item('x', [8, 9, 1], [8, 9, 9])], [1, 1, 0])).toMatchObject({ estimate: 1, n: 2 });
  });
});

describe('a design that is not possible', () => {
  test('says which stratum has no population or a smaller one than its sample', () => {
    const input = { weights: new Float64Array(4).fill(1), strata: Int32Array.from([0, 0, 1, 2]) };
    expect(designProblems({ ...input, populations: Float64Array.from([1, NONE, 9]) })).toEqual([
      { code: 'population-smaller-than-sample', stratum: 0, population: 1, sampled: 2 },
      { code: 'population-missing', stratum: 1 },
    ]);
    expect(() => createDesign({ ...input, populations: Float64Array.from([1, 5, 9]) })).toThrow(RangeError);
  });

  test('says which unit lies in two strata', () => {
    const input = {
      weights: new Float64Array(3).fill(1),
      strata: Int32Array.from([0, 1, 1]),
      units: Int32Array.from([0, 0, 1]),
    };
    expect(designProblems(input)).toEqual([{ code: 'unit-in-two-strata', unit: 0 }]);
  });

  test.each([-1, NONE, Number.POSITIVE_INFINITY])('a weight of %s is refused', (weight) => {
    expect(() => createDesign({ weights: Float64Array.from([1, weight]) })).toThrow(/weight/);
  });

  test('a model with an undeclared factor or a negative weight is refused', () => {
    const design = createDesign({ weights: new Float64Array(1).fill(1) });
    const measure = (one: IndexItem) => () =>
      measureIndex(rowsOf(design, wholeSample(design)), {
        items: [one],
        factors: { f: 1 },
        aggregate: 'composite',
      });
    expect(measure({ ...item('x', [1], [1]), factor: 'g' })).toThrow(RangeError);
    expect(measure({ ...item('x', [1], [1]), weight: -1 })).toThrow(RangeError);
  });

  test('arguments are left as they were', () => {
    const one = item('x', [8, NONE, 7], [7, 9, 8]);
    const before = structuredClone(one);
    indexOf([one], [1, 2, 3]);
    expect(one).toEqual(before);
  });
});

describe('means', () => {
  const design = createDesign({ weights: Float64Array.from([1, 2, 1]) });

  test('of nobody’s answers are null', () => {
    const figure = meanOf(rowsOf(design, wholeSample(design)), Float64Array.from([NONE, NONE, NONE]));
    expect(estimateOf(design, wholeSample(design), figure)).toMatchObject({
      ...nothing,
      reason: 'no-answers',
    });
  });

  test('shares leave out those who did not answer', () => {
    const shares = sharesIn(Float64Array.from([1, NONE, 2]), 1);
    expect([...shares]).toEqual([1, NONE, 0]);
    expect(meanOf(rowsOf(design, wholeSample(design)), shares).value).toBe(0.5);
  });

  test('the scores of a recommendation are promoters less detractors', () => {
    expect([...recommendScores(Float64Array.from([0, 6, 7, 8, 9, 10, NONE]))]).toEqual([
      -1,
      -1,
      0,
      0,
      1,
      1,
      NONE,
    ]);
    expect(() => recommendScores(Float64Array.from([11]))).toThrow(RangeError);
  });

  test('domains are counted apart, and an empty one is undefined', () => {
    const [first, second, third] = domainsBy(design, Int32Array.from([0, 2, -1]), 3);
    expect(first).toMatchObject({ n: 1, degreesOfFreedom: 0 });
    expect(second).toMatchObject({ n: 0, degreesOfFreedom: 0 });
    expect(third?.rows).toEqual(Int32Array.from([1]));
  });
});

describe('the verdict comes from the interval', () => {
  test.each([
    [0.9, 0.99, 'below'],
    [1.001, 1.2, 'above'],
    [0.98, 1.02, 'equivalent'],
    [0.9, 1.01, 'undetermined'],
    [0.99, 1.04, 'undetermined'],
    [0.975, 0.999, 'below'],
  ])('%f to %f: %s', (lower, upper, verdict) => {
    expect(verdictOf({ lower, upper })).toBe(verdict);
  });

  test('a wider band needs less, no interval says nothing', () => {
    expect(verdictOf({ lower: 0.94, upper: 1.05 }, 0.06)).toBe('equivalent');
    expect(verdictOf({ lower: null, upper: null })).toBeNull();
  });
});

describe('intervals that do not exist', () => {
  test('the logarithm of a figure that is not positive', () => {
    expect(logInterval(0, 0.1, 2)).toBeNull();
    expect(logInterval(-0.5, 0.1, 2)).toBeNull();
  });

  test('Fieller’s with a denominator that may be 0', () => {
    const sides = {
      numerator: 1,
      denominator: 1,
      numeratorVariance: 0.1,
      denominatorVariance: 1,
      covariance: 0,
    };
    expect(fiellerInterval(sides, 2)).toBeNull();
  });
});

describe('changes that cannot be judged', () => {
  const estimate = indexOf([item('x', [8, 9, 7], [7, 9, 9])], [1, 1, 1]);
  const alone = indexOf([item('x', [8], [6])], [3]);
  const missing = indexOf([item('x', [NONE], [NONE])], [1]);

  test('a wave without a figure', () => {
    expect(independentChange(missing, estimate)).toMatchObject({
      difference: null,
      p: null,
      reason: 'estimate-undefined',
    });
    expect(overlappingChange(estimate, missing, 0)).toMatchObject({
      difference: null,
      reason: 'estimate-undefined',
    });
  });

  test('a wave without a standard error still shows the difference', () => {
    const change = independentChange(alone, estimate);
    expect(change).toMatchObject({ standardError: null, p: null, reason: 'standard-error-undefined' });
    expect(change.difference).toBeCloseTo((estimate.estimate ?? 0) - 0.75, 14);
  });

  test('no sampling error at all', () => {
    const still = { ...estimate, standardError: 0 };
    expect(independentChange(still, still)).toMatchObject({ difference: 0, p: null, reason: 'no-variance' });
    expect(overlappingChange(estimate, estimate, (estimate.standardError ?? 0) ** 2)).toMatchObject({
      reason: 'no-variance',
    });
  });

  test('a series of one wave, or without variance', () => {
    expect(waldTest({ values: [1], covariance: Float64Array.from([1]) })).toBeNull();
    expect(waldTest({ values: [1, 2], covariance: new Float64Array(4) })).toBeNull();
    expect(linearTrend({ values: [1], covariance: Float64Array.from([1]) })).toBeNull();
    expect(linearTrend({ values: [1, 2], covariance: new Float64Array(4) })).toBeNull();
  });
});

describe('the overlap of two waves', () => {
  const wave = (
    units: string[],
    strata: number[],
    labels: string[],
    populations: number[] | null = null,
  ) => ({
    design: createDesign({
      weights: new Float64Array(units.length).fill(1),
      strata: Int32Array.from(strata),
      populations: populations && Float64Array.from(populations),
    }),
    units,
    strataLabels: labels,
  });

  test('is found by unit; those who moved to another stratum are counted but left out', () => {
    const overlap = overlapOf(
      wave(['a', 'b', 'c', ''], [0, 0, 1, 1], ['A', 'B']),
      wave(['c', 'b', '', 'a'], [0, 1, 1, 1], ['A', 'B']),
    );
    expect(overlap).toMatchObject({ common: 0, moved: 3 });
  });

  test('follows the names of strata, not their codes', () => {
    const overlap = overlapOf(
      wave(['a', 'b', 'c'], [0, 0, 1], ['A', 'B'], [10, 20]),
      wave(['c', 'b', 'a'], [0, 1, 1], ['B', 'A'], [20, 10]),
    );
    expect(overlap.common).toBe(3);
    expect([...overlap.coefficients]).toEqual([2 - 4 / 10, 1 - 1 / 20]);
    // a stratum with one common customer adds nothing; in the other u = ±1 on both sides
    const covariance = overlapCovariance(
      overlap,
      Float64Array.from([1, -1, 5]),
      Float64Array.from([7, -1, 1]),
    );
    expect(covariance).toBeCloseTo(1.6 * 2, 14);
  });

  test('a unit twice in a wave is refused', () => {
    const twice = wave(['a', 'a'], [0, 0], ['A']);
    expect(() => overlapOf(twice, twice)).toThrow(RangeError);
  });
});
