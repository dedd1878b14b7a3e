import { expect, test } from 'vitest';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { allocateProportionally } from '#surveys/sampling/allocation.ts';
import { expectedStandardError } from '#surveys/sampling/allocation-error.ts';
import { answersForChange, answersForMargin } from '#surveys/sampling/answers-needed.ts';
import { sizeForChange } from '#surveys/sampling/sample-size.ts';

const z = normalQuantile(0.975);
const strata = new Map([
  ['A', { population: 200, spread: 0.4 }],
  ['B', { population: 2_000, spread: 0.3 }],
  ['C', { population: 20_000, spread: 0.2 }],
]);
const populations = new Map([...strata].map(([stratum, { population }]) => [stratum, population]));

function marginOf(total: number): number {
  const allocation = allocateProportionally(populations, total);
  if ('problems' in allocation) throw new Error('Not to be divided');
  return z * (expectedStandardError(strata, allocation.sizes) ?? Number.NaN);
}

test.each([0.01, 0.02, 0.05])('answers for an interval of ± %d give it, and hardly fewer would', (margin) => {
  const needed = answersForMargin(strata, margin, z);
  if ('problems' in needed) throw new Error('Not to be divided');
  expect(marginOf(needed.answers)).toBeLessThanOrEqual(margin);
  // sizes are rounded up in each of three strata
  expect(marginOf(needed.answers - 4)).toBeGreaterThan(margin * 0.999);
});

test('answers for a change are those of one stratum with the variance within strata', () => {
  const wanted = { change: 0.03, zTest: z, zPower: normalQuantile(0.8), overlap: 0.4, correlation: 0.5 };
  const within = (200 * 0.16 + 2_000 * 0.09 + 20_000 * 0.04) / 22_200;
  const exact = sizeForChange({ ...wanted, variances: [within, within] }).later;
  expect(answersForChange(strata, wanted)).toBe(Math.ceil(exact));
  const alone = answersForChange(strata, { ...wanted, overlap: 0 });
  expect(alone).toBeGreaterThan(answersForChange(strata, wanted));
});

test('a margin that is none is an error', () => {
  expect(() => answersForMargin(strata, 0, z)).toThrow(RangeError);
});
