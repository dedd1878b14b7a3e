import { z } from 'zod';
import { localizedText } from './localized.ts';

/** The whole points from `min` to `max`, with words for both ends. */
export const scale = z.strictObject({
  min: z.int().min(-1000).max(1000),
  max: z.int().min(-1000).max(1000),
  low: localizedText,
  high: localizedText,
});
export type Scale = z.output<typeof scale>;

/** The first and last point of a scale. */
export type Ends = { readonly min: number; readonly max: number };

/** What has scales by key: a definition, or as much of it as a question needs. */
export interface WithScales {
  readonly scales: Readonly<Record<string, Scale>>;
}

/** A scale by its key, or `null` when the survey has none of that name. */
export function scaleNamed({ scales }: WithScales, name: string): Scale | null {
  return Object.hasOwn(scales, name) ? (scales[name] ?? null) : null;
}

/** The ends of the scale of a question. @throws RangeError when there is none, which publishing excludes */
export function endsOf(survey: WithScales, name: string): Ends {
  const found = scaleNamed(survey, name);
  if (!found) throw new RangeError(`The survey has no scale ${name}`);
  return { min: found.min, max: found.max };
}

/** Whether a value is one of the whole points of a scale. Minus zero is not a point. */
export function isPoint(value: unknown, { min, max }: Ends): boolean {
  return Number.isInteger(value) && !Object.is(value, -0) && Number(value) >= min && Number(value) <= max;
}

/** A point as a form sends it, a plain decimal integer such as `7`; `null` for anything else (`6.5`, `07`, `1e1`). */
export function readPoint(text: string, ends: Ends): number | null {
  if (!/^(?:0|-?[1-9]\d{0,3})$/.test(text)) return null;
  const value = Number(text);
  return isPoint(value, ends) ? value : null;
}
