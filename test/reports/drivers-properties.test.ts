import { describe, expect, test } from 'vitest';
import type { MeasuredImportance } from '#reports/drivers/importance.ts';
import { relativeWeightGradients, relativeWeights } from '#reports/drivers/relative-weights.ts';
import { shapleyGradients, shapleyShares } from '#reports/drivers/shapley.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { plainReplication } from '#reports/sampling-error/replicated.ts';
import { replicatesOf } from '#reports/sampling-error/replication.ts';
import { symmetricEigen } from '#reports/statistics/eigen.ts';
import { solveSymmetric } from '#reports/statistics/linear-algebra.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { measured, ratings, rows, stratified } from './drivers-samples.ts';
import { expectSame } from './survey-fixture.ts';

/** Everything a report shows of it, in one list. */
function numbersOf({ rSquared, drivers }: MeasuredImportance): number[] {
  const estimates = [rSquared, ...drivers.flatMap(({ contribution, share }) => [contribution, share])];
  return estimates.flatMap(({ estimate, standardError }) => [estimate ?? -1, standardError ?? -1]);
}

function expectAlike(ours: MeasuredImportance, other: MeasuredImportance, what: string) {
  const expected = numbersOf(other);
  for (const [place, number] of numbersOf(ours).entries()) {
    expectSame(number, expected[place] as number, `${what}, number ${place}`, 1e-8);
  }
}

/** R² by the normal equations of the correlations. */
function explained(matrix: Float64Array, drivers: number): number {
  const width = drivers + 1;
  const inner = Float64Array.from({ length: drivers * drivers }, (_, at) => {
    return matrix[Math.trunc(at / drivers) * width + (at % drivers)] as number;
  });
  const outcome = Float64Array.from({ length: drivers }, (_, k) => matrix[k * width + drivers] as number);
  const coefficients = solveSymmetric(inner, outcome) ?? new Float64Array(drivers).fill(Number.NaN);
  return coefficients.reduce((sum, coefficient, k) => sum + coefficient * (outcome[k] as number), 0);
}

/** A positive definite correlation matrix. */
function correlationMatrix(random: Random, width: number): Float64Array {
  const vectors = Array.from({ length: width }, () =>
    Array.from({ length: width + 3 }, () => random.next() - 0.35),
  );
  const product = (k: number, l: number) =>
    (vectors[k] ?? []).reduce((sum, each, i) => sum + each * (vectors[l]?.[i] ?? 0), 0);
  return Float64Array.from({ length: width * width }, (_, at) => {
    const [k, l] = [Math.trunc(at / width), at % width];
    return k === l ? 1 : product(k, l) / Math.sqrt(product(k, k) * product(l, l));
  });
}

/** Exchanges two places of a matrix. */
function exchanged(matrix: Float64Array, width: number, first: number, second: number): Float64Array {
  const place = (k: number) => (k === first ? second : k === second ? first : k);
  return matrix.map((_, at) => {
    return matrix[place(Math.trunc(at / width)) * width + place(at % width)] as number;
  });
}

describe.each([1, 2, 3, 4])('importance of drivers, random sample %i', (seed) => {
  const random = createRandom(`drivers ${seed}`);
  const design = stratified(random);
  const model = ratings(random, 4);
  const methods = ['shapley', 'relative-weights'] as const;

  test.each(methods)(
    '%s does not depend on the order of rows, the size of weights or the scale',
    (method) => {
      const whole = measured(design, model, { method });
      const order = Int32Array.from({ length: rows }, (_, row) => (row * 7 + seed) % rows);
      const shuffled = (column: Float64Array) => Float64Array.from(order, (row) => column[row] as number);
      const reordered = createDesign({
        weights: shuffled(design.weights),
        strata: Int32Array.from(order, (row) => design.stage.strata[row] as number),
      });
      const there = { outcome: shuffled(model.outcome), drivers: model.drivers.map(shuffled) };
      expectAlike(measured(reordered, there, { method }), whole, 'another order');
      const heavier = { ...design, weights: design.weights.map((weight) => weight * 1e6) };
      expectAlike(measured(heavier, model, { method }), whole, 'heavier');
      const units = [1e15, -3, 1e-15, 0.01];
      const rescaled = {
        outcome: model.outcome.map((answer) => 5 * answer - 40),
        drivers: model.drivers.map((driver, j) =>
          driver.map((answer) => (units[j] as number) * (answer + 2)),
        ),
      };
      expectAlike(measured(design, rescaled, { method }), whole, 'other scales');
    },
  );

  test.each(methods)('%s goes with the driver, not with its place', (method) => {
    const [first, second, ...rest] = model.drivers as [Float64Array, Float64Array, ...Float64Array[]];
    const whole = measured(design, model, { method });
    const turned = measured(design, { ...model, drivers: [second, first, ...rest] }, { method });
    const [b, a, ...others] = turned.drivers as typeof turned.drivers & { 0: never };
    expectAlike({ ...turned, drivers: [a as never, b, ...others] }, whole, 'turned');
  });

  test('linearization is close to the jackknife for contributions clear of 0', () => {
    const { replicates } = replicatesOf(design, { type: 'JKn' });
    if (!replicates) throw new Error('No replicates');
    const replication = plainReplication(design, replicates);
    const [linear, replicated] = [measured(design, model), measured(design, model, { replication })];
    const clear = linear.drivers.flatMap(({ contribution }, j) => {
      const [value, error] = [contribution.estimate ?? 0, contribution.standardError ?? 0];
      return value > 2 * error ? [[error, replicated.drivers[j]?.contribution.standardError ?? 0]] : [];
    });
    expect(clear.length).toBeGreaterThan(0);
    for (const [ours = 0, theirs = 0] of clear) expect(Math.abs(ours / theirs - 1)).toBeLessThan(0.1);
  });
});

