import type { WaveDataset } from '../dataset.ts';
import { crossProducts } from './cross-products.ts';
import { groupRows, outcomes, partsAt, type TallyKeys } from './grouping.ts';
import { type Layout, productCount } from './layout.ts';

/** Customers whom nothing tells apart but their answers: of one stratum, outcome, variables and weight given. */
export interface Group {
  /** The codes of what they have in common, in the order of the tally's keys. */
  readonly parts: readonly number[];
  /** How many they are. */
  count: number;
  /** Sums of products over those who answered (see `Layout`); `null` where the outcome is none. */
  readonly products: Float64Array | null;
}

/** A tally as it can be kept. */
export interface KeptTally {
  readonly groups: readonly { readonly parts: readonly number[]; readonly count: number }[];
  /** Of the groups that have any, in their order. */
  readonly products: Float64Array;
}

/** Whether a tally as it was kept is whole: of so many rows, with all products of those who answered. */
export function isOfRows({ groups, products }: KeptTally, layout: Layout, rows: number | undefined): boolean {
  const answered = groups.filter(({ parts }) => outcomes[parts[1] ?? 0] === 'answered').length;
  const counted = groups.reduce((sum, { count }) => sum + count, 0);
  return counted === rows && products.length === answered * productCount(layout.entries);
}

/** With more groups, or more memory for their sums, nothing is gained over measuring row by row. */
const mostGroups = 50_000;
const mostBytes = 256 * 2 ** 20;

/**
 * The answers of a wave, summed over groups of customers. Weights are the same within a group, so whatever a report
 * says follows from the sums: making it costs the same for a thousand answers and for a million, and an answer more
 * is one addition.
 *
 * Sums are whole numbers, so that the order of rows leaves no trace and a row that changes can be taken out exactly.
 */
export class Tally {
  readonly keys: TallyKeys;
  readonly layout: Layout;
  readonly #groups: Group[] = [];
  readonly #places = new Map<string, number>();

  private constructor(keys: TallyKeys, layout: Layout) {
    this.keys = keys;
    this.layout = layout;
  }

  /**
   * Sums all rows; `null` where there would be more groups than summing is worth.
   *
   * @param most the most groups there may be
   */
  static of(dataset: WaveDataset, keys: TallyKeys, layout: Layout, most = mostGroups): Tally | null {
    const grouped = groupRows(dataset, keys, most);
    if (grouped === null) return null;
    const answering = grouped.parts.filter((parts) => outcomes[parts[1] ?? 0] === 'answered').length;
    if (answering * productCount(layout.entries) * 8 > mostBytes) return null;
    const tally = new Tally(keys, layout);
    for (const parts of grouped.parts) tally.#group(parts);
    tally.#addAll(dataset, grouped.codes);
    return tally;
  }

  /** Those that are not empty. */
  get groups(): readonly Group[] {
    return this.#groups.filter(({ count }) => count > 0);
  }

  /** The sums as they can be kept: the groups in words, and all their products one after the other. */
  get kept(): KeptTally {
    const products = this.#groups.map((group) => group.products ?? new Float64Array(0));
    const all = new Float64Array(products.reduce((sum, { length }) => sum + length, 0));
    let from = 0;
    for (const own of products) {
      all.set(own, from);
      from += own.length;
    }
    return { groups: this.#groups.map(({ parts, count }) => ({ parts, count })), products: all };
  }

  /** The tally that was kept, by the same keys and layout. */
  static restored(keys: TallyKeys, layout: Layout, { groups, products }: KeptTally): Tally {
    const tally = new Tally(keys, layout);
    let from = 0;
    for (const { parts, count } of groups) {
      const group = tally.#group(parts);
      group.count = count;
      const size = group.products?.length ?? 0;
      group.products?.set(products.subarray(from, from + size));
      from += size;
    }
    return tally;
  }

  /** Adds a row of the dataset, or takes it out before it changes. */
  count(dataset: WaveDataset, row: number, sign: 1 | -1): void {
    const group = this.#group(partsAt(dataset, this.keys, row));
    group.count += sign;
    if (group.products === null) return;
    crossProducts(this.layout, dataset).add(group.products, Int32Array.of(row), 0, 1, sign);
  }

  /** The group with these parts, made where there is none. */
  #group(parts: readonly number[]): Group {
    const key = parts.join();
    const known = this.#groups[this.#places.get(key) ?? -1];
    if (known) return known;
    const answered = outcomes[parts[1] ?? 0] === 'answered';
    const products = answered ? new Float64Array(productCount(this.layout.entries)) : null;
    const group = { parts, count: 0, products };
    this.#places.set(key, this.#groups.push(group) - 1);
    return group;
  }

  /** Rows are sorted by group within stretches that stay in the processor's memory. */
  #addAll(dataset: WaveDataset, codes: Int32Array): void {
    const products = crossProducts(this.layout, dataset);
    const stretch = 1 << 16;
    const order = new Int32Array(stretch);
    for (let from = 0; from < codes.length; from += stretch) {
      const to = Math.min(from + stretch, codes.length);
      const ends = sortedByGroup(codes, from, to, this.#groups.length, order);
      let start = 0;
      for (const [place, group] of this.#groups.entries()) {
        const end = ends[place] as number;
        group.count += end - start;
        if (group.products !== null && end > start) products.add(group.products, order, start, end, 1);
        start = end;
      }
    }
  }
}

/** Writes rows `from` to `to` by group into `order`. @returns where each group's rows end */
function sortedByGroup(
  codes: Int32Array,
  from: number,
  to: number,
  groups: number,
  order: Int32Array,
): Int32Array {
  const ends = new Int32Array(groups);
  for (let row = from; row < to; row++)
    ends[codes[row] as number] = (ends[codes[row] as number] as number) + 1;
  let start = 0;
  for (let group = 0; group < groups; group++) {
    start += ends[group] as number;
    ends[group] = start - (ends[group] as number);
  }
  for (let row = from; row < to; row++) {
    const group = codes[row] as number;
    order[ends[group] as number] = row;
    ends[group] = (ends[group] as number) + 1;
  }
  return ends;
}
