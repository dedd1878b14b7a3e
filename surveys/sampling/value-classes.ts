import { byCodePoints } from './code-point-order.ts';

/** A key customers (关键客户), B main customers (主要客户), C ordinary customers (普通客户). */
export type ValueClass = 'A' | 'B' | 'C';

/** Shares (of the customers, or of their revenue) that are A and B; the rest is C. */
export interface ClassShares {
  readonly a: number;
  readonly b: number;
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
  { a, b }: ClassShares = { a: 0.05, b: 0.15 },
): ReadonlyMap<string, ValueClass> {
  const ranked = rankedByValue(customers, { a, b });
  const lastOfA = Math.round(customers.length * a);
  const lastOfB = Math.round(customers.length * (a + b));
  return new Map(
    ranked.map(({ customer }, place): [string, ValueClass] => {
      if (place < lastOfA) return [customer, 'A'];
      return [customer, place < lastOfB ? 'B' : 'C'];
    }),
  );
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
  { a, b }: ClassShares = { a: 0.8, b: 0.15 },
): ReadonlyMap<string, ValueClass> {
  const ranked = rankedByValue(customers, { a, b });
  const revenue = ranked.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  let before = 0;
  return new Map(
    ranked.map(({ customer, value }): [string, ValueClass] => {
      const share = before / revenue;
      before += Math.max(0, value);
      if (value <= 0) return [customer, 'C'];
      if (share < a - BORDER) return [customer, 'A'];
      return [customer, share < a + b - BORDER ? 'B' : 'C'];
    }),
  );
}

/** A border counts as reached when no more than rounding errors are missing. */
const BORDER = 1e-12;

function rankedByValue(
  customers: readonly { readonly customer: string; readonly value: number }[],
  { a, b }: ClassShares,
) {
  if (!(a >= 0 && b >= 0 && a + b <= 1 + BORDER)) throw new RangeError(`Unexpected shares: ${a}, ${b}`);
  const wrong = customers.find(({ value }) => !Number.isFinite(value));
  if (wrong) throw new RangeError(`Unexpected value of customer ${wrong.customer}: ${wrong.value}`);
  if (new Set(customers.map(({ customer }) => customer)).size < customers.length)
    throw new RangeError('A customer is listed twice');
  return [...customers].sort(
    (one, other) => other.value - one.value || byCodePoints(one.customer, other.customer),
  );
}
