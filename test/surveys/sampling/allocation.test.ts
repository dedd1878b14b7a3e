import { describe, expect, test } from 'vitest';
import { allocateProportionally, checkSizes, type Populations } from '#surveys/sampling/allocation.ts';
import { forSeeds } from '../builders.ts';

function allocated(populations: Populations, total: number, minimum?: number): ReadonlyMap<string, number> {
  const allocation = allocateProportionally(populations, total, minimum);
  if ('problems' in allocation) throw new Error(JSON.stringify(allocation.problems));
  return allocation.sizes;
}

const counts = (record: Readonly<Record<string, number>>) => new Map(Object.entries(record));

describe('proportional allocation', () => {
  test('rounds by largest remainder', () => {
    // 2.87, 2.31 and 1.82 of 7: two seats are left after 2 + 2 + 1, for the remainders .87 and .82.
    expect(allocated(counts({ a: 41, b: 33, c: 26 }), 7)).toEqual(counts({ a: 3, b: 2, c: 2 }));
  });

  test('gives equal remainders in the order of the labels, not of the list', () => {
    expect(allocated(counts({ c: 10, a: 10, b: 10 }), 10)).toEqual(counts({ a: 4, b: 3, c: 3 }));
  });

  test('gives an oversampled stratum its minimum and divides the rest over the others', () => {
    // 197 are left for 1940 customers once A has its 50: 95.45 and 101.55.
    expect(allocated(counts({ A: 60, B: 940, C: 1000 }), 247, 50)).toEqual(counts({ A: 50, B: 95, C: 102 }));
  });

  test('takes a stratum smaller than the minimum whole', () => {
    expect(allocated(counts({ tiny: 1, large: 999 }), 100)).toEqual(counts({ large: 99, tiny: 1 }));
    expect(allocated(counts({ A: 20, C: 980 }), 130, 30)).toEqual(counts({ A: 20, C: 110 }));
  });

  test('of everybody is a census', () => {
    expect(allocated(counts({ a: 3, b: 5, c: 11 }), 19)).toEqual(counts({ a: 3, b: 5, c: 11 }));
  });

  test('sums to the total, stays within bounds, and is within one of the exact share found another way', () => {
    forSeeds(500, (random) => {
      const strata = 1 + random.below(12);
      const populations = new Map(
        Array.from({ length: strata }, (_, index) => [
          `s${index}`,
          1 + random.below(random.below(2) ? 20 : 5000),
        ]),
      );
      const minimum = 1 + random.below(30);
      const all = [...populations.values()].reduce((sum, each) => sum + each, 0);
      const least = [...populations.values()].reduce((sum, each) => sum + Math.min(minimum, each), 0);
      const total = least + random.below(all - least + 1);
      const sizes = allocated(populations, total, minimum);
      expect([...sizes.values()].reduce((sum, each) => sum + each, 0)).toBe(total);
      expect(checkSizes(sizes, populations).filter(({ code }) => code !== 'tooSmall')).toEqual([]);
      for (const [stratum, exact] of exactShares(populations, total, minimum)) {
        expect(Math.abs((sizes.get(stratum) ?? Number.NaN) - exact)).toBeLessThan(1 + 1e-6);
        expect(sizes.get(stratum)).toBeGreaterThanOrEqual(Math.min(minimum, populations.get(stratum) ?? 0));
      }
    });
  });

  test('says why it is impossible', () => {
    const populations = counts({ a: 50, b: 150 });
    expect(allocateProportionally(populations, 201)).toEqual({
      problems: [{ stratum: null, code: 'totalTooBig', params: { population: 200 } }],
    });
    expect(allocateProportionally(populations, 59, 30)).toEqual({
      problems: [{ stratum: null, code: 'totalTooSmall', params: { minimum: 60 } }],
    });
    expect(allocateProportionally(populations, 10.5)).toEqual({
      problems: [{ stratum: null, code: 'notWhole', params: {} }],
    });
    expect(allocateProportionally(counts({ a: 0, b: 10 }), 5)).toEqual({
      problems: [{ stratum: 'a', code: 'emptyStratum', params: {} }],
    });
    expect(() => allocateProportionally(populations, 10, 0)).toThrow(RangeError);
  });
});

describe('sizes given by hand', () => {
  const populations = counts({ A: 50, B: 150, one: 1 });

  test('are right when every stratum has a possible one', () => {
    expect(checkSizes(counts({ A: 50, B: 2, one: 1 }), populations)).toEqual([]);
  });

  test('are refused all at once, each by its stratum', () => {
    expect(checkSizes(counts({ A: 51, B: 1, D: 7 }), populations)).toEqual([
      { stratum: 'D', code: 'unknownStratum', params: {} },
      { stratum: 'A', code: 'tooBig', params: { population: 50 } },
      { stratum: 'B', code: 'tooSmall', params: { minimum: 2 } },
      { stratum: 'one', code: 'missingSize', params: {} },
    ]);
    expect(
      checkSizes(counts({ A: Number.NaN, B: 2.5, one: 1 }), populations).map(({ code }) => code),
    ).toEqual(['notWhole', 'notWhole']);
  });

  test('are refused for a stratum without population', () => {
    expect(checkSizes(counts({ A: 2, B: 0 }), counts({ A: 5, B: 0 }))).toEqual([
      { stratum: 'B', code: 'emptyStratum', params: {} },
    ]);
    expect(checkSizes(counts({ A: 2 }), counts({ A: 5.5 }))).toEqual([
      { stratum: 'A', code: 'badPopulation', params: {} },
    ]);
  });
});

/** The share of each stratum before rounding, by bisection of the one sampling rate that fills the total. */
function exactShares(populations: Populations, total: number, minimum: number) {
  const at = (rate: number) =>
    [...populations].map(([stratum, population]) => {
      const least = Math.min(minimum, population);
      return [stratum, Math.min(population, Math.max(least, rate * population))] as const;
    });
  let [low, high] = [0, 1];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, [, share]) => sum + share, 0) < total) low = middle;
    else high = middle;
  }
  return at(high);
}
