import { describe, expect, test } from 'vitest';
import { compact, crossedCodes } from '#reports/estimate/numbering.ts';
import { growingLabels, growingNumbers } from '#server/estimate/growing.ts';
import { growingIdentifiers } from '#server/estimate/growing-identifiers.ts';
import { createRandom } from '#surveys/random.ts';

const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, row) => row);

describe('a column of numbers', () => {
  test.each([
    ['ratings', (i: number) => (i % 7 === 0 ? Number.NaN : i % 11)],
    ['counts', (i: number) => (i * 37) % 30_000],
    ['weights', (i: number) => i / 3],
    [
      'numbers at the ends of a byte and of two',
      (i: number) => [-127, 127, -128, 128, -32_767, 32_768][i % 6] ?? 0,
    ],
    ['ratings, then something else', (i: number) => (i < 100_000 ? i % 10 : i + 0.5)],
    ['nothing', () => Number.NaN],
    ['numbers beyond whole ones', (i: number) => (i % 2 === 0 ? 1e300 : -1e-300)],
  ])('keeps %s as they are', (_, numberAt) => {
    const count = 150_000;
    const column = growingNumbers();
    for (let i = 0; i < count; i++) column.push(numberAt(i));
    const kept = column.finish();
    expect(kept.valuesAt(rowsOf(count))).toEqual(Float64Array.from({ length: count }, (_, i) => numberAt(i)));
    const some = rowsOf(count).filter((row) => row % 13 === 5 || row > 140_000);
    expect(kept.valuesAt(some)).toEqual(Float64Array.from(some, numberAt));
    expect(kept.valuesAt(new Int32Array())).toHaveLength(0);
  });
});

describe('a column of identifiers', () => {
  test.each([1, 2, 3])('tells apart what is different, and nothing else, %i', (seed) => {
    const random = createRandom(`identifiers ${seed}`);
    const letters = ['a', 'b', 'Z', '0', '1', '满', '意', 'é', '𠮷', ' ', '|'];
    const long = 'x'.repeat(1_500_000);
    const labelOf = () => {
      const length = random.below(seed + 3);
      return Array.from({ length }, () => letters[random.below(letters.length)]).join('');
    };
    const labels = Array.from({ length: 40_000 }, labelOf);
    labels.splice(500, 0, long, `${long}y`, 'after', long, 'y'.repeat(300));
    const [column, expected] = [growingIdentifiers(), growingLabels()];
    for (const label of labels) {
      column.push(label);
      expected.push(label);
    }
    const [ours, theirs] = [column.finish(), expected.finish()];
    expect(ours.codes).toEqual(theirs.codes);
    expect(theirs.labels.map((_, code) => ours.labelOf(code))).toEqual(theirs.labels);
  });

  test('may have as many as rows', () => {
    const column = growingIdentifiers();
    for (let i = 0; i < 300_000; i++) column.push(`K${i}`);
    const { codes, labelOf } = column.finish();
    expect(codes).toEqual(rowsOf(300_000));
    expect(labelOf(299_999)).toBe('K299999');
  });
});

describe('codes are numbered in the order in which they are first seen', () => {
  test('one column', () => {
    expect(compact(Int32Array.of(5, 2, 5, 9, 2))).toEqual({
      codes: Int32Array.of(0, 1, 0, 2, 1),
      kept: [5, 2, 9],
    });
  });

  test.each([
    ['few values', 5],
    ['so many that no table holds their pairs', 90_000],
  ])('several columns of %s', (_, values) => {
    const random = createRandom(`columns ${values}`);
    const columns = [0, 1, 2].map(() => Int32Array.from({ length: 60_000 }, () => random.below(values)));
    const numbers = new Map<string, number>();
    const expected = Int32Array.from({ length: 60_000 }, (_, row) => {
      const key = columns.map((column) => column[row]).join('|');
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
    expect(crossedCodes(60_000, columns)).toEqual(expected);
  });
});
