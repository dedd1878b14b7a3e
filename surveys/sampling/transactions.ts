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

/** From and until when purchases count, in epoch milliseconds; `until` is not included. */
export interface Period {
  readonly from: number;
  readonly until: number;
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
  period: Period,
): readonly PurchaseHistory[] {
  const sums = purchaseSums(period);
  const places = new Map<string, number>();
  for (const { customer, at, amount } of transactions) {
    const place = places.get(customer) ?? places.size;
    places.set(customer, place);
    sums.add(place, at, amount);
  }
  return [...places].flatMap(([customer, place]) => {
    const { recency, frequency, monetary } = sums.of(place);
    return recency === null ? [] : [{ customer, recency, frequency, monetary }];
  });
}

/** Purchases summed up by customers with numbers from 0, in a few bytes each. */
export interface PurchaseSums {
  /** @throws RangeError when the time or the amount is not a number */
  add(place: number, at: number, amount: number): void;
  /** `recency` is `null` for who bought nothing in the period. */
  of(place: number): {
    readonly recency: number | null;
    readonly frequency: number;
    readonly monetary: number;
  };
}

/** As `purchaseHistories`, for customers who come by number. @throws RangeError when the period is empty */
export function purchaseSums({ from, until }: Period): PurchaseSums {
  if (!(from < until)) throw new RangeError(`Unexpected period: ${from} to ${until}`);
  let last = new Float64Array(0);
  let frequency = new Uint32Array(0);
  let monetary = new Float64Array(0);
  const makeRoomFor = (place: number) => {
    if (place < last.length) return;
    const room = Math.max(1024, 2 * last.length, place + 1);
    const longer = [new Float64Array(room), new Uint32Array(room), new Float64Array(room)] as const;
    longer[0].set(last);
    longer[1].set(frequency);
    longer[2].set(monetary);
    [last, frequency, monetary] = longer;
  };
  return {
    add(place, at, amount) {
      if (!Number.isFinite(at) || !Number.isFinite(amount))
        throw new RangeError(`Unexpected purchase of customer ${place}: ${amount} at ${at}`);
      if (at < from || at >= until) return;
      makeRoomFor(place);
      monetary[place] = (monetary[place] as number) + amount;
      if (amount <= 0) return;
      const isFirst = frequency[place] === 0;
      last[place] = isFirst ? at : Math.max(last[place] as number, at);
      frequency[place] = (frequency[place] as number) + 1;
    },
    of(place) {
      const count = frequency[place] ?? 0;
      const recency = count === 0 ? null : (until - (last[place] as number)) / day;
      return { recency, frequency: count, monetary: monetary[place] ?? 0 };
    },
  };
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
