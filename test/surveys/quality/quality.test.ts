import { describe, expect, test } from 'vitest';
import { duplicate, likenessOf, writtenKeys } from '#surveys/quality/duplicates.ts';
import { gradeOf } from '#surveys/quality/flags.ts';
import { speed } from '#surveys/quality/speed.ts';
import { chanceOfRun, straightLining } from '#surveys/quality/straight-lining.ts';
import { createRandom } from '#surveys/random.ts';
import { aDefinition, aPage, aPair, aText } from '../builders.ts';

const keys = Array.from({ length: 12 }, (_, i) => `item${i + 1}`);
const asked = aDefinition(aPage('one', ...keys.map((key) => aPair(key)), aText('comment')));
const texts = writtenKeys(asked);
const even = new Map(Array.from({ length: 10 }, (_, i): [number, number] => [i + 1, 0.1]));
const shares = { expectation: even, perception: even };

/** Answers to so many pairs. */
function rated(items: number, expectation: (i: number) => number, perception: (i: number) => number) {
  return Object.fromEntries(
    keys.slice(0, items).map((key, i) => [key, { expectation: expectation(i), perception: perception(i) }]),
  );
}
const [ten, five, varied] = [() => 10, () => 5, (i: number) => 1 + ((i * 7) % 10)];

describe('straight-lining', () => {
  test('is nothing to who expects the best of everything and tells what was found, but a note', () => {
    const flag = straightLining(asked, rated(12, ten, varied), shares);
    expect(flag).toMatchObject({ kind: 'straightLining', grade: 'note' });
    expect(flag?.halves).toEqual([
      { half: 'expectation', items: 12, longestRun: 12, point: 10, share: 1, chance: expect.any(Number) },
      { half: 'perception', items: 12, longestRun: 1, point: 1, share: 2 / 12, chance: 1 },
    ]);
  });

  test('is suspicious in perceptions that chance would hardly give, and in both halves', () => {
    expect(straightLining(asked, rated(12, varied, five), shares)?.grade).toBe('suspicious');
    expect(straightLining(asked, rated(12, ten, five), shares)?.grade).toBe('suspicious');
    expect(straightLining(asked, rated(8, five, five), shares)?.grade).toBe('suspicious');
  });

  test('is strong where many items were ticked at the same point in both halves', () => {
    expect(straightLining(asked, rated(12, five, five), shares)?.grade).toBe('strong');
    expect(straightLining(asked, rated(10, ten, ten), {})?.grade).toBe('strong');
  });

  test('weighs a line by what is usual: where nearly everybody says ten, tens are a note', () => {
    const usual = new Map([
      [10, 0.9],
      [9, 0.1],
    ]);
    const flag = straightLining(asked, rated(12, varied, ten), { expectation: even, perception: usual });
    expect(flag?.grade).toBe('note');
    expect(flag?.halves[1]?.chance).toBeCloseTo(0.9 ** 12 + 0.1 ** 12, 12);
  });

  test('notes a long run that is no line', () => {
    const run = (i: number) => (i < 8 ? 4 : varied(i));
    expect(straightLining(asked, rated(12, run, varied), shares)?.grade).toBe('note');
  });

  test('is not judged on five items, nor where "not applicable" was said of most', () => {
    expect(straightLining(asked, rated(5, five, five), shares)).toBeNull();
    const na = Object.fromEntries(keys.map((key) => [key, { perception: 'na' as const }]));
    expect(straightLining(asked, { ...na, ...rated(5, five, five) }, shares)).toBeNull();
  });

  test('answers that differ are nothing to note', () => {
    expect(
      straightLining(
        asked,
        rated(12, varied, (i) => varied(i + 3)),
        shares,
      ),
    ).toBeNull();
  });

  test('the chance of a run is no less than how often one is met', () => {
    const random = createRandom('runs');
    const points = new Map([
      [1, 0.5],
      [2, 0.3],
      [3, 0.2],
    ]);
    const draw = () => {
      const u = random.next();
      return u < 0.5 ? 1 : u < 0.8 ? 2 : 3;
    };
    for (const length of [3, 5, 7]) {
      const trials = 20_000;
      let met = 0;
      for (let trial = 0; trial < trials; trial++) {
        let [run, longest, last] = [0, 0, 0];
        for (let i = 0; i < 12; i++) {
          const point = draw();
          run = point === last ? run + 1 : 1;
          longest = Math.max(longest, run);
          last = point;
        }
        if (longest >= length) met += 1;
      }
      const chance = chanceOfRun(length, 12, points);
      expect(chance).toBeGreaterThan(met / trials - 0.01);
      // and close to it where runs are rare
      if (length === 7) expect(chance).toBeLessThan(1.3 * (met / trials));
    }
  });
});

