import { describe, expect, test } from 'vitest';
import { calibrate } from '#reports/weighting/calibration.ts';
import type { Coded } from '#reports/weighting/classes.ts';
import { weightingScheme } from '#reports/weighting/scheme.ts';
import { type Limits, trimWeights } from '#reports/weighting/trimming.ts';
import { type DrawnSample, weigh } from '#reports/weighting/weights.ts';
import { expectSame } from './survey-fixture.ts';

function coded(texts: readonly string[]): Coded {
  const labels = [...new Set(texts)].sort();
  return { labels, codes: Int32Array.from(texts, (text) => labels.indexOf(text)) };
}

/** Four respondents of weight 10, each of another sex and age. */
const four: DrawnSample = {
  strata: coded(['all', 'all', 'all', 'all']),
  populations: null,
  responded: Uint8Array.of(1, 1, 1, 1),
  weights: Float64Array.of(10, 10, 10, 10),
  variables: { sex: coded(['f', 'm', 'f', 'm']), age: coded(['y', 'y', 'o', 'o']) },
  numbers: {
    spend: Float64Array.of(1, 2, 3, 5),
    twice: Float64Array.of(2, 4, 6, 10),
    nothing: new Float64Array(4),
    hole: Float64Array.of(1, Number.NaN, 3, 4),
    vast: Float64Array.of(1e15, 2e15, 3e15, 5e15),
    tiny: Float64Array.of(1e-15, 2e-15, 3e-15, 5e-15),
  },
};

const sex = { variables: ['sex'], totals: { f: 24, m: 16 } };
const age = { variables: ['age'], totals: { y: 15, o: 25 } };

function weighing(calibration: unknown, sample = four, trimming?: unknown) {
  return weigh(
    sample,
    weightingScheme.parse({ base: 'given', calibration, ...(trimming ? { trimming } : {}) }),
  );
}

const problemsOf = (calibration: unknown, sample = four) => weighing(calibration, sample).problems;

function weightsOf(calibration: unknown, sample = four): Float64Array {
  const { weighted, problems } = weighing(calibration, sample);
  if (!weighted) throw new Error(JSON.stringify(problems));
  return weighted.weights;
}

describe('what calibration refuses', () => {
  test('a total beyond what the bounds let a category reach, with what they let it reach', () => {
    expect(problemsOf({ method: 'logit', margins: [sex], bounds: [0.9, 1.1] })).toEqual([
      { code: 'bounds-out-of-reach', margin: 'sex', category: 'f', total: 24, least: 18, most: 22 },
      { code: 'bounds-out-of-reach', margin: 'sex', category: 'm', total: 16, least: 18, most: 22 },
    ]);
  });

  test.each(['raking', 'linear', 'logit'])(
    'totals that are only together beyond the bounds (%s)',
    (method) => {
      // each margin alone is within reach; old men would have to weigh 0.1 times what they do
      const [together] = problemsOf({
        method,
        bounds: [0.7, 1.31],
        margins: [
          { variables: ['sex'], totals: { f: 26, m: 14 } },
          { variables: ['age'], totals: { y: 26, o: 14 } },
        ],
        auxiliaries: [{ variable: 'spend', total: 86 }],
      });
      expect(together).toMatchObject({ code: 'not-converged', margin: expect.any(String) });
    },
  );

  test('negative weights of linear calibration, which bounds avoid', () => {
    const far = {
      method: 'linear',
      margins: [
        { variables: ['sex'], totals: { f: 39, m: 1 } },
        { variables: ['age'], totals: { y: 39, o: 1 } },
      ],
    };
    expect(problemsOf(far)).toEqual([{ code: 'weights-negative', rows: 1 }]);
  });

  test('margins that add up to another population than the one given', () => {
    expect(problemsOf({ method: 'raking', margins: [sex], population: 41 })).toEqual([
      { code: 'margins-disagree', margin: 'sex', total: 40, expected: 41 },
    ]);
    expect(weightsOf({ method: 'raking', margins: [sex], population: 40 })[0]).toBeCloseTo(12, 12);
  });

  test('a number that contradicts another one or that nobody has', () => {
    const auxiliaries = [
      { variable: 'spend', total: 115 },
      { variable: 'twice', total: 250 },
    ];
    expect(problemsOf({ method: 'raking', margins: [sex], auxiliaries })).toMatchObject([
      { code: 'margins-disagree', margin: 'twice', total: 250 },
    ]);
    expect(
      problemsOf({ method: 'raking', margins: [sex], auxiliaries: [{ variable: 'nothing', total: 5 }] }),
    ).toMatchObject([{ code: 'margins-disagree', margin: 'nothing', total: 5, expected: 0 }]);
  });

  test('a number that somebody lacks, and one the sample does not have', () => {
    const of = (variable: string) => ({
      method: 'raking',
      margins: [sex],
      auxiliaries: [{ variable, total: 5 }],
    });
    expect(problemsOf(of('hole'))).toEqual([{ code: 'value-missing', variable: 'hole', rows: 1 }]);
    expect(problemsOf(of('age'))).toEqual([{ code: 'unknown-variable', variable: 'age' }]);
  });

  test('a category whose respondents all have weight 0', () => {
    const weights = Float64Array.of(0, 10, 0, 10);
    expect(problemsOf({ method: 'raking', margins: [sex] }, { ...four, weights })).toEqual([
      { code: 'category-without-respondents', margin: 'sex', category: 'f' },
    ]);
  });

  test('as a mistake of the caller, bounds without 1 between them and logit without bounds', () => {
    const margins = [{ name: 'sex', categories: four.variables.sex as Coded, totals: sex.totals }];
    const weights = Float64Array.of(10, 10, 10, 10);
    expect(() => calibrate(weights, margins, 'logit')).toThrow(RangeError);
    expect(() => calibrate(weights, margins, 'linear', { bounds: { lower: 1.1, upper: 2 } })).toThrow(
      RangeError,
    );
  });
});

