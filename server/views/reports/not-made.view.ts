import type { BrowserProblem } from '../../exports/chromium/browser-error.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { ErrorPage } from '../error.view.ts';

const words = {
  'no-browser': 'noBrowser',
  busy: 'busy',
  'too-slow': 'tooSlow',
  failed: 'failed',
} as const satisfies Record<BrowserProblem, string>;

/** Why a file was not made, and what to do now. @param reference finds the failure in the log */
export function notMadePage(
  organisation: string,
  problem: BrowserProblem,
  reference: string,
  t: Translate,
): ErrorPage {
  const key = words[problem];
  return {
    organisation,
    heading: t(`take.notMade.${key}`),
    help: t(`take.notMade.${key}.help`, { reference }),
    contact: null,
    links: [],
    theirs: null,
  };
}
