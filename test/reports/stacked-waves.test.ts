import { describe, expect, test } from 'vitest';
import { createDesign } from '#reports/sampling-error/design.ts';
import { wholeSample } from '#reports/sampling-error/domains.ts';
import { varianceOfTotal } from '#reports/sampling-error/linearization.ts';
import {
  stackedCovariance,
  stackedDomain,
  stackedVariance,
  stackWaves,
} from '#reports/sampling-error/stacked-waves.ts';
import type { WaveSample } from '#reports/sampling-error/waves.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { expectSame } from './survey-fixture.ts';

const strataLabels = ['A', 'B'];

/** A wave of customers in strata (0 or 1) of a population. */
function aWave(
  units: readonly string[],
  strata: readonly number[],
  populations: readonly number[] | null,
): WaveSample {
  const design = createDesign({
    weights: new Float64Array(units.length).fill(2),
    strata: Int32Array.from(strata),
    populations: populations && Float64Array.from(populations),
    lonelyUnits: 'adjust',
  });
  return { design, units, strataLabels };
}

const influenceOf = (random: Random, rows: number) =>
  Float64Array.from({ length: rows }, () => random.normal());

describe('waves in one design', () => {
  const random = createRandom('stacked waves');
  const names = Array.from({ length: 20 }, (_, row) => `c${row}`);
  const strata = names.map((_, row) => row % 2);
  const [u, v] = [influenceOf(random, 20), influenceOf(random, 20)];
  const estimates = [
    { wave: 0, influence: u },
    { wave: 1, influence: v },
  ] as const;

  test('of the same customers are a paired analysis, in whatever order they stand', () => {
    const wave = aWave(names, strata, [30, 50]);
    const order = random.shuffle(names.map((_, row) => row));
    const shuffled = aWave(
      order.map((row) => names[row] ?? ''),
      order.map((row) => strata[row] ?? 0),
      [30, 50],
    );
    const stack = stackWaves([wave, shuffled]);
    const paired = v.map((value, row) => value - (u[row] as number));
    const later = Float64Array.from(order, (row) => v[row] as number);
    const variance = stackedVariance(stack, estimates[0], { wave: 1, influence: later });
    const expected = varianceOfTotal(wave.design, paired, wholeSample(wave.design));
    expectSame(variance, expected ?? Number.NaN, 'variance of the change');
    expect(stackedDomain(stack, [null, null]).degreesOfFreedom).toBe(18);
  });

  test('have the variance of a change that their covariance matrix says', () => {
    const stack = stackWaves([aWave(names, strata, null), aWave(names.toReversed(), strata, null)]);
    const [first = 0, between = 0, , second = 0] = stackedCovariance(stack, estimates) ?? [];
    expectSame(stackedVariance(stack, ...estimates), first + second - 2 * between, 'variance of the change');
  });

  test('keep whoever moved in the stratum of the first wave, and take nobody unknown for another', () => {
    const first = aWave(['a', 'b', '', ''], [0, 0, 1, 1], null);
    const later = aWave(['b', 'c', '', 'd'], [1, 1, 1, 0], null);
    const { stage } = stackWaves([first, later]).design;
    // a, b, d in A; two unknown, c and another unknown in B
    expect([...stage.sampled]).toEqual([3, 4]);
    expect(stage.unitStrata).toHaveLength(7);
  });

  test('have the largest population that a wave knows, none where a wave does not, and at least their customers', () => {
    const populationsOf = (...waves: readonly WaveSample[]) => [
      ...(stackWaves(waves).design.stage.populations ?? []),
    ];
    const small = (units: readonly string[], populations: readonly number[] | null) =>
      aWave(units, [0, 0, 1], populations);
    expect(populationsOf(small(['a', 'b', 'c'], [10, 20]), small(['a', 'b', 'c'], [12, 15]))).toEqual([
      12, 20,
    ]);
    expect(populationsOf(small(['a', 'b', 'c'], [10, 20]), small(['a', 'b', 'c'], null))).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    // a whole population of two was asked twice, and was not the same two
    const census = stackWaves([small(['a', 'b', 'c'], [2, 20]), small(['d', 'e', 'c'], [2, 20])]);
    expect([...(census.design.stage.populations ?? [])]).toEqual([4, 20]);
  });

  test('count a customer of a domain once among the degrees of freedom, whichever waves it was in', () => {
    const stack = stackWaves([aWave(names, strata, null), aWave(names, strata, null)]);
    const rows = (...places: readonly number[]) => Int32Array.from(places);
    // customers 0 to 4 of two strata; 2 and 3 in both waves
    expect(stackedDomain(stack, [rows(0, 1, 2, 3), rows(2, 3, 4)]).degreesOfFreedom).toBe(5 - 2);
    expect(stackedDomain(stack, [rows(), rows(2)]).degreesOfFreedom).toBe(0);
  });
});
