import { describe, expect, test } from 'vitest';
import { type DriverModel, importanceOf } from '#reports/drivers/importance.ts';
import { createDesign } from '#reports/sampling-error/design.ts';
import { domainOf, wholeSample } from '#reports/sampling-error/domains.ts';
import { plainReplication } from '#reports/sampling-error/replicated.ts';
import { givenReplicates } from '#reports/sampling-error/replication.ts';
import { createRandom } from '#surveys/random.ts';
import { measured, ratings, rows, stratified } from './drivers-samples.ts';

describe('importance that is not defined says why', () => {
  const random = createRandom('undefined');
  const design = stratified(random);
  const { outcome, drivers } = ratings(random, 3);
  const [a, b, c] = drivers as [Float64Array, Float64Array, Float64Array];
  const everyone = wholeSample(design);
  const importance = (model: DriverModel, domain = everyone, of = design) => importanceOf(of, domain, model);

  test('a driver that repeats another, or is made of others', () => {
    const twice = a.map((answer) => 3 - 2 * answer);
    expect(importance({ outcome, drivers: [a, b, twice] })).toMatchObject({
      reason: 'collinear-drivers',
      at: [2],
    });
    const mean = a.map((answer, row) => (answer + (b[row] as number) + (c[row] as number)) / 3);
    expect(importance({ outcome, drivers: [a, mean, b, c] })).toMatchObject({ at: [3] });
  });

  test('a driver or an outcome all of whose answers are alike', () => {
    const alike = new Float64Array(rows).fill(0.1);
    expect(importance({ outcome, drivers: [a, alike] })).toMatchObject({
      reason: 'constant-driver',
      at: [1],
    });
    expect(importance({ outcome: alike, drivers: [a, b] })).toMatchObject({ reason: 'constant-outcome' });
  });

  test('too few who answered everything', () => {
    const four = domainOf(design, Int32Array.of(3, 4, 5, 6));
    expect(importance({ outcome, drivers }, four)).toMatchObject({ reason: 'too-few-answers', n: 4 });
    const five = domainOf(design, Int32Array.of(3, 4, 5, 6, 7));
    expect(importance({ outcome, drivers }, five).reason).toBeNull();
  });

  test('nobody, no answers, no weight', () => {
    const missing = new Float64Array(rows).fill(Number.NaN);
    const nobody = domainOf(design, new Int32Array(0));
    const weightless = createDesign({ weights: new Float64Array(rows) });
    expect(importance({ outcome, drivers }, nobody).reason).toBe('no-rows');
    expect(importance({ outcome, drivers: [a, missing] })).toMatchObject({
      reason: 'no-answers',
      leftOut: rows,
    });
    expect(importance({ outcome, drivers }, wholeSample(weightless), weightless).reason).toBe('zero-weight');
  });

  test('numbers beyond all bounds', () => {
    const endless = a.map((_, row) => (row % 2 === 0 ? 1.7e308 : -1.7e308));
    expect(importance({ outcome, drivers: [endless, b] }).reason).toBe('not-finite');
  });

  test('shares of nothing', () => {
    const four = createDesign({ weights: new Float64Array(8).fill(2) });
    const column = (...answers: number[]) => Float64Array.from([...answers, ...answers]);
    const model = { outcome: column(1, 1, 2, 2), drivers: [column(1, 2, 1, 2)] };
    const { rSquared, drivers: measuredDrivers } = measured(four, model);
    expect(rSquared.estimate).toBe(0);
    expect(measuredDrivers[0]?.share).toMatchObject({ estimate: null, reason: 'zero-denominator' });
  });

  test('replicates without importance are left out and counted', () => {
    const columns = [1, 2, 3, 4].map((turn) =>
      design.weights.map((weight, row) => (row % 5 < turn ? weight : 0)),
    );
    const empty = new Float64Array(rows);
    const replicates = givenReplicates([...columns, empty], { scale: 0.2, rscales: null, mse: false });
    const { discarded, rSquared } = measured(
      design,
      { outcome, drivers },
      { replication: plainReplication(design, replicates) },
    );
    expect(discarded).toBe(1);
    expect(rSquared.standardError).toBeGreaterThan(0);
  });

  test('a column that is not one answer for each row is an error', () => {
    expect(() => importance({ outcome, drivers: [a.slice(1)] })).toThrow(RangeError);
  });
});
