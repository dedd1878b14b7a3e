import { z } from 'zod';
import { key } from './keys.ts';
import { localizedText } from './localized.ts';

/** A share: only its proportion to its siblings' counts. */
const weight = z.number().positive().max(1e6);

/** What is measured: one thing a customer expected something of and experienced. Asked by the pair with its key. */
export const item = z.strictObject({ key, name: localizedText, weight });
export type Item = z.output<typeof item>;

/** A group of items of one factor. */
export const dimension = z.strictObject({ key, name: localizedText, items: z.array(item).max(500) });
export type Dimension = z.output<typeof dimension>;

/** One of the elements satisfaction consists of: product and service work directly, the company's image indirectly. */
export const factor = z.strictObject({
  key,
  name: localizedText,
  kind: z.enum(['direct', 'indirect']),
  weight,
  dimensions: z.array(dimension).max(100),
});
export type Factor = z.output<typeof factor>;
