import { describe, expect, test } from 'vitest';
import { meanOf } from '#reports/index/mean.ts';
import { ratioOf } from '#reports/index/ratio.ts';
import { totalOf } from '#reports/index/total.ts';
import {
  createDesign,
  type Design,
  type DesignInput,
  designProblems,
  type LonelyUnitRule,
} from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { estimateOf } from '#reports/sampling-error/estimate.ts';
import type { Figure } from '#reports/sampling-error/influence.ts';
import { quantileOf } from '#reports/sampling-error/quantile.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import {
  type Both,
  byCode,
  codesOf,
  designs,
  type Simple,
  schoolsDesign,
  stageWeights,
} from './designs-fixture.ts';
import { columnOf, expectSame, numbers } from './survey-fixture.ts';

const rules: readonly LonelyUnitRule[] = ['certainty', 'remove', 'adjust', 'average'];
const everyRow = [...columnOf(designs.data, 'x').keys()];
const two = [
  { unit: 'district', population: 'N1' },
  { unit: 'school', population: 'N2' },
];
const three = [...two, { unit: 'class', population: 'N3' }];

function expectFigure(design: Design, domain: Domain, figure: Figure, expected: Simple, what: string) {
  const ours = estimateOf(design, domain, figure);
  expectSame(ours.estimate, expected.estimate, what);
  expect(domain.degreesOfFreedom, `${what} degrees of freedom`).toBe(expected.df);
  if (expected.se === null) expect(ours).toMatchObject({ standardError: null, reason: 'lonely-unit' });
  else expectSame(ours.standardError, expected.se, `${what} standard error`);
}

function expectBoth(input: DesignInput, expected: Both, rows = everyRow) {
  const design = createDesign(input);
  const [x, y] = [numbers(designs.data, 'x', rows), numbers(designs.data, 'y', rows)];
  const part = numbers(designs.data, 'part', rows);
  const members = Int32Array.from(rows.keys()).filter((place) => part[place] === 1);
  for (const [name, domain] of [
    ['', wholeSample(design)],
    ['_part', domainOf(design, members)],
  ] as const) {
    expectFigure(
      design,
      domain,
      ratioOf(rowsOf(design, domain), y, x),
      expected[`ratio${name}`],
      `ratio${name}`,
    );
    expectFigure(
      design,
      domain,
      totalOf(rowsOf(design, domain), y),
      expected[`total${name}`],
      `total${name}`,
    );
  }
}

describe('several stages equal R survey', () => {
  const weighted = (stages: typeof two, rows = everyRow): DesignInput => {
    const input = schoolsDesign(stages, rows);
    return { ...input, weights: stageWeights(input, rows.length) };
  };

  test('weights are N/n of each stage, multiplied', () => {
    weighted(three).weights.forEach((weight, row) => {
      expectSame(weight, designs.weights[row] as number, `row ${row}`);
    });
  });

  describe.each(['plain', 'domains'] as const)('lonely units, %s', (option) => {
    test.each(rules)('rule %s', (lonelyUnits) => {
      const expected = designs.stages[option][lonelyUnits];
      const rest = { lonelyUnits, lonelyInDomains: option === 'domains' };
      expectBoth({ ...weighted(three), ...rest }, expected?.three as Both);
      expectBoth({ ...weighted(two), ...rest }, expected?.two as Both);
    });

    test('the average over strata, where each unit has one that is known', () => {
      const district = columnOf(designs.data, 'district');
      const rows = everyRow.filter((row) => district[row] !== 3);
      const rest = { lonelyUnits: 'average' as const, lonelyInDomains: option === 'domains' };
      expectBoth({ ...weighted(two, rows), ...rest }, designs.average[option], rows);
    });
  });

  test('under the rule fail a lonely unit of any stage leaves no standard error', () => {
    expect(designs.fails).toBe(true);
    const district = columnOf(designs.data, 'district');
    const rows = everyRow.filter((row) => district[row] !== 8);
    const design = createDesign(weighted(two, rows));
    const figure = totalOf(rowsOf(design, wholeSample(design)), numbers(designs.data, 'y', rows));
    expect(estimateOf(design, wholeSample(design), figure)).toMatchObject({
      standardError: null,
      reason: 'lonely-unit',
    });
  });

  test('strata within the units, and counts or fractions as population', () => {
    const input = schoolsDesign([
      two[0] as (typeof two)[0],
      { unit: 'school', population: 'N2k', strata: ['kind'] } as never,
    ]);
    const weights = stageWeights(input, everyRow.length);
    expectBoth({ ...input, weights, lonelyUnits: 'adjust' }, designs.stratified.counts);
    expect(designs.stratified.fractions).toEqual(designs.stratified.counts);
  });

  test('later stages add nothing where the first has no population', () => {
    const { populations: _, ...endless } = weighted(two);
    const { later: __, ...first } = endless;
    const figures = [endless, first].map((input) => {
      const design = createDesign({ ...input, lonelyUnits: 'adjust' });
      return estimateOf(
        design,
        wholeSample(design),
        totalOf(rowsOf(design, wholeSample(design)), numbers(designs.data, 'y')),
      );
    });
    expect(figures[0]).toEqual(figures[1]);
  });

  test('a population smaller than its sample at the second stage is named with its stage', () => {
    const input = weighted(two);
    const [second] = input.later ?? [];
    if (!second) throw new Error('No second stage');
    const populations = second.populations.map((population, stratum) => (stratum === 1 ? 1 : population));
    expect(designProblems({ ...input, later: [{ ...second, populations }] })).toEqual([
      { code: 'population-smaller-than-sample', stratum: 1, population: 1, sampled: 2, stage: 2 },
    ]);
  });
});

