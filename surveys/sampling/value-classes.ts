import { byCodePoints } from './code-point-order.ts';

/** A key customers (关键客户), B main customers (主要客户), C ordinary customers (普通客户). */
export type ValueClass = 'A' | 'B' | 'C';

/** Shares of the customers, by value, that are A and B; the rest is C. */
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
  if (!(a >= 0 && b >= 0 && a + b <= 1)) throw new RangeError(`Unexpected shares: ${a}, ${b}`);
  const wrong = customers.find(({ value }) => !Number.isFinite(value));
  if (wrong) throw new RangeError(`Unexpected value of customer ${wrong.customer}: ${wrong.value}`);
  const lastOfA = Math.round(customers.length * a);
  const lastOfB = Math.round(customers.length * (a + b));
  const ranked = [...customers].sort(
    (one, other) => other.value - one.value || byCodePoints(one.customer, other.customer),
  );
  const classes = new Map(
    ranked.map(({ customer }, place): [string, ValueClass] => {
      if (place < lastOfA) return [customer, 'A'];
      return [customer, place < lastOfB ? 'B' : 'C'];
    }),
  );
  if (classes.size < customers.length) throw new RangeError('A customer is listed twice');
  return classes;
}
