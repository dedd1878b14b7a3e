import { describe, expect, test } from 'vitest';
import { CompensatedSum } from '#reports/statistics/compensated-sum.ts';
import { addTimes } from '#reports/weighting/counts.ts';
import { type WeightingScheme, weightingScheme } from '#reports/weighting/scheme.ts';
import { type DrawnSample, weigh } from '#reports/weighting/weights.ts';
import { createRandom } from '#surveys/random.ts';
import { aSample, expectAsUnits, type Margins, marginsOf, withNobody } from './grouped-samples.ts';
import { expectSame } from './survey-fixture.ts';

const everybody: DrawnSample = {
  strata: { codes: Int32Array.of(0, 0, 1, 1), labels: ['A', 'B'] },
  populations: Float64Array.of(100, 60),
  counts: Float64Array.of(4, 6, 3, 2),
  responded: Uint8Array.of(1, 0, 1, 0),
  variables: {
    sex: { codes: Int32Array.of(0, 0, 1, 1), labels: ['f', 'm'] },
    hole: { codes: Int32Array.of(0, -1, -1, 0), labels: ['here'] },
  },
  numbers: { spend: Float64Array.of(1, Number.NaN, Number.NaN, 2) },
};

describe('groups of units are weighted as their units are', () => {
  const tenureClasses = { classes: ['tenure'], minimum: 0 };
  const thinClasses = { classes: ['region', 'tenure'], minimum: 30 };
  const schemes: [string, (margins: Margins) => object][] = [
    ['by design', () => ({ base: 'design' })],
    ['as given', () => ({ base: 'given' })],
    ['all alike', () => ({ base: 'equal' })],
    ['for unknown eligibility', () => ({ base: 'design', unknownEligibility: tenureClasses })],
    ['for nonresponse', () => ({ base: 'design', nonresponse: tenureClasses })],
    ['for both, in classes that collapse', () => both('given', thinClasses)],
    [
      'in classes of a largest factor',
      () => both('design', { ...thinClasses, minimum: 0, maximumFactor: 1.5 }),
    ],
    ['in classes thin to the last', () => both('design', { ...thinClasses, minimum: 10_000 })],
    ['by post-stratification', ({ region }) => to({ method: 'poststratification', margins: [region] })],
    [
      'by post-stratification of cells',
      ({ cells }) => to({ method: 'poststratification', margins: [cells] }),
    ],
    ['by raking', ({ region, tenure }) => to({ method: 'raking', margins: [region, tenure] })],
    [
      'by raking, with the residuals of rake()',
      ({ region, tenure }) => to({ method: 'raking', margins: [region, tenure], variance: 'rake' }),
    ],
    ['by linear calibration', ({ region, tenure }) => to({ method: 'linear', margins: [region, tenure] })],
    ...['raking', 'linear', 'logit'].map((method): [string, (margins: Margins) => object] => [
      `by ${method} within bounds, to numbers too`,
      ({ region, spend }) => to({ method, bounds: [0.4, 2.5], margins: [region], auxiliaries: [spend] }),
    ]),
    [
      'to a number and the population',
      ({ spend, population }) => to({ method: 'linear', margins: [], auxiliaries: [spend], population }),
    ],
    ['with trimming alone', () => ({ base: 'given', trimming: { upper: 8, lower: 2, recalibrate: false } })],
    [
      'with trimming once',
      () => ({ base: 'given', trimming: { upper: 8, lower: 3, strict: false, recalibrate: false } }),
    ],
    ['with trimming that misses totals', (margins) => trimmed(margins, { rule: 'timesMean', factor: 1.2 })],
    [
      'with trimming by the mean square',
      (margins) => trimmed(margins, { rule: 'timesRootMeanSquare', factor: 1.2 }),
    ],
    [
      'with trimming by the quartiles',
      (margins) => trimmed(margins, { rule: 'medianAndRanges', factor: 0.6 }),
    ],
    [
      'with trimming and calibrating in turn',
      (margins) => trimmed(margins, { rule: 'timesMean', factor: 1.6 }, true),
    ],
  ];

  describe.each(Array.from({ length: 12 }, (_, place) => `sample ${place}`))('%s', (seed) => {
    const sample = aSample(createRandom(seed));
    const margins = marginsOf(sample, createRandom(`margins of ${seed}`));
    test.each(schemes)('%s', (_, scheme) => {
      expect(expectAsUnits(sample, weightingScheme.parse(scheme(margins)))).not.toBeNull();
    });
  });

  test('by many different weights', () => {
    const random = createRandom('many');
    const sample = aSample(random, 10_000);
    const weighted = expectAsUnits(sample, { base: 'given' });
    expect(new Set(weighted?.weights).size).toBeGreaterThan(4096);
  });

  function both(base: WeightingScheme['base'], classes: object) {
    return { base, unknownEligibility: classes, nonresponse: classes };
  }
  function to(calibration: object) {
    return { base: 'design', nonresponse: tenureClasses, calibration };
  }
  function trimmed({ region, tenure }: Margins, upper: object, recalibrate = false) {
    const calibration = { method: 'raking', margins: [region, tenure] };
    return { base: 'given', calibration, trimming: { upper, recalibrate } };
  }
});

