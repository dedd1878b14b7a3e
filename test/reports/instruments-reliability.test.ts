import { describe, expect, test } from 'vitest';
import { alphaOf } from '#reports/instruments/alpha.ts';
import { constructReliability } from '#reports/instruments/construct-reliability.ts';
import { correlationOf } from '#reports/instruments/correlation.ts';
import { differenceReliability } from '#reports/instruments/difference-scores.ts';
import { itemStatistics, sumOfItems } from '#reports/instruments/item-statistics.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { type Domain, domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import type { Figure } from '#reports/sampling-error/influence.ts';
import { plainReplication, replicatedEstimates } from '#reports/sampling-error/replicated.ts';
import { replicatesOf } from '#reports/sampling-error/replication.ts';
import { createRandom } from '#surveys/random.ts';
import { golden, hasReference } from '#test/helpers/reference.ts';
import { type ByWay, column, design, domains, expectFigure, fixture, pairs } from './instruments-fixture.ts';
import { csv, numbers } from './logistics-reference.ts';
import { expectSame } from './survey-fixture.ts';

const perceptions = [1, 2, 3, 4, 5].map((k) => column(`b${k}`));

/** A statistic by the jackknife and by linearization, for everybody and for a part. */
function expectByWay(measure: (design: Design, domain: Domain) => Figure, expected: ByWay, what: string) {
  const { replicates } = replicatesOf(design, { type: 'JKn' });
  if (!replicates) throw new Error('No replicates');
  const figure = measure(design, domains.whole);
  const { estimates, discarded } = replicatedEstimates(
    design,
    domains.whole,
    plainReplication(design, replicates),
    (again) => [measure(again, domains.whole)],
  );
  const [jackknife] = estimates;
  expect(discarded).toBe(0);
  expectSame(jackknife?.estimate, expected.JKn.estimate, what);
  expectSame(jackknife?.standardError, expected.JKn.se, `${what}, jackknife`, 1e-8);
  // R's derivatives are differences, good to seven digits.
  expectFigure(figure, domains.whole, expected.linearized, what, 1e-6);
  expectFigure(
    measure(design, domains.part),
    domains.part,
    expected.linearized_part,
    `${what} of a part`,
    1e-6,
  );
}

describe('reliability equals R', () => {
  test('Cronbach’s alpha, raw and standardised', () => {
    expectByWay((of, domain) => alphaOf(of, domain, perceptions).raw, fixture.alpha.raw, 'raw');
    const standardised = (of: Design, domain: Domain) => alphaOf(of, domain, perceptions).standardised;
    expectByWay(standardised, fixture.alpha.standardised, 'standardised');
    const { n, leftOut } = alphaOf(design, domains.whole, perceptions);
    expect(n).toBe(fixture.alpha.n);
    expect(n + leftOut).toBe(design.weights.length);
  });

  test('each item beside the others', () => {
    const items = itemStatistics(design, domains.whole, perceptions);
    fixture.items.forEach(({ mean, sd, rest, dropped }, k) => {
      expectSame(items[k]?.mean.value, mean, 'mean');
      expectSame(items[k]?.standardDeviation, sd, 'standard deviation');
      expectSame(items[k]?.restCorrelation.value, rest, 'correlation with the rest');
      expectSame(items[k]?.alphaIfDropped?.value, dropped, 'alpha without it');
    });
  });

  test('difference scores, and the correlation of their sides', () => {
    const statements = pairs(1, 2, 3);
    const difference = (of: Design, domain: Domain) =>
      differenceReliability(of, domain, statements).reliability;
    expectByWay(difference, fixture.difference, 'difference');
    const expectation = sumOfItems(statements.map((pair) => pair.expectation));
    const perception = sumOfItems(statements.map((pair) => pair.perception));
    const correlation = (of: Design, domain: Domain) => correlationOf(of, domain, expectation, perception);
    expectByWay(correlation, fixture.ep, 'correlation');
  });
});

