import { describe, expect, test } from 'vitest';
import { type Aggregate, type IndexItem, measureIndex } from '#reports/index/csi.ts';
import { meanOf } from '#reports/index/mean.ts';
import { createDesign, type Design } from '#reports/sampling-error/design.ts';
import { domainsBy, wholeSample } from '#reports/sampling-error/domains.ts';
import { type Estimate, estimateOf } from '#reports/sampling-error/estimate.ts';
import { linearize } from '#reports/sampling-error/influence.ts';
import { covarianceOfTotals } from '#reports/sampling-error/linearization.ts';
import { rowsOf } from '#reports/sampling-error/sample.ts';
import { calibrate } from '#reports/weighting/calibration.ts';
import type { Coded } from '#reports/weighting/classes.ts';
import { poststratify } from '#reports/weighting/poststratification.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { expectSame } from './survey-fixture.ts';

/** A random stratified sample: what holds for one of these holds for all. */
interface Sample {
  readonly strata: Int32Array;
  readonly populations: Float64Array;
  readonly weights: Float64Array;
  readonly segment: Coded;
  readonly region: Coded;
  readonly items: readonly IndexItem[];
}

function aSample(random: Random): Sample {
  const strataCount = 1 + random.below(4);
  const sizes = Array.from({ length: strataCount }, () => 4 + random.below(30));
  const strata = Int32Array.from(sizes.flatMap((size, stratum) => new Array<number>(size).fill(stratum)));
  const populations = Float64Array.from(sizes, (size) => size + random.below(500));
  const weights = Float64Array.from(strata, (stratum) => {
    return ((populations[stratum] ?? 0) / (sizes[stratum] ?? 1)) * (0.5 + random.next());
  });
  const answers = () =>
    Float64Array.from(strata, () => (random.next() < 0.1 ? Number.NaN : 1 + random.below(10)));
  const items = ['a', 'b', 'c', 'd'].map((key, place) => ({
    key,
    factor: place < 2 ? 'one' : 'two',
    weight: 1 + random.below(3),
    origin: random.below(2),
    pair: { expectation: answers(), perception: answers() },
  }));
  const coded = (labels: string[]) => ({
    labels,
    codes: strata.map((_, row) => (row < labels.length ? row : random.below(labels.length))),
  });
  return { strata, populations, weights, items, segment: coded(['x', 'y']), region: coded(['n', 's', 'w']) };
}

const factors = { one: 3, two: 2 };

function designOf({ weights, strata, populations }: Sample): Design {
  return createDesign({ weights, strata, populations });
}

function overall(sample: Sample, aggregate: Aggregate = 'composite', design = designOf(sample)): Estimate {
  const domain = wholeSample(design);
  return estimateOf(
    design,
    domain,
    measureIndex(rowsOf(design, domain), { items: sample.items, factors, aggregate }).overall.index,
  );
}

function reordered(sample: Sample, order: readonly number[]): Sample {
  const pick = <T extends Float64Array | Int32Array>(column: T) =>
    column.map((_, row) => column[order[row] ?? 0] ?? 0) as T;
  return {
    ...sample,
    strata: pick(sample.strata),
    weights: pick(sample.weights),
    items: sample.items.map((item) => ({
      ...item,
      pair: { expectation: pick(item.pair.expectation), perception: pick(item.pair.perception) },
    })),
  };
}

function expectEqual(one: Estimate, other: Estimate, what: string) {
  expectSame(one.estimate, other.estimate ?? Number.NaN, what, 1e-11);
  expectSame(one.standardError, other.standardError ?? Number.NaN, `${what}, standard error`, 1e-10);
  expect(one.degreesOfFreedom).toBe(other.degreesOfFreedom);
}

