import { expect, test } from 'vitest';
import { delayAfter } from '#server/people/attempts.ts';

test('the first failures cost nothing, each further one twice as much, up to a quarter of an hour', () => {
  const delays = Array.from({ length: 16 }, (_, i) => delayAfter(i + 1) / 1000);
  expect(delays).toEqual([0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  expect(delayAfter(10_000)).toBe(900_000);
});
