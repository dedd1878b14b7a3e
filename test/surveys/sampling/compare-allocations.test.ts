import { describe, expect, test } from 'vitest';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { createRandom } from '#surveys/random.ts';
import { expectedStandardError } from '#surveys/sampling/allocation-error.ts';
import {
  type ComparedAllocation,
  type ComparisonRequest,
  compareAllocations,
} from '#surveys/sampling/compare-allocations.ts';
import { allocations, errors, strata } from './sampling-fixture.ts';

const z = normalQuantile(0.975);
const request: ComparisonRequest = {
  strata,
  aim: { total: 800 },
  domains: [
    { name: 'valuable', strata: ['A', 'B'] },
    { name: 'C', strata: ['C'] },
  ],
  domainMinimum: 200,
  z,
};

/** Of A, of 120 customers, half answer; of all others everybody. */
const halfOfA = new Map(
  [...strata].map(([name, each]) => [name, name === 'A' ? { ...each, responseRate: 0.5 } : each]),
);

function compared(change: Partial<ComparisonRequest> = {}): Map<string, ComparedAllocation> {
  const rows = compareAllocations({ ...request, ...change });
  return new Map(
    rows.map((row) => {
      if ('problems' in row) throw new Error(`${row.rule}: ${JSON.stringify(row.problems)}`);
      return [row.rule, row];
    }),
  );
}

const sum = (sizes: ReadonlyMap<string, number> | undefined) =>
  [...(sizes?.values() ?? [])].reduce((total, size) => total + size, 0);