describe.each(Array.from({ length: 25 }, (_, place) => `sample ${place}`))(
  'whatever the design: %s',
  (seed) => {
    const random = createRandom(seed);
    const sample = aSample(random);

    test.each(['composite', 'meanOfFactors', 'pooled'] as const)(
      'the order of rows does not matter (%s)',
      (aggregate) => {
        const order = random.shuffle(Array.from(sample.weights.keys()));
        expectEqual(overall(reordered(sample, order), aggregate), overall(sample, aggregate), 'reordered');
      },
    );

    test('weights times a constant leave C as it is', () => {
      const rescaled = { ...sample, weights: sample.weights.map((weight) => weight * 1e6) };
      expectEqual(overall(rescaled), overall(sample), 'rescaled');
    });

    test('both sides and the origin times a constant leave C as it is', () => {
      for (const factor of [1e-15, 0.5, 1e15]) {
        const items = sample.items.map((item) => ({
          ...item,
          origin: item.origin * factor,
          pair: {
            expectation: item.pair.expectation.map((a) => a * factor),
            perception: item.pair.perception.map((b) => b * factor),
          },
        }));
        expectEqual(overall({ ...sample, items }), overall(sample), `times ${factor}`);
      }
    });

    test('factor weights count only relative to each other', () => {
      const design = designOf(sample);
      const domain = wholeSample(design);
      const measured = (weights: Record<string, number>) =>
        measureIndex(rowsOf(design, domain), {
          items: sample.items,
          factors: weights,
          aggregate: 'composite',
        }).overall.index;
      expectSame(measured({ one: 0.6, two: 0.4 }).value, overall(sample).estimate ?? Number.NaN, 'C', 1e-13);
    });

    test('other labels for the same strata change nothing', () => {
      const last = sample.populations.length - 1;
      const relabelled = {
        ...sample,
        strata: sample.strata.map((stratum) => last - stratum),
        populations: sample.populations.toReversed(),
      };
      expectEqual(overall(relabelled), overall(sample), 'relabelled');
    });

    test('the mean of a domain is the ratio of two totals over everybody', () => {
      const design = designOf(sample);
      const answers = sample.items[0]?.pair.expectation ?? new Float64Array();
      domainsBy(design, sample.segment.codes, 2).forEach((domain, segment) => {
        const direct = estimateOf(design, domain, meanOf(rowsOf(design, domain), answers));
        // Σ w δ x / Σ w δ, with the indicator δ as the "expectation" and δ x as the "perception"
        const has = answers.map((answer, row) =>
          Number(sample.segment.codes[row] === segment && !Number.isNaN(answer)),
        );
        const value = answers.map((answer, row) => (has[row] === 1 ? answer : 0));
        const pair = { expectation: has, perception: value };
        const item = { key: 'x', factor: 'f', weight: 1, origin: 0, pair };
        const whole = wholeSample(design);
        const model = { items: [item], factors: { f: 1 }, aggregate: 'composite' } as const;
        const ratio = estimateOf(design, whole, measureIndex(rowsOf(design, whole), model).overall.index);
        if (direct.estimate === null) expect(ratio.estimate).toBeNull();
        else expectSame(ratio.estimate, direct.estimate, 'estimate', 1e-12);
        expect(ratio.standardError ?? 0).toBeCloseTo(direct.standardError ?? 0, 11);
      });
    });

    test('post-stratification is raking to one margin, for weights and for errors', () => {
      const totals = Object.fromEntries(
        sample.region.labels.map((label, place) => [label, 300 + 100 * place]),
      );
      const margin = { name: 'region', categories: sample.region, totals };
      const designs = [
        poststratify(sample.weights, margin),
        calibrate(sample.weights, [margin], 'raking'),
      ].map((result) => {
        if (!result.calibration) throw new Error(JSON.stringify(result.problems));
        const { weights, projection } = result.calibration;
        return createDesign({ ...sample, weights, projections: [projection] });
      });
      const [once, raked] = designs.map((design) => overall(sample, 'composite', design));
      expectEqual(once as Estimate, raked as Estimate, 'post-stratified');
    });

    test('a figure whose answers are the calibration variable has no sampling error left', () => {
      const totals = { n: 400, s: 350, w: 320 };
      const { calibration } = calibrate(
        sample.weights,
        [{ name: 'region', categories: sample.region, totals }],
        'raking',
      );
      if (!calibration) throw new Error('not calibrated');
      const design = createDesign({
        ...sample,
        weights: calibration.weights,
        projections: [calibration.projection],
      });
      const share = Float64Array.from(sample.region.codes, (code) => Number(code === 0));
      const estimate = estimateOf(
        design,
        wholeSample(design),
        meanOf(rowsOf(design, wholeSample(design)), share),
      );
      expectSame(estimate.estimate, 400 / 1070, 'share', 1e-12);
      expect(estimate.standardError).toBeLessThan(1e-13);
    });

    test('the variance of a difference follows from the joint covariance', () => {
      const design = designOf(sample);
      const domain = wholeSample(design);
      const { items } = measureIndex(rowsOf(design, domain), {
        items: sample.items,
        factors,
        aggregate: 'composite',
      });
      const influences = items.flatMap(({ index }) =>
        index.value === null ? [] : [linearize(design, domain, index).values],
      );
      const [first = new Float64Array(), second = new Float64Array()] = influences;
      const matrix = covarianceOfTotals(design, [first, second], domain);
      const difference = first.map((u, row) => u - (second[row] ?? 0));
      const [v11 = 0, v12 = 0, , v22 = 0] = matrix ?? [];
      expectSame(
        covarianceOfTotals(design, [difference], domain)?.[0],
        v11 + v22 - 2 * v12,
        'variance',
        1e-9,
      );
    });
  },
);
