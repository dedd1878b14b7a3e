import { describe, expect, test } from 'vitest';
import { createDesign } from '#reports/sampling-error/design.ts';
import { type Coded, crossed } from '#reports/weighting/classes.ts';
import { diagnosticsOf } from '#reports/weighting/diagnostics.ts';
import { type WeightingScheme, weightingScheme } from '#reports/weighting/scheme.ts';
import { type DrawnSample, weigh } from '#reports/weighting/weights.ts';

/** Columns as people write them: a text per row, '' = missing. */
function coded(
  texts: readonly string[],
  labels = [...new Set(texts)].filter((text) => text !== '').sort(),
): Coded {
  return { labels, codes: Int32Array.from(texts, (text) => labels.indexOf(text)) };
}

interface Given {
  strata: string[];
  responded: number[];
  populations?: Record<string, number> | null;
  eligible?: number[];
  weights?: number[];
  variables?: Record<string, string[]>;
}

function aSample({
  strata,
  responded,
  populations = null,
  eligible,
  weights,
  variables = {},
}: Given): DrawnSample {
  const stratum = coded(strata);
  return {
    strata: stratum,
    populations:
      populations && Float64Array.from(stratum.labels, (label) => populations[label] ?? Number.NaN),
    responded: Uint8Array.from(responded),
    eligible: eligible ? Uint8Array.from(eligible) : null,
    weights: weights ? Float64Array.from(weights) : null,
    variables: Object.fromEntries(Object.entries(variables).map(([name, texts]) => [name, coded(texts)])),
  };
}

const design: WeightingScheme = { base: 'design' };

function weightsOf(sample: DrawnSample, scheme: WeightingScheme): number[] {
  const { weighted, problems } = weigh(sample, scheme);
  if (!weighted) throw new Error(JSON.stringify(problems));
  return [...weighted.weights];
}

describe('base weights', () => {
  const sample = aSample({
    strata: ['A', 'A', 'B', 'B'],
    responded: [1, 1, 1, 0],
    populations: { A: 10, B: 30 },
  });

  test('stand for population over all drawn, answered or not', () => {
    expect(weightsOf(sample, design)).toEqual([5, 5, 15]);
  });

  test('the design counts respondents as the sample of their stratum', () => {
    const { weighted } = weigh(sample, design);
    expect(weighted?.rows).toEqual(Int32Array.from([0, 1, 2]));
    const { stage } = createDesign(weighted?.design ?? { weights: new Float64Array(0) });
    expect([...stage.sampled]).toEqual([2, 1]);
    expect([...(stage.populations ?? [])]).toEqual([10, 30]);
  });

  test('are taken as given, or equal, where the scheme says so', () => {
    const given = { ...sample, weights: Float64Array.from([1, 2, 3, Number.NaN]) };
    expect(weightsOf(given, { base: 'given' })).toEqual([1, 2, 3]);
    expect(weightsOf({ ...sample, populations: null }, { base: 'equal' })).toEqual([1, 1, 1]);
  });
});

describe('nonresponse', () => {
  const classes = { variables: { abc: ['A', 'A', 'A', 'B', 'B', 'B'] } };

  test('respondents stand for the nonrespondents of their class', () => {
    const sample = aSample({
      strata: Array(6).fill('all'),
      responded: [1, 0, 1, 1, 0, 0],
      populations: { all: 60 },
      ...classes,
    });
    const scheme: WeightingScheme = { base: 'design', nonresponse: { classes: ['abc'], minimum: 0 } };
    expect(weightsOf(sample, scheme)).toEqual([15, 15, 30]);
    expect(weigh(sample, scheme).weighted?.steps[1]).toMatchObject({
      step: 'nonresponse',
      largestFactor: 3,
      responseRate: 0.5,
    });
  });

  test('those not eligible are represented by nobody', () => {
    const sample = aSample({
      strata: Array(6).fill('all'),
      responded: [1, 0, 1, 1, 0, 0],
      eligible: [1, 0, 1, 1, 1, 1],
      populations: { all: 60 },
      ...classes,
    });
    const scheme: WeightingScheme = { base: 'design', nonresponse: { classes: ['abc'], minimum: 0 } };
    expect(weightsOf(sample, scheme)).toEqual([10, 10, 30]);
  });

  test('a class without respondents is a problem, not an infinite weight', () => {
    const sample = aSample({
      strata: Array(6).fill('all'),
      responded: [1, 1, 1, 0, 0, 0],
      populations: { all: 60 },
      ...classes,
    });
    expect(weigh(sample, { base: 'design', nonresponse: { classes: ['abc'], minimum: 0 } })).toEqual({
      weighted: null,
      problems: [{ code: 'class-without-respondents', class: 'B', sampled: 3 }],
    });
  });

  test('the sum of weights is that of all eligible', () => {
    const sample = aSample({
      strata: Array(6).fill('all'),
      responded: [1, 0, 1, 1, 0, 0],
      populations: { all: 61 },
      ...classes,
    });
    const sum = weightsOf(sample, { base: 'design', nonresponse: { classes: ['abc'], minimum: 0 } }).reduce(
      (a, b) => a + b,
    );
    expect(sum).toBeCloseTo(61, 12);
  });
});

