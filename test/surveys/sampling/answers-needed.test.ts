import { describe, expect, test } from 'vitest';
import { normalQuantile } from '#reports/statistics/distributions.ts';
import { fewestAnswers, type PrecisionAim } from '#surveys/sampling/answers-needed.ts';
import type { StratumForecast } from '#surveys/sampling/optimal-allocation.ts';

const z = normalQuantile(0.975);
const strata = new Map<string, StratumForecast>([
  ['A', { population: 200, spread: 0.4 }],
  ['B', { population: 2_000, spread: 0.3 }],
  ['C', { population: 20_000, spread: 0.2 }],
]);
const proportional = { rule: { rule: 'proportional' }, strata } as const;

function sizesFor(request: Parameters<typeof fewestAnswers>[0], aim: PrecisionAim) {
  const needed = fewestAnswers(request, aim);
  if ('problems' in needed) throw new Error(JSON.stringify(needed.problems));
  return needed.sizes;
}
const sum = (sizes: ReadonlyMap<string, number>) => [...sizes.values()].reduce((all, size) => all + size, 0);

/** z √ Σ W_h² S_h² (1/n_h − 1/N_h), written out. */
function marginOf(of: ReadonlyMap<string, StratumForecast>, sizes: ReadonlyMap<string, number>): number {
  const whole = [...of.values()].reduce((all, { population }) => all + population, 0);
  const variance = [...of].reduce(
    (all, [name, { population, spread }]) =>
      all + (population / whole) ** 2 * spread ** 2 * (1 / (sizes.get(name) ?? 0) - 1 / population),
    0,
  );
  return z * Math.sqrt(variance);
}

describe('the fewest answers for an interval', () => {
  test('of one stratum are n₀/(1 + n₀/N), n₀ = z²S²/e²', () => {
    const one = new Map([['', { population: 5_000, spread: 0.25 }]]);
    const n0 = (z ** 2 * 0.25 ** 2) / 0.02 ** 2;
    const sizes = sizesFor({ ...proportional, strata: one }, { margin: 0.02, z });
    expect(sum(sizes)).toBe(Math.ceil(n0 / (1 + n0 / 5_000)));
    expect(sum(sizes)).toBe(536);
  });

  test.each([0.01, 0.02, 0.05])('give ± %d, and hardly fewer would', (margin) => {
    const sizes = sizesFor(proportional, { margin, z });
    expect(marginOf(strata, sizes)).toBeLessThanOrEqual(margin * (1 + 1e-8));
    const within = (200 * 0.16 + 2_000 * 0.09 + 20_000 * 0.04) / 22_200;
    const n0 = (z ** 2 * within) / margin ** 2;
    expect(Math.abs(sum(sizes) - n0 / (1 + n0 / 22_200))).toBeLessThan(3);
  });

  test('are more where a domain has a minimum, and the interval is reached all the same', () => {
    const domains = [{ strata: ['A'], minimum: 150 }];
    const sizes = sizesFor({ ...proportional, domains }, { margin: 0.02, z });
    expect(sizes.get('A')).toBe(150);
    expect(marginOf(strata, sizes)).toBeLessThanOrEqual(0.02 * (1 + 1e-8));
    expect(sum(sizes)).toBeGreaterThan(sum(sizesFor(proportional, { margin: 0.02, z })));
  });

  test('are out of reach where too few answer, and what can be reached is said', () => {
    const answering = new Map([...strata].map(([name, each]) => [name, { ...each, responseRate: 0.01 }]));
    const most = new Map([
      ['A', 2],
      ['B', 20],
      ['C', 200],
    ]);
    const best = Math.ceil(marginOf(strata, most) * 1e4) / 1e4;
    expect(fewestAnswers({ ...proportional, strata: answering }, { margin: 0.02, z })).toEqual({
      problems: [{ stratum: null, code: 'marginOutOfReach', params: { best } }],
    });
    expect(sum(sizesFor({ ...proportional, strata: answering }, { margin: best, z }))).toBeLessThanOrEqual(
      222,
    );
  });
});

describe('the fewest answers for a change', () => {
  const change = { change: 0.03, zTest: z, zPower: normalQuantile(0.8), overlap: 0.4, correlation: 0.5 };
  // n = 2 S² (1 − gρ) (z_{α/2} + z_β)²/δ²
  const needed = (variance: number, overlap: number) =>
    (2 * variance * (1 - overlap * 0.5) * (z + normalQuantile(0.8)) ** 2) / 0.03 ** 2;

  test('of one stratum are those of two waves of the same size', () => {
    const one = new Map([['', { population: 50_000, spread: 0.25 }]]);
    const of = (overlap: number) =>
      sum(sizesFor({ ...proportional, strata: one }, { change: { ...change, overlap } }));
    expect(of(0.4)).toBe(Math.ceil(needed(0.0625, 0.4)));
    expect(of(0)).toBe(Math.ceil(needed(0.0625, 0)));
    expect(of(0)).toBeGreaterThan(of(0.4));
  });

  test('of several, in proportion, are those with the variance within strata', () => {
    const within = (200 * 0.16 + 2_000 * 0.09 + 20_000 * 0.04) / 22_200;
    expect(Math.abs(sum(sizesFor(proportional, { change })) - needed(within, 0.4))).toBeLessThan(3);
  });

  test('are out of reach where the list is too short', () => {
    const one = new Map([['', { population: 300, spread: 0.25 }]]);
    const best = 0.03 * Math.sqrt(needed(0.0625, 0.4) / 300);
    expect(fewestAnswers({ ...proportional, strata: one }, { change })).toEqual({
      problems: [{ stratum: null, code: 'changeOutOfReach', params: { best: Math.ceil(best * 1e4) / 1e4 } }],
    });
  });
});

test('a margin that is none is an error', () => {
  expect(() => fewestAnswers(proportional, { margin: 0, z })).toThrow(RangeError);
});
