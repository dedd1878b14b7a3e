import { expect, test } from 'vitest';
import {
  type Coordinate,
  type Crosshair,
  type PriorityItem,
  priorityMap,
} from '#reports/drivers/priority-map.ts';

const about = (estimate: number, half = 0.1): Coordinate => ({
  estimate,
  lower: estimate - half,
  upper: estimate + half,
});
const nothing: Coordinate = { estimate: null, lower: null, upper: null };
const item = (key: string, importance: Coordinate, performance: Coordinate): PriorityItem => ({
  key,
  importance,
  performance,
});
const items = [
  item('speed', about(9), about(4)),
  item('staff', about(8), about(8)),
  item('colour', about(3), about(2)),
  item('music', about(2), about(9)),
];
const both = (line: Crosshair['importance']): Crosshair => ({ importance: line, performance: line });
const quadrants = (crosshair: Crosshair, some = items) =>
  Object.fromEntries(priorityMap(some, crosshair).items.map(({ key, quadrant }) => [key, quadrant]));

test('every item falls into the quadrant of its importance and performance', () => {
  const map = priorityMap(items, both({ at: 'mean' }));
  expect(map.lines).toEqual({ importance: 5.5, performance: 5.75 });
  expect(map.items.map(({ quadrant }) => quadrant)).toEqual([
    'concentrate-here',
    'keep-up',
    'low-priority',
    'possible-overkill',
  ]);
});

test('the crosshair is declared for each axis: mean, median, middle of the scale, a number', () => {
  const lines = (crosshair: Crosshair, some = items) => priorityMap(some, crosshair).lines;
  expect(lines(both({ at: 'median' }))).toEqual({ importance: 5.5, performance: 6 });
  expect(lines(both({ at: 'median' }), items.slice(0, 3))).toEqual({ importance: 8, performance: 4 });
  expect(
    lines({
      importance: { at: 'given', value: 0.2 },
      performance: { at: 'midpoint', least: 1, greatest: 10 },
    }),
  ).toEqual({ importance: 0.2, performance: 5.5 });
  expect(
    quadrants({ importance: { at: 'given', value: 8.5 }, performance: { at: 'given', value: 3 } }),
  ).toEqual({
    speed: 'keep-up',
    staff: 'possible-overkill',
    colour: 'low-priority',
    music: 'possible-overkill',
  });
});

test('a value on the line counts as high', () => {
  const crosshair = both({ at: 'given', value: 5 });
  const at = [item('both', about(5), about(5)), item('below', about(5), about(5 - 1e-12))];
  expect(quadrants(crosshair, at)).toEqual({ both: 'keep-up', below: 'concentrate-here' });
  const alike = [0.1, 0.1, 0.1].map((value, place) => item(`${place}`, about(value), about(value)));
  expect(Object.values(quadrants(both({ at: 'mean' }), alike))).toEqual(['keep-up', 'keep-up', 'keep-up']);
});

test('an item whose interval reaches both sides of a line is borderline on that axis', () => {
  const crosshair = both({ at: 'given', value: 5 });
  const borderline = (importance: Coordinate, performance: Coordinate) =>
    priorityMap([item('one', importance, performance)], crosshair).items[0]?.borderline;
  expect(borderline(about(5.05), about(4.95))).toEqual({ importance: true, performance: true });
  expect(borderline(about(9), about(4.95))).toEqual({ importance: false, performance: true });
  const touching = { estimate: 5.5, lower: 5, upper: 6 };
  const reaching = { estimate: 4.5, lower: 4, upper: 5 };
  expect(borderline(touching, reaching)).toEqual({ importance: false, performance: true });
  expect(borderline({ ...about(6), lower: null, upper: null }, about(6))).toEqual({
    importance: null,
    performance: false,
  });
});

test('an item that is not defined is on no side and moves no line', () => {
  const some = [...items, item('unknown', about(100), nothing), item('neither', nothing, about(-50))];
  const map = priorityMap(some, both({ at: 'mean' }));
  expect(map.lines).toEqual({ importance: 5.5, performance: 5.75 });
  expect(map.items.slice(4).map(({ quadrant }) => quadrant)).toEqual([null, null]);
  expect(map.items[4]?.borderline).toEqual({ importance: false, performance: null });
});

test('a map without items has no lines but those that need none', () => {
  expect(priorityMap([], both({ at: 'mean' })).lines).toEqual({ importance: null, performance: null });
  expect(priorityMap([], both({ at: 'median' })).lines.importance).toBeNull();
  expect(priorityMap([item('one', nothing, nothing)], both({ at: 'given', value: 3 }))).toEqual({
    lines: { importance: 3, performance: 3 },
    items: [{ key: 'one', quadrant: null, borderline: { importance: null, performance: null } }],
  });
});

test('adding a constant or another unit moves no item', () => {
  for (const at of ['mean', 'median'] as const) {
    const moved = (value: Coordinate) => about(3 * (value.estimate ?? 0) + 7);
    const there = items.map(({ key, importance, performance }) =>
      item(key, moved(importance), moved(performance)),
    );
    expect(quadrants(both({ at }), there)).toEqual(quadrants(both({ at })));
  }
});

test('lines that are none are errors', () => {
  expect(() => priorityMap(items, both({ at: 'midpoint', least: 5, greatest: 5 }))).toThrow(RangeError);
  expect(() => priorityMap(items, both({ at: 'given', value: Number.NaN }))).toThrow(RangeError);
});
