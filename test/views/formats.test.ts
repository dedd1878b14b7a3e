import { expect, test } from 'vitest';
import { formats } from '#server/i18n/formats.ts';
import { axisOver } from '#server/views/reports/axis.ts';

const en = formats('en');

test('numbers keep their decimals, and a minus is as wide as a plus', () => {
  expect(en.index(0.95)).toBe('0.950');
  expect(en.standardError(0.00324)).toBe('0.0032');
  expect(en.signed(-0.0314, 3)).toBe('−0.031');
  expect(en.signed(0.0314, 3)).toBe('+0.031');
  expect(en.integer(1_234_567)).toBe('1,234,567');
  expect(en.percent(0.5766, 1)).toBe('57.7%');
});

test('what rounds to zero has no sign', () => {
  expect(en.signed(-0.0004, 3)).toBe('0.000');
  expect(en.number(-0.0004, 3)).toBe('0.000');
});

test('p values are given to three decimals, and never as nothing or all', () => {
  const p = (value: number) => en.p(value).replaceAll('\u00a0', ' ');
  expect(p(0.0169)).toBe('p = 0.017');
  expect(p(0.0004)).toBe('p < 0.001');
  expect(p(0.9999)).toBe('p > 0.999');
});

test('an axis holds all its values between round ticks and is never shorter than it may be', () => {
  const axis = axisOver([0.9421, 0.9581, 1], { least: 0.1, count: 5 });
  expect(axis.ticks).toEqual([0.92, 0.94, 0.96, 0.98, 1, 1.02, 1.04]);
  expect(axis.at(0.92)).toBeCloseTo(0, 12);
  expect(axis.at(1.04)).toBeCloseTo(1, 12);
  const single = axisOver([1], { least: 0.1, count: 5 });
  expect(single.max - single.min).toBeGreaterThanOrEqual(0.1 - 1e-12);
});

test.each([[[1e-9, 1]], [[0, 3.7]], [[-2, 14]], [[0.9999, 1.0001]]])(
  'an axis over %j has few, even ticks',
  (values) => {
    const { ticks, min, max } = axisOver(values, { least: 0.1, count: 5 });
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(min).toBeLessThanOrEqual(Math.min(...values) + 1e-9);
    expect(max).toBeGreaterThanOrEqual(Math.max(...values) - 1e-9);
  },
);
