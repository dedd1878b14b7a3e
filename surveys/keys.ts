import { z } from 'zod';

/**
 * The author's stable code of a factor, item, page, question or option: stored in answers, used in
 * addresses and exports, so it begins with a letter and is plain ASCII.
 *
 * Names every JavaScript object has (`constructor`, `toString`, …) are refused: no answer can then be
 * mistaken for something inherited, whoever reads it.
 */
export const key = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, { abort: true })
  .refine((value) => !(value in Object.prototype), { params: { code: 'reservedKey' } });
