import { describe, expect, test } from 'vitest';
import { calibrate } from '#reports/weighting/calibration.ts';
import { crossed } from '#reports/weighting/classes.ts';
import type { CalibrationMethod } from '#reports/weighting/distances.ts';
import { weightingScheme } from '#reports/weighting/scheme.ts';
import { type DrawnSample, weigh } from '#reports/weighting/weights.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { expectSame } from './survey-fixture.ts';

const total = (weights: Float64Array, values: ArrayLike<number>) =>
  weights.reduce((sum, weight, row) => sum + weight * (values[row] ?? Number.NaN), 0);

function weighing(calibration: unknown, sample: DrawnSample, trimming?: unknown) {
  return weigh(
    sample,
    weightingScheme.parse({ base: 'given', calibration, ...(trimming ? { trimming } : {}) }),
  );
}

describe.each(Array.from({ length: 20 }, (_, place) => `sample ${place}`))(
  'whatever the sample: %s',
  (seed) => {
    const random = createRandom(seed);
    const sample = aSample(random);
    const methods: [CalibrationMethod, object][] = [
      ['raking', {}],
      ['linear', {}],
      ['logit', { bounds: { lower: 0.2, upper: 4 } }],
    ];
    const run = (
      method: CalibrationMethod,
      options: object,
      of = sample,
      weights: Float64Array = of.weights,
    ) => {
      const { calibration, problems } = calibrate(weights, of.margins, method, {
        ...options,
        auxiliaries: [of.number],
      });
      if (!calibration) throw new Error(JSON.stringify(problems));
      return calibration.weights;
    };
    const expectWeights = (ours: Float64Array, others: Float64Array) => {
      ours.forEach((weight, row) => {
        expectSame(weight, others[row] ?? Number.NaN, `row ${row}`, 1e-9);
      });
    };

    test.each(methods)('%s meets all its totals, and doing it again changes nothing', (method, options) => {
      const weights = run(method, options);
      expectSame(total(weights, sample.number.values), sample.number.total, 'number', 1e-12);
      for (const { categories, totals } of sample.margins) {
        categories.labels.forEach((label, code) => {
          expectSame(
            total(
              weights,
              categories.codes.map((each) => Number(each === code)),
            ),
            totals[label] ?? 0,
            label,
            1e-12,
          );
        });
      }
      expectWeights(run(method, options, sample, weights), weights);
    });

    test.each(methods)(
      '%s does not care for the order of rows, margins and categories',
      (method, options) => {
        const order = random.shuffle(Array.from(sample.weights.keys()));
        const weights = run(method, options, reordered(sample, order));
        const expected = run(method, options);
        expectWeights(
          weights,
          Float64Array.from(order, (row) => expected[row] ?? Number.NaN),
        );
      },
    );

    test.each(methods.slice(0, 2))('%s does not care for the unit of weights', (method, options) => {
      const scaled = {
        ...sample,
        weights: sample.weights.map((weight) => weight * 1000),
        margins: sample.margins.map((margin) => ({
          ...margin,
          totals: Object.fromEntries(
            Object.entries(margin.totals).map(([label, sum]) => [label, sum * 1000]),
          ),
        })),
        number: { ...sample.number, total: sample.number.total * 1000 },
      };
      expectWeights(
        run(method, options, scaled).map((weight) => weight / 1000),
        run(method, options),
      );
    });

    test('linear and raking are the same to one margin', () => {
      const [margin] = sample.margins;
      const by = (method: CalibrationMethod) =>
        calibrate(sample.weights, margin ? [margin] : [], method).calibration?.weights;
      expectWeights(by('linear') ?? new Float64Array(), by('raking') ?? new Float64Array(1));
    });

    test('trimming and calibrating in turn ends within the limits and at the totals', () => {
      const people: DrawnSample = {
        strata: { codes: new Int32Array(sample.weights.length), labels: ['all'] },
        populations: null,
        responded: new Uint8Array(sample.weights.length).fill(1),
        weights: sample.weights,
        variables: Object.fromEntries(sample.margins.map(({ name, categories }) => [name, categories])),
      };
      const margins = sample.margins.map(({ name, totals }) => ({ variables: [name], totals }));
      const raked = weighing({ method: 'raking', margins }, people).weighted?.weights ?? new Float64Array();
      const upper = 0.95 * Math.max(...raked);
      const { weighted } = weighing({ method: 'raking', margins }, people, { upper, recalibrate: true });
      const weights = weighted?.weights ?? new Float64Array();
      expect(Math.max(...weights)).toBeLessThanOrEqual(upper * (1 + 1e-9));
      for (const { margin, category, total: sum, after } of weighted?.steps.at(-1)?.totals ?? []) {
        expectSame(after, sum, `${margin} ${category}`, 1e-12);
      }
      expect(weighted?.warnings).toEqual([]);
    });
  },
);

/** Margins and a number whose totals some weights near the given ones reach. */
function aSample(random: Random) {
  const rows = 40 + random.below(60);
  const weights = Float64Array.from({ length: rows }, () => 1 + 9 * random.next());
  const population = weights.map((weight) => weight * (0.8 + 0.4 * random.next()));
  const margins = ['one', 'two'].map((name) => {
    const labels = ['a', 'b', 'c'];
    const codes = Int32Array.from({ length: rows }, (_, row) => (row < 3 ? row : random.below(3)));
    const sums = labels.map((_, code) =>
      total(
        population,
        codes.map((each) => Number(each === code)),
      ),
    );
    return {
      name,
      categories: { codes, labels },
      totals: Object.fromEntries(labels.map((label, i) => [label, sums[i] ?? 0])),
    };
  });
  const values = Float64Array.from({ length: rows }, () => Math.round(1000 * random.next()));
  return { weights, margins, number: { name: 'x', values, total: total(population, values) } };
}

function reordered(sample: ReturnType<typeof aSample>, order: readonly number[]): ReturnType<typeof aSample> {
  return {
    weights: Float64Array.from(order, (row) => sample.weights[row] ?? Number.NaN),
    margins: sample.margins.toReversed().map(({ name, categories: { codes, labels }, totals }) => ({
      name,
      totals: Object.fromEntries(Object.entries(totals).reverse()),
      categories: {
        labels: labels.toReversed(),
        codes: Int32Array.from(order, (row) => labels.length - 1 - (codes[row] ?? 0)),
      },
    })),
    number: {
      ...sample.number,
      values: Float64Array.from(order, (row) => sample.number.values[row] ?? Number.NaN),
    },
  };
}

test('crossing many variables of many values does not run out of whole numbers', () => {
  const labels = Array.from({ length: 1000 }, (_, place) => `v${place}`);
  const column = (codes: number[]) => ({ labels, codes: Int32Array.from(codes) });
  const variables = Array.from({ length: 8 }, () => column([999, 0, 998, 999]));
  const { codes, parts } = crossed([...variables, column([7, 7, 7, 8])]);
  expect([...codes]).toEqual([2, 0, 1, 3]);
  expect(parts[3]).toEqual([...Array(8).fill(999), 8]);
});