describe.runIf(hasReference)('reliability equals the reference', () => {
  const blocks = {
    Image: ['IMAG1', 'IMAG2', 'IMAG3', 'IMAG4', 'IMAG5'],
    Expectation: ['CUEX1', 'CUEX2', 'CUEX3'],
    Quality: ['PERQ1', 'PERQ2', 'PERQ3', 'PERQ4', 'PERQ5', 'PERQ6', 'PERQ7'],
    Value: ['PERV1', 'PERV2'],
    Satisfaction: ['CUSA1', 'CUSA2', 'CUSA3'],
    Loyalty: ['CUSL1', 'CUSL2', 'CUSL3'],
  };

  test.each(Object.entries(blocks))('%s of the mobile-phone study', (name, items) => {
    const { reliability, loadings } = golden('structural-models').mobi_A_path;
    const expected = reliability[name];
    const rows = csv('mobi.csv');
    const whole = createDesign({ weights: new Float64Array(rows.length).fill(1) });
    const columns = items.map((item) => numbers(rows, item));
    const { raw, standardised } = alphaOf(whole, wholeSample(whole), columns);
    expectSame(raw.value, expected.alpha_raw, 'raw alpha', 1e-12);
    expectSame(standardised.value, expected.alpha_std, 'standardised alpha', 1e-12);
    const construct = constructReliability(items.map((item) => loadings[item]));
    expectSame(construct?.compositeReliability, expected.rho_c, 'composite reliability', 1e-12);
    expectSame(construct?.averageVarianceExtracted, expected.AVE, 'variance extracted', 1e-12);
  });
});

