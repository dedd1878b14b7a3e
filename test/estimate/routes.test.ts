import { describe, expect, test } from 'vitest';
import { numbersOf } from '#reports/estimate/columns.ts';
import { sampleOf } from '#reports/estimate/sample.ts';
import { meanOf, sharesIn } from '#reports/index/mean.ts';
import { wholeSample } from '#reports/sampling-error/domains.ts';
import { linearize } from '#reports/sampling-error/influence.ts';
import { covarianceOfTotals } from '#reports/sampling-error/linearization.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { memorySource } from '#server/imports/source.ts';
import { createRandom } from '#surveys/random.ts';
import { csv, estimatedFrom } from './inline.ts';
import { clustered, mean, type Row, randomRows, ratio, seeds, total, twoStages } from './random-rows.ts';
import { expectNear, expectSameLines, lineOf, specOf, tableOf } from './reference.ts';

type Run = Awaited<ReturnType<typeof estimatedFrom>>;

const share = { name: 'share', type: 'proportion', variable: 'g' };
const index = (rest: object = {}) => ({
  name: 'csi',
  type: 'csi',
  items: [
    { key: 'P', factor: 'one', expectation: 'x', perception: 'y', weight: 3 },
    { key: 'Q', factor: 'two', expectation: 'y', perception: 'x' },
  ],
  factors: { one: 0.7, two: 0.3 },
  ...rest,
});

describe.each([
  ['clusters', clustered],
  ['two stages', twoStages],
] as const)('random designs of %s', (_, design) => {
  test.each(seeds)(
    'C is the same in any order, from any weights’ unit and on any scale, %i',
    async (seed) => {
      const rows = randomRows(seed);
      const estimates = (origin: number) =>
        ['composite', 'meanOfFactors', 'pooled'].map((aggregate) =>
          index({ name: aggregate, aggregate, origin }),
        );
      const plain = await estimatedFrom(csv(rows), { design, estimates: estimates(1) });
      const shuffled = createRandom(`order ${seed}`).shuffle(rows);
      const others = shuffled.map((row) => ({ ...row, w: Number(row.w) * 512 }));
      expectSameLines(plain, await estimatedFrom(csv(others), { design, estimates: estimates(1) }));
      const scaled = rows.map((row) => ({ ...row, x: 16 * Number(row.x) - 8, y: 16 * Number(row.y) - 8 }));
      expectSameLines(plain, await estimatedFrom(csv(scaled), { design, estimates: estimates(8) }));
    },
  );

  test.each(seeds)('totals add up over domains, and shares to 1 with no error together, %i', async (seed) => {
    const rows = randomRows(seed);
    const run = await estimatedFrom(csv(rows), {
      design,
      estimates: [total, share],
      by: [['g'], ['h', 'g']],
    });
    const sums = (domain: (line: Run['result']['estimates'][number]) => boolean, name: string) =>
      run.result.estimates
        .filter((line) => line.name === name && domain(line))
        .reduce((sum, line) => sum + (line.estimate ?? 0), 0);
    const whole = lineOf(run, 'total').estimate ?? 0;
    expectNear(
      sums(({ domain }) => domain !== null && !('h' in domain), 'total'),
      whole,
      'over g',
    );
    expectNear(
      sums(({ domain }) => domain !== null && 'h' in domain, 'total'),
      whole,
      'over h and g',
    );
    expectNear(
      sums(({ domain }) => domain === null, 'share'),
      1,
      'shares',
    );
    const [one, other] = ['u', 'v'].map((target) => lineOf(run, 'share', { target }).standardError ?? 0);
    expectNear(one, other ?? 0, 'standard errors of two shares that add up to 1');
  });

  test.each(seeds)(
    'a covariance matrix is symmetric and never negative, and that of shares sums to 0, %i',
    async (seed) => {
      const spec = specOf({ data: 'x', design, estimates: [mean, ratio, share] });
      const table = await tableOf(spec, memorySource('x.csv', csv(randomRows(seed))));
      const everyRow = Int32Array.from(table.lines.keys());
      const { design: made } = sampleOf(spec, table, everyRow, null, null);
      const everybody = wholeSample(made);
      const codes = Float64Array.from(table.texts.get('g')?.codes ?? []);
      const columns = [
        numbersOf(table, 'y', everyRow),
        numbersOf(table, 'x', everyRow),
        sharesIn(codes, 0),
        sharesIn(codes, 1),
      ];
      const influences = columns.map((column) => {
        const figure = meanOf(rowsOf(made, everybody), column as Float64Array);
        if (figure.value === null) throw new Error(figure.reason);
        return linearize(made, everybody, figure).values;
      });
      const matrix = covarianceOfTotals(made, influences, everybody) ?? new Float64Array();
      const at = (i: number, j: number) => matrix[4 * i + j] ?? Number.NaN;
      const random = createRandom(`directions ${seed}`);
      for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) expect(at(i, j)).toBe(at(j, i));
      for (let k = 0; k < 20; k++) {
        const direction = [0, 1, 2, 3].map(() => random.normal());
        const variance = direction.reduce(
          (sum, a, i) => sum + direction.reduce((s, b, j) => s + a * b * at(i, j), 0),
          0,
        );
        expect(variance).toBeGreaterThan(-1e-14 * (at(0, 0) + at(1, 1)));
      }
      const size = at(2, 2) + at(3, 3);
      for (let i = 0; i < 4; i++)
        expect(Math.abs(at(i, 2) + at(i, 3))).toBeLessThan(1e-12 * (size + Math.abs(at(i, 2))));
    },
  );
});

