import { z } from 'zod';
import { valueClassVariable } from '#reports/plan.ts';
import { attributeColumns, columnName, stratumColumns } from './variables.ts';

const share = z.number().positive().max(1);

/** The attributes that computed classes become. */
export const valueClass = valueClassVariable;
export const purchaseClass = 'rfm';

/** The shares of A, B and C where a mapping does not say: of the customers, or of what they bring. */
const usualShares = { customers: [0.05, 0.15, 0.8], revenue: [0.8, 0.15, 0.05] } as const;

const abc = z
  .strictObject({
    from: columnName,
    /** Whether the shares are of the customers, or of all they bring together. */
    by: z.enum(['customers', 'revenue']).default('customers'),
    shares: z.tuple([share, share, share]).optional(),
  })
  .transform(({ shares, by, ...rest }) => ({ ...rest, by, shares: shares ?? usualShares[by] }));

const rfm = z
  .strictObject({
    bands: z.int().min(2).max(9).default(5),
    /** The columns of the file of purchases: whose, when, how much (a refund is negative). */
    purchases: z.strictObject({ customer: columnName, at: columnName, amount: columnName }),
    /** The days from which and before which purchases count. */
    from: z.iso.date(),
    until: z.iso.date(),
  })
  .refine(({ from, until }) => from < until, { params: { code: 'badFormat' }, path: ['until'] });

/** How the columns of somebody's customer list are read. */
export const frameMapping = z
  .strictObject({
    /** The sheet of a workbook; the first one without it. */
    sheet: z.string().min(1).max(100).optional(),
    /** The column with the company's own number or name of each customer. */
    customer: columnName,
    /** Columns, or attributes by our name, whose values joined by a dot name the stratum. */
    strata: stratumColumns.optional(),
    attributes: attributeColumns.default({}),
    /** ABC classes worked out from what each customer brings. */
    abc: abc.optional(),
    /** RFM scores worked out from a file of purchases. */
    rfm: rfm.optional(),
    /** Takes off the mark that an export of ours puts before what a spreadsheet would run as a formula. */
    formulaGuard: z.boolean().default(false),
  })
  // The class that is worked out would take the place of the one in the list, without a word.
  .refine(({ abc, attributes }) => abc === undefined || !Object.hasOwn(attributes, valueClass), {
    params: { code: 'reservedKey' },
    path: ['attributes', valueClass],
  })
  .refine(({ rfm, attributes }) => rfm === undefined || !Object.hasOwn(attributes, purchaseClass), {
    params: { code: 'reservedKey' },
    path: ['attributes', purchaseClass],
  });
export type FrameMapping = z.output<typeof frameMapping>;
