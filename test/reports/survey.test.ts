import { describe, expect, test } from 'vitest';
import { type Aggregate, measureIndex } from '#reports/index/csi.ts';
import { meanOf } from '#reports/index/mean.ts';
import { recommendScores } from '#reports/index/recommend.ts';
import { createDesign, type Design, type LonelyUnitRule } from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf, estimateWithInfluence } from '#reports/sampling-error/estimate.ts';
import type { Figure } from '#reports/sampling-error/influence.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import {
  independentChange,
  overlapCovariance,
  overlapOf,
  overlappingChange,
} from '#reports/sampling-error/waves.ts';
import { weightedMean, weightedVariance } from '#reports/statistics/moments.ts';
import { calibrate } from '#reports/weighting/calibration.ts';
import type { WeightingScheme } from '#reports/weighting/scheme.ts';
import { weigh } from '#reports/weighting/weights.ts';
import {
  coded,
  columnOf,
  drawnSample,
  expectSame,
  factors,
  fixture,
  indexItems,
  type Measured,
  numbers,
} from './survey-fixture.ts';

const nonresponse = { classes: ['stratum', 'tenure'], minimum: 0 };
const byRegion = { variables: ['region'], totals: fixture.regions };
const margins = [
  { variables: ['stratum'], totals: fixture.populations },
  byRegion,
  { variables: ['tenure'], totals: fixture.tenures },
];
const schemes = {
  fpc: { base: 'design', nonresponse },
  poststratified: {
    base: 'design',
    nonresponse,
    calibration: { method: 'poststratification', margins: [byRegion] },
  },
  raked: { base: 'design', nonresponse, calibration: { method: 'raking', margins } },
} satisfies Record<string, WeightingScheme>;

function weighed(name: keyof typeof schemes) {
  const { weighted, problems } = weigh(drawnSample(), schemes[name]);
  if (!weighted) throw new Error(JSON.stringify(problems));
  return { ...weighted, design: createDesign(weighted.design), input: weighted.design };
}

/** Linear calibration, which schemes do not offer. */
function linear() {
  const { input, rows, weights } = weighed('fpc');
  const result = calibrate(
    weights,
    margins.map(({ variables: [name = ''], totals }) => ({
      name,
      categories: coded(fixture.drawn, name, rows),
      totals,
    })),
    'linear',
  );
  if (!result.calibration) throw new Error(JSON.stringify(result.problems));
  const { projection } = result.calibration;
  const design = createDesign({ ...input, weights: result.calibration.weights, projections: [projection] });
  return { design, rows, weights: design.weights };
}

/** The designs of the R script, under its names. */
function designNamed(name: string): { design: Design; rows: Int32Array } {
  if (name === 'linear') return linear();
  if (name in schemes) return weighed(name as keyof typeof schemes);
  const { input, rows, weights } = weighed('fpc');
  if (name === 'unstratified') return { design: createDesign({ weights }), rows };
  return { design: createDesign({ ...input, populations: null }), rows };
}

function figures(design: Design, domain: Domain, rows: Int32Array, origin: number): Record<string, Figure> {
  const items = indexItems(rows, origin);
  const measured = (aggregate: Aggregate) =>
    measureIndex(rowsOf(design, domain), { items, factors, aggregate });
  const composite = measured('composite');
  const [product, service] = composite.factors;
  return {
    ...Object.fromEntries(composite.items.map(({ key, index }) => [key, index])),
    product: product?.index as Figure,
    service: service?.index as Figure,
    overall: composite.overall.index,
    meanOfFactors: measured('meanOfFactors').overall.index,
    pooled: measured('pooled').overall.index,
    gap_p1: composite.items[0]?.gap as Figure,
    gap_product: product?.gap as Figure,
    gap_overall: composite.overall.gap,
  };
}

function expectMeasured(expected: Measured, design: Design, domain: Domain, rows: Int32Array) {
  expect(domain.degreesOfFreedom).toBe(expected.df);
  for (const [origin, values] of [
    [0, expected.raw],
    [1, expected.anchored],
  ] as const) {
    const ours = figures(design, domain, rows, origin);
    expect(Object.keys(values).sort()).toEqual(Object.keys(ours).sort());
    for (const [name, { estimate, se, t, log }] of Object.entries(values)) {
      const figure = ours[name] as Figure;
      const wald = estimateOf(design, domain, figure);
      expectSame(wald.estimate, estimate, `${name} from ${origin}`);
      expectSame(wald.standardError, se, `${name} from ${origin}, standard error`);
      expectSame(wald.lower, t[0], `${name} from ${origin}, lower`);
      expectSame(wald.upper, t[1], `${name} from ${origin}, upper`);
      const logarithmic = estimateOf(design, domain, figure, { interval: 'log' });
      if (log === null) expect(logarithmic.reason).toBe('interval-undefined');
      else expectSame(logarithmic.lower, log[0], `${name} from ${origin}, lower by logarithm`);
      if (log !== null) expectSame(logarithmic.upper, log[1], `${name} from ${origin}, upper by logarithm`);
    }
  }
}

