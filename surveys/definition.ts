import { z } from 'zod';
import { condition } from './conditions.ts';
import { factor } from './factors.ts';
import { key } from './keys.ts';
import { languageTag, localizedText } from './localized.ts';
import { question } from './questions/index.ts';
import { scale } from './scales.ts';
import { brand, fact, privacy, quota, screenOut } from './settings.ts';

/** What is said above one half of every pair, and under the ends of its scale. */
const halfWords = z.strictObject({ label: localizedText, low: localizedText, high: localizedText });

/** The words around every pair of the survey. */
export const pairWords = z.strictObject({
  expectation: halfWords,
  perception: halfWords,
  importance: halfWords.optional(),
  notApplicable: localizedText,
});
export type PairWords = z.output<typeof pairWords>;

export const page = z.strictObject({
  key,
  title: localizedText,
  introduction: localizedText.optional(),
  showIf: condition.optional(),
  questions: z.array(question).max(500),
  /** Whether its questions come in an order of their own for each customer. */
  shuffle: z.boolean().default(false),
  /** Ends of the questionnaire after this page; the first that holds counts. */
  endIf: z.array(screenOut).max(20).default([]),
});
export type Page = z.output<typeof page>;

/** How C = b / a is computed from the pairs. */
export const indexRule = z.strictObject({
  /** What counts as zero: the number 0 on the scale, or the scale's own minimum. */
  origin: z.enum(['zero', 'scaleMinimum']),
  aggregate: z.enum(['composite', 'meanOfFactors', 'pooled']),
  /** Half-width of the band around 1 within which C reads "as expected". */
  band: z.number().positive().max(0.5),
});
export type IndexRule = z.output<typeof indexRule>;

/**
 * A questionnaire as one document: what is measured (factors), how it is asked (scales, pages) and how
 * the index is computed. This is its shape; `problemsIn` says what else must hold before it is published.
 */
export const definition = z.strictObject({
  format: z.literal(1),
  /** The first is the default. */
  languages: z.array(languageTag).min(1).max(20),
  title: localizedText,
  organisation: localizedText,
  introduction: localizedText,
  thanks: localizedText,
  scales: z.record(key, scale),
  pairWords: pairWords.optional(),
  factors: z.array(factor).max(20),
  pages: z.array(page).max(200),
  /** Groups of neighbouring pages that change places among themselves, in an order of its own for each customer. */
  shuffle: z.array(z.array(key).min(2).max(200)).max(20).default([]),
  facts: z.array(fact).max(50).default([]),
  quotas: z.array(quota).max(100).default([]),
  /** Whether nothing in the database ties an answer to the person who was asked. */
  anonymous: z.boolean().default(false),
  /** Whether an answer that was sent can be changed until the wave closes. */
  changeable: z.boolean().default(false),
  privacy: privacy.optional(),
  brand: brand.optional(),
  index: indexRule,
});
export type Definition = z.output<typeof definition>;

/** A definition as an author writes it, what has a default left out. */
export type DefinitionDocument = z.input<typeof definition>;
