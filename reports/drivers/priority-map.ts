import type { Estimate } from '../sampling-error/estimate.ts';

/** What of an estimate a place on the map needs. */
export type Coordinate = Pick<Estimate, 'estimate' | 'lower' | 'upper'>;

/** An item with its importance, stated or derived (`importanceOf`), and its performance, such as C or a mean. */
export interface PriorityItem {
  readonly key: string;
  readonly importance: Coordinate;
  readonly performance: Coordinate;
}

/** Where an axis is divided into high and low. Declared, since the quadrants are what it makes them. */
export type CrosshairLine =
  /** The mean, or the median, of the items on the map. */
  | { readonly at: 'mean' | 'median' }
  /** Half-way between the ends of the scale. */
  | { readonly at: 'midpoint'; readonly least: number; readonly greatest: number }
  /** A number the reader has a reason for: a target, the score of a competitor. */
  | { readonly at: 'given'; readonly value: number };

export interface Crosshair {
  readonly importance: CrosshairLine;
  readonly performance: CrosshairLine;
}

export type Quadrant =
  /** Important, performance low. */
  | 'concentrate-here'
  /** Important, performance high. */
  | 'keep-up'
  /** Neither. */
  | 'low-priority'
  /** Performance high where it matters little. */
  | 'possible-overkill';

export interface PlacedItem {
  readonly key: string;
  /** `null` where importance or performance is not defined: the item is not on the map. */
  readonly quadrant: Quadrant | null;
  /** By axis: whether the interval reaches both sides of the line, so that the quadrant is not settled by the data. */
  readonly borderline: {
    /** `null` where there is no interval to say so. */
    readonly importance: boolean | null;
    readonly performance: boolean | null;
  };
}

export interface PriorityMap {
  /** Where the lines are; `null` without an item on the map that could place them. */
  readonly lines: { readonly importance: number | null; readonly performance: number | null };
  /** In the order given. */
  readonly items: readonly PlacedItem[];
}

/**
 * Importance–performance analysis: which items to improve first.
 *
 * A value on the line counts as high. Items whose importance or performance is not defined are on no side and do not
 * move the lines. Intervals are held against the lines as if those were known; a mean of the items is itself
 * uncertain, though less than each of them.
 *
 * Martilla & James, "Importance-performance analysis", Journal of Marketing 41 (1977).
 *
 * @throws RangeError for a scale whose ends are not in order, or a given line that is not a number
 */
export function priorityMap(items: readonly PriorityItem[], crosshair: Crosshair): PriorityMap {
  const placed = items.filter(
    ({ importance, performance }) => importance.estimate !== null && performance.estimate !== null,
  );
  const lineOf = (axis: 'importance' | 'performance') =>
    lineAt(
      crosshair[axis],
      placed.map((item) => item[axis].estimate ?? 0),
    );
  const lines = { importance: lineOf('importance'), performance: lineOf('performance') };
  return {
    lines,
    items: items.map(({ key, importance, performance }) => ({
      key,
      quadrant: quadrantOf(sideOf(importance, lines.importance), sideOf(performance, lines.performance)),
      borderline: {
        importance: crosses(importance, lines.importance),
        performance: crosses(performance, lines.performance),
      },
    })),
  };
}

function lineAt(line: CrosshairLine, values: readonly number[]): number | null {
  switch (line.at) {
    case 'mean':
      return meanOf(values);
    case 'median':
      return medianOf(values);
    case 'midpoint':
      if (!(line.least < line.greatest)) {
        throw new RangeError(`Expected a scale from low to high, found ${line.least} to ${line.greatest}.`);
      }
      return line.least + (line.greatest - line.least) / 2;
    case 'given':
      if (!Number.isFinite(line.value)) throw new RangeError(`Unexpected line: ${line.value}.`);
      return line.value;
  }
}

/** From the first value, so that equal values have exactly their own mean and are all on the line. */
function meanOf(values: readonly number[]): number | null {
  const [first] = values;
  if (first === undefined) return null;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

function medianOf(values: readonly number[]): number | null {
  const ordered = values.toSorted((a, b) => a - b);
  const [below, above] = [
    ordered[Math.ceil(ordered.length / 2) - 1],
    ordered[Math.floor(ordered.length / 2)],
  ];
  return below === undefined || above === undefined ? null : below + (above - below) / 2;
}

type Side = 'high' | 'low' | null;

function sideOf({ estimate }: Coordinate, line: number | null): Side {
  if (estimate === null || line === null) return null;
  return estimate >= line ? 'high' : 'low';
}

function quadrantOf(importance: Side, performance: Side): Quadrant | null {
  if (importance === null || performance === null) return null;
  if (importance === 'high') return performance === 'high' ? 'keep-up' : 'concentrate-here';
  return performance === 'high' ? 'possible-overkill' : 'low-priority';
}

/** The upper end on the line is on the high side, as is a value there. */
function crosses({ lower, upper }: Coordinate, line: number | null): boolean | null {
  if (lower === null || upper === null || line === null) return null;
  return lower < line && upper >= line;
}
