import { describe, expect, test } from 'vitest';
import { csv, estimatedFrom, refusedFrom } from './inline.ts';
import { expectNear, lineOf } from './reference.ts';
import { changed, design, good, mean, rows } from './six-answers.ts';

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

  test('every category without respondents, total or row of a margin is named', async () => {
    const cases = [
      [{ x: 30, y: 40, v: 0 }, null],
      [
        { x: 0, y: 70 },
        { code: 'total-not-positive', params: { category: 'x', total: 0 } },
      ],
      [
        { x: -5, y: 75 },
        { code: 'total-not-positive', params: { category: 'x', total: -5 } },
      ],
      [{}, { code: 'category-absent-from-margin', params: { category: 'x', respondents: 3 } }],
    ] as const;
    for (const method of ['poststratification', 'raking', 'linear']) {
      for (const [totals, problem] of cases) {
        const calibration = { method, margins: [margin(totals)] };
        if (problem) expect(await refused(calibration)).toMatchObject(problem);
        else await estimatedFrom(good, { design, estimates: [mean], calibration });
      }
    }
  });

  test('margins over a population of another size', async () => {
    const calibration = { method: 'raking', margins: [margin({ x: 30, y: 40 })], population: 71 };
    expect(await refused(calibration)).toMatchObject({
      code: 'margins-disagree',
      params: { margin: 'g', total: 70, expected: 71 },
    });
  });

  test.each([1e15, 1e-15])('an auxiliary times %d gives the same weights', async (times) => {
    const scaled = changed((row) => ({ z: row.z * times }));
    for (const method of ['linear', 'raking']) {
      const calibration = (total: number) => {
        return { method, margins: [margin({ x: 30, y: 40 }), { variable: 'z', total }] };
      };
      const plain = await estimatedFrom(good, { design, estimates: [mean], calibration: calibration(245) });
      const other = await estimatedFrom(scaled, {
        design,
        estimates: [mean],
        calibration: calibration(245 * times),
      });
      for (const [row, weight] of plain.weights.entries())
        expectNear(other.weights[row], weight, `weight ${row}`);
      expectNear(
        lineOf(other, 'mean').standardError,
        lineOf(plain, 'mean').standardError ?? 0,
        'standard error',
      );
    }
  });

  test('an auxiliary that is constant follows from the margin, or contradicts it', async () => {
    const constant = changed(() => ({ z: 5 }));
    const calibration = (total: number) => {
      return { method: 'linear', margins: [margin({ x: 30, y: 40 }), { variable: 'z', total }] };
    };
    await estimatedFrom(constant, { design, estimates: [mean], calibration: calibration(350) });
    expect(
      await refusedFrom(constant, { design, estimates: [mean], calibration: calibration(351) }),
    ).toMatchObject({ code: 'margins-disagree', params: { margin: 'z', total: 351, expected: 350 } });
  });

  test('crossed values that can be read in two ways', async () => {
    const bars = csv([
      { one: 'A|B', other: 'C', b: 1 },
      { one: 'A', other: 'B|C', b: 2 },
    ]);
    const margins = [margin({ 'A|B|C': 10 }, ['one', 'other'])];
    expect(
      await refusedFrom(bars, { estimates: [mean], calibration: { method: 'raking', margins } }),
    ).toMatchObject({ code: 'category-ambiguous', params: { category: 'A|B|C' } });
    const alone = [margin({ 'A|B': 10, A: 20 }, ['one'])];
    await estimatedFrom(bars, { estimates: [mean], calibration: { method: 'raking', margins: alone } });
  });

  test('a margin by a column called classes stays that column in replicates with nonresponse', async () => {
    const named = rows.map((row, place) => ({
      ...row,
      classes: row.g,
      other: row.g,
      r: place === 4 ? 0 : 1,
    }));
    const spec = (variable: string) => ({
      design: { weights: 'w' },
      estimates: [mean],
      replicates: { type: 'JK1' },
      nonresponse: { responded: 'r', classes: ['h'], minimum: 0 },
      calibration: { method: 'poststratification', margins: [margin({ x: 30, y: 40 }, [variable])] },
    });
    const [one, other] = [
      await estimatedFrom(csv(named), spec('classes')),
      await estimatedFrom(csv(named), spec('other')),
    ];
    expect(one.result.estimates).toEqual(other.result.estimates);
  });
});
