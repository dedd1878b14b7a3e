import { describe, expect, test } from 'vitest';
import { sumsBetween } from '#reports/known-sums.ts';
import { heldBackCells, heldBackTogether, type KnownSum, type TableCell } from '#reports/small-cells.ts';
import { createRandom, type Random } from '#surveys/random.ts';

describe('one table', () => {
  test('cells with enough answers are shown', () => {
    expect(heldBackCells([10, 20, 30], 10)).toEqual([false, false, false]);
  });

  test('a single small cell takes the next smallest with it, which the total would otherwise give away', () => {
    expect(heldBackCells([9, 40, 20], 10)).toEqual([true, false, true]);
  });

  test('two small cells that together are still few take another with them', () => {
    expect(heldBackCells([3, 4, 50, 30], 10)).toEqual([true, true, false, true]);
  });

  test('two small cells that together are enough hide each other', () => {
    expect(heldBackCells([6, 7, 50], 10)).toEqual([true, true, false]);
  });

  test('an empty cell hides nobody', () => {
    expect(heldBackCells([0, 12, 30], 10)).toEqual([false, false, false]);
  });

  test('where there is nothing left to hide behind, what is small is held back alone', () => {
    expect(heldBackCells([4], 10)).toEqual([true]);
  });

  test('a group that may be smaller is shown, and takes another with it only below its own number', () => {
    const cells = (a: number): TableCell[] => [
      { count: a, smallest: 5 },
      ...[30, 40].map((count) => ({ count, smallest: 10 })),
    ];
    const total = [{ plus: [0, 1, 2], minus: [] }];
    expect(heldBackTogether(cells(6), total)).toEqual([false, false, false]);
    expect(heldBackTogether(cells(4), total)).toEqual([true, true, false]);
  });

  test('a table of hundreds of small cells is worked out', () => {
    const counts = Array.from({ length: 400 }, (_, cell) => 1 + (cell % 12));
    const held = heldBackCells(counts, 10);
    expect(counts.every((count, cell) => held[cell] === count < 10)).toBe(true);
  });
});

describe('several tables', () => {
  test('a class and its strata: what the class gives away of a stratum is held back', () => {
    // strata A.x, A.y, B.x, B.y and classes A, B
    const cells = [4, 30, 8, 25, 34, 33].map((count) => ({ count, smallest: 10 }));
    const strata = { plus: [0, 1, 2, 3], minus: [] };
    const classes = { plus: [4, 5], minus: [] };
    expect(heldBackTogether(cells, [strata, classes])).toEqual([true, false, true, false, false, false]);
    const nested = sumsBetween([
      [4, 0],
      [4, 1],
      [5, 2],
      [5, 3],
    ]);
    const held = heldBackTogether(cells, [strata, classes, ...nested]);
    expect(held).toEqual([true, true, true, true, false, false]);
  });

  test('tables that mix everybody give no more away than each by itself', () => {
    expect(
      sumsBetween([
        [0, 2],
        [0, 3],
        [1, 2],
        [1, 3],
      ]),
    ).toEqual([]);
  });
});

/** Every way to fill what is held back that fits all that is shown and the sums. */
function* tablesThatFit(
  cells: readonly TableCell[],
  sums: readonly KnownSum[],
  held: readonly boolean[],
): Generator<readonly number[]> {
  const hidden = [...cells.keys()].filter((cell) => held[cell]);
  const known = cells.map(({ count }, cell) => (held[cell] ? 0 : count));
  const sumOf = (counts: readonly number[], { plus, minus }: KnownSum) =>
    plus.reduce((n, cell) => n + (counts[cell] ?? 0), 0) -
    minus.reduce((n, cell) => n + (counts[cell] ?? 0), 0);
  const truth = cells.map(({ count }) => count);
  const wanted = sums.map((sum) => sumOf(truth, sum));
  const whole = Math.max(...wanted, 0);
  const counts = [...known];
  function* fill(place: number): Generator<readonly number[]> {
    const cell = hidden[place];
    if (cell === undefined) {
      if (sums.every((sum, at) => sumOf(counts, sum) === wanted[at])) yield [...counts];
      return;
    }
    const later = new Set(hidden.slice(place));
    for (let count = 0; count <= whole; count++) {
      counts[cell] = count;
      const rest = hidden.slice(place + 1);
      const isDone = sums.every((sum, at) => {
        const members = [...sum.plus, ...sum.minus];
        if (rest.some((other) => members.includes(other)) || !members.some((one) => later.has(one)))
          return true;
        return sumOf(counts, sum) === wanted[at];
      });
      const isTooMuch = sums.some(
        (sum, at) => sum.minus.length === 0 && sumOf(counts, sum) > (wanted[at] as number),
      );
      if (isTooMuch) break;
      if (isDone) yield* fill(place + 1);
    }
    counts[cell] = 0;
  }
  yield* fill(0);
}

