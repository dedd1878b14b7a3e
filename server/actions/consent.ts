import { createHash } from 'node:crypto';
import type { Consent, FormerConsent } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { textIn } from '#surveys/localized.ts';
import type { Interview } from './interview.ts';

/**
 * What a customer reads about the data in one language: who asks, why, what becomes of it, how long it is kept, whom to
 * write to. It says the same to everybody. `null` where the questionnaire says nothing about it.
 */
export function privacyTexts({ organisation, privacy, languages }: Definition, language: string) {
  if (privacy === undefined) return null;
  const say = (text: typeof organisation) => textIn(text, language, languages);
  return {
    organisation: say(organisation),
    purpose: say(privacy.purpose),
    use: say(privacy.use),
    retention: say(privacy.retention),
    contact: say(privacy.contact),
  };
}

/** Whether nothing of a customer may be kept before the customer agrees. What came by another way was agreed to there. */
export function needsConsent({ definition, response }: Interview): boolean {
  return definition.privacy !== undefined && response === null;
}

/**
 * What tells the text about the data in one language from all others: SHA-256, in hexadecimal, of the five texts as a JSON
 * array: who asks, why, what becomes of the data, how long, whom to write to. `null` where the questionnaire says nothing.
 */
export function consentDigest(definition: Definition, language: string): string | null {
  const texts = privacyTexts(definition, language);
  if (texts === null) return null;
  const { organisation, purpose, use, retention, contact } = texts;
  return createHash('sha256')
    .update(JSON.stringify([organisation, purpose, use, retention, contact]))
    .digest('hex');
}

/** The language of a text by its digest; `null` where it is none of the questionnaire's. */
export function languageRead(definition: Definition, digest: string): string | null {
  return definition.languages.find((language) => consentDigest(definition, language) === digest) ?? null;
}

/**
 * The consent that a response begins with: which text was read, in which language, and how it was agreed to. `null` where
 * the questionnaire has none.
 *
 * @param shown the digest of the text on the page that was sent; `null` where it was sent without, as by a program
 * @param language the language the page was sent in, which counts where it does not say what it showed
 */
export function consentTo(
  definition: Definition,
  shown: string | null,
  language: string,
  at: number,
): Consent | null {
  const { privacy } = definition;
  const read = (shown === null ? null : languageRead(definition, shown)) ?? language;
  const digest = consentDigest(definition, read);
  if (privacy === undefined || digest === null) return null;
  return {
    version: privacy.version,
    digest,
    language: read,
    given: privacy.ask ? 'ticked' : 'continued',
    at,
  };
}

/**
 * Whether a page that was sent agrees to what becomes of the data: to the text that it showed, which has to be one of the
 * questionnaire's. Where no box has to be ticked, going on agrees.
 */
export function agreesTo(definition: Definition, shown: string | null): boolean {
  if (shown === null) return !definition.privacy?.ask;
  return languageRead(definition, shown) !== null;
}

/** What is kept of a consent that was withdrawn. */
export function formerConsent(consent: Consent | FormerConsent | null): FormerConsent | null {
  return consent === null ? null : { version: consent.version, given: consent.given };
}
