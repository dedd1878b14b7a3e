import { describe, expect, test } from 'vitest';
import { csv, estimatedFrom, refusedFrom } from './inline.ts';
import { expectNear, lineOf } from './reference.ts';

/** Six answers in two strata. */
const rows = [
  { h: 'a', id: 'k1', w: 2, N: 30, a: 8, b: 7, g: 'x', z: 1 },
  { h: 'a', id: 'k2', w: 3, N: 30, a: 9, b: 8, g: 'y', z: 2 },
  { h: 'a', id: 'k3', w: 2, N: 30, a: 7, b: 7, g: 'x', z: 3 },
  { h: 'b', id: 'k4', w: 4, N: 40, a: 8, b: 9, g: 'y', z: 4 },
  { h: 'b', id: 'k5', w: 5, N: 40, a: 6, b: 5, g: 'x', z: 5 },
  { h: 'b', id: 'k6', w: 4, N: 40, a: 9, b: 7, g: 'y', z: 6 },
];
type Row = (typeof rows)[number];
const changed = (change: (row: Row, place: number) => Partial<Record<keyof Row, string | number>>) =>
  csv(rows.map((row, place) => ({ ...row, ...change(row, place) })));
const good = csv(rows);

const design = { weights: 'w', strata: ['h'], fpc: ['N'] };
const mean = { name: 'mean', type: 'mean', variable: 'b' };
const ratio = { name: 'ratio', type: 'ratio', numerator: 'b', denominator: 'a' };
const csi = {
  name: 'csi',
  type: 'csi',
  items: [{ key: 'P', factor: 'f', expectation: 'a', perception: 'b' }],
  factors: { f: 1 },
};
const estimates = [mean, ratio, csi];
const codesOf = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('weights', () => {
  test.each([
    ['negative', -1, { code: 'weight-negative', params: { value: -1 } }],
    ['missing', '', { code: 'cell-missing' }],
  ])('%s stop with row and column', async (_, weight, problem) => {
    const text = changed((row, place) => ({ w: place === 3 ? weight : row.w }));
    expect(await refusedFrom(text, { design, estimates })).toMatchObject({
      ...problem,
      row: 5,
      column: 'w',
      key: 'design.weights',
    });
  });

  test('a weight of 0 leaves a row out of the figures, not out of n_h, as in R', async () => {
    const { result } = await estimatedFrom(
      changed((row, place) => ({ w: place === 0 ? 0 : row.w })),
      { design, estimates },
    );
    expectNear(lineOf({ result } as never, 'mean').estimate, 127 / 18, 'mean');
    // SE of svymean(~b, svydesign(~1, strata = ~h, weights = ~w, fpc = ~N, data)) in R
    expectNear(lineOf({ result } as never, 'mean').standardError, 0.851036383925043, 'standard error');
    expect(result.estimates[0]?.n).toBe(5);
    expect(result.design.psus).toBe(6);
  });

  test('all 0 are refused', async () => {
    const text = changed(() => ({ w: 0 }));
    expect(await refusedFrom(text, { design, estimates })).toMatchObject({
      code: 'weights-all-zero',
      column: 'w',
    });
  });
});

describe('answers', () => {
  test('constant items have an index, with no error at all', async () => {
    const { result } = await estimatedFrom(
      changed(() => ({ a: 8, b: 6 })),
      { design, estimates },
    );
    for (const line of result.estimates) {
      expect(line.standardError).toBeLessThan(1e-15);
      expect(line.designEffect).toBeNull();
    }
    expect(lineOf({ result } as never, 'csi', { target: 'overall' }).estimate).toBe(0.75);
  });

  test('none at all: null, and the reason', async () => {
    const { result } = await estimatedFrom(
      changed(() => ({ b: '' })),
      { design, estimates: [mean, ratio] },
    );
    for (const line of result.estimates)
      expect(line).toMatchObject({ estimate: null, standardError: null, n: 0 });
    expect(codesOf(result.warnings)).toEqual(['undefined.no-answers', 'undefined.no-answers']);
  });

  test('an origin above all answers: null, and the reason', async () => {
    const { result } = await estimatedFrom(good, { design, estimates: [{ ...csi, origin: 11 }] });
    expect(lineOf({ result } as never, 'csi', { target: 'overall' }).estimate).toBeNull();
    expect(codesOf(result.warnings)).toContain('undefined.expectation-not-positive');
  });

  test.each([1e15, 1e-15])('times %d give the same index', async (times) => {
    const scaled = changed((row) => ({ a: row.a * times, b: row.b * times }));
    const [plain, large] = [
      await estimatedFrom(good, { design, estimates }),
      await estimatedFrom(scaled, { design, estimates }),
    ];
    for (const part of ['estimate', 'standardError', 'lower', 'designEffect'] as const) {
      expectNear(lineOf(large, 'ratio')[part], lineOf(plain, 'ratio')[part] ?? 0, part);
      expectNear(
        (lineOf(large, 'mean')[part] ?? 0) / (part === 'designEffect' ? 1 : times),
        lineOf(plain, 'mean')[part] ?? 0,
        part,
      );
    }
  });

  test('numbers beyond the range of numbers become null, never infinite', async () => {
    const { result } = await estimatedFrom(
      changed((row) => ({ b: row.b * 1e307 })),
      { design, estimates: [mean] },
    );
    expect(result.estimates[0]?.estimate).toBeNull();
    expect(codesOf(result.warnings)).toEqual(['undefined.not-finite']);
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/);
  });

  test('a likelihood to recommend outside 0 to 10 stops with its row', async () => {
    const text = changed((row, place) => ({ z: place === 2 ? 11 : row.z }));
    const nps = { name: 'nps', type: 'recommend', variable: 'z' };
    expect(await refusedFrom(text, { estimates: [nps] })).toMatchObject({
      code: 'not-0-to-10',
      row: 4,
      column: 'z',
    });
  });
});

