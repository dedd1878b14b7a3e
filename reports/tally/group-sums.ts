import { type Layout, productCount, productPlace } from './layout.ts';
import type { Group } from './tally.ts';

/**
 * The sums of one group, with every score counted from the middle of its column: what is left are small numbers, so
 * that nothing is lost when they are subtracted, and exactly 0 where everybody says the same.
 */
export interface GroupSums {
  readonly count: number;
  /** Σ t, by entry. */
  readonly totals: Float64Array;
  /** Σ (t − t̄)(t − t̄)′, products as in the layout. */
  readonly within: Float64Array;
}

/** The whole score nearest to the mean of each column over all groups; 0 where nobody answered. */
export function middlesOf(layout: Layout, groups: readonly Group[]): Float64Array {
  const { columns, entries } = layout;
  return Float64Array.from(columns, ({ presence }, place) => {
    let [sum, count] = [0, 0];
    for (const { products, count: size } of groups) {
      if (products === null) continue;
      sum += products[productPlace(entries, 0, 1 + place)] as number;
      count += size - (products[productPlace(entries, 0, 1 + columns.length + presence)] as number);
    }
    return count === 0 ? 0 : Math.round(sum / count);
  });
}

/** The sums of a group whose scores are counted from the middles: x becomes x − middle where there is one, else 0. */
export function groupSums(layout: Layout, { products, count }: Group, middles: Float64Array): GroupSums {
  const { entries } = layout;
  const square = new Float64Array(entries * entries);
  for (let i = 0, place = 0; i < entries; i++) {
    for (let j = i; j < entries; j++, place++) {
      const product = products?.[place] ?? 0;
      square[i * entries + j] = product;
      square[j * entries + i] = product;
    }
  }
  shift(square, layout, middles);
  const totals = square.slice(0, entries);
  const within = new Float64Array(productCount(entries));
  for (let i = 0, place = 0; i < entries; i++) {
    for (let j = i; j < entries; j++, place++) {
      // whole numbers up to the division, so that it is exactly 0 where one of the two does not vary
      const spread =
        count * (square[i * entries + j] as number) - (totals[i] as number) * (totals[j] as number);
      within[place] = spread === 0 ? 0 : spread / count;
    }
  }
  return { count, totals, within };
}

/** Rows, then columns: entry of x less its middle times 1, plus its middle times m. */
function shift(square: Float64Array, { columns, entries }: Layout, middles: Float64Array): void {
  columns.forEach(({ presence }, place) => {
    const middle = middles[place] as number;
    if (middle === 0) return;
    const [x, m] = [1 + place, 1 + columns.length + presence];
    for (let j = 0; j < entries; j++) {
      const moved = (square[m * entries + j] as number) - (square[j] as number);
      square[x * entries + j] = (square[x * entries + j] as number) + middle * moved;
    }
  });
  columns.forEach(({ presence }, place) => {
    const middle = middles[place] as number;
    if (middle === 0) return;
    const [x, m] = [1 + place, 1 + columns.length + presence];
    for (let i = 0; i < entries; i++) {
      const row = i * entries;
      const moved = (square[row + m] as number) - (square[row] as number);
      square[row + x] = (square[row + x] as number) + middle * moved;
    }
  });
}
