import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg, holm } from '#reports/sampling-error/multiplicity.ts';
import {
  chiSquareQuantile,
  chiSquareTails,
  fQuantile,
  fTails,
  normalQuantile,
  normalTails,
  studentQuantile,
  studentTails,
} from '#reports/statistics/distributions.ts';

const expected = JSON.parse(
  readFileSync(new URL('../fixtures/r/distributions.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, number[]>> & {
  adjust: { p: number[]; holm: number[]; BH: number[] }[];
};

/** One function of this project beside the one of R. */
const functions: Record<string, (...args: number[]) => number> = {
  pnorm: (x = 0) => normalTails(x).lower,
  pnormUpper: (x = 0) => normalTails(x).upper,
  qnorm: (p = 0) => normalQuantile(p),
  pt: (x = 0, df = 0) => studentTails(x, df).lower,
  ptLarge: (x = 0, df = 0) => studentTails(x, df).lower,
  ptUpper: (x = 0, df = 0) => studentTails(x, df).upper,
  qt: (p = 0, df = 0) => studentQuantile(p, df),
  pchisq: (x = 0, df = 0) => chiSquareTails(x, df).lower,
  pchisqUpper: (x = 0, df = 0) => chiSquareTails(x, df).upper,
  qchisq: (p = 0, df = 0) => chiSquareQuantile(p, df),
  pf: (x = 0, a = 0, b = 0) => fTails(x, a, b).lower,
  pfUpper: (x = 0, a = 0, b = 0) => fTails(x, a, b).upper,
  qf: (p = 0, a = 0, b = 0) => fQuantile(p, a, b),
};

describe('distributions equal those of R to 1e-12 (1e-11 from 10,000 degrees of freedom)', () => {
  test.each(Object.entries(functions))('%s', (name, ours) => {
    const { value = [], ...args } = expected[name] ?? {};
    expect(value.length).toBeGreaterThan(5);
    value.forEach((reference, row) => {
      const point = Object.values(args).map((column) => column[row] ?? Number.NaN);
      const difference = Math.abs(ours(...point) - reference) / Math.max(Math.abs(reference), 1e-290);
      expect(difference, `${name}(${point.join(', ')}) = ${reference}`).toBeLessThan(
        name === 'ptLarge' || name === 'qf' ? 1e-11 : 1e-12,
      );
    });
  });

  test('a quantile and its tail are inverse', () => {
    for (const degreesOfFreedom of [1, 3.7, 50, 5000]) {
      for (const p of [1e-8, 0.01, 0.4, 0.8, 0.999]) {
        const back = studentTails(studentQuantile(p, degreesOfFreedom), degreesOfFreedom).lower;
        expect(Math.abs(back / p - 1)).toBeLessThan(1e-12);
      }
    }
  });

  test('with infinitely many degrees of freedom Student’s t is the normal', () => {
    expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975));
  });

  test('a probability outside (0, 1) is refused', () => {
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => studentTails(1, 0)).toThrow(RangeError);
  });
});

describe('adjusted p values equal p.adjust of R', () => {
  test.each(expected.adjust)('family %#', ({ p, holm: byHolm, BH }) => {
    holm(p).forEach((value, i) => {
      expect(value).toBeCloseTo(byHolm[i] ?? Number.NaN, 14);
    });
    benjaminiHochberg(p).forEach((value, i) => {
      expect(value).toBeCloseTo(BH[i] ?? Number.NaN, 14);
    });
  });

  test('a p value that is not defined stays so and does not count in the family', () => {
    expect(holm([0.01, null, 0.02])).toEqual([0.02, null, 0.02]);
    expect(benjaminiHochberg([null, 0.01, 0.02])).toEqual([null, 0.02, 0.02]);
  });
});
