import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import { rankBands, rfmLabel } from '#surveys/sampling/rfm.ts';
import type { PurchaseSums } from '#surveys/sampling/transactions.ts';
import {
  bordersByCustomers,
  bordersByRevenue,
  classesWithin,
  valueClasses,
} from '#surveys/sampling/value-classes.ts';
import { type FrameMapping, purchaseClass, valueClass } from './frame-mapping.ts';
import type { NameIndex } from './name-index.ts';

/** The classes that a mapping has worked out, by the attribute that each becomes. */
export interface CustomerClasses {
  readonly attributes: readonly string[];
  readonly rules: Readonly<Record<string, ClassRule>>;
  of(attribute: string, customer: string): string;
}

/** Stands in for classes that are not worked out yet: any will do to check the rest of a row. */
export function classesToCome({ abc, rfm }: FrameMapping): CustomerClasses {
  const attributes = [...(abc ? [valueClass] : []), ...(rfm ? [purchaseClass] : [])];
  return { attributes, rules: {}, of: () => '' };
}

/**
 * Works classes out for the customers of an index.
 *
 * @param values what each customer brings, by place
 * @param purchases the purchases of each customer, by place
 */
export function workedOutClasses(
  { abc, rfm }: FrameMapping,
  names: NameIndex,
  values: Float64Array,
  purchases: PurchaseSums | null,
): CustomerClasses {
  const labels = new Map<string, (place: number) => string>();
  const rules: Record<string, ClassRule> = {};
  if (abc) {
    const [a, b, c] = abc.shares;
    const shares = { a: a / (a + b + c), b: b / (a + b + c) };
    const borders =
      abc.by === 'revenue' ? bordersByRevenue(values, shares) : bordersByCustomers(values.length, shares);
    const codes = classesWithin(values, borders, names.compare);
    labels.set(valueClass, (place) => valueClasses[codes[place] as 0 | 1 | 2]);
    rules[valueClass] = { kind: abc.by === 'revenue' ? 'abcByRevenue' : 'abc', ...shares };
  }
  if (rfm && purchases) {
    labels.set(purchaseClass, scoreLabels(purchases, names.size, rfm.bands));
    rules[purchaseClass] = { kind: 'rfm', bands: rfm.bands, from: rfm.from, until: rfm.until };
  }
  return {
    attributes: [...labels.keys()],
    rules,
    of(attribute, customer) {
      const place = names.placeOf(customer);
      if (place < 0) throw new RangeError(`No class was worked out for customer ${customer}`);
      return labels.get(attribute)?.(place) ?? '';
    },
  };
}

/** Who bought nothing in the period has no rank among those who did: `000`. */
function scoreLabels(purchases: PurchaseSums, customers: number, bands: number): (place: number) => string {
  const buyers: number[] = [];
  for (let place = 0; place < customers; place++) if (purchases.of(place).frequency > 0) buyers.push(place);
  const scoresOf = (value: (sums: ReturnType<PurchaseSums['of']>) => number) => {
    const scores = new Uint8Array(customers);
    const bandsOfBuyers = rankBands(
      Float64Array.from(buyers, (place) => value(purchases.of(place))),
      bands,
    );
    for (const [i, place] of buyers.entries()) scores[place] = bandsOfBuyers[i] as number;
    return scores;
  };
  const recency = scoresOf((sums) => -(sums.recency ?? 0));
  const frequency = scoresOf((sums) => sums.frequency);
  const monetary = scoresOf((sums) => sums.monetary);
  return (place) =>
    rfmLabel({
      recency: recency[place] as number,
      frequency: frequency[place] as number,
      monetary: monetary[place] as number,
    });
}
