import { z } from 'zod';
import { unpiped } from './piping.ts';

const longestText = 10_000;

/** Tags that were looked at before: a questionnaire names the same few thousands of times. */
const knownTags = new Set<string>();
const mostKnownTags = 500;

/** Whether a tag names a language in its canonical BCP 47 spelling: `zh-CN`, not `zh-cn` or `zh_CN`. */
function isLanguageTag(tag: string): boolean {
  if (knownTags.has(tag)) return true;
  try {
    const isCanonical = Intl.getCanonicalLocales(tag)[0] === tag;
    if (isCanonical && knownTags.size < mostKnownTags) knownTags.add(tag);
    return isCanonical;
  } catch {
    // `getCanonicalLocales` throws a RangeError for what is no language tag at all, which is the answer.
    return false;
  }
}

export const languageTag = z
  .string()
  .max(35)
  .refine(isLanguageTag, { params: { code: 'badFormat' } });

/** One text of the questionnaire in any set of languages: `{ "zh-CN": "…", "en": "…" }`. */
export const localizedText = z.record(languageTag, z.string().max(longestText));
export type LocalizedText = z.output<typeof localizedText>;

/** Whether a text says something in a language. Blanks alone say nothing. */
export function hasText(text: LocalizedText, language: string): boolean {
  return Object.hasOwn(text, language) && (text[language] ?? '').trim() !== '';
}

/**
 * A text as its author wrote it, in the reader's language, else in the first of the survey's languages that has it: what it
 * takes over (`piping.ts`) is not put in.
 *
 * @param languages the survey's languages, its default first
 * @returns an empty string when no language has the text, which a published survey does not allow
 */
export function writtenIn(text: LocalizedText, locale: string, languages: readonly string[]): string {
  for (const language of [locale, ...languages]) {
    if (hasText(text, language)) return text[language] ?? '';
  }
  return '';
}

/** A text for somebody of whom nothing is known; otherwise as `writtenIn`. */
export function textIn(text: LocalizedText, locale: string, languages: readonly string[]): string {
  return unpiped(writtenIn(text, locale, languages));
}