describe('rows that count for nobody', () => {
  test('are as if they were not there, whatever they say', () => {
    const random = createRandom('nobody');
    const sample = aSample(random);
    const scheme: WeightingScheme = {
      base: 'given',
      nonresponse: { classes: ['region'], minimum: 0 },
      calibration: { method: 'linear', ...pick(marginsOf(sample, random)) },
    };
    const among = withNobody(sample);
    const [with0, without] = [weigh(among, scheme).weighted, weigh(sample, scheme).weighted];
    expect(without).not.toBeNull();
    expect(with0).toEqual({ ...without, rows: without?.rows.map((row) => row + 1) });
  });

  test('do not make a category have respondents, nor a sample', () => {
    const counts = Float64Array.of(4, 6, 0, 2);
    const margins = [{ variables: ['sex'], totals: { f: 90, m: 70 } }];
    const raked: WeightingScheme = { base: 'design', calibration: { method: 'raking', margins } };
    expect(weigh({ ...everybody, counts }, raked).problems).toEqual([
      { code: 'category-without-respondents', margin: 'sex', category: 'm' },
    ]);
    const classes: WeightingScheme = { base: 'design', nonresponse: { classes: ['sex'], minimum: 0 } };
    expect(weigh({ ...everybody, counts }, classes).problems).toEqual([
      { code: 'class-without-respondents', class: 'm', sampled: 2 },
    ]);
    expect(weigh({ ...everybody, counts: Float64Array.of(0, 6, 0, 2) }, classes).problems).toEqual([
      { code: 'no-respondents' },
    ]);
  });

  function pick({ region, spend }: Margins) {
    return { margins: [region], auxiliaries: [spend] };
  }
});

describe('problems count units', () => {
  const problemsOf = (scheme: object, more: Partial<DrawnSample> = {}) => {
    const sample = { ...everybody, ...more };
    const parsed = weightingScheme.parse(scheme);
    expectAsUnits(sample, parsed);
    return weigh(sample, parsed).problems;
  };
  const to = (calibration: object) => ({ base: 'design', calibration: { method: 'raking', ...calibration } });

  test('of a population smaller than its sample, among all drawn or among respondents', () => {
    const populations = Float64Array.of(9, 5);
    const problem = { code: 'population-smaller-than-sample', stratum: 'A', population: 9, sampled: 10 };
    expect(problemsOf({ base: 'design' }, { populations })).toEqual([problem]);
    expect(problemsOf({ base: 'equal' }, { populations })).toEqual([]);
    expect(problemsOf({ base: 'equal' }, { populations: Float64Array.of(3, 3) })).toEqual([
      { ...problem, population: 3, sampled: 4 },
    ]);
  });

  test('of a stratum without population or missing', () => {
    const populations = Float64Array.of(100, Number.NaN);
    for (const base of ['design', 'equal']) {
      expect(problemsOf({ base }, { populations })).toEqual([
        { code: 'stratum-without-population', stratum: 'B' },
      ]);
    }
    const strata = { codes: Int32Array.of(0, 0, -1, 0), labels: ['A', 'B'] };
    for (const base of ['design', 'equal']) {
      expect(problemsOf({ base }, { strata })).toEqual([{ code: 'value-missing', variable: null, rows: 3 }]);
    }
  });

  test('of values and weights that are missing', () => {
    const missing = (variable: string, rows: number) => ({ code: 'value-missing', variable, rows });
    expect(problemsOf({ base: 'design', nonresponse: { classes: ['hole'], minimum: 0 } })).toEqual([
      missing('hole', 9),
    ]);
    const margins = [{ variables: ['hole'], totals: { here: 160 } }];
    expect(problemsOf(to({ margins, auxiliaries: [{ variable: 'spend', total: 1 }] }))).toEqual([
      missing('hole', 3),
      missing('spend', 3),
    ]);
    const weights = Float64Array.of(1, Number.NaN, -1, 1);
    expect(problemsOf({ base: 'given' }, { weights })).toEqual([{ code: 'weights-not-usable', rows: 3 }]);
    const nonresponse = { classes: ['sex'], minimum: 0 };
    expect(problemsOf({ base: 'given', nonresponse }, { weights })).toEqual([
      { code: 'weights-not-usable', rows: 9 },
    ]);
  });

  test('of categories nobody has, or the margin does not have', () => {
    const margins = [{ variables: ['sex'], totals: { f: 100, x: 60 } }];
    for (const method of ['raking', 'poststratification']) {
      expect(problemsOf(to({ method, margins }))).toEqual([
        { code: 'category-without-respondents', margin: 'sex', category: 'x' },
        { code: 'category-absent-from-margin', margin: 'sex', category: 'm', respondents: 3 },
      ]);
    }
  });

  test('of weights that would be negative, and limits that nothing meets', () => {
    const numbers = { spend: Float64Array.of(0, 0, 10, 0) };
    const strata = { codes: Int32Array.of(0, 0, 0, 0), labels: ['A'] };
    const auxiliaries = [{ variable: 'spend', total: -10 }];
    const linear = { base: 'design', calibration: { method: 'linear', margins: [], auxiliaries } };
    const trimming = { upper: 1000, recalibrate: false };
    for (const scheme of [linear, { ...linear, trimming }]) {
      expect(problemsOf(scheme, { numbers, strata })).toEqual([{ code: 'weights-negative', rows: 3 }]);
    }
    expect(problemsOf({ base: 'design', trimming: { upper: 5, recalibrate: false } })).toEqual([
      { code: 'trimming-impossible', lower: null, upper: 5 },
    ]);
  });
});

