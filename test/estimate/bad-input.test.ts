import { describe, expect, test } from 'vitest';
import { csv, estimatedFrom, refusedFrom } from './inline.ts';
import { expectNear, lineOf } from './reference.ts';
import { changed, codesOf, csi, design, estimates, good, mean, ratio, rows } from './six-answers.ts';

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

  test.each([
    ['above all answers', 11, good],
    ['that all expect', 8, changed(() => ({ a: 8 }))],
  ])('an origin %s: null everywhere, and the reason', async (_, origin, text) => {
    const all = ['composite', 'meanOfFactors', 'pooled'].map((aggregate) => {
      return { ...csi, name: aggregate, origin, aggregate };
    });
    const { result } = await estimatedFrom(text, { design, estimates: all });
    expect(result.estimates).toHaveLength(9);
    for (const line of result.estimates)
      expect(line).toMatchObject({ estimate: null, standardError: null, n: 6 });
    expect(new Set(codesOf(result.warnings))).toEqual(new Set(['undefined.expectation-not-positive']));
  });

  test('shares of nothing: one line of null, and the reason', async () => {
    const share = { name: 'share', type: 'proportion', variable: 'g' };
    const { result } = await estimatedFrom(
      changed(() => ({ g: '' })),
      { design, estimates: [share], by: [['h']] },
    );
    expect(result.estimates).toHaveLength(3);
    for (const line of result.estimates) expect(line).toMatchObject({ target: null, estimate: null, n: 0 });
    expect(new Set(codesOf(result.warnings))).toEqual(new Set(['undefined.no-answers']));
  });

  test('an uncertain denominator is told with its coefficient of variation', async () => {
    // Of 1, 1, 1, 1, 1, 10 from an endless population: mean 2.5, standard error 1.5.
    const uneven = changed((_, place) => ({ a: place === 5 ? 10 : 1 }));
    const { result } = await estimatedFrom(uneven, { estimates });
    const told = result.warnings.filter(({ code }) => code === 'denominator-uncertain');
    expect(told.map(({ params }) => params)).toEqual(
      ['ratio', 'csi / overall', 'csi / factor:f', 'csi / P'].map((estimate) => ({ estimate, percent: 60 })),
    );
    const replicated = await estimatedFrom(uneven, { estimates, replicates: { type: 'JK1' } });
    expect(replicated.result.warnings).toEqual(result.warnings);
    expect(codesOf((await estimatedFrom(good, { estimates })).result.warnings)).toEqual([]);
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
  const total = { name: 'total', type: 'total', variable: 'b' };

  test('one respondent: an estimate without interval', async () => {
    const { result } = await estimatedFrom(csv(rows.slice(0, 1)), {
      design: { weights: 'w' },
      estimates: [mean],
    });
    expect(result.estimates[0]).toMatchObject({ estimate: 7, standardError: null, lower: null, n: 1 });
    expect(codesOf(result.warnings)).toEqual(['undefined.lonely-unit']);
  });

  // SE(svymean(~b, design)) in R with survey.lonely.psu, by linearization and by JKn without fpc
  test.each([
    ['certainty', 0.1724878723728207, 0.1913043478260873],
    ['remove', 0.1724878723728207, 0.1913043478260873],
    ['adjust', 0.3983436781855753, 0.4065019876672105],
    ['average', 0.2439346884545225, 0.2208992334290746],
  ])('one unit in a stratum, rule %s, as in R', async (lonelyPsu, linearized, jackknifed) => {
    const four = csv(rows.slice(0, 4));
    const linear = await estimatedFrom(four, { design: { ...design, lonelyPsu }, estimates: [mean] });
    expectNear(lineOf(linear, 'mean').standardError, linearized, 'linearization');
    const { fpc: _, ...endless } = design;
    const replicates = { type: 'JKn' };
    const jackknife = await estimatedFrom(four, {
      design: { ...endless, lonelyPsu },
      estimates: [mean],
      replicates,
    });
    expectNear(lineOf(jackknife, 'mean').standardError, jackknifed, 'jackknife');
  });

  test('one unit in a stratum, rule fail: no error, and no replicates', async () => {
    const four = csv(rows.slice(0, 4));
    const { result } = await estimatedFrom(four, { design, estimates: [mean] });
    expect(result.estimates[0]).toMatchObject({ estimate: 8, standardError: null, lower: null });
    expect(codesOf(result.warnings)).toEqual(['undefined.lonely-unit']);
    for (const replicates of [{ type: 'JKn' }, { type: 'bootstrap', replicates: 10 }]) {
      expect(await refusedFrom(four, { design, estimates: [mean], replicates })).toMatchObject({
        code: 'lonely-unit',
        params: { stratum: 'b' },
      });
    }
  });

  test('one unit in a stratum does no harm where it did not answer', async () => {
    const five = rows.slice(0, 4).map((row, place) => ({ ...row, b: place === 3 ? '' : row.b }));
    const { result } = await estimatedFrom(csv(five), { design, estimates: [mean, total] });
    const alone = await estimatedFrom(csv(rows.slice(0, 3)), { design, estimates: [mean, total] });
    for (const name of ['mean', 'total']) {
      const [ours, expected] = [lineOf({ result } as never, name), lineOf(alone, name)];
      expect(ours.standardError).toBe(expected.standardError);
    }
  });

  test.each([
    ['fail', null],
    ['certainty', 0],
    ['remove', 0],
    ['adjust', 0.6285393610547088],
    ['average', null],
  ])('one unit in every stratum, rule %s', async (lonelyPsu, expected) => {
    const two = csv(rows.filter((_, place) => place % 3 === 0));
    const { result } = await estimatedFrom(two, {
      design: { ...design, fpc: undefined, lonelyPsu },
      estimates: [mean],
    });
    const { standardError = 0, lower, degreesOfFreedom } = result.estimates[0] ?? {};
    if (expected === null) expect(standardError).toBeNull();
    else expectNear(standardError, expected, 'standard error');
    expect({ lower, degreesOfFreedom }).toEqual({ lower: null, degreesOfFreedom: 0 });
    const reason = expected === null ? 'lonely-unit' : 'no-degrees-of-freedom';
    expect(codesOf(result.warnings)).toEqual([`undefined.${reason}`]);
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

  test('fractions are those of the drawn sample: with nonresponse they say what counts say', async () => {
    const counts = rows.map((row, place) => ({ ...row, r: place === 1 ? 0 : 1 }));
    const fractions = counts.map((row) => ({ ...row, N: 3 / row.N }));
    const nonresponse = { responded: 'r', classes: ['h'], minimum: 0 };
    const spec = { design: { strata: ['h'], fpc: ['N'] }, nonresponse, estimates };
    const [one, other] = [await estimatedFrom(csv(counts), spec), await estimatedFrom(csv(fractions), spec)];
    for (const line of one.result.estimates) {
      const ours = lineOf(other, line.name, { target: line.target });
      expectNear(ours.estimate, line.estimate ?? 0, line.name);
      expectNear(ours.standardError, line.standardError ?? 0, `${line.name} standard error`);
    }
  });

  test('a domain for each of ten thousand values', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ b: i % 10, id: `k${i}` }));
    const { result } = await estimatedFrom(csv(many), { estimates: [mean], by: [['id']] });
    expect(result.estimates).toHaveLength(10_001);
    expect(lineOf({ result } as never, 'mean', { domain: 'k5503' })).toMatchObject({
      estimate: 3,
      n: 1,
      lower: null,
    });
    expect(codesOf(result.warnings)).toHaveLength(10_000);
  }, 20_000);
});
