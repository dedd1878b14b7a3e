import { describe, expect, test } from 'vitest';
import { csv, estimatedFrom, refusedFrom } from './inline.ts';
import { expectNear, lineOf } from './reference.ts';
import { changed, codesOf, csi, design, estimates, good, mean, type Row, rows } from './six-answers.ts';

describe('what does not fit together in a spec', () => {
  const change = { variable: 'h', values: ['a', 'b'], covariance: 'independent' };
  test.each([
    ['two estimates of one name', { estimates: [mean, mean] }, 'duplicate-name', 'estimates[1].name'],
    [
      'an item of no factor',
      { estimates: [{ ...csi, factors: { g: 1 } }] },
      'unknown-factor',
      'estimates[0].items[0].factor',
    ],
    [
      'an item named like the whole',
      { estimates: [{ ...csi, items: [{ ...csi.items[0], key: 'overall' }] }] },
      'reserved-name',
      'estimates[0].items[0].key',
    ],
    [
      'an item named like a factor',
      { estimates: [{ ...csi, items: [{ ...csi.items[0], key: 'factor:f' }] }] },
      'reserved-name',
      'estimates[0].items[0].key',
    ],
    [
      'a factor that counts and has no items',
      { estimates: [{ ...csi, factors: { f: 1, g: 1 } }] },
      'factor-without-items',
      'estimates[0].factors.g',
    ],
    [
      'factors without weight',
      { estimates: [{ ...csi, factors: { f: 0 } }] },
      'factors-without-weight',
      'estimates[0].factors',
    ],
    [
      'logit without bounds',
      { estimates, calibration: { method: 'logit', margins: [{ variable: 'z', total: 1 }] } },
      'bounds-missing',
      'calibration.bounds',
    ],
    [
      'calibration to nothing',
      { estimates, calibration: { method: 'raking' } },
      'margins-missing',
      'calibration.margins',
    ],
    [
      'overlap of nobody',
      { estimates, change: { ...change, covariance: 'overlap' } },
      'unit-missing',
      'change.unit',
    ],
    [
      'a value twice',
      { estimates, change: { ...change, values: ['a', 'a'] } },
      'duplicate-value',
      'change.values[1]',
    ],
    [
      'a value nobody has',
      { estimates, change: { ...change, values: ['a', 'c'] } },
      'value-never',
      'change.values[1]',
    ],
    [
      'two fpc for one stage',
      { estimates, design: { ...design, fpc: ['N', 'w'] } },
      'too-many-columns',
      'design.fpc',
    ],
    [
      'JK1 over strata',
      { estimates, design, replicates: { type: 'JK1' } },
      'replicates-need-one-stratum',
      'replicates.type',
    ],
    [
      'half-samples of three',
      { estimates, design, replicates: { type: 'BRR' } },
      'replicates-need-two-units',
      'replicates.type',
    ],
    ['nobody left', { estimates, rows: { h: ['none'] } }, 'no-rows', null],
  ])('%s', async (_, rest, code, key) => {
    expect(await refusedFrom(good, rest)).toMatchObject({ code, key });
  });

  test('a unit twice in a period', async () => {
    const twice = changed((row, place) => ({ id: place === 1 ? 'k1' : row.id }));
    const overlap = { ...change, covariance: 'overlap', unit: 'id' };
    expect(await refusedFrom(twice, { estimates, change: overlap })).toMatchObject({
      code: 'unit-twice',
      row: 3,
    });
  });
});