describe.each([1, 2, 3, 7, 11])('contributions of %i drivers', (drivers) => {
  const matrix = correlationMatrix(createRandom(`matrix ${drivers}`), drivers + 1);

  test('add up to R²', () => {
    const expected = explained(matrix, drivers);
    const sum = (parts: Float64Array | null) => parts?.reduce((total, part) => total + part, 0);
    expectSame(sum(shapleyShares(matrix, drivers)), expected, 'Shapley', 1e-12);
    expectSame(sum(relativeWeights(matrix, drivers)), expected, 'relative weights', 1e-12);
  });

  test('have the derivatives they say', () => {
    const width = drivers + 1;
    const step = 1e-5;
    const routes = [
      [shapleyShares, shapleyGradients],
      [relativeWeights, relativeWeightGradients],
    ] as const;
    for (const [shares, gradients] of routes) {
      const derivatives = gradients(matrix, drivers) ?? [];
      const at = Math.max(0, drivers - 2);
      const moved = (by: number) => {
        const other = matrix.slice();
        other[at * width + drivers] = (other[at * width + drivers] as number) + by;
        other[drivers * width + at] = (other[drivers * width + at] as number) + by;
        other[at] = at === 0 ? 1 : (other[at] as number) + by;
        other[at * width] = other[at] as number;
        return shares(other, drivers) ?? new Float64Array(drivers).fill(Number.NaN);
      };
      const [up, down] = [moved(step), moved(-step)];
      derivatives.forEach((gradient, j) => {
        const slope = ((up[j] as number) - (down[j] as number)) / (2 * step);
        const own = 2 * (gradient[at * width + drivers] as number);
        const between = at === 0 ? 0 : 2 * (gradient[at] as number);
        expect(Math.abs(own + between - slope)).toBeLessThan(1e-7);
      });
    }
  });
});

describe('contributions', () => {
  test('of drivers with the same correlations are the same', () => {
    const random = createRandom('symmetric');
    const matrix = correlationMatrix(random, 6);
    const turned = exchanged(matrix, 6, 1, 3);
    const even = matrix.map((each, at) => (each + (turned[at] as number)) / 2);
    const shapley = shapleyShares(even, 5);
    expectSame(shapley[1], shapley[3] as number, 'Shapley', 1e-13);
    const weights = relativeWeights(even, 5);
    expectSame(weights?.[1], weights?.[3] as number, 'relative weights', 1e-12);
  });

  test('of drivers that have nothing in common are their squared correlations', () => {
    const matrix = Float64Array.of(1, 0, 0.6, 0, 1, -0.3, 0.6, -0.3, 1);
    expect(Array.from(shapleyShares(matrix, 2), (each) => each.toFixed(14))).toEqual([
      (0.36).toFixed(14),
      (0.09).toFixed(14),
    ]);
    expectSame(relativeWeights(matrix, 2)?.[0], 0.36, 'relative weight', 1e-14);
  });

  test('of two drivers are the mean of both orders of entry', () => {
    const [between, first, second] = [0.5, 0.7, 0.4];
    const matrix = Float64Array.of(1, between, first, between, 1, second, first, second, 1);
    const both = (first ** 2 + second ** 2 - 2 * between * first * second) / (1 - between ** 2);
    const shares = shapleyShares(matrix, 2);
    expectSame(shares[0], (first ** 2 + both - second ** 2) / 2, 'first', 1e-14);
    expectSame(shares[1], (second ** 2 + both - first ** 2) / 2, 'second', 1e-14);
  });

  test('of fifteen drivers are Shapley shares, of sixteen relative weights', () => {
    const random = createRandom('many');
    const design = stratified(random);
    const { method, drivers, rSquared } = measured(design, ratings(random, 15));
    expect(method).toBe('shapley');
    const total = drivers.reduce((sum, { contribution }) => sum + (contribution.estimate ?? Number.NaN), 0);
    expectSame(total, rSquared.estimate as number, 'sum', 1e-12);
    expect(measured(design, ratings(random, 16)).method).toBe('relative-weights');
    expect(() => measured(design, ratings(random, 16), { method: 'shapley' })).toThrow(RangeError);
    expect(() => measured(design, ratings(random, 0))).toThrow(RangeError);
  });
});

describe('eigenvalues', () => {
  test.each([1, 2, 5, 20])('of %i dimensions put the matrix together again', (n) => {
    const matrix = correlationMatrix(createRandom(`eigen ${n}`), n);
    const { values, vectors } = symmetricEigen(matrix, n) ?? { values: [], vectors: [] };
    matrix.forEach((each, at) => {
      const [k, l] = [Math.trunc(at / n), at % n];
      let again = 0;
      for (let e = 0; e < n; e++) {
        again += (values[e] as number) * (vectors[e * n + k] as number) * (vectors[e * n + l] as number);
      }
      expect(Math.abs(again - each)).toBeLessThan(1e-13);
    });
  });

  test('of what is not a number are none', () => {
    expect(symmetricEigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toBeNull();
  });
});
