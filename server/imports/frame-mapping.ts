import { z } from 'zod';
import { attributeColumns, columnName, stratumColumns } from './variables.ts';

const share = z.number().positive().max(1);

/** How the columns of somebody's customer list are read. */
export const frameMapping = z.strictObject({
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
});
export type FrameMapping = z.output<typeof frameMapping>;

/** The attribute that a computed ABC class becomes. */
export const valueClass = 'abc';
