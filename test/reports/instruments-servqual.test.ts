import { describe, expect, test } from 'vitest';
import { measureExpectations } from '#reports/instruments/expectations.ts';
import { sharesOfPoints } from '#reports/instruments/points.ts';
import { measureServperf } from '#reports/instruments/servperf.ts';
import { measureServqual, pointsWeightedGap } from '#reports/instruments/servqual.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { column, design, domains, expectFigure, fixture, pairs } from './instruments-fixture.ts';
import { expectSame } from './survey-fixture.ts';

const dimensions = [
  { key: 'reliability', pairs: pairs(1, 2, 3) },
  { key: 'tangibles', pairs: pairs(4, 5) },
];
const points = [column('points1'), column('points2')];

describe.each(['whole', 'part'] as const)('SERVQUAL equals R, the %s of the sample', (name) => {
  const domain = domains[name];
  const expected = fixture.servqual[name];
  const sample = rowsOf(design, domain);

  test('gaps and their sides', () => {
    const { dimensions: measured, overall } = measureServqual(sample, dimensions);
    for (const { key, gap } of measured) expectFigure(gap, domain, expected[key], key);
    expectFigure(overall, domain, expected.overall, 'overall');
    const [first] = measured;
    if (!first) throw new Error('No dimension');
    expectFigure(first.expectation, domain, expected.expectation, 'expectation');
  });

  test('the gap weighted by each respondent’s own points', () => {
    const { shares } = sharesOfPoints(design, domain, points);
    expectFigure(pointsWeightedGap(sample, dimensions, shares), domain, expected.weighted, 'weighted');
  });

  test('perception alone', () => {
    const alone = dimensions.map(({ key, pairs: own }) => ({
      key,
      perceptions: own.map(({ perception }) => perception),
    }));
    const { dimensions: measured, overall } = measureServperf(sample, alone);
    const [first] = measured;
    if (!first) throw new Error('No dimension');
    expectFigure(first.score, domain, expected.performance, 'performance');
    expectFigure(overall, domain, expected.servperf, 'overall');
  });

  test('expectations at the top, and their correlation with perceptions', () => {
    const { atTop, correlation } = measureExpectations(design, domain, pairs(1, 2, 3), 7);
    expectFigure(atTop, domain, expected.top, 'at the top');
    const way = name === 'whole' ? 'linearized' : 'linearized_part';
    expectFigure(correlation, domain, fixture.ep[way], 'correlation', 1e-6);
  });
});

