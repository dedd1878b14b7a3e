import { byCodePoints } from './code-point-order.ts';

/** A key customers (关键客户), B main customers (主要客户), C ordinary customers (普通客户). */
export type ValueClass = 'A' | 'B' | 'C';

/** Shares (of the customers, or of their revenue) that are A and B; the rest is C. */
export interface ClassShares {
  readonly a: number;
  readonly b: number;
}

/** How many of the most valuable customers are A, and how many A or B. */
export interface ClassBorders {
  readonly lastOfA: number;
  readonly lastOfB: number;
}

/**
 * ABC classes from revenue or profit: the most valuable 5 % of the customers are A, the next 15 % B, the
 * rest C. Equal values are put in the code point order of the customers' keys, so that a class never
 * depends on the order of the list. Class borders are rounded to whole customers.
 *
 * @throws RangeError when a value is not finite, a customer is listed twice, or the shares exceed 1
 */
export function abcClasses(
  customers: readonly { readonly customer: string; readonly value: number }[],
  shares: ClassShares = { a: 0.05, b: 0.15 },
): ReadonlyMap<string, ValueClass> {
  return classesOfList(customers, (values) => bordersByCustomers(values.length, shares));
}

/**
 * ABC classes by cumulative revenue: from the most valuable customer down, A until 80 % of all revenue is
 * reached, B for the next 15 %, C the rest. The customer who crosses a border still belongs to the class above
 * it. Customers who brought nothing, or less, are C and do not count. Equal values as in `abcClasses`.
 *
 * These are other classes than those by the number of customers: say which.
 *
 * @throws RangeError as `abcClasses`
 */
export function abcClassesByRevenue(
  customers: readonly { readonly customer: string; readonly value: number }[],
  shares: ClassShares = { a: 0.8, b: 0.15 },
): ReadonlyMap<string, ValueClass> {
  return classesOfList(customers, (values) => bordersByRevenue(values, shares));
}

/** The borders of `abcClasses` among so many customers. @throws RangeError when the shares exceed 1 */
export function bordersByCustomers(customers: number, { a, b }: ClassShares): ClassBorders {
  checkShares({ a, b });
  return { lastOfA: Math.round(customers * a), lastOfB: Math.round(customers * (a + b)) };
}

/** The borders of `abcClassesByRevenue`, from what each customer brings. @throws RangeError when the shares exceed 1 */
export function bordersByRevenue(values: Float64Array, { a, b }: ClassShares): ClassBorders {
  checkShares({ a, b });
  const descending = Float64Array.from(values).sort().reverse();
  const revenue = descending.reduce((sum, value) => sum + Math.max(0, value), 0);
  let before = 0;
  let lastOfA = 0;
  let lastOfB = 0;
  for (const value of descending) {
    if (value <= 0) break;
    if (before / revenue < a - BORDER) lastOfA += 1;
    if (before / revenue < a + b - BORDER) lastOfB += 1;
    before += value;
  }
  return { lastOfA, lastOfB };
}

/**
 * Classes between borders for customers in columns, in the order of the values: 0 is A, 1 is B, 2 is C. Needs a few bytes
 * a customer, so that a list of millions can be put into classes.
 *
 * @param compareKeys the order of two customers, by their places, where they bring the same
 */
export function classesWithin(
  values: Float64Array,
  { lastOfA, lastOfB }: ClassBorders,
  compareKeys: (one: number, other: number) => number,
): Uint8Array {
  const classes = new Uint8Array(values.length).fill(2);
  const ascending = Float64Array.from(values).sort();
  for (const [code, last] of [
    [1, lastOfB],
    [0, lastOfA],
  ] as const) {
    if (last === 0) continue;
    const least = ascending[values.length - last] as number;
    const equal: number[] = [];
    let above = 0;
    for (const [place, value] of values.entries()) {
      if (value > least) {
        classes[place] = code;
        above += 1;
      } else if (value === least) equal.push(place);
    }
    // most often all who bring as much as the last one are within the border, and need no order
    const within = above + equal.length === last ? equal : equal.sort(compareKeys).slice(0, last - above);
    for (const place of within) classes[place] = code;
  }
  return classes;
}

/** The class that a code of `classesWithin` stands for. */
export const valueClasses: readonly [ValueClass, ValueClass, ValueClass] = ['A', 'B', 'C'];

/** A border counts as reached when no more than rounding errors are missing. */
const BORDER = 1e-12;

function classesOfList(
  customers: readonly { readonly customer: string; readonly value: number }[],
  bordersOf: (values: Float64Array) => ClassBorders,
): ReadonlyMap<string, ValueClass> {
  const wrong = customers.find(({ value }) => !Number.isFinite(value));
  if (wrong) throw new RangeError(`Unexpected value of customer ${wrong.customer}: ${wrong.value}`);
  if (new Set(customers.map(({ customer }) => customer)).size < customers.length)
    throw new RangeError('A customer is listed twice');
  const values = Float64Array.from(customers, ({ value }) => value);
  const key = (place: number) => customers[place]?.customer ?? '';
  const compareKeys = (one: number, other: number) => byCodePoints(key(one), key(other));
  const codes = classesWithin(values, bordersOf(values), compareKeys);
  const classAt = (place: number) => valueClasses[codes[place] as 0 | 1 | 2];
  return new Map(customers.map(({ customer }, place) => [customer, classAt(place)]));
}

function checkShares({ a, b }: ClassShares): void {
  if (!(a >= 0 && b >= 0 && a + b <= 1 + BORDER)) throw new RangeError(`Unexpected shares: ${a}, ${b}`);
}
