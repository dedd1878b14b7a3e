import { describe, expect, test } from 'vitest';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { costOfAllocation, expectedStandardError } from '#surveys/sampling/allocation-error.ts';
import {
  type Allocation,
  type AllocationRequest,
  allocate,
  type StratumForecast,
} from '#surveys/sampling/optimal-allocation.ts';
import {
  grossSize,
  sizeForChange,
  sizeForDomain,
  sizeForMean,
  sizeForProportion,
  sizeForVariation,
} from '#surveys/sampling/sample-size.ts';
import { forSeeds } from '../builders.ts';
import { allocations, errors, expectSame, fixedSizes, strata } from './sampling-fixture.ts';

const z = normalQuantile(0.975);

function allocated(request: AllocationRequest): Allocation {
  const allocation = allocate(request);
  if ('problems' in allocation) throw new Error(JSON.stringify(allocation.problems));
  return allocation;
}

const total = (sizes: ReadonlyMap<string, number>) =>
  [...sizes.values()].reduce((sum, size) => sum + size, 0);

describe('how many answers', () => {
  const precision = { margin: 0.1, z, population: 20_000 };

  test('give a mean its margin, with and without a finite population', () => {
    expectSame(sizeForMean({ ...precision, variance: 2.25 }), fixedSizes.mean, 'mean');
    expectSame(
      sizeForMean({ ...precision, variance: 2.25, population: null }),
      fixedSizes.mean_endless,
      'endless',
    );
  });

  test('give a share its margin, in both forms', () => {
    const share = { share: 0.3, margin: 0.03, z, population: 20_000 };
    expectSame(sizeForProportion(share), fixedSizes.proportion, 'finite');
    expectSame(sizeForProportion({ ...share, form: 'plain' }), fixedSizes.proportion_plain, 'plain');
    expect(sizeForProportion({ ...share, population: null })).toBe(
      sizeForProportion({ ...share, population: null, form: 'plain' }),
    );
  });

  test('give a mean its coefficient of variation', () => {
    const wanted = { variation: 1.2, target: 0.05, population: 20_000 };
    expectSame(sizeForVariation(wanted), fixedSizes.variation, 'variation');
  });

  test('find a change between waves that share customers', () => {
    const change = {
      variances: [1.9, 2.6],
      change: 0.2,
      zTest: z,
      zPower: normalQuantile(0.8),
      overlap: 0.4,
      correlation: 0.55,
      sizeRatio: 1.25,
    } as const;
    const { earlier, later } = sizeForChange(change);
    expectSame(earlier, fixedSizes.change, 'earlier');
    expectSame(later, earlier / 1.25, 'later');
    expect(sizeForChange({ ...change, change: -0.2 })).toEqual({ earlier, later });
    expect(sizeForChange({ ...change, overlap: 0 }).earlier).toBeGreaterThan(earlier);
  });

  test('a domain and a field full of refusals ask for', () => {
    expect(sizeForDomain({ size: 100, share: 0.05 })).toBeCloseTo(2000, 9);
    expect(grossSize({ size: 600, designEffect: 1.2, responseRate: 0.5, eligibility: 0.9 })).toBeCloseTo(
      1600,
      9,
    );
  });

  test('never more than there are, and none where nothing differs', () => {
    expect(sizeForMean({ variance: 100, margin: 1e-6, z, population: 50 })).toBeCloseTo(50, 6);
    expect(sizeForMean({ variance: 0, margin: 0.1, z, population: 50 })).toBe(0);
  });

  test.each([
    () => sizeForMean({ ...precision, variance: -1 }),
    () => sizeForMean({ ...precision, variance: 1, margin: 0 }),
    () => sizeForMean({ ...precision, variance: Number.NaN }),
    () => sizeForProportion({ ...precision, share: 1.5 }),
    () => sizeForProportion({ ...precision, share: 0.5, population: 1 }),
    () => sizeForDomain({ size: 10, share: 0 }),
    () => grossSize({ size: 10, designEffect: 1, responseRate: 0, eligibility: 1 }),
    // three quarters of the earlier wave are more than all of a later one half as large
    () =>
      sizeForChange({
        variances: [1, 1],
        change: 1,
        zTest: z,
        zPower: 0,
        overlap: 0.75,
        correlation: 0.5,
        sizeRatio: 2,
      }),
  ])('refuses what cannot be meant (%#)', (wrong) => {
    expect(wrong).toThrow(RangeError);
  });
});