describe('a gap', () => {
  const small = createDesign({ weights: Float64Array.of(1, 2, 1, 4) });
  const everyone = wholeSample(small);
  const sample = rowsOf(small, everyone);
  const pair = (expectation: number[], perception: number[]) => ({
    expectation: Float64Array.from(expectation),
    perception: Float64Array.from(perception),
  });
  const complete = [
    { key: 'one', pairs: [pair([7, 6, 7, 5], [4, 6, 5, 5]), pair([6, 6, 7, 7], [5, 3, 7, 6])] },
    { key: 'two', pairs: [pair([5, 7, 6, 6], [2, 7, 7, 3])] },
  ];
  const own = [Float64Array.of(80, 50, 10, 25), Float64Array.of(20, 50, 90, 75)];

  test('with complete answers is the mean of the respondents’ own scores', () => {
    const gaps = complete.map(({ pairs: statements }) =>
      Float64Array.from(small.weights, (_, row) => {
        const each = statements.map((one) => (one.perception[row] ?? 0) - (one.expectation[row] ?? 0));
        return each.reduce((sum, gap) => sum + gap, 0) / each.length;
      }),
    );
    const mean = (score: (row: number) => number) =>
      small.weights.reduce((sum, weight, row) => sum + weight * score(row), 0) / 8;
    const { dimensions: measured, overall } = measureServqual(sample, complete);
    expectSame(
      measured[0]?.gap.value,
      mean((row) => gaps[0]?.[row] ?? 0),
      'dimension',
      1e-14,
    );
    expectSame(
      overall.value,
      mean((row) => ((gaps[0]?.[row] ?? 0) + (gaps[1]?.[row] ?? 0)) / 2),
      'overall',
      1e-14,
    );
    const { shares } = sharesOfPoints(small, everyone, own);
    const weighted = (row: number) =>
      gaps.reduce((sum, gap, d) => sum + ((own[d]?.[row] ?? 0) / 100) * (gap[row] ?? 0), 0);
    expectSame(pointsWeightedGap(sample, complete, shares).value, mean(weighted), 'weighted', 1e-14);
  });

  test('weighted by equal points is the unweighted one', () => {
    const { shares } = sharesOfPoints(small, everyone, [
      new Float64Array(4).fill(50),
      new Float64Array(4).fill(50),
    ]);
    const { overall } = measureServqual(sample, complete);
    expectSame(pointsWeightedGap(sample, complete, shares).value, overall.value ?? 0, 'weighted', 1e-14);
  });

  test('is perception minus expectation, and moves with neither’s origin', () => {
    const [{ gap, expectation, perception }] = measureServqual(sample, complete).dimensions as [
      ReturnType<typeof measureServqual>['dimensions'][0],
    ];
    expectSame(gap.value, (perception.value ?? 0) - (expectation.value ?? 0), 'gap', 1e-13);
    const moved = complete.map(({ key, pairs: statements }) => ({
      key,
      pairs: statements.map((one) => ({
        expectation: one.expectation.map((answer) => answer + 3),
        perception: one.perception.map((answer) => answer + 3),
      })),
    }));
    expectSame(measureServqual(sample, moved).dimensions[0]?.gap.value, gap.value ?? 0, 'moved', 1e-13);
  });

  test('is not defined where nobody answered a statement, or is there at all', () => {
    const silent = pair([1, 2, 3, 4], [Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    const [first] = complete as [(typeof complete)[0]];
    const partly = [{ key: 'one', pairs: [...first.pairs, silent] }];
    const { dimensions: measured, overall } = measureServqual(sample, partly);
    expect(measured[0]?.gap).toMatchObject({ value: null, reason: 'item-without-answers' });
    expect(measured[0]?.perception).toMatchObject({ value: null, reason: 'item-without-answers' });
    expect(overall).toMatchObject({ value: null, reason: 'item-without-answers' });
    const nobody = domainOf(small, new Int32Array(0));
    const nothing = measureServqual(rowsOf(small, nobody), complete);
    expect(nothing.overall).toMatchObject({ value: null, reason: 'no-rows' });
    expect(measureServqual(sample, []).overall).toMatchObject({ value: null, reason: 'no-answers' });
    expect(() => pointsWeightedGap(sample, complete, own.slice(1))).toThrow(RangeError);
    const empty = [...complete, { key: 'three', pairs: [] }];
    expect(() => measureServqual(sample, empty)).toThrow(RangeError);
    expect(() => pointsWeightedGap(sample, empty, [...own, new Float64Array(4)])).toThrow(RangeError);
  });

  test('of perception alone is not defined where nobody answered a statement', () => {
    const missing = new Float64Array(4).fill(Number.NaN);
    const alone = (...perceptions: Float64Array[]) =>
      measureServperf(sample, [{ key: 'one', perceptions }]).overall;
    expect(alone(missing)).toMatchObject({ value: null, reason: 'no-answers' });
    const [answered] = own as [Float64Array];
    expect(alone(answered, missing)).toMatchObject({ value: null, reason: 'item-without-answers' });
    expect(measureServperf(sample, []).overall).toMatchObject({ value: null, reason: 'no-answers' });
  });
});

describe('points', () => {
  const nan = Number.NaN;
  const read = (...rows: number[][]) => {
    const sample = createDesign({ weights: new Float64Array(rows.length).fill(1) });
    const columns = [0, 1].map((d) => Float64Array.from(rows, (row) => row[d] ?? nan));
    const { shares, ...counts } = sharesOfPoints(sample, wholeSample(sample), columns);
    return { counts, shares: rows.map((_, row) => shares.map((share) => share[row])) };
  };

  test('that add up to 100 are shares', () => {
    const { counts, shares } = read([70, 30], [100, 0]);
    expect(shares).toEqual([
      [0.7, 0.3],
      [1, 0],
    ]);
    expect(counts).toEqual({ exact: 2, rescaled: 0, leftOut: 0, missing: 0 });
  });

  test('that add up to something else are read in proportion, and counted', () => {
    const { counts, shares } = read([60, 60], [1, 3], [33, 66]);
    expect(shares.slice(0, 2)).toEqual([
      [0.5, 0.5],
      [0.25, 0.75],
    ]);
    expect(counts).toEqual({ exact: 1, rescaled: 2, leftOut: 0, missing: 0 });
  });

  test('left empty count as 0 where the others make the whole', () => {
    const { counts, shares } = read([100, nan], [60, nan]);
    expect(shares).toEqual([
      [1, 0],
      [nan, nan],
    ]);
    expect(counts).toEqual({ exact: 1, rescaled: 0, leftOut: 1, missing: 0 });
  });

  test('that cannot be shares leave the respondent out', () => {
    const { counts, shares } = read([110, -10], [0, 0], [Number.POSITIVE_INFINITY, 1], [nan, nan]);
    expect(shares.flat().every(Number.isNaN)).toBe(true);
    expect(counts).toEqual({ exact: 0, rescaled: 0, leftOut: 3, missing: 1 });
  });

  test('of respondents without weight or outside the domain are not counted', () => {
    const sample = createDesign({ weights: Float64Array.of(1, 0, 1) });
    const columns = [Float64Array.of(50, 50, 50), Float64Array.of(50, 50, 50)];
    const { exact } = sharesOfPoints(sample, domainOf(sample, Int32Array.of(0, 1)), columns);
    expect(exact).toBe(1);
    expect(() => sharesOfPoints(sample, wholeSample(sample), [])).toThrow(RangeError);
    expect(() => sharesOfPoints(sample, wholeSample(sample), [new Float64Array(2)])).toThrow(RangeError);
  });
});
