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

/** Rows while they are multiplied. */
interface Block {
  /** 1 and the scores, row after row. */
  readonly dense: Float64Array;
  /** By row: 1 for each presence that is missing. */
  readonly missing: Uint8Array;
  /** The entries of t that are 1 because something is missing; of one row at a time. */
  readonly ones: Int32Array;
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
  const block: Block = {
    dense: new Float64Array(BLOCK * width),
    missing: new Uint8Array(BLOCK * presences.length),
    ones: new Int32Array(presences.length + layout.sets.length),
  };
  const { dense, missing } = block;

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
          addMissing(products, layout, block, place, sign);
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

/** Products of what is missing of one row with everything; most rows miss little. Written for speed: no closures. */
function addMissing(
  products: Float64Array,
  layout: Layout,
  { dense, missing, ones }: Block,
  place: number,
  sign: 1 | -1,
): void {
  const { entries, presences, columns } = layout;
  const first = presenceEntry(layout, 0);
  let count = 0;
  for (let presence = 0; presence < presences.length; presence++) {
    if (missing[place * presences.length + presence] === 1) ones[count++] = first + presence;
  }
  if (count === 0) return;
  count = addMissingSets(layout, missing, place, ones, count);
  const width = 1 + columns.length;
  for (let rank = 0; rank < count; rank++) {
    const entry = ones[rank] as number;
    for (let j = 0; j < width; j++) {
      const product = productPlace(entries, j, entry);
      products[product] = (products[product] as number) + sign * (dense[place * width + j] as number);
    }
    for (let other = rank; other < count; other++) {
      const product = productPlace(entries, entry, ones[other] as number);
      products[product] = (products[product] as number) + sign;
    }
  }
}

/** Adds the entries of sets of which everything is missing. @returns how many entries there are now */
function addMissingSets(
  layout: Layout,
  missing: Uint8Array,
  place: number,
  ones: Int32Array,
  count: number,
): number {
  const { presences, sets } = layout;
  let added = count;
  for (let set = 0; set < sets.length; set++) {
    const members = sets[set] as readonly number[];
    let isMissing = true;
    for (let member = 0; member < members.length && isMissing; member++) {
      isMissing = missing[place * presences.length + (members[member] as number)] === 1;
    }
    if (isMissing) ones[added++] = setEntry(layout, set);
  }
  return added;
}