/** A table of rows and columns with its margins, which are cells of their own and may be held back as well. */
function crossed(random: Random): { cells: TableCell[]; sums: KnownSum[] } {
  const [rows, columns] = [2 + random.below(2), 2 + random.below(2)];
  const smallest = 2;
  const counts = Array.from({ length: rows * columns }, () =>
    random.next() < 0.45 ? random.below(smallest) : random.below(5),
  );
  const at = (row: number, column: number) => row * columns + column;
  const rowCells = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => at(row, column)),
  );
  const columnCells = Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_, row) => at(row, column)),
  );
  const margins = [...rowCells, ...columnCells].map((members) =>
    members.reduce((n, cell) => n + (counts[cell] ?? 0), 0),
  );
  const first = counts.length;
  const places = margins.map((_, place) => first + place);
  return {
    cells: [...counts, ...margins].map((count) => ({ count, smallest })),
    sums: [
      { plus: places.slice(0, rows), minus: [] },
      { plus: places.slice(rows), minus: [] },
      ...[...rowCells, ...columnCells].map((plus, place) => ({ plus, minus: [first + place] })),
    ],
  };
}

test('whoever tries out every table that fits cannot tell how many answers a small cell has', () => {
  const random = createRandom('attack');
  let attacked = 0;
  for (let round = 0; round < 200; round++) {
    const { cells, sums } = crossed(random);
    const held = heldBackTogether(cells, sums);
    const isLeft = cells.some(({ count }, cell) => !held[cell] && count > 0);
    if (!isLeft || held.filter(Boolean).length > 7) continue;
    const least = cells.map(() => Number.POSITIVE_INFINITY);
    const most = cells.map(() => 0);
    for (const counts of tablesThatFit(cells, sums, held)) {
      for (const [cell, count] of counts.entries()) {
        least[cell] = Math.min(least[cell] as number, count);
        most[cell] = Math.max(most[cell] as number, count);
      }
    }
    for (const [cell, { count, smallest }] of cells.entries()) {
      if (count === 0 || count >= smallest) continue;
      attacked += 1;
      expect(held[cell]).toBe(true);
      expect((most[cell] as number) - (least[cell] as number)).toBeGreaterThanOrEqual(smallest);
    }
  }
  expect(attacked).toBeGreaterThan(40);
});

test('two held back in every row and column are not enough: the sums of some give the others away', () => {
  // rows of four columns; x marks what would be held back two by two, and r2c3 could be told from r1 + r2 − c1 − c2
  const counts = [2, 20, 30, 30, 20, 20, 2, 30, 30, 30, 20, 2, 30, 30, 30, 30];
  const rows = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => 4 * row + column));
  const columns = [0, 1, 2, 3].map((column) => [0, 1, 2, 3].map((row) => 4 * row + column));
  const sums = [...rows, ...columns].map((plus) => ({ plus, minus: [] }));
  const cells = counts.map((count) => ({ count, smallest: 10 }));
  const naive = [0, 1, 4, 5, 6, 10, 11, 14, 15];
  const decided = cells.map((cell, place) => ({
    ...cell,
    decided: naive.includes(place) ? ('held-back' as const) : ('shown' as const),
  }));
  expect(rows.every((row) => row.filter((cell) => naive.includes(cell)).length !== 1)).toBe(true);
  expect(columns.every((column) => column.filter((cell) => naive.includes(cell)).length !== 1)).toBe(true);
  expect(heldBackTogether(decided, sums).filter(Boolean)).toHaveLength(naive.length);
  const free = cells.map((cell, place) =>
    naive.includes(place) ? { ...cell, decided: 'held-back' as const } : cell,
  );
  expect(heldBackTogether(free, sums).filter(Boolean).length).toBeGreaterThan(naive.length);
});
