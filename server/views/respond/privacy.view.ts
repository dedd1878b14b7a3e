import type { Consent, FormerConsent } from '#db/tables.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import {
  type PrivacyText,
  type PrivacyTexts,
  privacyView,
  type Tie,
  tieSentences,
} from './about-data.view.ts';
import { type Masthead, masthead } from './masthead.ts';
import type { LinkView } from './page.view.ts';
import type { SurveyWords } from './survey-words.ts';

export interface PrivacyPage extends Masthead {
  readonly tie: readonly string[];
  readonly texts: readonly PrivacyText[];
  /** To what the customer agreed, and when. */
  readonly agreed: string | null;
  readonly links: readonly LinkView[];
}

/** What becomes of the data, on a page of its own. */
export function privacyPage({
  words,
  t,
  texts,
  tie,
  consent,
  isPersonal,
  linkTo,
}: {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly texts: PrivacyTexts | null;
  readonly tie: Tie;
  readonly consent: Consent | FormerConsent | null;
  readonly isPersonal: boolean;
  readonly linkTo: (step: string) => string;
}): PrivacyPage {
  const invitations = { href: linkTo('invitations'), label: t('respond.invitations.link') };
  return {
    ...masthead(words, t, t('respond.privacy.title')),
    tie: tieSentences(words, t, tie),
    texts: texts === null ? [] : privacyView(texts, t),
    agreed: consent === null ? null : agreedText(consent, t),
    links: [
      { href: linkTo('answers'), label: t('respond.answers.link') },
      ...(isPersonal ? [invitations] : []),
    ],
  };
}

/** What is left of a withdrawn consent tells no day, and is not spoken of. */
function agreedText(consent: Consent | FormerConsent, t: RespondentWords): string | null {
  if (!('at' in consent)) return null;
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: 'long' }).format(consent.at);
  return t(`respond.privacy.agreed.${consent.given}`, { date, version: consent.version });
}