describe('thin classes are collapsed', () => {
  /** Cells abc × tenure with these many drawn and answering. */
  function cells(counts: Record<string, [drawn: number, responded: number]>): DrawnSample {
    const rows = Object.entries(counts).flatMap(([cell, [drawn, responded]]) =>
      Array.from({ length: drawn }, (_, place) => ({
        cell: cell.split('|'),
        responded: Number(place < responded),
      })),
    );
    return aSample({
      strata: rows.map(() => 'all'),
      responded: rows.map((row) => row.responded),
      populations: { all: 1000 },
      variables: {
        abc: rows.map(({ cell }) => cell[0] ?? ''),
        tenure: rows.map(({ cell }) => cell[1] ?? ''),
      },
    });
  }
  const scheme = (minimum: number, maximumFactor?: number): WeightingScheme => ({
    base: 'design',
    nonresponse: { classes: ['abc', 'tenure'], minimum, maximumFactor },
  });
  const warningsOf = (sample: DrawnSample, how: WeightingScheme) => weigh(sample, how).weighted?.warnings;

  test('within the first class variable before anything else', () => {
    const sample = cells({ 'A|new': [30, 20], 'A|old': [30, 25], 'B|new': [10, 3], 'B|old': [40, 35] });
    expect(warningsOf(sample, scheme(10))).toEqual([
      { code: 'class-collapsed', classes: ['B|new', 'B|old'], respondents: 38 },
    ]);
  });

  test('else with the neighbour that has fewer respondents', () => {
    const sample = cells({ 'A|x': [30, 20], 'B|x': [10, 2], 'C|x': [30, 12] });
    expect(warningsOf(sample, scheme(10))).toEqual([
      { code: 'class-collapsed', classes: ['B|x', 'C|x'], respondents: 14 },
    ]);
  });

  test('again and again until no class is thin, every collapse told', () => {
    const sample = cells({ 'A|x': [10, 2], 'B|x': [10, 3], 'C|x': [10, 4], 'D|x': [20, 15] });
    expect(warningsOf(sample, scheme(9))).toEqual([
      { code: 'class-collapsed', classes: ['A|x', 'B|x', 'C|x'], respondents: 9 },
    ]);
  });

  test('when the factor is larger than allowed', () => {
    const sample = cells({ 'A|new': [40, 10], 'A|old': [40, 30] });
    expect(warningsOf(sample, scheme(0, 3))).toEqual([
      { code: 'class-collapsed', classes: ['A|new', 'A|old'], respondents: 40 },
    ]);
    expect(warningsOf(sample, scheme(0))).toEqual([]);
  });

  test('a class without respondents too, once there is a minimum', () => {
    const sample = cells({ 'A|new': [40, 0], 'A|old': [40, 30] });
    expect(weightsOf(sample, scheme(1)).every((weight) => Math.abs(weight - 1000 / 30) < 1e-9)).toBe(true);
  });

  test('and one class that is left thin is told as such', () => {
    const sample = cells({ 'A|x': [10, 2], 'B|x': [10, 3] });
    expect(warningsOf(sample, scheme(30))).toEqual([
      { code: 'class-collapsed', classes: ['A|x', 'B|x'], respondents: 5 },
      { code: 'class-thin', classes: ['A|x', 'B|x'], respondents: 5 },
    ]);
  });
});

