import { z } from 'zod';
import { lifetimeValue } from './lifetime-value.ts';
import { rfmLabel, rfmScores } from './rfm.ts';
import type { PurchaseHistory } from './transactions.ts';
import { abcClasses, abcClassesByRevenue, type ClassShares } from './value-classes.ts';

const share = z.number().min(0).max(1);
const shares = { a: share, b: share };
const sharesFit = ({ a, b }: ClassShares) => a + b <= 1 + 1e-12;

/**
 * How customers were put into value classes, stored with the frame so that a report can say it. Classes are made
 * once, when a sample is drawn, and stay.
 */
export const classRule = z.discriminatedUnion('kind', [
  /** The most valuable share `a` of the customers is A, the next share `b` B. */
  z.strictObject({ kind: z.literal('abc'), ...shares }).refine(sharesFit),
  /** The customers who bring the share `a` of all revenue are A, those of the next share `b` B. */
  z.strictObject({ kind: z.literal('abcByRevenue'), ...shares }).refine(sharesFit),
  /**
   * Scores 1 to `bands` for recency, frequency and monetary value, written together: "545"; of the purchases of a period,
   * where it is known, from its first day until before `until`.
   */
  z.strictObject({
    kind: z.literal('rfm'),
    bands: z.int().min(2).max(9),
    from: z.iso.date().optional(),
    until: z.iso.date().optional(),
  }),
  /** ABC by customers, of the life-time value; customers of whom nothing is known have none. */
  z
    .strictObject({
      kind: z.literal('lifetimeValue'),
      years: z.int().min(1).max(50),
      retention: share,
      discount: z.number().gt(-1).max(10),
      margin: share,
      keeping: z.number().optional(),
      ...shares,
    })
    .refine(sharesFit),
]);
export type ClassRule = z.output<typeof classRule>;

/** What is known of a customer that a rule can use. */
export interface ValuedCustomer extends PurchaseHistory {
  /** Spend of past years. */
  readonly past?: readonly number[];
  /** Planned spend of the coming years. */
  readonly planned?: readonly number[];
}

/**
 * The class of each customer by a rule; `null` where nothing is known that the rule needs. ABC goes by the monetary
 * value.
 *
 * @throws RangeError as the rule's own function
 */
export function classesByRule(
  customers: readonly ValuedCustomer[],
  rule: ClassRule,
): ReadonlyMap<string, string | null> {
  const valued = customers.map(({ customer, monetary }) => ({ customer, value: monetary }));
  switch (rule.kind) {
    case 'abc':
      return abcClasses(valued, rule);
    case 'abcByRevenue':
      return abcClassesByRevenue(valued, rule);
    case 'rfm':
      return new Map(
        [...rfmScores(customers, rule.bands)].map(([customer, score]) => [customer, rfmLabel(score)]),
      );
    case 'lifetimeValue': {
      const values = customers.map(({ customer, past = [], planned = [] }) => ({
        customer,
        value: lifetimeValue({ past, planned }, rule),
      }));
      const known = values.flatMap(({ customer, value }) => (value === null ? [] : [{ customer, value }]));
      const classes = abcClasses(known, rule);
      return new Map(values.map(({ customer }) => [customer, classes.get(customer) ?? null]));
    }
  }
}