describe('what calibration takes in its stride', () => {
  test('auxiliaries that say the same twice', () => {
    const auxiliaries = [
      { variable: 'spend', total: 115 },
      { variable: 'twice', total: 230 },
    ];
    for (const method of ['raking', 'linear']) {
      expect([...weightsOf({ method, margins: [sex, age], auxiliaries })]).toEqual([
        ...weightsOf({ method, margins: [sex, age], auxiliaries: auxiliaries.slice(0, 1) }),
      ]);
    }
  });

  test.each([
    ['vast', 1.15e17],
    ['tiny', 1.15e-13],
  ])('numbers of any size (%s)', (variable, sum) => {
    for (const method of ['raking', 'linear']) {
      const weights = weightsOf({ method, margins: [sex], auxiliaries: [{ variable, total: sum }] });
      const plain = weightsOf({ method, margins: [sex], auxiliaries: [{ variable: 'spend', total: 115 }] });
      weights.forEach((weight, row) => {
        expectSame(weight, plain[row] ?? Number.NaN, variable, 1e-11);
      });
    }
  });

  test('respondents of weight 0, who keep it', () => {
    const weights = weightsOf(
      { method: 'raking', margins: [sex] },
      { ...four, weights: Float64Array.of(0, 10, 10, 10) },
    );
    expect([...weights]).toEqual([0, 8, 24, 8].map((weight) => expect.closeTo(weight, 12)));
  });
});

describe('a scheme is refused', () => {
  const scheme = (more: object) => weightingScheme.safeParse({ base: 'given', ...more }).success;
  const calibration = { method: 'raking', margins: [sex] };

  test.each([
    ['with an unknown key', { calibration: { ...calibration, bound: [0.5, 2] } }],
    ['for logit without bounds', { calibration: { ...calibration, method: 'logit' } }],
    ['for bounds that do not hold 1', { calibration: { ...calibration, bounds: [1.2, 2] } }],
    ['for a calibration to nothing', { calibration: { method: 'raking', margins: [] } }],
    [
      'for post-stratification with bounds',
      { calibration: { ...calibration, method: 'poststratification', bounds: [0.5, 2] } },
    ],
    [
      'for residuals of rake() with numbers',
      { calibration: { ...calibration, variance: 'rake', auxiliaries: [{ variable: 'x', total: 1 }] } },
    ],
    ['for trimming to nothing', { trimming: { recalibrate: false } }],
    ['for limits in the wrong order', { trimming: { lower: 5, upper: 2, recalibrate: false } }],
    ['for calibrating again without a calibration', { trimming: { upper: 5, recalibrate: true } }],
    [
      'for bounds that trimming and calibrating in turns could not keep',
      { calibration: { ...calibration, bounds: [0.5, 2] }, trimming: { upper: 5, recalibrate: true } },
    ],
    [
      'for a total that is no number',
      { calibration: { method: 'raking', margins: [{ variables: ['sex'], totals: { f: Number.NaN } }] } },
    ],
  ])('%s', (_, more) => {
    expect(scheme(more)).toBe(false);
    expect(scheme({ calibration })).toBe(true);
  });
});

