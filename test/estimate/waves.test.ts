import { describe, expect, test } from 'vitest';
import { createRandom } from '#surveys/random.ts';
import { csv, estimatedFrom } from './inline.ts';
import { seeds } from './random-rows.ts';
import { expectNear, lineOf } from './reference.ts';

const mean = { name: 'mean', type: 'mean', variable: 'y' };
const ratio = { name: 'ratio', type: 'ratio', numerator: 'y', denominator: 'x' };

/** Customers in strata, each with answers of two waves; weights stay. */
function customers(seed: number) {
  const random = createRandom(`customers ${seed}`);
  return Array.from({ length: 2 + random.below(3) }, (_, h) => h).flatMap((h) => {
    const n = 4 + random.below(12);
    const N = n + random.below(40);
    return Array.from({ length: n }, (_, i) => {
      const level = 4 + 4 * random.next();
      const answer = () => Math.round(100 * (level + random.normal())) / 100;
      return {
        id: `${h}.${i}`,
        h: `s${h}`,
        N,
        w: N / n,
        y1: answer(),
        y2: answer(),
        x1: answer() + 1,
        x2: answer() + 1,
      };
    });
  });
}

const inWave = (people: ReturnType<typeof customers>, wave: 1 | 2) =>
  people.map(({ y1, y2, x1, x2, ...own }) => ({
    ...own,
    wave,
    stratum: `${own.h}/${wave}`,
    y: wave === 1 ? y1 : y2,
    x: wave === 1 ? x1 : x2,
  }));
const changed = (
  rows: readonly Record<string, string | number>[],
  covariance: string,
  design: object,
  rest: object = {},
) =>
  estimatedFrom(csv(rows), {
    design: { weights: 'w', ...design },
    estimates: [mean, ratio],
    change: { variable: 'wave', values: [1, 2], covariance, unit: 'id' },
    ...rest,
  });
const sampled = { strata: ['h'], fpc: ['N'] };
const asUnits = { ...sampled, clusters: ['id'] };

describe('everybody answered both waves', () => {
  test.each(seeds)('overlapping and stacked are the paired analysis, %i', async (seed) => {
    const people = customers(seed);
    const differences = people.map((person) => ({ ...person, y: person.y2 - person.y1 }));
    const paired = lineOf(
      await estimatedFrom(csv(differences), { design: { weights: 'w', ...sampled }, estimates: [mean] }),
      'mean',
    );
    const rows = [...inWave(people, 1), ...inWave(people, 2)];
    for (const [covariance, design] of [
      ['overlap', sampled],
      ['stacked', asUnits],
    ] as const) {
      const { result } = await changed(rows, covariance, design);
      expectNear(result.changes[0]?.difference, paired.estimate ?? 0, covariance, 1);
      expectNear(result.changes[0]?.standardError, paired.standardError ?? 0, `${covariance} standard error`);
    }
  });

  test.each(seeds)(
    'overlapping and stacked agree on a ratio too, and by the jackknife nearly, %i',
    async (seed) => {
      const people = customers(seed);
      const rows = [...inWave(people, 1), ...inWave(people, 2)];
      const overlapping = await changed(rows, 'overlap', sampled);
      const stacked = await changed(rows, 'stacked', asUnits);
      expectNear(
        stacked.result.changes[1]?.standardError,
        overlapping.result.changes[1]?.standardError ?? 0,
        'ratio',
      );
      const jackknife = await changed(rows, 'stacked', asUnits, { replicates: { type: 'JKn' } });
      const share =
        (jackknife.result.changes[1]?.standardError ?? 0) / (stacked.result.changes[1]?.standardError ?? 1);
      expect(Math.abs(share - 1)).toBeLessThan(0.05);
    },
  );

  test.each(seeds)(
    'nobody changed: the difference is 0 and has no error to judge it by, %i',
    async (seed) => {
      const rows = [
        ...inWave(customers(seed), 1),
        ...inWave(customers(seed), 1).map((row) => ({ ...row, wave: 2 })),
      ];
      const { result } = await changed(rows, 'stacked', asUnits);
      for (const change of result.changes)
        expect(change).toMatchObject({ difference: 0, p: null, pHolm: null });
    },
  );
});

describe('nobody answered both waves', () => {
  test.each(seeds)(
    'overlapping is independent where populations are endless, and more certain where not, %i',
    async (seed) => {
      const people = customers(seed);
      const [odd, even] = [people.filter((_, i) => i % 2 === 1), people.filter((_, i) => i % 2 === 0)];
      const rows = [...inWave(odd, 1), ...inWave(even, 2)];
      const endless = { strata: ['h'] };
      const independent = await changed(rows, 'independent', endless);
      const overlapping = await changed(rows, 'overlap', endless);
      for (const [place, { standardError }] of independent.result.changes.entries()) {
        expectNear(overlapping.result.changes[place]?.standardError, standardError ?? 0, 'standard error');
      }
      expect(independent.result.changes[0]?.degreesOfFreedom).toBeGreaterThan(0);
      expect(overlapping.result.changes[0]?.degreesOfFreedom).toBeNull();
    },
  );

  test.each(seeds)('stacked with strata of their own for each wave is independent, %i', async (seed) => {
    const people = customers(seed);
    const rows = [...inWave(people, 1), ...inWave(people, 2)].map((row) => ({
      ...row,
      id: `${row.id}/${row.wave}`,
    }));
    const independent = await changed(rows, 'independent', sampled);
    const stacked = await changed(rows, 'stacked', { strata: ['stratum'], fpc: ['N'], clusters: ['id'] });
    for (const [place, { standardError }] of independent.result.changes.entries()) {
      expectNear(stacked.result.changes[place]?.standardError, standardError ?? 0, 'standard error');
    }
  });
});

test.each(seeds)('changes of three waves add up, whatever the covariance, %i', async (seed) => {
  const people = customers(seed);
  const third = inWave(people, 2).map((row, i) => ({ ...row, wave: 3, y: row.y + (i % 3) }));
  const rows = [...inWave(people, 1), ...inWave(people, 2), ...third];
  const change = (covariance: string) => ({ variable: 'wave', values: [1, 2, 3], covariance, unit: 'id' });
  for (const covariance of ['independent', 'overlap', 'stacked']) {
    const { result } = await estimatedFrom(csv(rows), {
      design: { weights: 'w', ...(covariance === 'stacked' ? asUnits : sampled) },
      estimates: [mean],
      change: change(covariance),
    });
    const pairs = result.changes.map(({ from, to }) => `${from}-${to}`);
    expect(pairs).toEqual(['1-2', '1-3', '2-3']);
    const [first = 0, both = 0, second = 0] = result.changes.map(({ difference }) => difference ?? 0);
    expectNear(first + second, both, covariance, 1);
  }
});
