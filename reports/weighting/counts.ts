import { CompensatedSum } from '../statistics/compensated-sum.ts';

/** How many sampled units each row stands for, whole numbers; `null` = one each. */
export type Counts = Float64Array | null;

export function countOf(counts: Counts, row: number): number {
  return counts === null ? 1 : (counts[row] as number);
}

/** The counts of some rows only. */
export function countsAt(counts: Counts, rows: Int32Array): Counts {
  return counts && Float64Array.from(rows, (row) => counts[row] as number);
}

/** How many units the rows of which something holds stand for. */
export function unitsWhere(rows: number, counts: Counts, holds: (row: number) => boolean): number {
  let units = 0;
  for (let row = 0; row < rows; row++) if (holds(row)) units += countOf(counts, row);
  return units;
}

/** How many units have each code from 0 to size − 1, of the rows of which something holds. */
export function unitsBy(
  codes: Int32Array,
  size: number,
  counts: Counts,
  holds: (row: number) => boolean = () => true,
): Float64Array {
  const units = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0 && holds(row)) units[code] = (units[code] as number) + countOf(counts, row);
  }
  return units;
}

/**
 * Adds a value as often as it counts, to the same last bit as one unit after the other: doubling is exact, a
 * product is not. So what hangs on the last bit (a class at its limit, a step more of an iteration) is the same
 * for a group as for its units.
 */
export function addTimes(sum: CompensatedSum, value: number, count: number): void {
  if (count === 1) {
    sum.add(value);
    return;
  }
  let doubled = value;
  for (let left = count; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum.add(doubled);
    doubled *= 2;
  }
}

/** The compensated sum over units of a value by row. */
export function sumOverUnits(values: Float64Array, counts: Counts): number {
  const sum = new CompensatedSum();
  for (let row = 0; row < values.length; row++) addTimes(sum, values[row] as number, countOf(counts, row));
  return sum.value;
}