describe('designs', () => {
  test('one respondent: an estimate without interval', async () => {
    const { result } = await estimatedFrom(csv(rows.slice(0, 1)), {
      design: { weights: 'w' },
      estimates: [mean],
    });
    expect(result.estimates[0]).toMatchObject({ estimate: 7, standardError: null, lower: null, n: 1 });
    expect(codesOf(result.warnings)).toEqual(['undefined.lonely-unit']);
  });

  test.each([
    ['fail', null],
    ['certainty', 0.4],
    ['adjust', 0.4],
  ])('one unit in a stratum, rule %s', async (lonelyPsu, least) => {
    const { result } = await estimatedFrom(csv(rows.slice(0, 4)), {
      design: { ...design, lonelyPsu },
      estimates: [mean],
    });
    const { estimate, standardError } = result.estimates[0] ?? {};
    expect(estimate).toBeGreaterThan(0);
    if (least === null) expect(codesOf(result.warnings)).toEqual(['undefined.lonely-unit']);
    expect(standardError === null).toBe(least === null);
  });

  test('a population smaller than its sample', async () => {
    const text = changed((row) => ({ N: row.h === 'b' ? 2 : row.N }));
    expect(await refusedFrom(text, { design, estimates })).toMatchObject({
      code: 'population-smaller-than-sample',
      key: 'design.fpc[0]',
      row: 5,
      column: 'N',
      params: { population: 2, sampled: 3 },
    });
  });

  test.each([
    ['missing', '', 'cell-missing'],
    ['0', 0, 'fpc-not-positive'],
    ['a fraction among counts', 0.5, 'fpc-mixed'],
    ['another in the same stratum', 35, 'fpc-varies'],
  ])('fpc that is %s', async (_, value, code) => {
    const text = changed((row, place) => ({ N: place === 1 ? value : row.N }));
    expect(await refusedFrom(text, { design, estimates })).toMatchObject({ code, row: 3, column: 'N' });
  });

  test('a cluster in two strata, unless identifiers repeat', async () => {
    const clustered = { ...design, clusters: ['g'], lonelyPsu: 'adjust' };
    expect(await refusedFrom(good, { design: clustered, estimates })).toMatchObject({
      code: 'cluster-in-two-strata',
      key: 'design.nest',
      params: { cluster: 'y' },
    });
    const { result } = await estimatedFrom(good, { design: { ...clustered, nest: true }, estimates });
    expect(result.design.psus).toBe(4);
  });

  test('weights that are not given come from populations and samples', async () => {
    const { result } = await estimatedFrom(good, {
      design: { strata: ['h'], fpc: ['N'] },
      estimates: [mean],
    });
    expect(result.design.populationSize).toBe(70);
  });
});

describe('calibration', () => {
  const margin = (totals: Record<string, number>, variables = ['g']) => ({ variables, totals });
  const refused = (calibration: object) => refusedFrom(good, { design, estimates: [mean], calibration });

  test('margins that disagree are named', async () => {
    const margins = [margin({ x: 30, y: 40 }), margin({ a: 30, b: 41 }, ['h'])];
    expect(await refused({ method: 'raking', margins })).toMatchObject({
      code: 'margins-disagree',
      key: 'calibration',
      params: { margin: 'h', total: 71, expected: 70 },
    });
  });

  test('a category nobody has, and one the margin does not know', async () => {
    expect(await refused({ method: 'raking', margins: [margin({ x: 30, y: 30, v: 10 })] })).toMatchObject({
      code: 'category-without-respondents',
      params: { margin: 'g', category: 'v' },
    });
    expect(await refused({ method: 'raking', margins: [margin({ x: 30 })] })).toMatchObject({
      code: 'category-absent-from-margin',
      params: { margin: 'g', category: 'y' },
    });
  });

  test('perfectly collinear auxiliaries are one, where they agree', async () => {
    const doubled = changed((row) => ({ a: 2 * row.z }));
    const numbers = (total: number) => [
      margin({ x: 30, y: 40 }),
      { variable: 'z', total: 245 },
      { variable: 'a', total },
    ];
    const method = 'linear';
    const alone = await estimatedFrom(doubled, {
      design,
      estimates: [mean],
      calibration: { method, margins: numbers(490).slice(0, 2) },
    });
    const both = await estimatedFrom(doubled, {
      design,
      estimates: [mean],
      calibration: { method, margins: numbers(490) },
    });
    expectNear(lineOf(both, 'mean').estimate, lineOf(alone, 'mean').estimate ?? 0, 'mean');
    expectNear(
      lineOf(both, 'mean').standardError,
      lineOf(alone, 'mean').standardError ?? 0,
      'standard error',
    );
    const problem = await refusedFrom(doubled, {
      design,
      estimates: [mean],
      calibration: { method, margins: numbers(480) },
    });
    expect(['margins-disagree', 'not-converged']).toContain(problem.code);
  });

  test('weights that linear calibration would make negative', async () => {
    const margins = [margin({ x: 30, y: 40 }), { variable: 'z', total: 430 }];
    expect(await refused({ method: 'linear', margins })).toMatchObject({ code: 'weights-negative' });
  });

  test('bounds within which no weights reach the totals', async () => {
    const margins = [margin({ x: 10, y: 60 })];
    const { code } = await refused({ method: 'logit', margins, bounds: [0.9, 1.1] });
    expect(code).toBe('bounds-out-of-reach');
  });
});

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
