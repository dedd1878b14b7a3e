import { z } from 'zod';
import { stratumVariable } from '#reports/plan.ts';

/** The name of a column in somebody's file. */
export const columnName = z.string().trim().min(1).max(200);

/** Our name of something known of a customer: `market`, `区域`. `stratum` is the sampling stratum and taken. */
export const variableName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => name !== stratumVariable && !(name in Object.prototype), {
    params: { code: 'reservedKey' },
  });

/** What is known of a customer, by our name, and the column it is in. */
export const attributeColumns = z.record(variableName, columnName);

/** The columns whose values, joined by a dot, name the stratum. */
export const stratumColumns = z.union([
  columnName.transform((name) => [name]),
  z.array(columnName).min(1).max(5),
]);

/** In characters, of a customer's name, a stratum's part or an attribute's value. */
export const longestName = 200;
