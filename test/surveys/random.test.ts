import { describe, expect, test } from 'vitest';
import { createRandom } from '#surveys/random.ts';

describe('createRandom', () => {
  test('a seed gives the same numbers for ever', () => {
    const random = createRandom('manyi');
    expect([random.next(), random.next(), random.next()]).toEqual([
      0.4322219739279193, 0.28339623490773846, 0.9897500315548637,
    ]);
    expect([random.below(10), random.below(1000)]).toEqual([9, 890]);
    expect([random.normal(), random.normal()]).toEqual([-0.7675322935214258, -0.14848339503272057]);
    expect(random.shuffle([1, 2, 3, 4, 5, 6])).toEqual([1, 6, 5, 3, 4, 2]);
    expect(random.sample(20, 5)).toEqual([17, 9, 15, 10, 0]);
  });

  test('seeds that differ in one character, or are empty, give unrelated streams', () => {
    const seeds = ['', 'a', 'b', '2026-Q3/A', '2026-Q3/B', '满意'];
    expect(new Set(seeds.map((seed) => createRandom(seed).next())).size).toBe(seeds.length);
  });

  test('every integer below n comes equally often', () => {
    const random = createRandom('dice');
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) {
      const face = random.below(6);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(20.5); // the 0.1 % point with 5 degrees of freedom
  });

  test('normal numbers have mean 0 and variance 1', () => {
    const random = createRandom('normal');
    let [sum, squares] = [0, 0];
    for (let i = 0; i < 100_000; i++) {
      const z = random.normal();
      sum += z;
      squares += z * z;
    }
    expect(Math.abs(sum / 100_000)).toBeLessThan(0.015);
    expect(Math.abs(squares / 100_000 - 1)).toBeLessThan(0.02);
  });

  test('a sample holds different units, and shuffling leaves the list it was given alone', () => {
    const random = createRandom('sample');
    const drawn = random.sample(50, 50);
    expect([...drawn].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const list = Object.freeze([1, 2, 3]);
    expect([...random.shuffle(list)].sort()).toEqual([1, 2, 3]);
  });

  test('an impossible wish is refused', () => {
    const random = createRandom('x');
    expect(() => random.below(0)).toThrow(RangeError);
    expect(() => random.sample(3, 4)).toThrow(RangeError);
  });
});
