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
  const scoresOf = (value: (customer: PurchaseHistory) => number) =>
    rankBands(Float64Array.from(customers, value), bands);
  const recency = scoresOf((customer) => -customer.recency);
  const frequency = scoresOf((customer) => customer.frequency);
  const monetary = scoresOf((customer) => customer.monetary);
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

/** A score as it is written: `545`. */
export function rfmLabel({ recency, frequency, monetary }: RfmScore): string {
  return `${recency}${frequency}${monetary}`;
}

/**
 * The band of each value, 1 for the lowest: ⌈bands · rank/n⌉, ranks from 1, equal values with the mean of theirs.
 *
 * @throws RangeError when a value is not finite, or there is no band, or more than 255
 */
export function rankBands(values: Float64Array, bands: number): Uint8Array {
  if (!Number.isInteger(bands) || bands < 1 || bands > 255)
    throw new RangeError(`Unexpected number of bands: ${bands}`);
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`Unexpected value: ${wrong}`);
  // −0 sorts before 0, and both are the same
  const ascending = values.map((value) => value + 0).sort();
  const scores = new Uint8Array(values.length);
  for (const [place, value] of values.entries()) {
    // those below have the ranks 1 … below, equal ones below + 1 … upTo
    const below = countBefore(ascending, (each) => each < value);
    const upTo = countBefore(ascending, (each) => each <= value);
    scores[place] = Math.ceil((bands * ((below + 1 + upTo) / 2)) / values.length);
  }
  return scores;
}

/** How many at the beginning of a list hold, where none holds after one that does not. */
function countBefore(list: Float64Array, holds: (value: number) => boolean): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(list[middle] as number)) from = middle + 1;
    else to = middle;
  }
  return from;
}