describe('C and gap of items, factors and overall equal R survey', () => {
  test.each(Object.keys(fixture.whole))('%s', (name) => {
    const { design, rows } = designNamed(name);
    expectMeasured(fixture.whole[name] as Measured, design, wholeSample(design), rows);
  });

  describe.each(Object.keys(fixture.domains))('in domains, %s', (name) => {
    const { design, rows } = designNamed(name);
    const members: Record<string, (row: number) => boolean> = {
      north: (row) => columnOf(fixture.drawn, 'region')[row] === 'north',
      A: (row) => columnOf(fixture.drawn, 'stratum')[row] === 'A',
      west_new: (row) =>
        columnOf(fixture.drawn, 'region')[row] === 'west' && columnOf(fixture.drawn, 'tenure')[row] === 'new',
    };
    test.each(Object.keys(members))('%s', (domainName) => {
      const places = [...rows.keys()].filter((place) => members[domainName]?.(rows[place] as number));
      const domain = domainOf(design, Int32Array.from(places));
      expectMeasured(fixture.domains[name]?.[domainName] as Measured, design, domain, rows);
    });
  });

  test('the error of one item: design effect and Fieller’s interval', () => {
    const { design, rows } = weighed('fpc');
    const domain = wholeSample(design);
    const p1 = figures(design, domain, rows, 0).p1 as Figure;
    const { n, designEffect, lower, upper } = estimateOf(design, domain, p1, { interval: 'fieller' });
    expect(n).toBe(fixture.item.n);
    expectSame(designEffect, fixture.item.deff, 'design effect');
    expectSame(lower, fixture.item.fieller[0], 'lower');
    expectSame(upper, fixture.item.fieller[1], 'upper');
  });

  test('the net promoter score', () => {
    const { design, rows } = weighed('fpc');
    const domain = wholeSample(design);
    const score = meanOf(rowsOf(design, domain), recommendScores(numbers(fixture.drawn, 'recommend', rows)));
    const { estimate, standardError, designEffect } = estimateOf(design, domain, score);
    expectSame(estimate, fixture.recommend.estimate, 'estimate');
    expectSame(standardError, fixture.recommend.se, 'standard error');
    expectSame(designEffect, fixture.recommend.deff, 'design effect');
  });

  test('mean and variance of a column', () => {
    const { design, rows } = weighed('fpc');
    const answers = numbers(fixture.drawn, 'a_p1', rows);
    const answered = [...answers.keys()].filter((row) => !Number.isNaN(answers[row]));
    const values = answered.map((row) => answers[row] as number);
    const weights = answered.map((row) => design.weights[row] as number);
    expectSame(weightedVariance(values, weights), fixture.item.variance, 'variance');
    const figure = meanOf(rowsOf(design, wholeSample(design)), answers);
    expectSame(weightedMean(values, weights), figure.value ?? Number.NaN, 'mean');
  });
});

describe('weights equal R survey', () => {
  test('nonresponse factors of each class', () => {
    const { steps } = weighed('fpc');
    const classes = steps.find(({ step }) => step === 'nonresponse')?.classes ?? [];
    expect(classes).toHaveLength(6);
    for (const {
      classes: [name = ''],
      factor,
    } of classes) {
      expectSame(factor, fixture.factors[name.replace('|', '.')] ?? Number.NaN, name, 1e-14);
    }
  });

  test.each(['poststratified', 'raked', 'linear'] as const)('%s', (name) => {
    const expected = fixture.weights[name];
    const { weights } = name === 'linear' ? linear() : weighed(name);
    expect(weights).toHaveLength(expected.length);
    weights.forEach((weight, row) => {
      expectSame(weight, expected[row] as number, `row ${row}`, 1e-11);
    });
  });
});