describe('replication of linear statistics is their linearization', () => {
  const endless = { weights: 'w', strata: ['h'], clusters: ['c'] };

  test.each(seeds)('by JK1 in one stratum, %i', async (seed) => {
    const rows = randomRows(seed).map((row) => ({ ...row, N: 200 }));
    const design = { weights: 'w', clusters: ['c'], fpc: ['N'] };
    const by = [['inside']];
    expectSameLines(
      await estimatedFrom(csv(rows), { design, estimates: [total], by }),
      await estimatedFrom(csv(rows), { design, estimates: [total], by, replicates: { type: 'JK1' } }),
    );
  });

  test.each(seeds)('by half-samples of two units, in even and odd numbers of strata, %i', async (seed) => {
    const kept = new Map<unknown, Set<unknown>>();
    const two = randomRows(seed).filter(({ h, c }) => {
      const units = kept.get(h) ?? new Set();
      kept.set(h, units);
      if (units.size < 2) units.add(c);
      return units.has(c);
    });
    const linear = await estimatedFrom(csv(two), { design: endless, estimates: [total] });
    for (const replicates of [{ type: 'BRR' }, { type: 'Fay', rho: 0.25 }]) {
      expectSameLines(
        linear,
        await estimatedFrom(csv(two), { design: endless, estimates: [total], replicates }),
      );
    }
  });
});

describe('splitting a stratum into two alike', () => {
  /** Every row twice: in both halves of its stratum, whose population is twice as large. */
  const doubled = (rows: readonly Row[]) =>
    [1, 2].flatMap((half) =>
      rows.map((row) => ({
        ...row,
        h: String(row.h),
        half: `${row.h}/${half}`,
        c: `${row.c}/${half}`,
        N: 2 * Number(row.N),
        own: Number(row.N),
      })),
    );

  test.each(seeds)(
    'leaves estimates alone and changes variances by (2n − 1)/(2n − 2) in each stratum, %i',
    async (seed) => {
      const rows = doubled(randomRows(seed));
      for (const h of new Set(rows.map((row) => row.h))) {
        const own = rows.filter((row) => row.h === h);
        const n = new Set(own.map(({ c }) => c)).size / 2;
        const spec = { estimates: [total, ratio] };
        const joined = await estimatedFrom(csv(own), { ...spec, design: clustered });
        const split = await estimatedFrom(csv(own), {
          ...spec,
          design: { ...clustered, strata: ['half'], fpc: ['own'] },
        });
        expectSameLines(joined, split, { standardError: Math.sqrt((2 * n - 1) / (2 * n - 2)) });
      }
    },
  );

  test.each(seeds)('matters not at all where strata were taken whole, %i', async (seed) => {
    const rows = doubled(randomRows(seed));
    const units = (label: 'h' | 'half', value: unknown) =>
      new Set(rows.filter((row) => row[label] === value).map(({ c }) => c)).size;
    const whole = rows.map((row) => ({ ...row, N: units('h', row.h), own: units('half', row.half) }));
    for (const [strata, fpc] of [
      ['h', 'N'],
      ['half', 'own'],
    ] as const) {
      const run = await estimatedFrom(csv(whole), {
        design: { ...clustered, strata: [strata], fpc: [fpc] },
        estimates: [total, ratio],
      });
      for (const line of run.result.estimates) expect(line.standardError).toBe(0);
    }
  });
});