describe('what else a spec can ask for', () => {
  test('a bootstrap comes near linearization without correction, and says that fpc does not count', async () => {
    const many = csv(
      Array.from({ length: 40 }, (_, i) => ({
        ...rows[i % 6],
        b: 1 + ((i * 7) % 10),
        N: 900,
        h: 'a',
      })) as Row[],
    );
    const replicates = { type: 'bootstrap', replicates: 2000, seed: 3 };
    const replicated = await estimatedFrom(many, { design, estimates: [mean], replicates });
    const { fpc: _, ...endless } = design;
    const linear = await estimatedFrom(many, { design: endless, estimates: [mean] });
    const share =
      (lineOf(replicated, 'mean').standardError ?? 0) / (lineOf(linear, 'mean').standardError ?? 1);
    expect(Math.abs(share - 1)).toBeLessThan(0.06);
    expect(codesOf(replicated.result.warnings)).toEqual(['fpc-ignored']);
  });

  // SE of svytotal and svymean of the domain in R, which discards the replicate that leaves nobody.
  test('a domain in one unit: its total is 0 without the unit, its mean is lost, which is told', async () => {
    const three = csv(
      [7, 8, 7, 9, 5, 7].map((b, i) => ({
        b,
        c: 1 + Math.floor(i / 2),
        w: [2, 3, 2, 4, 5, 4][i] ?? 0,
        d: i < 2 ? 1 : 0,
      })),
    );
    const { result } = await estimatedFrom(three, {
      design: { weights: 'w', clusters: ['c'] },
      replicates: { type: 'JK1' },
      estimates: [mean, { name: 'total', type: 'total', variable: 'b' }],
      by: [['d']],
    });
    const inDomain = (name: string) => lineOf({ result } as never, name, { domain: '1' });
    expectNear(inDomain('total').standardError, 38, 'total');
    expect(inDomain('mean')).toMatchObject({ standardError: 0, lower: null });
    expect(result.warnings).toContainEqual({
      code: 'replicates-without-figure',
      params: { estimate: 'mean / 1', replicates: 1 },
    });
    expect(codesOf(result.warnings).filter((code) => code === 'replicates-without-figure')).toHaveLength(1);
  });

  // SE of svymean and svytotal in R, the weights of each replicate adjusted by hand.
  test('a class that a replicate leaves out altogether needs nobody to stand for it', async () => {
    const three = csv(
      [7, 8, 7, 9, 5, 7].map((b, i) => ({
        b,
        c: 1 + Math.floor(i / 2),
        w: [2, 3, 2, 4, 5, 4][i] ?? 0,
        k: i < 2 ? 'a' : 'b',
        r: [1, 0, 1, 1, 0, 1][i] ?? 0,
      })),
    );
    const run = await estimatedFrom(three, {
      design: { weights: 'w', clusters: ['c'] },
      replicates: { type: 'JK1' },
      nonresponse: { responded: 'r', classes: ['k'], minimum: 0 },
      estimates: [mean, { name: 'total', type: 'total', variable: 'b' }],
    });
    expectNear(lineOf(run, 'mean').standardError, 0.5108195758958903, 'mean');
    expectNear(lineOf(run, 'total').standardError, 27.87471972953271, 'total');
    expect(run.result.warnings).toEqual([]);
  });

  test('suppression holds back small cells, what would give them away, and the imprecise', async () => {
    const sizes = { A: 4, B: 30, C: 80 };
    const many = Object.entries(sizes).flatMap(([g, n]) =>
      Array.from({ length: n }, (_, i) => ({ g, b: (i * 7) % 10 })),
    );
    const { result } = await estimatedFrom(csv(many), { estimates: [mean], by: [['g']], suppress: true });
    expect(result.estimates.map(({ suppressed }) => suppressed)).toEqual([
      null,
      'small-cell',
      'complement',
      null,
    ]);
    expect(result.estimates[1]).toMatchObject({ estimate: null, standardError: null, n: null });
  });

  test('stacked periods keep each period’s calibration: a calibrated total has no change and no error', async () => {
    const both = ['1', '2'].flatMap((wave) =>
      rows.map((row, i) => ({ ...row, wave, b: row.b + (wave === '2' ? i % 3 : 0) })),
    );
    const spec = (covariance: string) => ({
      design: { weights: 'w', clusters: ['id'], strata: ['h'] },
      calibration: {
        method: 'poststratification',
        margins: [{ variables: ['g'], totals: { x: 30, y: 40 } }],
      },
      estimates: [{ name: 'share', type: 'proportion', variable: 'g' }, mean],
      change: { variable: 'wave', values: ['1', '2'], covariance, unit: 'id' },
    });
    const stacked = await estimatedFrom(csv(both), spec('stacked'));
    const alone = await estimatedFrom(csv(both), spec('independent'));
    for (const period of ['1', '2']) {
      for (const [name, target] of [
        ['share', 'x'],
        ['mean', null],
      ] as const) {
        const [one, other] = [
          lineOf(stacked, name, { target, period }),
          lineOf(alone, name, { target, period }),
        ];
        expectNear(one.estimate, other.estimate ?? 0, name);
        expectNear(one.standardError, other.standardError ?? 0, `${name} standard error`, 1);
      }
    }
    expect(stacked.result.changes.find(({ name }) => name === 'share')?.p).toBeNull();
    expect(stacked.result.changes.find(({ name }) => name === 'mean')?.p).toBeGreaterThan(0);
  });

  test('stacked jackknife equals stacked linearization for totals', async () => {
    const both = ['1', '2'].flatMap((wave) =>
      rows.map((row, i) => ({ ...row, wave, b: row.b + (wave === '2' ? i % 3 : 0) })),
    );
    const spec = {
      design: { weights: 'w', clusters: ['id'], strata: ['h'] },
      estimates: [{ name: 'total', type: 'total', variable: 'b' }],
      change: { variable: 'wave', values: ['1', '2'], covariance: 'stacked' },
    };
    const linear = await estimatedFrom(csv(both), spec);
    const jackknife = await estimatedFrom(csv(both), { ...spec, replicates: { type: 'JKn' } });
    expectNear(
      jackknife.result.changes[0]?.standardError,
      linear.result.changes[0]?.standardError ?? 0,
      'change',
    );
  });
});
