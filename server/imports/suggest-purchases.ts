import { purchaseTime } from './read-purchases.ts';
import { usualNames } from './suggest-mapping.ts';

/** Whose purchase it was, when and for how much, by the names of columns; `''` where none seems to say. */
export interface PurchaseColumns {
  readonly customer: string;
  readonly at: string;
  readonly amount: string;
}

const time = /日期|时间|date|time|day/i;

/**
 * What the columns of a file of purchases seem to be, from their names and some of the rows.
 *
 * @param listed the column of the customer's number in the list that the purchases go with
 */
export function suggestPurchases(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  listed: string,
): PurchaseColumns {
  const isFilledBy = (place: number, holds: (text: string) => boolean) => {
    const values = rows.map((cells) => (cells[place] ?? '').trim()).filter((text) => text !== '');
    return values.length > 0 && values.every(holds);
  };
  const places = columns.map((_, place) => place).filter((place) => columns[place] !== '');
  const called = (name: RegExp, of: readonly number[]) => of.find((place) => name.test(columns[place] ?? ''));
  const moments = places.filter((place) => isFilledBy(place, (text) => purchaseTime(text) !== null));
  const at = called(time, moments) ?? moments[0];
  const numbers = places.filter(
    (place) => place !== at && isFilledBy(place, (text) => Number.isFinite(Number(text))),
  );
  const likely = places.filter((place) => place !== at);
  const customer = likely.find((place) => columns[place] === listed) ?? called(usualNames.customer, likely);
  const amounts = numbers.filter((place) => place !== customer);
  const amount = called(usualNames.value, amounts) ?? amounts[0];
  const others = places.filter((place) => place !== at && place !== amount);
  const nameAt = (place: number | undefined) => (place === undefined ? '' : (columns[place] ?? ''));
  return { customer: nameAt(customer ?? others[0]), at: nameAt(at), amount: nameAt(amount) };
}