describe('calibration', () => {
  const variables = { sex: ['f', 'm', 'f', 'm'], age: ['y', 'y', 'o', 'o'] };
  const sample = aSample({
    strata: Array(4).fill('all'),
    responded: [1, 1, 1, 1],
    populations: { all: 100 },
    variables,
  });
  const scheme = (...margins: [string[], Record<string, number>][]): WeightingScheme => ({
    base: 'design',
    calibration: {
      method: 'raking',
      margins: margins.map(([names, totals]) => ({ variables: names, totals })),
    },
  });
  const problemsOf = (how: WeightingScheme, of = sample) => weigh(of, how).problems;
  const age: [string[], Record<string, number>] = [['age'], { y: 40, o: 60 }];

  test('meets every total of every margin', () => {
    const [fy = 0, my = 0, fo = 0, mo = 0] = weightsOf(sample, scheme([['sex'], { f: 70, m: 30 }], age));
    expect([fy + fo, my + mo, fy + my, fo + mo].map((sum) => Math.round(sum * 1e10) / 1e10)).toEqual([
      70, 30, 40, 60,
    ]);
    expect(fy / my).toBeCloseTo(fo / mo, 12);
  });

  test('a margin may cross variables', () => {
    const crossing = { 'f|y': 10, 'm|y': 20, 'f|o': 30, 'm|o': 40 };
    expect(weightsOf(sample, scheme([['sex', 'age'], crossing]))).toEqual(
      [10, 20, 30, 40].map((total) => expect.closeTo(total, 10)),
    );
  });

  test('margins that say the same twice are no difficulty', () => {
    const crossing = { 'f|y': 10, 'm|y': 30, 'f|o': 20, 'm|o': 40 };
    const weights = weightsOf(sample, scheme([['sex', 'age'], crossing], age, [['sex'], { f: 30, m: 70 }]));
    expect(weights[0]).toBeCloseTo(10, 10);
  });

  test('far margins are reached where Newton’s full step would overshoot', () => {
    const [fy = 0, my = 0] = weightsOf(
      sample,
      scheme([['sex'], { f: 99.999, m: 0.001 }], [['age'], { y: 99.99, o: 0.01 }]),
    );
    expect(fy + my).toBeCloseTo(99.99, 9);
  });

  test('a category nobody answered for', () => {
    expect(problemsOf(scheme([['sex'], { f: 50, m: 40, x: 10 }]))).toEqual([
      { code: 'category-without-respondents', margin: 'sex', category: 'x' },
    ]);
  });

  test('a category of which the margin says nothing', () => {
    expect(problemsOf(scheme([['sex'], { f: 100 }]))).toEqual([
      { code: 'category-absent-from-margin', margin: 'sex', category: 'm', respondents: 2 },
    ]);
  });

  test('totals that are not numbers of people', () => {
    expect(problemsOf(scheme([['sex'], { f: -1, m: 0 }]))).toEqual([
      { code: 'total-not-positive', margin: 'sex', category: 'f', total: -1 },
      { code: 'total-not-positive', margin: 'sex', category: 'm', total: 0 },
    ]);
  });

  test('margins of different populations', () => {
    expect(problemsOf(scheme([['sex'], { f: 50, m: 50 }], [['age'], { y: 40, o: 61 }]))).toEqual([
      { code: 'margins-disagree', margin: 'age', total: 101, expected: 100 },
    ]);
  });

  test('a margin that contradicts a crossed one before it', () => {
    const crossing = { 'f|y': 10, 'm|y': 20, 'f|o': 30, 'm|o': 40 };
    expect(problemsOf(scheme([['sex', 'age'], crossing], [['age'], { y: 35, o: 65 }]))).toMatchObject([
      { code: 'margins-disagree', margin: 'age' },
    ]);
  });

  test('totals that no positive weights can meet', () => {
    const three = aSample({
      strata: Array(3).fill('all'),
      responded: [1, 1, 1],
      populations: { all: 100 },
      variables: { sex: ['f', 'm', 'm'], age: ['y', 'y', 'o'] },
    });
    // only women are young here but for one man, yet more women than young are wanted
    const [problem] = problemsOf(scheme([['sex'], { f: 60, m: 40 }], [['age'], { y: 50, o: 50 }]), three);
    expect(problem?.code).toBe('not-converged');
  });

  test('a respondent without a value, and a variable that does not exist', () => {
    const holes = aSample({
      strata: Array(4).fill('all'),
      responded: [1, 1, 1, 1],
      populations: { all: 100 },
      variables: { sex: ['f', '', 'f', ''] },
    });
    expect(problemsOf(scheme([['sex'], { f: 100 }]), holes)).toEqual([
      { code: 'value-missing', variable: 'sex', rows: 2 },
    ]);
    expect(problemsOf(scheme([['size'], { s: 100 }]))).toEqual([
      { code: 'unknown-variable', variable: 'size' },
    ]);
  });
});

