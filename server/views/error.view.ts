import type { ErrorCode } from '../errors.ts';
import type { RespondentWords } from '../i18n/respondent.ts';

export interface ErrorPage {
  readonly siteName: string;
  readonly heading: string;
  readonly help: string;
}

/** Why a request was not met and what to do now. `reference` finds an unexpected failure in the log. */
export function errorPage(code: ErrorCode, reference: string, t: RespondentWords): ErrorPage {
  return {
    siteName: t('site.name'),
    heading: t(`errors.${code}`),
    help: t(`errors.${code}.help`, { reference }),
  };
}
