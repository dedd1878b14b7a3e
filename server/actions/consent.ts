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
 * The consent that a response begins with: which text was read, in which language, and how it was agreed to. `null` where
 * the questionnaire has none.
 *
 * The digest is SHA-256, in hexadecimal, of the five texts as a JSON array: who asks, why, what becomes of the data, how
 * long, whom to write to.
 */
export function consentTo(definition: Definition, language: string, at: number): Consent | null {
  const { privacy } = definition;
  const texts = privacyTexts(definition, language);
  if (privacy === undefined || texts === null) return null;
  const { organisation, purpose, use, retention, contact } = texts;
  const digest = createHash('sha256')
    .update(JSON.stringify([organisation, purpose, use, retention, contact]))
    .digest('hex');
  return { version: privacy.version, digest, language, given: privacy.ask ? 'ticked' : 'continued', at };
}

/** What is kept of a consent that was withdrawn. */
export function formerConsent(consent: Consent | FormerConsent | null): FormerConsent | null {
  return consent === null ? null : { version: consent.version, given: consent.given };
}
