import { firstPointCode } from '../columns.ts';
import type { WaveDataset } from '../dataset.ts';
import { ratingOf } from '../instrument.ts';
import { type Layout, presenceEntry, productPlace, setEntry } from './layout.ts';

/** Rows that are multiplied together; few enough that they stay in the processor's nearest memory. */
const BLOCK = 128;

/**
 * Adds the products of all entries of t over rows to sums of them. Every number is whole and far below 2⁵³, so that
 * sums are exact in any order, and a row can be taken out again without a trace.
 */
export interface CrossProducts {
  /** Adds rows (their numbers at `rows[from]` up to `rows[to − 1]`) to `products`; takes them out with `sign` −1. */
  add(products: Float64Array, rows: Int32Array, from: number, to: number, sign: 1 | -1): void;
}

/** @param dataset its columns are read as they are when rows are added */
export function crossProducts(layout: Layout, dataset: WaveDataset): CrossProducts {
  const { entries, presences, columns } = layout;
  const width = 1 + columns.length;
  const sides = columns.map(({ name, scores, other }) => ({
    codes: ratingOf(dataset, name).codes,
    others: other === null ? null : ratingOf(dataset, other).codes,
    scores,
  }));
  const dense = new Float64Array(BLOCK * width);
  const missing = new Uint8Array(BLOCK * presences.length);

  function gather(rows: Int32Array, from: number, count: number): boolean {
    let isComplete = true;
    for (let place = 0; place < count; place++) dense[place * width] = 1;
    missing.fill(0);
    for (let column = 0; column < sides.length; column++) {
      const { codes, others, scores } = sides[column] as (typeof sides)[number];
      const presence = columns[column]?.presence ?? 0;
      for (let place = 0; place < count; place++) {
        const row = rows[from + place] as number;
        const code = codes[row] as number;
        const isThere =
          code >= firstPointCode && (others === null || (others[row] as number) >= firstPointCode);
        dense[place * width + 1 + column] = isThere ? (scores[code] as number) : 0;
        if (isThere) continue;
        missing[place * presences.length + presence] = 1;
        isComplete = false;
      }
    }
    for (let cell = count * width; cell < BLOCK * width; cell++) dense[cell] = 0;
    return isComplete;
  }

  return {
    add(products, rows, from, to, sign) {
      for (let start = from; start < to; start += BLOCK) {
        const count = Math.min(BLOCK, to - start);
        const isComplete = gather(rows, start, count);
        addDense(products, dense, count, width, entries, sign);
        if (isComplete) continue;
        for (let place = 0; place < count; place++) {
          addMissing(products, layout, dense, missing, place, sign);
        }
      }
    },
  };
}

/** Products of 1 and the scores with each other. Four rows at a time spare three of four readings of the sums. */
function addDense(
  products: Float64Array,
  dense: Float64Array,
  count: number,
  width: number,
  entries: number,
  sign: 1 | -1,
): void {
  for (let place = 0; place < count; place += 4) {
    const first = place * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    for (let i = 0; i < width; i++) {
      const a = sign * (dense[first + i] as number);
      const b = sign * (dense[second + i] as number);
      const c = sign * (dense[third + i] as number);
      const d = sign * (dense[fourth + i] as number);
      let product = productPlace(entries, i, i);
      for (let j = i; j < width; j++, product++) {
        products[product] =
          (products[product] as number) +
          a * (dense[first + j] as number) +
          b * (dense[second + j] as number) +
          c * (dense[third + j] as number) +
          d * (dense[fourth + j] as number);
      }
    }
  }
}

/** Products of what is missing of one row with everything; most rows miss little. */
function addMissing(
  products: Float64Array,
  layout: Layout,
  dense: Float64Array,
  missing: Uint8Array,
  place: number,
  sign: 1 | -1,
): void {
  const { entries, presences, sets } = layout;
  const isMissing = (presence: number) => missing[place * presences.length + presence] === 1;
  const ones: number[] = [];
  for (let presence = 0; presence < presences.length; presence++) {
    if (isMissing(presence)) ones.push(presenceEntry(layout, presence));
  }
  if (ones.length === 0) return;
  sets.forEach((members, set) => {
    if (members.every(isMissing)) ones.push(setEntry(layout, set));
  });
  const width = 1 + layout.columns.length;
  for (const [rank, entry] of ones.entries()) {
    for (let j = 0; j < width; j++) {
      const product = productPlace(entries, j, entry);
      products[product] = (products[product] as number) + sign * (dense[place * width + j] as number);
    }
    for (const other of ones.slice(rank)) {
      const product = productPlace(entries, entry, other);
      products[product] = (products[product] as number) + sign;
    }
  }
}
