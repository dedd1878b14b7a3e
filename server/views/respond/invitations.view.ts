import type { RespondentWords } from '../../i18n/respondent.ts';
import { type Masthead, masthead } from './masthead.ts';
import type { LinkView } from './page.view.ts';
import type { SurveyWords } from './survey-words.ts';

export interface InvitationsPage extends Masthead {
  readonly state: string;
  readonly note: string;
  readonly form: { readonly action: string; readonly wish: 'stop' | 'resume'; readonly label: string };
  readonly links: readonly LinkView[];
}

/** Whether a customer is invited to surveys, and the button that changes it. */
export function invitationsPage({
  words,
  t,
  isOut,
  action,
  linkTo,
}: {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly isOut: boolean;
  readonly action: string;
  readonly linkTo: (step: string) => string;
}): InvitationsPage {
  const wish = isOut ? 'resume' : 'stop';
  return {
    ...masthead(words, t, t('respond.invitations.title')),
    state: t(isOut ? 'respond.invitations.out' : 'respond.invitations.in'),
    note: t(isOut ? 'respond.invitations.outNote' : 'respond.invitations.inNote'),
    form: { action, wish, label: t(`respond.invitations.${wish}`) },
    links: [{ href: linkTo('answers'), label: t('respond.answers.link') }],
  };
}