describe('the account counts units', () => {
  test('in classes, totals and trimming', () => {
    const { weighted } = weigh(everybody, {
      base: 'equal',
      nonresponse: { classes: ['sex'], minimum: 0 },
      calibration: { method: 'raking', margins: [{ variables: ['sex'], totals: { f: 100, m: 60 } }] },
      trimming: { upper: 24, recalibrate: false },
    });
    const [base, nonresponse, calibration, trimming] = weighted?.steps ?? [];
    expect(base?.diagnostics).toMatchObject({ n: 7, sum: 7, effectiveSize: 7 });
    expect(nonresponse?.classes).toEqual([
      { classes: ['f'], sampled: 10, respondents: 4, factor: 2.5 },
      { classes: ['m'], sampled: 5, respondents: 3, factor: 5 / 3 },
    ]);
    expect(calibration?.totals).toMatchObject([
      { category: 'f', respondents: 4, before: 10 },
      { category: 'm', respondents: 3, before: 5 },
    ]);
    // 4 × 1 taken off, and a third of it given to each of the three others
    expect(trimming?.trimming).toMatchObject({ lowered: 4, raised: 0, rounds: 1 });
    expectSame(trimming?.trimming?.moved, 4, 'moved', 1e-12);
    expect(weighted?.counts).toEqual(Float64Array.of(4, 3));
    expect(weighted?.weights[0]).toBe(24);
    expectSame(weighted?.weights[1], 20 + 4 / 3, 'weight', 1e-12);
  });

  test('without counts it says so', () => {
    expect(weigh({ ...everybody, counts: null }, { base: 'equal' }).weighted?.counts).toBeNull();
    const { counts: _, ...uncounted } = everybody;
    expect(weigh(uncounted, { base: 'equal' }).weighted?.counts).toBeNull();
  });
});

test('a class exactly at its largest factor stays what it is, as its units would', () => {
  const random = createRandom('ties');
  for (let round = 0; round < 200; round++) {
    const [one, other] = [1 + random.below(50), 1 + random.below(50)];
    const halves = Float64Array.of(one, other, one + other, 5, 5);
    const sample: DrawnSample = {
      strata: { codes: new Int32Array(5), labels: ['all'] },
      populations: Float64Array.of(1000),
      counts: halves,
      responded: Uint8Array.of(1, 1, 0, 1, 0),
      variables: { class: { codes: Int32Array.of(0, 0, 0, 1, 1), labels: ['a', 'b'] } },
    };
    const scheme: WeightingScheme = {
      base: 'design',
      nonresponse: { classes: ['class'], minimum: 0, maximumFactor: 2 },
    };
    expect(weigh(sample, scheme).weighted?.warnings).toEqual([]);
    expectAsUnits(sample, scheme);
  }
});

test('adding a value many times at once is adding it so often, to the last bit', () => {
  const random = createRandom('times');
  for (let round = 0; round < 200; round++) {
    const [once, often] = [new CompensatedSum(), new CompensatedSum()];
    for (let term = 0; term < 5; term++) {
      const [value, count] = [1 / random.next(), random.below(100)];
      addTimes(once, value, count);
      for (let time = 0; time < count; time++) often.add(value);
    }
    expect(once.value).toBe(often.value);
  }
});

test.each([
  ['of another length', Float64Array.of(1, 2)],
  ['of parts of units', Float64Array.of(1, 2, 2.5, 1)],
  ['below 0', Float64Array.of(1, 2, -1, 1)],
  ['that are no number', Float64Array.of(1, 2, Number.NaN, 1)],
  ['without end', Float64Array.of(1, 2, Number.POSITIVE_INFINITY, 1)],
])('counts %s are a mistake of the caller', (_, counts) => {
  expect(() => weigh({ ...everybody, counts }, { base: 'equal' })).toThrow(RangeError);
});
