/** What the table of factors, dimensions and items can be put in order by. */
export const whereKeys = ['name', 'gap', 'index', 'change', 'p', 'importance', 'n'] as const;
export type WhereKey = (typeof whereKeys)[number];

/** An order that a reader chose. */
export interface WhereOrder {
  readonly key: WhereKey;
  readonly direction: 'asc' | 'desc';
}

/** The order that an address asks for; `null` for none, or one there is not. */
export function readOrder(sort: string | undefined, order: string | undefined): WhereOrder | null {
  const key = whereKeys.find((one) => one === sort);
  if (key === undefined) return null;
  return { key, direction: order === 'asc' || order === 'desc' ? order : firstDirection(key) };
}

/** Names from the first letter, answers from the most; of figures what is worst, or surest, first. */
function firstDirection(key: WhereKey): WhereOrder['direction'] {
  return key === 'n' || key === 'importance' ? 'desc' : 'asc';
}

/** What choosing a column's head leads to: its first direction, or the other one where that is chosen already. */
export function nextOrder(key: WhereKey, chosen: WhereOrder | null): WhereOrder {
  const first = firstDirection(key);
  if (chosen?.key !== key || chosen.direction !== first) return { key, direction: first };
  return { key, direction: first === 'asc' ? 'desc' : 'asc' };
}

/** Values to sort rows by; `null` where a row has none. */
export type SortValues = Readonly<Record<Exclude<WhereKey, 'name'>, number | null>> & {
  readonly name: string;
};

/** Rows in a chosen order; what has no value comes last either way, and equals stay as they were. */
export function inOrder<T>(
  rows: readonly T[],
  { key, direction }: WhereOrder,
  valuesOf: (row: T) => SortValues,
  compareNames: (one: string, other: string) => number,
): T[] {
  const sign = direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    if (key === 'name') return sign * compareNames(valuesOf(a).name, valuesOf(b).name);
    const [one, other] = [valuesOf(a)[key], valuesOf(b)[key]];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}
