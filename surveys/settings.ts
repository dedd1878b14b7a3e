import { z } from 'zod';
import { condition } from './conditions.ts';
import { key } from './keys.ts';
import { localizedText } from './localized.ts';

/**
 * Something known of a customer before any question is asked: a column of the customer list (`abc`, `market`), the
 * stratum (`stratum`), or what a signed link says (order number, station). Only facts named here can decide what is
 * asked or stand in a text.
 */
export const fact = z.strictObject({
  key,
  name: localizedText,
  /** Whether an anonymous survey keeps it beside the answer; one that names a person must not be. */
  kept: z.boolean().default(false),
  /** Whether each value is answered for once, as an order number is: links with the same value lead to the same response. */
  once: z.boolean().default(false),
});
export type Fact = z.output<typeof fact>;

/** Who asks, why, for how long and what becomes of the data. Who asks is the survey's `organisation`. */
export const privacy = z.strictObject({
  /** The author's mark for this text, recorded with each consent, e.g. `2026-11`. */
  version: z.string().trim().min(1).max(40),
  purpose: localizedText,
  /** What happens to the data, and who sees it. */
  use: localizedText,
  /** How long it is kept. */
  retention: localizedText,
  /** Whom to write to. */
  contact: localizedText,
  /** Whether a box has to be ticked; otherwise going on says yes, and the page says so. */
  ask: z.boolean().default(false),
});
export type Privacy = z.output<typeof privacy>;

/** The organisation's own look: one colour and a logo. */
export const brand = z.strictObject({
  /** For buttons and links, `#rrggbb`. */
  colour: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/),
  /** The digest of a stored image. */
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type Brand = z.output<typeof brand>;

/** At most `limit` responses of those a condition holds for, in each wave. */
export const quota = z.strictObject({
  key,
  name: localizedText,
  when: condition,
  limit: z.int().min(1).max(10_000_000),
  /** What somebody reads for whom there is no place left. */
  full: localizedText,
});
export type Quota = z.output<typeof quota>;

/** An end of the questionnaire for somebody it is not for. */
export const screenOut = z.strictObject({ key, when: condition, text: localizedText });
export type ScreenOut = z.output<typeof screenOut>;