describe('speed', () => {
  const route = { median: 300, answers: 30 };
  test.each([
    [151, null],
    [149, 'note'],
    [99, 'suspicious'],
    [59, 'strong'],
    [0, 'strong'],
    [5000, null],
  ])('of %i seconds where the middle one took 300 is %s', (seconds, grade) => {
    expect(speed(seconds, route)?.grade ?? null).toBe(grade);
  });

  test('is not judged where it is not known, or few took the same route', () => {
    expect(speed(null, route)).toBeNull();
    expect(speed(10, null)).toBeNull();
    expect(speed(10, { median: 300, answers: 29 })).toBeNull();
  });

  test('comes with the numbers behind it', () => {
    expect(speed(90, route)).toEqual({
      kind: 'speed',
      grade: 'suspicious',
      seconds: 90,
      median: 300,
      answers: 30,
    });
  });
});

describe('duplicates', () => {
  const given = rated(12, varied, (i) => varied(i + 3));

  test('are alike in whatever order their answers were kept', () => {
    const one = likenessOf(texts, { ...given, comment: '包装有点破，但是态度很好' }, { b: '2', a: '1' });
    const back = Object.fromEntries(
      Object.entries(given)
        .toReversed()
        .map(([key, { expectation, perception }]) => [key, { perception, expectation }]),
    );
    const other = likenessOf(texts, { comment: '包装有点破，但是态度很好', ...back }, { a: '1', b: '2' });
    expect(other).toEqual(one);
    expect(one).toMatchObject({ hasWords: true, facts: '[["a","1"],["b","2"]]' });
  });

  test('are not looked for where many are alike by chance', () => {
    expect(likenessOf(texts, rated(12, five, five), null)).toEqual({
      answers: null,
      hasWords: false,
      facts: null,
    });
    expect(likenessOf(texts, rated(3, varied, five), {}).answers).toBeNull();
    expect(likenessOf(texts, { comment: '很好' }, null).answers).toBeNull();
    expect(likenessOf(texts, { comment: '很好，没有意见，谢谢' }, null).answers).not.toBeNull();
  });

  test.each([
    [{ answers: 0, facts: 0, both: 0 }, false, null],
    [{ answers: 0, facts: 2, both: 0 }, false, 'note'],
    [{ answers: 1, facts: 0, both: 0 }, false, 'suspicious'],
    [{ answers: 1, facts: 0, both: 0 }, true, 'strong'],
    [{ answers: 1, facts: 1, both: 1 }, false, 'strong'],
  ])('with %j others, words %s, are %s', (others, hasWords, grade) => {
    expect(duplicate({ hasWords }, others)?.grade ?? null).toBe(grade);
  });
});

test('what is suspicious in two ways is strong, notes stay notes', () => {
  const route = { median: 300, answers: 30 };
  const [fast, quick] = [speed(90, route), speed(140, route)];
  const lined = straightLining(asked, rated(8, five, five), shares);
  expect(gradeOf([fast, lined].filter((flag) => flag !== null))).toBe('strong');
  expect(gradeOf([quick, lined].filter((flag) => flag !== null))).toBe('suspicious');
  expect(gradeOf([])).toBeNull();
});