describe('allocations beside each other', () => {
  test('have four ways in one order', () => {
    expect([...compared().keys()]).toEqual(['proportional', 'neyman', 'optimal', 'domainMinimum']);
  });

  test('agree with R: Neyman’s sizes to the nearest, and its error', () => {
    const neyman = compared().get('neyman');
    for (const [stratum, size] of Object.entries(allocations.neyman ?? {})) {
      expect(Math.abs((neyman?.sizes.get(stratum) ?? 0) - size)).toBeLessThan(1);
    }
    expect(neyman?.whole.standardError).toBeCloseTo(errors.neyman ?? Number.NaN, 4);
  });

  test('have as many answers as were asked for, or cost no more than the proportional one', () => {
    const rows = compared();
    for (const rule of ['proportional', 'neyman', 'domainMinimum'])
      expect(sum(rows.get(rule)?.sizes)).toBe(800);
    const spent = rows.get('proportional')?.cost ?? 0;
    const optimal = rows.get('optimal')?.cost ?? 0;
    expect(optimal).toBeLessThanOrEqual(spent);
    expect(optimal).toBeGreaterThan(spent - 100);
    expect(compared({ budget: 20_000 }).get('optimal')?.cost).toBeLessThanOrEqual(20_000);
  });

  test('Neyman’s has the least error of all with so many answers', () => {
    const neyman = compared().get('neyman');
    const random = createRandom('moved');
    const names = [...strata.keys()];
    for (let i = 0; i < 200; i++) {
      const [from = '', to = ''] = random.shuffle(names);
      const moved = new Map(neyman?.sizes);
      moved.set(from, (moved.get(from) ?? 0) - 5);
      moved.set(to, (moved.get(to) ?? 0) + 5);
      const isPossible = names.every((name) => {
        const size = moved.get(name) ?? 0;
        return size >= 2 && size <= (strata.get(name)?.population ?? 0);
      });
      if (!isPossible) continue;
      const error = expectedStandardError(strata, moved) ?? 0;
      expect(error).toBeGreaterThan((neyman?.whole.standardError ?? 0) - 1e-9);
    }
  });

  test('a domain of one stratum has the error S√(1/n − 1/N), and its interval z times that', () => {
    const { spread = 0, population = 0 } = strata.get('C') ?? {};
    for (const row of compared().values()) {
      const domain = row.domains.find(({ name }) => name === 'C');
      const size = row.sizes.get('C') ?? 0;
      const error = spread * Math.sqrt(1 / size - 1 / population);
      expect(domain).toMatchObject({ size });
      expect(domain?.standardError).toBeCloseTo(error, 12);
      expect(domain?.margin).toBeCloseTo(z * error, 12);
    }
  });

  test('a minimum for each domain is kept, at the cost of the others', () => {
    const rows = compared();
    const sizesOf = (rule: string) => rows.get(rule)?.domains.map(({ size }) => size) ?? [];
    expect(Math.min(...sizesOf('domainMinimum'))).toBeGreaterThanOrEqual(200);
    expect(Math.min(...sizesOf('proportional'))).toBeLessThan(200);
  });

  test('invitations are answers over the rate expected, and no more answers are counted on than come', () => {
    expect(compared().get('neyman')?.sizes.get('A')).toBeGreaterThan(60);
    const neyman = compared({ strata: halfOfA }).get('neyman');
    expect(neyman?.sizes.get('A')).toBe(60);
    expect(neyman?.invitations.get('A')).toBe(120);
    expect(neyman?.short).toEqual([]);
    expect(sum(neyman?.sizes)).toBe(800);
    expect(neyman?.invitations.get('D')).toBe(neyman?.sizes.get('D'));
    const few = compared({ strata: halfOfA, aim: { total: 100 }, domainMinimum: 10 }).get('proportional');
    expect(few?.invitations.get('A')).toBe(2 * (few?.sizes.get('A') ?? Number.NaN));
  });

  test('a stratum too small for two answers is said to be short', () => {
    const withFew = new Map([...strata, ['E', { population: 3, spread: 0.2, responseRate: 0.3 }]] as const);
    const proportional = compared({ strata: withFew }).get('proportional');
    expect(proportional?.sizes.get('E')).toBe(2);
    expect(proportional?.invitations.get('E')).toBe(3);
    expect(proportional?.short).toEqual(['E']);
  });

  test('a domain that cannot give its minimum is named', () => {
    const rows = compared({ strata: halfOfA, domains: [{ name: 'A', strata: ['A'] }], domainMinimum: 100 });
    expect(rows.get('domainMinimum')?.belowMinimum).toEqual(['A']);
    expect(rows.get('proportional')?.belowMinimum).toEqual([]);
  });

  test('with an interval to be reached, each way reaches it with answers of its own', () => {
    const costly = new Map(
      [...strata].map(([name, each]) => [name, { ...each, cost: name === 'B' ? 90 : 10 }]),
    );
    const rows = compared({ strata: costly, aim: { margin: 0.03, z } });
    const of = (rule: string) => rows.get(rule)?.whole ?? { size: Number.NaN, margin: Number.NaN };
    for (const rule of rows.keys()) {
      expect(of(rule).margin).toBeLessThanOrEqual(0.03 * (1 + 1e-8));
      expect(of(rule).margin).toBeGreaterThan(0.03 * 0.97);
    }
    expect(of('neyman').size).toBeLessThan(of('proportional').size);
    expect(of('domainMinimum').size).toBeGreaterThan(of('proportional').size);
    expect(rows.get('optimal')?.cost).toBeLessThan(rows.get('neyman')?.cost ?? 0);
    expect(of('optimal').size).toBeGreaterThan(of('neyman').size);
  });

  test('costs move the cost-optimal sizes from Neyman’s by 1/√c', () => {
    const two = new Map([
      ['A', { population: 10_000, spread: 0.25, cost: 4 }],
      ['B', { population: 10_000, spread: 0.25, cost: 1 }],
    ]);
    const rows = compared({ strata: two, aim: { total: 300 }, domains: [], domainMinimum: 0 });
    expect(Object.fromEntries(rows.get('neyman')?.sizes ?? [])).toEqual({ A: 150, B: 150 });
    // n_B = 2 n_A, and 4 n_A + n_B = the 750 that 150 answers of each cost
    expect(Object.fromEntries(rows.get('optimal')?.sizes ?? [])).toEqual({ A: 125, B: 250 });
    expect(rows.get('optimal')?.cost).toBe(750);
  });

  test('a way that does not exist says why, and the others stand', () => {
    const rows = compareAllocations({ ...request, domainMinimum: 500 });
    expect(rows.at(-1)).toMatchObject({ rule: 'domainMinimum', problems: [{ code: 'totalTooSmall' }] });
    expect(rows[0]).toHaveProperty('sizes');
    expect(compareAllocations({ ...request, aim: { total: 1 } }).every((row) => 'problems' in row)).toBe(
      true,
    );
  });
});
