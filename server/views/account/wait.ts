import { plural, type Translate } from '../../i18n/translate.ts';

/** How long to wait, in words, rounded up. @param milliseconds until then */
export function waitInWords(milliseconds: number, t: Translate): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return plural(t, 'account.wait.seconds', seconds);
  return plural(t, 'account.wait.minutes', Math.ceil(seconds / 60));
}