describe('totals, shares, quantiles and design effects equal R survey', () => {
  const { flat, simple } = designs;
  const strata = codesOf(flat, ['stratum']);
  const design = createDesign({
    weights: numbers(flat, 'w'),
    strata,
    units: codesOf(flat, ['unit']),
    populations: byCode(strata, numbers(flat, 'N')),
  });
  const everyone = wholeSample(design);
  const [x, y] = [numbers(flat, 'x'), numbers(flat, 'y')];
  const kind = columnOf(flat, 'kind');
  const part = domainOf(
    design,
    Int32Array.from(x.keys()).filter((row) => kind[row] === 'two'),
  );

  test('total and ratio', () => {
    expectFigure(design, everyone, totalOf(rowsOf(design, everyone), y), simple.total, 'total');
    expectFigure(design, everyone, ratioOf(rowsOf(design, everyone), y, x), simple.ratio, 'ratio');
  });

  test.each([
    ['withoutReplacement', 'without'],
    ['withReplacement', 'with'],
  ] as const)('design effects against a simple sample %s', (simpleSample, name) => {
    const expected = simple.effects[name];
    const effect = (figure: Figure) => estimateOf(design, everyone, figure, { simpleSample }).designEffect;
    expectSame(effect(meanOf(rowsOf(design, everyone), x)), expected.mean, 'mean');
    expectSame(effect(totalOf(rowsOf(design, everyone), y)), expected.total, 'total');
    for (const value of ['one', 'two', 'three']) {
      const share = Float64Array.from(kind, (one) => (one === value ? 1 : 0));
      expectSame(
        effect(meanOf(rowsOf(design, everyone), share)),
        expected.share[`kind${value}`] as number,
        value,
      );
      const estimate = estimateOf(design, everyone, meanOf(rowsOf(design, everyone), share));
      expectSame(
        estimate.standardError,
        simple.share.se[`kind${value}`] as number,
        `${value} standard error`,
      );
    }
  });

  test.each([
    ['whole', everyone, simple.quantiles],
    ['part', part, simple.quantiles_part],
  ] as const)('quantiles with their interval: %s', (_, domain, expected) => {
    for (const { p, estimate, interval, se } of expected) {
      const ours = quantileOf(design, domain, x, p, (below) => meanOf(rowsOf(design, domain), below));
      expect(ours.estimate).toBe(estimate);
      expect([ours.lower, ours.upper]).toEqual(interval);
      if (se === null) expect(ours).toMatchObject({ standardError: null, reason: 'interval-undefined' });
      else expectSame(ours.standardError, se, `standard error at ${p}`);
    }
  });
});
