import { z } from 'zod';
import { attributeColumns, columnName, stratumColumns } from './variables.ts';

const share = z.number().positive().max(1);

/** The attribute that a computed ABC class becomes. */
export const valueClass = 'abc';

/** How the columns of somebody's customer list are read. */
export const frameMapping = z
  .strictObject({
    /** The column with the company's own number or name of each customer. */
    customer: columnName,
    /** Columns, or attributes by our name, whose values joined by a dot name the stratum. */
    strata: stratumColumns.optional(),
    attributes: attributeColumns.default({}),
    /** ABC classes worked out from what each customer brings: the shares of customers in A, B and C. */
    abc: z
      .strictObject({
        from: columnName,
        shares: z.tuple([share, share, share]).default([0.05, 0.15, 0.8]),
      })
      .optional(),
  })
  // The class that is worked out would take the place of the one in the list, without a word.
  .refine(({ abc, attributes }) => abc === undefined || !Object.hasOwn(attributes, valueClass), {
    params: { code: 'reservedKey' },
    path: ['attributes', valueClass],
  });
export type FrameMapping = z.output<typeof frameMapping>;
