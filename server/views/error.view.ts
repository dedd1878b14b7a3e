import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { ErrorCode, StillOffered } from '../errors.ts';
import type { RespondentWords } from '../i18n/respondent.ts';
import { type OtherLanguage, otherThan } from './respond/ours.ts';
import type { LinkView } from './respond/page.view.ts';
import { paragraphsOf } from './respond/paragraphs.ts';

export interface ErrorPage {
  /** Whose page it is: the survey's organisation, once that is known. */
  readonly organisation: string;
  readonly heading: string;
  readonly help: string;
  /** Whom the survey names to write to; `null` where it names nobody. */
  readonly contact: { readonly heading: string; readonly paragraphs: readonly string[] } | null;
  /** What its reader may do all the same. */
  readonly links: readonly LinkView[];
  /** The language of the survey's words where it is not that of the page. */
  readonly theirs: OtherLanguage | null;
}

interface KnownSurvey {
  readonly definition: Definition;
  /** The language it is read in. */
  readonly language: string;
}

/** What went wrong. */
interface Failure {
  readonly code: ErrorCode;
  /** When it will be otherwise, in milliseconds since 1970; `null` where nobody can say. */
  readonly until: number | null;
  /** What works all the same, and where; `null` for an address that is no interview's. */
  readonly offered: { readonly token: string; readonly steps: readonly StillOffered[] } | null;
  /** The survey it happened in; `null` where none is known. */
  readonly survey: KnownSurvey | null;
}

/**
 * Why a request was not met and what to do now; moments in the machine's time zone, which is named. `reference` finds an
 * unexpected failure in the log.
 */
export function errorPage(
  { code, until, offered, survey }: Failure,
  reference: string,
  t: RespondentWords,
): ErrorPage {
  const help =
    code === 'waveNotOpen' && until !== null ? 'errors.waveNotOpen.until' : (`errors.${code}.help` as const);
  const moment = until === null ? '' : momentFormat(t.locale).format(until);
  return {
    organisation: survey === null ? t('site.name') : saidBy(survey, survey.definition.organisation),
    heading: t(`errors.${code}`),
    help: t(help, { reference, moment }),
    contact: contactIn(survey, t),
    links: linksTo(offered, t),
    theirs: survey === null ? null : otherThan(t.locale, survey.language),
  };
}

function linksTo(offered: Failure['offered'], t: RespondentWords): readonly LinkView[] {
  if (offered === null) return [];
  const language = new URLSearchParams({ lang: t.locale });
  return offered.steps.map((step) => ({
    href: `/s/${encodeURIComponent(offered.token)}/my/${step}?${language}`,
    label: t(`respond.${step}.link`),
  }));
}

function saidBy({ definition, language }: KnownSurvey, text: LocalizedText): string {
  return textIn(text, language, definition.languages);
}

function contactIn(survey: KnownSurvey | null, t: RespondentWords): ErrorPage['contact'] {
  const contact = survey?.definition.privacy?.contact;
  if (survey === null || contact === undefined) return null;
  return { heading: t('respond.privacy.contact'), paragraphs: paragraphsOf(saidBy(survey, contact)) };
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
