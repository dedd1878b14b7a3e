import type { Interview } from '../../actions/interview.ts';
import type { RespondentKey, RespondentWords } from '../../i18n/respondent.ts';
import { type Masthead, masthead } from './masthead.ts';
import type { LinkView } from './page.view.ts';
import type { SurveyWords } from './survey-words.ts';

export interface WithdrawalPage extends Masthead {
  readonly paragraphs: readonly string[];
  /** The button that does it; `null` where there is nothing to withdraw. */
  readonly form: { readonly action: string; readonly label: string } | null;
  readonly links: readonly LinkView[];
}

export interface WithdrawalState {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly interview: Pick<Interview, 'member' | 'response' | 'status'>;
  readonly action: string;
  readonly linkTo: (step: string) => string;
}

/** What it means to take answers back, and the button that does it. */
export function withdrawalPage({ words, t, interview, action, linkTo }: WithdrawalState): WithdrawalPage {
  const { response, status } = interview;
  const isPossible = response !== null && status !== 'withdrawn';
  const invitations = { href: linkTo('invitations'), label: t('respond.invitations.link') };
  const back = isPossible ? 'respond.withdrawal.keep' : 'respond.answers.link';
  return {
    ...masthead(words, t, t('respond.withdrawal.title')),
    paragraphs: explanation(interview).map((key) => t(key)),
    form: isPossible ? { action, label: t('respond.withdrawal.button') } : null,
    links: [{ href: linkTo('answers'), label: t(back) }, ...(interview.member === null ? [] : [invitations])],
  };
}

function explanation({ response, status }: WithdrawalState['interview']): readonly RespondentKey[] {
  if (status === 'withdrawn') return ['respond.withdrawn.title'];
  if (response !== null) return ['respond.withdrawal.explain', 'respond.withdrawal.final'];
  return [status === 'notStarted' ? 'respond.withdrawal.nothing' : 'respond.answers.untied'];
}