describe('who gets them', () => {
  const power = { rule: 'power', exponent: 0.5 } as const;
  const domains = [{ strata: ['A', 'B'], minimum: 400 }];

  test.each([
    ['neyman', { strata, rule: { rule: 'neyman' }, aim: { total: 800 } }],
    ['optimal', { strata, rule: { rule: 'optimal' }, aim: { total: 800 }, minimum: 60 }],
    ['budget', { strata, rule: { rule: 'optimal' }, aim: { budget: 12_000 } }],
    ['variance', { strata, rule: { rule: 'optimal' }, aim: { variance: 0.02 ** 2 } }],
    ['power', { strata, rule: power, aim: { total: 800 }, minimum: 60 }],
    ['domain', { strata, rule: { rule: 'neyman' }, aim: { total: 800 }, domains }],
  ] as const)('%s: what solving for the one factor gives', (name, request) => {
    const { exact, sizes } = allocated(request);
    for (const [stratum, size] of Object.entries(allocations[name] ?? {})) {
      expectSame(exact.get(stratum), size, stratum);
      expect(Math.abs((sizes.get(stratum) ?? Number.NaN) - size)).toBeLessThan(1);
    }
    expect([...sizes.keys()]).toEqual([...strata.keys()]);
    const error = errors[name];
    if (error !== undefined) expectSame(expectedStandardError(strata, exact), error, 'standard error');
  });

  test('whole sizes keep a total, stay within a budget, and reach a variance', () => {
    expect(total(allocated({ strata, rule: { rule: 'neyman' }, aim: { total: 800 }, domains }).sizes)).toBe(
      800,
    );
    const bought = allocated({ strata, rule: { rule: 'optimal' }, aim: { budget: 12_000 } });
    expectSame(costOfAllocation(strata, bought.exact), 12_000, 'budget');
    expect(costOfAllocation(strata, bought.sizes)).toBeLessThanOrEqual(12_000);
    const precise = allocated({ strata, rule: { rule: 'optimal' }, aim: { variance: 0.0004 } });
    expectSame(expectedStandardError(strata, precise.exact), 0.02, 'standard error');
    expect(expectedStandardError(strata, precise.sizes)).toBeLessThanOrEqual(0.02);
  });

  test('more money than a census costs, or no variance at all, is a census', () => {
    const census = new Map([...strata].map(([stratum, { population }]) => [stratum, population]));
    expect(allocated({ strata, rule: { rule: 'optimal' }, aim: { budget: 1e9 } }).sizes).toEqual(census);
    expect(allocated({ strata, rule: { rule: 'optimal' }, aim: { variance: 0 } }).sizes).toEqual(census);
    expect(expectedStandardError(strata, census)).toBe(0);
  });

  test('strata without any spread get their minimum, and the rest when nothing else is left', () => {
    const even = new Map<string, StratumForecast>([
      ['a', { population: 10, spread: 1 }],
      ['b', { population: 100, spread: 0 }],
      ['c', { population: 300, spread: 0 }],
    ]);
    const sizes = (sum: number) => [
      ...allocated({ strata: even, rule: { rule: 'neyman' }, aim: { total: sum } }).sizes.values(),
    ];
    expect(sizes(12)).toEqual([8, 2, 2]);
    expect(sizes(50)).toEqual([10, 10, 30]);
  });

  test('says why it is impossible', () => {
    const problems = (request: Partial<AllocationRequest>) =>
      allocate({ strata, rule: { rule: 'neyman' }, aim: { total: 800 }, ...request });
    expect(problems({ aim: { total: 7 } })).toEqual({
      problems: [{ stratum: null, code: 'totalTooSmall', params: { minimum: 8 } }],
    });
    expect(problems({ aim: { total: 30_000 } })).toEqual({
      problems: [{ stratum: null, code: 'totalTooBig', params: { population: 20_020 } }],
    });
    expect(problems({ aim: { budget: 100 } })).toEqual({
      problems: [{ stratum: null, code: 'totalTooSmall', params: { minimum: 160 } }],
    });
    expect(problems({ domains: [{ strata: ['A'], minimum: 500 }], aim: { total: 125 } })).toEqual({
      problems: [{ stratum: null, code: 'totalTooSmall', params: { minimum: 126 } }],
    });
    expect(problems({ domains: [{ strata: ['Z'], minimum: 5 }] })).toEqual({
      problems: [{ stratum: 'Z', code: 'unknownStratum', params: {} }],
    });
    expect(problems({ strata: new Map([['a', { population: 0, spread: 1 }]]) })).toMatchObject({
      problems: [{ stratum: 'a', code: 'emptyStratum' }, { code: 'totalTooBig' }],
    });
    const twice = [
      { strata: ['A'], minimum: 5 },
      { strata: ['A', 'B'], minimum: 5 },
    ];
    expect(() => problems({ domains: twice })).toThrow(RangeError);
    expect(() => problems({ rule: { rule: 'power', exponent: 2 } })).toThrow(RangeError);
    expect(() => problems({ aim: { variance: -1 } })).toThrow(RangeError);
    expect(() => problems({ strata: new Map([['a', { population: 5, spread: Number.NaN }]]) })).toThrow(
      RangeError,
    );
  });

  test('no answer moved from one stratum to another would lower the error of Neyman’s allocation', () => {
    forSeeds(60, (random) => {
      const plan = new Map(
        Array.from({ length: 2 + random.below(6) }, (_, place): [string, StratumForecast] => [
          `s${place}`,
          { population: 5 + random.below(random.below(2) ? 30 : 4000), spread: 0.1 + 5 * random.next() },
        ]),
      );
      const population = [...plan.values()].reduce((sum, each) => sum + each.population, 0);
      const least = 2 * plan.size;
      const sum = least + random.below(population - least + 1);
      const { exact, sizes } = allocated({ strata: plan, rule: { rule: 'neyman' }, aim: { total: sum } });
      expect(total(sizes)).toBe(sum);
      const best = expectedStandardError(plan, exact) ?? Number.NaN;
      for (const from of plan.keys()) {
        for (const to of plan.keys()) {
          const [less, more] = [(exact.get(from) ?? 0) - 0.01, (exact.get(to) ?? 0) + 0.01];
          if (from === to || less < 2 || more > (plan.get(to)?.population ?? 0)) continue;
          const moved = expectedStandardError(plan, new Map(exact).set(from, less).set(to, more));
          expect(moved).toBeGreaterThanOrEqual(best * (1 - 1e-12));
        }
      }
    });
  });

  test('the error is not known where a stratum that differs within has nobody', () => {
    expect(expectedStandardError(strata, new Map([['A', 10]]))).toBeNull();
    expect(() => expectedStandardError(strata, new Map([['A', 1e6]]))).toThrow(RangeError);
  });
});
