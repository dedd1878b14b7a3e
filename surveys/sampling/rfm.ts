import type { PurchaseHistory } from './transactions.ts';

/** A customer's place among all, from 1 to the number of bands; the highest is the best in each. */
export interface RfmScore {
  /** How recently bought: the highest for the fewest days. */
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/**
 * RFM scores: customers are ranked by recency (fewest days best), frequency and monetary value, each apart, and the
 * ranks cut into bands of equal size (quintiles):
 *
 *     score = ⌈bands · rank / n⌉
 *
 * Equal values share the mean of their ranks, so that nobody's score depends on the order of the list. After
 * Hughes, Strategic Database Marketing (1994), who sorts into five equal groups by each.
 *
 * @throws RangeError when a value is not finite, a customer is listed twice, or there is no band
 */
export function rfmScores(customers: readonly PurchaseHistory[], bands = 5): ReadonlyMap<string, RfmScore> {
  if (!Number.isInteger(bands) || bands < 1) throw new RangeError(`Unexpected number of bands: ${bands}`);
  const scoresOf = (values: readonly number[]) =>
    averageRanks(values).map((rank) => Math.ceil((bands * rank) / values.length));
  const recency = scoresOf(customers.map((customer) => -customer.recency));
  const frequency = scoresOf(customers.map((customer) => customer.frequency));
  const monetary = scoresOf(customers.map((customer) => customer.monetary));
  const scores = new Map(
    customers.map(({ customer }, place) => [
      customer,
      {
        recency: recency[place] as number,
        frequency: frequency[place] as number,
        monetary: monetary[place] as number,
      },
    ]),
  );
  if (scores.size < customers.length) throw new RangeError('A customer is listed twice');
  return scores;
}

/** Ranks from 1, ascending; equal values share the mean of theirs. */
function averageRanks(values: readonly number[]): number[] {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`Unexpected value: ${wrong}`);
  const order = [...values.keys()].sort((one, other) => (values[one] as number) - (values[other] as number));
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end] as number] === values[order[first] as number]) end += 1;
    // places first … end − 1 have ranks first + 1 … end
    for (let place = first; place < end; place++) ranks[order[place] as number] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}