describe('clusters, and strata of a single unit', () => {
  const units = coded(fixture.clusters, 'unit').codes;
  const strata = coded(fixture.clusters, 'stratum').codes;
  const weights = numbers(fixture.clusters, 'weight');
  const pair = { expectation: numbers(fixture.clusters, 'x'), perception: numbers(fixture.clusters, 'y') };
  const model = {
    items: [{ key: 'x', factor: 'f', weight: 1, origin: 0, pair }],
    factors: { f: 1 },
    aggregate: 'composite',
  } as const;
  const rowsWhere = (holds: (row: number) => boolean) => Int32Array.from([...weights.keys()].filter(holds));
  const domains = {
    whole: null,
    part: rowsWhere((row) => columnOf(fixture.clusters, 'part')[row] === 1),
    firstTwo: rowsWhere((row) => (strata[row] as number) < 2),
  };

  describe.each([
    ['fpc', new Float64Array([12, 9, 5])],
    ['nofpc', null],
  ] as const)('%s', (name, populations) => {
    test.each(['certainty', 'remove', 'adjust', 'average'] as LonelyUnitRule[])('rule %s', (lonelyUnits) => {
      const design = createDesign({ weights, strata, units, populations, lonelyUnits });
      for (const [domainName, rows] of Object.entries(domains)) {
        const expected = fixture.lonely[name][lonelyUnits]?.[domainName as keyof typeof domains];
        if (!expected) throw new Error(`No expected values for ${lonelyUnits}`);
        const domain = domainOf(design, rows);
        const ours = estimateOf(design, domain, measureIndex(rowsOf(design, domain), model).overall.index);
        expectSame(ours.estimate, expected.estimate, domainName);
        expectSame(ours.standardError, expected.se, `${domainName} standard error`);
      }
    });
  });

  test('under the rule fail R stops, and here the standard error is null with its reason', () => {
    expect(fixture.fails).toBe(true);
    const design = createDesign({ weights, strata, units });
    const domain = wholeSample(design);
    const ours = estimateOf(design, domain, measureIndex(rowsOf(design, domain), model).overall.index);
    expect(ours.estimate).toBeGreaterThan(0);
    expect(ours).toMatchObject({
      standardError: null,
      lower: null,
      designEffect: null,
      reason: 'lonely-unit',
    });
  });

  test('a stratum of one unit that is the whole population is no difficulty', () => {
    const design = createDesign({ weights, strata, units, populations: new Float64Array([12, 9, 1]) });
    const domain = wholeSample(design);
    const ours = estimateOf(design, domain, measureIndex(rowsOf(design, domain), model).overall.index);
    const certain = fixture.lonely.fpc.certainty?.whole.se ?? Number.NaN;
    expectSame(ours.standardError, certain, 'standard error');
  });
});

describe('two waves that share customers', () => {
  const { design, rows } = weighed('fpc');
  const domain = wholeSample(design);
  const first = estimateWithInfluence(design, domain, figures(design, domain, rows, 0).p1 as Figure);

  const { wave2, waves, populations } = fixture;
  const strata = coded(wave2, 'stratum');
  const later = createDesign({
    weights: numbers(wave2, 'w'),
    strata: strata.codes,
    populations: Float64Array.from(strata.labels, (label) => populations[label] ?? Number.NaN),
  });
  const pair = { expectation: numbers(wave2, 'a'), perception: numbers(wave2, 'b') };
  const model = {
    items: [{ key: 'p1', factor: 'f', weight: 1, origin: 0, pair }],
    factors: { f: 1 },
    aggregate: 'composite',
  } as const;
  const second = estimateWithInfluence(
    later,
    wholeSample(later),
    measureIndex(rowsOf(later, wholeSample(later)), model).overall.index,
  );

  const units = columnOf(fixture.drawn, 'unit').map(String);
  const overlap = overlapOf(
    { design, units: Array.from(rows, (row) => units[row] ?? ''), strataLabels: ['A', 'B', 'C'] },
    { design: later, units: columnOf(wave2, 'unit').map(String), strataLabels: strata.labels },
  );
  const expected = (name: string) => waves[name] ?? Number.NaN;

  test('taken as independent', () => {
    const change = independentChange(first.estimate, second.estimate);
    expectSame(change.difference, expected('second') - expected('first'), 'difference');
    expectSame(change.standardError, expected('se_independent'), 'standard error');
    expectSame(change.degreesOfFreedom, expected('df'), 'degrees of freedom');
    expectSame(change.p, expected('p_independent'), 'p');
  });

  test('with the covariance over their common customers', () => {
    expect(overlap).toMatchObject({ common: expected('common'), moved: 0 });
    const covariance = overlapCovariance(
      overlap,
      first.influence as Float64Array,
      second.influence as Float64Array,
    );
    expectSame(covariance, expected('covariance'), 'covariance');
    const change = overlappingChange(first.estimate, second.estimate, covariance);
    expectSame(change.standardError, expected('se_overlap'), 'standard error');
    expectSame(change.statistic, expected('z'), 'z');
    expectSame(change.p, expected('p_overlap'), 'p');
    expect(change.degreesOfFreedom).toBeNull();
  });
});
