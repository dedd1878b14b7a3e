import { describe, expect, test } from 'vitest';
import { csv, estimatedFrom } from './inline.ts';
import { clustered, mean, type Row, randomRows, ratio, seeds, total, twoStages } from './random-rows.ts';
import { expectNear, expectSameLines } from './reference.ts';

describe('calibrations that are the same', () => {
  const margins = [{ variables: ['g'], totals: { u: 40, v: 60 } }];
  const two = [...margins, { variables: ['inside'], totals: { '0': 55, '1': 45 } }];
  const calibrated = (seed: number, calibration: object) =>
    estimatedFrom(csv(randomRows(seed)), {
      design: clustered,
      estimates: [mean, ratio, total],
      by: [['inside']],
      calibration,
    });

  test.each(seeds)('post-stratification, and linear with categories alone, %i', async (seed) => {
    expectSameLines(
      await calibrated(seed, { method: 'poststratification', margins }),
      await calibrated(seed, { method: 'linear', margins }),
    );
  });

  test.each(seeds)('linear, and linear within bounds it does not reach, %i', async (seed) => {
    const totals = { ...two[1], totals: { '0': 50, '1': 50 } };
    const method = 'linear';
    expectSameLines(
      await calibrated(seed, { method, margins: [...margins, totals] }),
      await calibrated(seed, { method, margins: [...margins, totals], bounds: [0, 1e6] }),
    );
  });

  test.each(seeds)('raking, and logit whose bounds are far away, %i', async (seed) => {
    const [raked, logit] = [
      await calibrated(seed, { method: 'raking', margins: two }),
      await calibrated(seed, { method: 'logit', margins: two, bounds: [0, 1e10] }),
    ];
    for (const [row, weight] of raked.weights.entries()) {
      expect(Math.abs((logit.weights[row] ?? 0) / weight - 1)).toBeLessThan(1e-7);
    }
  });

  test.each(seeds)('a population given and one that a margin implies, %i', async (seed) => {
    expectSameLines(
      await calibrated(seed, { method: 'raking', margins: two }),
      await calibrated(seed, { method: 'raking', margins: two, population: 100 }),
    );
  });

  test.each(seeds)('calibrated totals of the margins have no error, %i', async (seed) => {
    const run = await estimatedFrom(csv(randomRows(seed)), {
      design: twoStages,
      estimates: [{ name: 'one', type: 'total', variable: 'one' }],
      by: [['g'], ['inside']],
      calibration: { method: 'raking', margins: two },
    });
    const counts = run.result.estimates.map(({ estimate }) => estimate);
    for (const [place, count] of [100, 40, 60, 55, 45].entries()) expectNear(counts[place], count, 'count');
    for (const line of run.result.estimates) expect(line.standardError).toBeLessThan(1e-10);
  });

  test.each(seeds)(
    'raking, and proportional fitting margin by margin until nothing moves, %i',
    async (seed) => {
      const rows = randomRows(seed);
      const weights = rows.map(({ w }) => Number(w));
      for (let sweep = 0; sweep < 2000; sweep++) {
        for (const { variables, totals } of two) {
          const of = (row: Row) => String(row[variables[0] ?? '']);
          const sums = new Map<string, number>();
          for (const [i, row] of rows.entries())
            sums.set(of(row), (sums.get(of(row)) ?? 0) + (weights[i] ?? 0));
          for (const [i, row] of rows.entries()) {
            const total = (totals as Record<string, number>)[of(row)] ?? 0;
            weights[i] = ((weights[i] ?? 0) * total) / (sums.get(of(row)) ?? 1);
          }
        }
      }
      const raked = await calibrated(seed, { method: 'raking', margins: two });
      for (const [row, weight] of weights.entries()) expectNear(raked.weights[row], weight, `weight ${row}`);
    },
  );

  test.each(seeds)(
    'the residuals of R’s rake and of calibrate, where all started with one weight, %i',
    async (seed) => {
      const alike = csv(randomRows(seed).map((row) => ({ ...row, w: 2 })));
      const run = (variance: string) =>
        estimatedFrom(alike, {
          design: clustered,
          estimates: [mean, ratio, total],
          calibration: { method: 'raking', margins: two, variance },
        });
      // Ten sweeps, as R has them, come near the regression and do not reach it.
      const [fitted, swept] = [await run('calibrate'), await run('rake')];
      for (const [place, line] of fitted.result.estimates.entries()) {
        const share = (swept.result.estimates[place]?.standardError ?? 0) / (line.standardError ?? 1);
        expect(Math.abs(share - 1), line.name).toBeLessThan(1e-4);
      }
    },
  );
});
