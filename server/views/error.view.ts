import type { ErrorCode } from '../errors.ts';
import type { RespondentWords } from '../i18n/respondent.ts';

export interface ErrorPage {
  readonly siteName: string;
  readonly heading: string;
  readonly help: string;
}

/**
 * Why a request was not met and what to do now. `reference` finds an unexpected failure in the log.
 *
 * @param until when it will be otherwise, in the machine's time zone, which is named
 */
export function errorPage(
  { code, until }: { readonly code: ErrorCode; readonly until: number | null },
  reference: string,
  t: RespondentWords,
): ErrorPage {
  const help =
    code === 'waveNotOpen' && until !== null ? 'errors.waveNotOpen.until' : (`errors.${code}.help` as const);
  const moment = until === null ? '' : momentFormat(t.locale).format(until);
  return {
    siteName: t('site.name'),
    heading: t(`errors.${code}`),
    help: t(help, { reference, moment }),
  };
}

function momentFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}