describe('a sample that cannot be weighed', () => {
  test('tells every stratum without population or with too small a one', () => {
    const sample = aSample({
      strata: ['A', 'A', 'B', 'C'],
      responded: [1, 1, 1, 1],
      populations: { A: 1, C: 5 },
    });
    expect(weigh(sample, design).problems).toEqual([
      { code: 'population-smaller-than-sample', stratum: 'A', population: 1, sampled: 2 },
      { code: 'stratum-without-population', stratum: 'B' },
    ]);
    expect(weigh(sample, { base: 'equal' }).problems).toHaveLength(2);
  });

  test('has no respondents', () => {
    expect(weigh(aSample({ strata: ['A'], responded: [0], populations: { A: 1 } }), design).problems).toEqual(
      [{ code: 'no-respondents' }],
    );
  });

  test('has weights that are missing or negative', () => {
    const sample = aSample({ strata: ['A', 'A', 'A'], responded: [1, 1, 1], weights: [1, Number.NaN, -2] });
    expect(weigh(sample, { base: 'given' }).problems).toEqual([{ code: 'weights-not-usable', rows: 2 }]);
    expect(weigh({ ...sample, weights: null }, { base: 'given' }).problems).toEqual([
      { code: 'weights-not-usable', rows: 3 },
    ]);
  });

  test('has columns of different length: a mistake of the caller', () => {
    const sample = aSample({ strata: ['A', 'A'], responded: [1], populations: { A: 2 } });
    expect(() => weigh(sample, design)).toThrow(RangeError);
  });
});

describe('the parts', () => {
  test('crossing keeps only what occurs, ordered by the first variable', () => {
    const both = crossed([coded(['B', 'A', 'B', '']), coded(['y', 'x', 'x', 'x'])]);
    expect(both.labels).toEqual(['A|x', 'B|x', 'B|y']);
    expect([...both.codes]).toEqual([2, 0, 1, -1]);
    expect(both.parts).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  test('Kish’s design effect of weights 1, 1, 2, 2, 3, 5, 8', () => {
    const diagnostics = diagnosticsOf(Float64Array.from([1, 1, 2, 2, 3, 5, 8]));
    expect(diagnostics?.kishDesignEffect).toBeCloseTo((7 * 108) / 22 ** 2, 14);
    expect(diagnostics).toMatchObject({ n: 7, sum: 22, min: 1, max: 8, effectiveSize: 484 / 108 });
    expect(diagnosticsOf(new Float64Array(3))).toBeNull();
  });

  test('a scheme is plain data, checked strictly', () => {
    expect(
      weightingScheme.safeParse({ base: 'design', nonresponse: { classes: ['abc'], minimum: 20 } }).success,
    ).toBe(true);
    expect(weightingScheme.safeParse({ base: 'design', trimming: 1 }).success).toBe(false);
    const margins = [
      { variables: ['a'], totals: { x: 1 } },
      { variables: ['b'], totals: { y: 1 } },
    ];
    const two = { base: 'design', calibration: { method: 'poststratification', margins } };
    expect(weightingScheme.safeParse(two).success).toBe(false);
  });
});
