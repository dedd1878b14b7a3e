/** One purchase of a customer; a refund is a negative amount. */
export interface Transaction {
  readonly customer: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly amount: number;
}

/** What a customer's purchases come to in a period. */
export interface PurchaseHistory {
  readonly customer: string;
  /** Days since the last purchase. */
  readonly recency: number;
  /** Number of purchases. */
  readonly frequency: number;
  /** Sum of all amounts, refunds taken off. */
  readonly monetary: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Sums purchases up by customer over the period from `from` to `until` (epoch milliseconds, `until` not included).
 * Refunds lower the sum and are no purchases. Customers without a purchase in the period are left out: they have no
 * recency.
 *
 * @throws RangeError when a time or an amount is not a number, or the period is empty
 */
export function purchaseHistories(
  transactions: Iterable<Transaction>,
  { from, until }: { readonly from: number; readonly until: number },
): readonly PurchaseHistory[] {
  if (!(from < until)) throw new RangeError(`Unexpected period: ${from} to ${until}`);
  const sums = new Map<string, { last: number; frequency: number; monetary: number }>();
  for (const { customer, at, amount } of transactions) {
    if (!Number.isFinite(at) || !Number.isFinite(amount))
      throw new RangeError(`Unexpected purchase of ${customer}: ${amount} at ${at}`);
    if (at < from || at >= until) continue;
    const sum = sums.get(customer) ?? { last: Number.NEGATIVE_INFINITY, frequency: 0, monetary: 0 };
    sums.set(customer, {
      last: amount > 0 ? Math.max(sum.last, at) : sum.last,
      frequency: sum.frequency + (amount > 0 ? 1 : 0),
      monetary: sum.monetary + amount,
    });
  }
  return [...sums]
    .filter(([, { frequency }]) => frequency > 0)
    .map(([customer, { last, ...sum }]) => ({ customer, recency: (until - last) / day, ...sum }));
}

/**
 * The share of customers of one period who bought again in the next: an estimate of retention.
 *
 * @returns `null` when nobody bought in the first period
 */
export function retentionRate(
  earlier: readonly PurchaseHistory[],
  later: readonly PurchaseHistory[],
): number | null {
  if (earlier.length === 0) return null;
  const again = new Set(later.map(({ customer }) => customer));
  return earlier.filter(({ customer }) => again.has(customer)).length / earlier.length;
}
