import type { Instrument, Scored } from '../instrument.ts';

/**
 * What is summed over a group of rows: products of the entries of
 *
 *     t = (1, x₁ … x_D, m₁ … m_Q)
 *
 * where x are whole scores (0 where there is none) and m says 1 where something is missing: a pair, a rating, or
 * every pair of a set.
 */
export interface Layout {
  /** The columns x, in order; entry 1 + place of t. */
  readonly columns: readonly LayoutColumn[];
  /** Pairs and single ratings: the places of the columns that are there or missing together. */
  readonly presences: readonly (readonly number[])[];
  /** Sets of presences: missing where all of them are. Their entries follow those of the presences. */
  readonly sets: readonly (readonly number[])[];
  /** How many entries t has. */
  readonly entries: number;
}

export interface LayoutColumn extends Scored {
  /** Its pair, or itself: place among the presences. */
  readonly presence: number;
}

/** The layout for everything that an instrument measures. */
export function layoutOf({ columns: scored, model }: Instrument): Layout {
  const columns: LayoutColumn[] = [];
  const presences: number[][] = [];
  for (const column of scored.values()) {
    const other = columns.findIndex(({ name }) => name === column.other);
    const presence = columns[other]?.presence ?? presences.push([]) - 1;
    presences[presence]?.push(columns.length);
    columns.push({ ...column, presence });
  }
  const presenceOf = (name: string) => columns.find((column) => column.name === name)?.presence ?? -1;
  const pairsOf = (part: 'factor' | 'dimension', key: string) =>
    model.items
      .filter((item) => item.weight > 0 && item[part] === key)
      .map(({ pair }) => presenceOf(pair.expectation));
  const counted = Object.keys(model.factors).filter((factor) => (model.factors[factor] ?? 0) > 0);
  const overall = model.items
    .filter(({ weight, factor }) => weight > 0 && counted.includes(factor))
    .map(({ pair }) => presenceOf(pair.expectation));
  const dimensions = new Set(model.items.flatMap(({ dimension }) => dimension ?? []));
  const composites = [
    ...Object.keys(model.factors).map((key) => pairsOf('factor', key)),
    overall,
    ...Array.from(dimensions, (key) => pairsOf('dimension', key)),
  ];
  // a factor's only dimension is the factor, and the only factor is the whole
  const sets = [...new Map(composites.map((set) => [set.join(), set])).values()].filter(
    ({ length }) => length > 1,
  );
  return { columns, presences, sets, entries: 1 + columns.length + presences.length + sets.length };
}

/** The entry of a presence in t. */
export function presenceEntry({ columns }: Layout, presence: number): number {
  return 1 + columns.length + presence;
}

/** The entry of a set in t. */
export function setEntry({ columns, presences }: Layout, set: number): number {
  return 1 + columns.length + presences.length + set;
}

/** Where the product of entries i ≤ j stands among the products of all. */
export function productPlace(entries: number, i: number, j: number): number {
  return i * entries - (i * (i - 1)) / 2 + (j - i);
}

/** How many products there are. */
export function productCount(entries: number): number {
  return (entries * (entries + 1)) / 2;
}
