import { describe, expect, test } from 'vitest';
import { createRandom } from '#surveys/random.ts';
import { csv, estimatedFrom } from './inline.ts';
import { clustered, mean, type Row, randomRows, ratio, seeds, total, twoStages } from './random-rows.ts';
import { expectNear, lineOf } from './reference.ts';

describe.each([
  ['clusters', clustered],
  ['two stages', twoStages],
] as const)('random designs of %s', (_, design) => {
  test.each(seeds)('a mean in a domain is a ratio of totals over all, %i', async (seed) => {
    const domainRatio = { name: 'ratio', type: 'ratio', numerator: 'yInside', denominator: 'inside' };
    const run = await estimatedFrom(csv(randomRows(seed)), {
      design,
      estimates: [mean, domainRatio],
      by: [['inside']],
    });
    const [inDomain, asRatio] = [lineOf(run, 'mean', { domain: '1' }), lineOf(run, 'ratio')];
    expectNear(inDomain.estimate, asRatio.estimate ?? 0, 'estimate');
    expectNear(inDomain.standardError, asRatio.standardError ?? 0, 'standard error');
  });

  test.each(seeds)('the order of the rows and the unit of the weights change nothing, %i', async (seed) => {
    const rows = randomRows(seed);
    const shuffled = createRandom(`order ${seed}`)
      .shuffle(rows)
      .map((row) => ({ ...row, w: Number(row.w) * 1024 }));
    const plain = await estimatedFrom(csv(rows), { design, estimates: [mean, ratio] });
    const other = await estimatedFrom(csv(shuffled), { design, estimates: [mean, ratio] });
    for (const name of ['mean', 'ratio']) {
      expectNear(lineOf(other, name).estimate, lineOf(plain, name).estimate ?? 0, name);
      expectNear(
        lineOf(other, name).standardError,
        lineOf(plain, name).standardError ?? 0,
        `${name} standard error`,
      );
    }
  });

  test.each(seeds)('counts and fractions of the population are the same, %i', async (seed) => {
    const rows = randomRows(seed);
    const clusters = (h: unknown) => new Set(rows.filter((row) => row.h === h).map(({ c }) => c)).size;
    const inside = (c: unknown) => rows.filter((row) => row.c === c).length;
    const fractions = rows.map((row) => ({
      ...row,
      N: clusters(row.h) / Number(row.N),
      M: inside(row.c) / Number(row.M),
    }));
    const [counts, shares] = [
      await estimatedFrom(csv(rows), { design, estimates: [total] }),
      await estimatedFrom(csv(fractions), { design, estimates: [total] }),
    ];
    expectNear(
      lineOf(shares, 'total').standardError,
      lineOf(counts, 'total').standardError ?? 0,
      'standard error',
    );
  });
});

describe('random designs, other routes to the same number', () => {
  test.each(seeds)('the jackknife of a total is its linearization, %i', async (seed) => {
    const text = csv(randomRows(seed));
    const linear = await estimatedFrom(text, { design: clustered, estimates: [total] });
    const jackknife = await estimatedFrom(text, {
      design: clustered,
      estimates: [total],
      replicates: { type: 'JKn' },
    });
    for (const part of ['standardError', 'degreesOfFreedom', 'lower', 'designEffect'] as const) {
      expectNear(lineOf(jackknife, 'total')[part], lineOf(linear, 'total')[part] ?? 0, part);
    }
  });

  test.each(seeds)('post-stratification is raking to one margin, with its error, %i', async (seed) => {
    const text = csv(randomRows(seed));
    const margins = [{ variables: ['g'], totals: { u: 40, v: 60 } }];
    const [post, raked] = [
      await estimatedFrom(text, {
        design: clustered,
        estimates: [mean, ratio],
        calibration: { method: 'poststratification', margins },
      }),
      await estimatedFrom(text, {
        design: clustered,
        estimates: [mean, ratio],
        calibration: { method: 'raking', margins },
      }),
    ];
    for (const name of ['mean', 'ratio']) {
      expectNear(lineOf(raked, name).estimate, lineOf(post, name).estimate ?? 0, name);
      expectNear(
        lineOf(raked, name).standardError,
        lineOf(post, name).standardError ?? 0,
        `${name} standard error`,
      );
    }
  });

  test.each(seeds)(
    'a census of everything below the first stage is the first stage alone, %i',
    async (seed) => {
      const rows = randomRows(seed);
      const census = rows.map((row) => ({ ...row, M: rows.filter(({ c }) => c === row.c).length }));
      const [one, two] = [
        await estimatedFrom(csv(census), { design: clustered, estimates: [ratio] }),
        await estimatedFrom(csv(census), { design: twoStages, estimates: [ratio] }),
      ];
      expectNear(
        lineOf(two, 'ratio').standardError,
        lineOf(one, 'ratio').standardError ?? 0,
        'standard error',
      );
    },
  );

  test.each(seeds)('figures never hold NaN or infinity, whatever is missing, %i', async (seed) => {
    const random = createRandom(`missing ${seed}`);
    const rows = randomRows(seed).map((row): Row => {
      const { y = '', w = 1 } = row;
      return { ...row, y: random.below(3) ? '' : y, w: random.below(2) ? 0 : w };
    });
    const text = csv([...rows, { ...rows[0], w: 1 } as never]);
    const estimates = [mean, total, ratio, { name: 'share', type: 'proportion', variable: 'g' }];
    for (const lonelyPsu of ['fail', 'adjust', 'average']) {
      const { result } = await estimatedFrom(text, {
        design: { ...clustered, lonelyPsu },
        estimates,
        by: [['g'], ['h']],
      });
      const numbers = result.estimates
        .flatMap((row) => Object.values(row))
        .filter((value) => typeof value === 'number');
      expect(numbers.every(Number.isFinite)).toBe(true);
    }
  });
});
