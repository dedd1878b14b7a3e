import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { measureIndex } from '#reports/index/csi.ts';
import { meanOf } from '#reports/index/mean.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { type Domain, domainsBy, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf } from '#reports/sampling-error/estimate.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { quantilesOf } from '#reports/weighting/diagnostics.ts';
import { type WeightingScheme, weightingScheme } from '#reports/weighting/scheme.ts';
import { capOf } from '#reports/weighting/trimming.ts';
import { type DrawnSample, type Weighted, weigh } from '#reports/weighting/weights.ts';
import { coded, expectSame, numbers, type Table } from './survey-fixture.ts';

interface Simple {
  readonly estimate: number;
  readonly se: number;
}

/** What `fixtures/r/weighting.R` wrote: its data and what R's survey package makes of them. */
interface Fixture {
  readonly rows: Table;
  readonly populations: Record<string, number>;
  readonly regions: Record<string, number>;
  readonly tenures: Record<string, number>;
  readonly crossing: { category: string[]; total: number[] };
  readonly numbers: { revenue: number; orders: number };
  readonly designs: Record<string, { weights: number[]; whole: Simple; west: Simple; mean: Simple }>;
  readonly quantiles: number[];
  readonly caps: Record<'timesMean' | 'timesRootMeanSquare' | 'medianAndRanges', number>;
  readonly eligibility: { drawn: Table; factors: Record<string, number> };
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/r/weighting.json', import.meta.url), 'utf8'),
) as Fixture;
const { rows, regions, tenures, crossing } = fixture;

const strata = coded(rows, 'stratum');
const sample: DrawnSample = {
  strata,
  populations: Float64Array.from(strata.labels, (label) => fixture.populations[label] ?? Number.NaN),
  responded: new Uint8Array(strata.codes.length).fill(1),
  weights: numbers(rows, 'w'),
  variables: { region: coded(rows, 'region'), tenure: coded(rows, 'tenure') },
  numbers: { revenue: numbers(rows, 'revenue'), orders: numbers(rows, 'orders') },
};

const margins = [
  { variables: ['region'], totals: regions },
  { variables: ['tenure'], totals: tenures },
];
const cells = {
  variables: ['region', 'tenure'],
  totals: Object.fromEntries(crossing.category.map((name, i) => [name, crossing.total[i] ?? Number.NaN])),
};
const revenue = { variable: 'revenue', total: fixture.numbers.revenue };
const auxiliaries = [revenue, { variable: 'orders', total: fixture.numbers.orders }];

const raking = { method: 'raking', margins } as const;
const calibrations = {
  raking,
  raking_numbers: { ...raking, auxiliaries },
  raking_bounded: { ...raking, bounds: [0.935, 1.23] },
  linear: { method: 'linear', margins },
  linear_numbers: { method: 'linear', margins, auxiliaries },
  linear_bounded: { method: 'linear', margins, auxiliaries, bounds: [0.7, 1.5] },
  logit: { method: 'logit', margins, bounds: [0.5, 2] },
  logit_numbers: { method: 'logit', margins, auxiliaries, bounds: [0.4, 2.5] },
  numbers_only: { method: 'linear', margins: [], auxiliaries },
  intercept: { method: 'raking', margins: [], auxiliaries: [revenue], population: 3000 },
  crossed: { method: 'raking', margins: [cells] },
  poststratified: { method: 'poststratification', margins: [cells] },
  raked: { ...raking, variance: 'rake' },
} as const;

const trim = { lower: 8, upper: 60, recalibrate: false } as const;
const schemes: Record<string, unknown> = {
  ...Object.fromEntries(
    Object.entries(calibrations).map(([name, calibration]) => [name, { base: 'given', calibration }]),
  ),
  trimmed_once: {
    base: 'given',
    calibration: calibrations.raking_numbers,
    trimming: { ...trim, strict: false },
  },
  trimmed: { base: 'given', calibration: calibrations.raking_numbers, trimming: trim },
  raked_trimmed: {
    base: 'given',
    calibration: calibrations.raked,
    trimming: { upper: 80, recalibrate: false },
  },
  plain_trimmed: { base: 'given', trimming: { lower: 3, upper: 80, recalibrate: false } },
  trimmed_and_raked: {
    base: 'given',
    calibration: raking,
    trimming: { lower: 3, upper: 82, recalibrate: true },
  },
};

function weighed(scheme: WeightingScheme, of: DrawnSample = sample): Weighted {
  const { weighted, problems } = weigh(of, scheme);
  if (!weighted) throw new Error(JSON.stringify(problems));
  return weighted;
}