describe('reliability', () => {
  const everyone = domains.whole;

  test('does not depend on the order of rows or items, the size of weights or the scale', () => {
    const { raw, standardised } = alphaOf(design, everyone, perceptions);
    const expectAlike = (other: ReturnType<typeof alphaOf>, what: string) => {
      expectSame(other.raw.value, raw.value ?? 0, `raw, ${what}`, 1e-12);
      expectSame(other.standardised.value, standardised.value ?? 0, `standardised, ${what}`, 1e-12);
    };
    expectAlike(alphaOf(design, everyone, perceptions.toReversed()), 'items reversed');
    const heavier = { ...design, weights: design.weights.map((weight) => weight * 1e5) };
    expectAlike(alphaOf(heavier, everyone, perceptions), 'heavier');
    for (const unit of [1e150, 1e-150]) {
      const elsewhere = perceptions.map((item) => item.map((answer) => unit * (3 * answer - 100)));
      expectAlike(alphaOf(design, everyone, elsewhere), `in units of ${unit}`);
    }
    const order = Int32Array.from(createRandom('order').shuffle([...design.weights.keys()]));
    const shuffled = (numbers: Float64Array) => Float64Array.from(order, (row) => numbers[row] as number);
    const reordered = createDesign({ weights: shuffled(design.weights) });
    expectAlike(alphaOf(reordered, wholeSample(reordered), perceptions.map(shuffled)), 'reordered');
  });

  test('standardised alpha is raw alpha of standardised items, and does not depend on units', () => {
    const { standardised } = alphaOf(design, everyone, perceptions);
    const units = [1, 20, 0.3, 7, 1e6];
    const other = perceptions.map((item, k) => item.map((answer) => answer * (units[k] ?? 1)));
    expectSame(alphaOf(design, everyone, other).standardised.value, standardised.value ?? 0, 'units', 1e-12);
    const deviations = itemStatistics(design, everyone, perceptions).map(
      (item) => item.standardDeviation ?? 0,
    );
    const alike = perceptions.map((item, k) => item.map((answer) => answer / (deviations[k] ?? 1)));
    expectSame(alphaOf(design, everyone, alike).raw.value, standardised.value ?? 0, 'raw', 1e-12);
  });

  test('a respondent of weight 3 counts as three', () => {
    const [a, b] = [Float64Array.of(1, 2, 5, 4, 3), Float64Array.of(2, 2, 5, 5, 1)];
    const thrice = (answers: Float64Array) =>
      Float64Array.from([...answers, answers[2] ?? 0, answers[2] ?? 0]);
    const weighted = createDesign({ weights: Float64Array.of(1, 1, 3, 1, 1) });
    const repeated = createDesign({ weights: new Float64Array(7).fill(1) });
    const [once, again] = [
      alphaOf(weighted, wholeSample(weighted), [a, b]),
      alphaOf(repeated, wholeSample(repeated), [thrice(a), thrice(b)]),
    ];
    expectSame(once.raw.value, again.raw.value ?? 0, 'raw', 1e-13);
    expectSame(once.standardised.value, again.standardised.value ?? 0, 'standardised', 1e-13);
  });

  test('of items that are the same is 1, of a reversed one negative', () => {
    const [item] = perceptions as [Float64Array];
    const { raw, standardised } = alphaOf(design, everyone, [item, item.map((answer) => answer + 1)]);
    expectSame(raw.value, 1, 'raw', 1e-13);
    expectSame(standardised.value, 1, 'standardised', 1e-13);
    const [, second] = perceptions as [Float64Array, Float64Array];
    const reversed = alphaOf(design, everyone, [item, second.map((answer) => 8 - answer)]);
    expect(reversed.raw.value).toBeLessThan(0);
    const [statistics] = itemStatistics(design, everyone, [item, second.map((answer) => 8 - answer)]);
    expect(statistics?.restCorrelation.value).toBeLessThan(0);
    expect(statistics?.alphaIfDropped).toBeNull();
  });

  test('difference scores of one side that never varies are as reliable as the other side', () => {
    const constant = pairs(1, 2, 3).map(({ perception }) => ({
      perception,
      expectation: perception.map(() => 7),
    }));
    const { reliability, perceptionAlpha, expectationAlpha } = differenceReliability(
      design,
      everyone,
      constant,
    );
    expectSame(reliability.value, perceptionAlpha.value ?? 0, 'difference', 1e-12);
    expect(expectationAlpha).toMatchObject({ value: null, reason: 'zero-denominator' });
  });

  test('says why it is not defined', () => {
    const [item, second] = perceptions as [Float64Array, Float64Array];
    const missing = item.map(() => Number.NaN);
    const constant = item.map(() => 0.7);
    const cancelling = item.map((answer) => 0.3 - answer);
    const nobody = domainOf(design, new Int32Array(0));
    const both = (items: Float64Array[], domain = everyone) => {
      const { raw, standardised } = alphaOf(design, domain, items);
      return [raw, standardised].map((each) => (each.value === null ? each.reason : null));
    };
    expect(both([item, missing])).toEqual(['no-answers', 'no-answers']);
    expect(both([item, second], nobody)).toEqual(['no-rows', 'no-rows']);
    expect(both([constant, constant])).toEqual(['zero-denominator', 'zero-denominator']);
    expect(both([item, cancelling])).toEqual(['zero-denominator', 'zero-denominator']);
    expect(both([item, second, constant])).toEqual([null, 'zero-denominator']);
    expect(both([item, second], domainOf(design, Int32Array.of(20)))).toEqual([
      'zero-denominator',
      'zero-denominator',
    ]);
    const alike = pairs(1, 2).map(({ perception }) => ({
      perception,
      expectation: perception.map((answer) => answer + 0.1),
    }));
    expect(differenceReliability(design, everyone, alike).reliability).toMatchObject({
      reason: 'zero-denominator',
    });
    expect(() => alphaOf(design, everyone, [item])).toThrow(RangeError);
    expect(() => alphaOf(design, everyone, [item, second.slice(1)])).toThrow(RangeError);
    expect(() => itemStatistics(design, everyone, [item])).toThrow(RangeError);
    expect(() => differenceReliability(design, everyone, pairs(1))).toThrow(RangeError);
  });
});

describe('reliability from loadings', () => {
  test('is 1 without error, and half for loadings of half the variance', () => {
    expect(constructReliability([1, 1])).toEqual({ compositeReliability: 1, averageVarianceExtracted: 1 });
    const half = constructReliability([Math.SQRT1_2, Math.SQRT1_2]);
    expectSame(half?.averageVarianceExtracted, 0.5, 'variance extracted', 1e-14);
    expectSame(half?.compositeReliability, 2 / 3, 'composite reliability', 1e-14);
  });

  test('is not defined without loadings or beyond 1, and nothing where they cancel', () => {
    expect(constructReliability([])).toBeNull();
    expect(constructReliability([0.8, 1.02])).toBeNull();
    expect(constructReliability([0.8, Number.NaN])).toBeNull();
    expect(constructReliability([1, -1])?.compositeReliability).toBe(0);
  });
});