describe('trimming', () => {
  const trim = (weights: number[], limits: Limits, strict = true) =>
    trimWeights(Float64Array.from(weights), limits, strict);

  test('leaves weights within the limits as they are', () => {
    expect(trim([1, 2, 3], { lower: 1, upper: 3 })).toMatchObject({
      weights: Float64Array.of(1, 2, 3),
      rounds: 0,
    });
  });

  test('spreads what it takes equally, and counts what it did', () => {
    expect(trim([1, 2, 3, 10], { lower: null, upper: 7 })).toEqual({
      weights: Float64Array.of(2, 3, 4, 7),
      limits: { lower: null, upper: 7 },
      lowered: 1,
      raised: 0,
      moved: 3,
      rounds: 1,
    });
  });

  test('is impossible where the mean lies outside the limits, or nobody is left to take the rest', () => {
    expect(trim([5, 5, 8], { lower: null, upper: 4 })).toBeNull();
    expect(trim([1, 1, 2], { lower: 3, upper: null })).toBeNull();
    expect(trim([1, 1, 10], { lower: 2, upper: 5 })).toBeNull();
    expect(weigh(four, { base: 'given', trimming: { upper: 9, recalibrate: false } }).problems).toEqual([
      { code: 'trimming-impossible', lower: null, upper: 9 },
    ]);
  });

  test('does not touch rows of weight 0', () => {
    expect(trim([0, 1, 3, 4], { lower: 2, upper: null })?.weights).toEqual(Float64Array.of(0, 2, 2.5, 3.5));
  });

  test('says which total it missed most when it has the last word', () => {
    const { weighted } = weighing({ method: 'raking', margins: [sex, age] }, four, {
      upper: 13,
      recalibrate: false,
    });
    expect(weighted?.warnings).toMatchObject([
      { code: 'totals-missed', margin: expect.any(String), total: expect.any(Number) },
    ]);
    expect(weighted?.steps.at(-1)).toMatchObject({
      step: 'trimming',
      trimming: { lowered: 1, recalibrations: 0 },
    });
  });

  test('refuses limits that the margins do not allow', () => {
    const margins = [{ variables: ['sex', 'age'], totals: { 'f|y': 20, 'm|y': 5, 'f|o': 5, 'm|o': 10 } }];
    expect(weighing({ method: 'raking', margins }, four, { upper: 15, recalibrate: true }).problems).toEqual([
      { code: 'trimming-impossible', lower: null, upper: 15 },
    ]);
  });
});

describe('the account of a weighting', () => {
  test('shows every step before and after, every target with what it came to', () => {
    const { weighted } = weighing({
      method: 'raking',
      margins: [sex],
      auxiliaries: [{ variable: 'spend', total: 115 }],
    });
    const [base, calibration] = weighted?.steps ?? [];
    expect(base).toMatchObject({
      step: 'base',
      before: null,
      diagnostics: { n: 4, sum: 40, quantiles: { median: 10 } },
    });
    expect(calibration).toMatchObject({ step: 'calibration', before: base?.diagnostics });
    expect(calibration?.totals).toEqual([
      { margin: 'sex', category: 'f', respondents: 2, total: 24, before: 20, after: expect.closeTo(24, 11) },
      { margin: 'sex', category: 'm', respondents: 2, total: 16, before: 20, after: expect.closeTo(16, 11) },
      {
        margin: 'spend',
        category: null,
        respondents: 4,
        total: 115,
        before: 110,
        after: expect.closeTo(115, 10),
      },
    ]);
    expect(JSON.parse(JSON.stringify(weighted?.steps))).toEqual(weighted?.steps);
  });
});