function ratioIn(design: ReturnType<typeof createDesign>, domain: Domain) {
  const pair = { expectation: numbers(rows, 'a'), perception: numbers(rows, 'b') };
  const model = {
    items: [{ key: 'item', factor: 'all', weight: 1, origin: 0, pair }],
    factors: { all: 1 },
    aggregate: 'composite',
  } as const;
  return estimateOf(design, domain, measureIndex(rowsOf(design, domain), model).overall.index);
}

describe.each(Object.keys(fixture.designs))('%s, as R does it', (name) => {
  const scheme = weightingScheme.parse(schemes[name]);
  const expected = fixture.designs[name];
  if (!expected) throw new Error(`No design ${name}`);
  const weighted = weighed(scheme);
  // R's weights where trimming and calibrating take turns are as exact as its own stopping rule
  const tolerance = name === 'trimmed_and_raked' ? 1e-9 : 1e-10;

  test('the weights', () => {
    expected.weights.forEach((weight, row) => {
      expectSame(weighted.weights[row], weight, `row ${row}`, tolerance);
    });
  });

  test('the standard errors of a ratio, in the whole and in a domain, and of a mean', () => {
    const design = createDesign(weighted.design);
    const whole = wholeSample(design);
    const { codes, labels } = coded(rows, 'region');
    const west = domainsBy(design, codes, labels.length)[labels.indexOf('west')] ?? whole;
    const estimates = {
      whole: ratioIn(design, whole),
      west: ratioIn(design, west),
      mean: estimateOf(design, whole, meanOf(rowsOf(design, whole), numbers(rows, 'b'))),
    };
    for (const place of ['whole', 'west', 'mean'] as const) {
      expectSame(estimates[place].estimate, expected[place].estimate, place, tolerance);
      expectSame(estimates[place].standardError, expected[place].se, `${place}, standard error`, tolerance);
    }
  });
});

describe('what weights are like', () => {
  const weights = Float64Array.from(fixture.designs.linear_numbers?.weights ?? []);

  test('quantiles are R’s, also where weights repeat', () => {
    const ours = quantilesOf(weights);
    const [low, lowerQuartile, median, upperQuartile, high] = fixture.quantiles;
    for (const [key, value] of Object.entries({ low, lowerQuartile, median, upperQuartile, high })) {
      expectSame(ours?.[key as keyof typeof ours], value ?? Number.NaN, key);
    }
    expect(quantilesOf(Float64Array.from([2, 1, 2, 0, 2]))).toMatchObject({ low: 1.15, median: 2, high: 2 });
    expect(quantilesOf(new Float64Array(2))).toBeNull();
  });

  test('caps follow from them by rule', () => {
    const factors = { timesMean: 5, timesRootMeanSquare: 4.5, medianAndRanges: 6 };
    for (const rule of ['timesMean', 'timesRootMeanSquare', 'medianAndRanges'] as const) {
      expectSame(capOf(weights, { rule, factor: factors[rule] }), fixture.caps[rule], rule);
    }
  });
});

describe('unknown eligibility', () => {
  const { drawn, factors } = fixture.eligibility;
  const outcome = drawn.outcome ?? [];
  const is = (...outcomes: string[]) =>
    Uint8Array.from(outcome, (each) => Number(outcomes.includes(String(each))));
  const people: DrawnSample = {
    strata: { codes: new Int32Array(outcome.length), labels: ['all'] },
    populations: null,
    responded: is('answered'),
    eligible: is('answered', 'silent', 'unknown'),
    known: is('answered', 'silent', 'ineligible'),
    weights: numbers(drawn, 'd'),
    variables: { class: coded(drawn, 'class') },
  };
  const classes = { classes: ['class'], minimum: 0 };

  test('those known stand for the unknown, and then respondents for the eligible', () => {
    const {
      weights,
      rows: places,
      steps,
    } = weighed({ base: 'given', unknownEligibility: classes, nonresponse: classes }, people);
    const expected = numbers(drawn, 'w');
    expect(weights).toHaveLength(is('answered').filter(Boolean).length);
    weights.forEach((weight, place) => {
      expectSame(weight, expected[places[place] ?? -1] ?? Number.NaN, `row ${place}`);
    });
    expect(steps.map(({ step }) => step)).toEqual(['base', 'unknownEligibility', 'nonresponse']);
    for (const { classes: names, factor } of steps[1]?.classes ?? []) {
      expectSame(factor, factors[names[0] ?? ''] ?? Number.NaN, 'factor');
    }
  });

  test('without the step the unknown count as eligible, as they always did', () => {
    const { known: _, ...everybodyKnown } = people;
    expect(weighed({ base: 'given', nonresponse: classes }, people).weights).toEqual(
      weighed({ base: 'given', nonresponse: classes }, everybodyKnown).weights,
    );
  });
});
