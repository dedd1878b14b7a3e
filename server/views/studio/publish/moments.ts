import type { Translate } from '../../../i18n/translate.ts';

/** A moment, in milliseconds since 1970, to the minute in the machine's own time zone. */
export function momentIn(t: Translate, at: number): string {
  return new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
