import type { LocalizedText } from '#surveys/localized.ts';
import type { ResponseStatus } from '#surveys/response-status.ts';
import type { LatePage } from '../../actions/late-page.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import { type Masthead, masthead } from './masthead.ts';
import type { LinkView } from './page.view.ts';
import { paragraphsOf } from './paragraphs.ts';
import { type SaidView, saidView } from './said.view.ts';
import type { SurveyWords } from './survey-words.ts';

export interface EndPage extends Masthead {
  /** What the survey says. */
  readonly paragraphs: readonly string[];
  /** What became of the answers, in our words. */
  readonly kept: readonly string[];
  /** What was sent too late, and is not kept; `null` where there is nothing. */
  readonly late: { readonly title: string; readonly said: readonly SaidView[] } | null;
  /** The button for who chose a wrong answer; `null` where nothing can be gone back to. */
  readonly goBack: { readonly action: string; readonly label: string } | null;
  readonly links: readonly LinkView[];
}

/** An interview that has come to its end. */
export interface EndState {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly status: 'notStarted' | ResponseStatus;
  /** Whether nothing leads from the customer to the answer that was sent. */
  readonly isUntied: boolean;
  /** Whether answers were sent that this address does not show, since others may have it too. */
  readonly isWithheld: boolean;
  /** Whether the address is the one that was given to who sent the answers by such a link. */
  readonly isOwn: boolean;
  /** Whether this browser remembers that it was sent from the last page. */
  readonly isKnownSent: boolean;
  /** What the survey says to whom it is not for, or has no place left for. */
  readonly earlyEnd: LocalizedText | null;
  /** Whether the customer came by a personal link. */
  readonly isPersonal: boolean;
  /** Whether the answer can still be changed. */
  readonly isChangeable: boolean;
  /** Where a questionnaire that ended early is gone on with; `null` where it cannot be. */
  readonly goBackTo: string | null;
  /** What was sent after the end, and is not kept; `null` where there is nothing. */
  readonly late: Pick<LatePage, 'questions' | 'answers'> | null;
  /** The address of another step, such as `my/answers`. */
  readonly linkTo: (step: string) => string;
}

/** What a customer reads at the end, whatever end it is. */
export function endPage(state: EndState): EndPage {
  const { words, t } = state;
  return {
    ...masthead(words, t, t(headingOf(state))),
    paragraphs: paragraphsOf(words.say(textOf(state))),
    kept: state.late === null ? keptWords(state) : [t('respond.late.kept')],
    late: lateWords(state),
    goBack:
      state.goBackTo === null || state.late !== null
        ? null
        : { action: state.goBackTo, label: t('respond.ended.goBack') },
    links: linksAfter(state),
  };
}

/** What its customer typed is shown once more, to be taken along. */
function lateWords({ late, words, t }: EndState): EndPage['late'] {
  if (late === null) return null;
  const said = late.questions.map((question) => saidView(question, late.answers, { words, t }));
  return { title: t('respond.late.said'), said: said.filter(({ lines }) => lines.length > 0) };
}

/** To the answers, where there are some, and to what else can be decided. */
function linksAfter({ words, t, status, isWithheld, isPersonal, linkTo }: EndState): readonly LinkView[] {
  const answers = { href: linkTo('my/answers'), label: t('respond.answers.link') };
  const invitations = { href: linkTo('my/invitations'), label: t('respond.invitations.link') };
  const privacy = { href: linkTo('my/privacy'), label: t('respond.privacy.link') };
  return [
    ...(status === 'withdrawn' || isWithheld ? [] : [answers]),
    ...(isPersonal ? [invitations] : []),
    ...(words.definition.privacy === undefined ? [] : [privacy]),
  ];
}

function headingOf({ status, isUntied, isWithheld, isKnownSent, earlyEnd, late, words }: EndState) {
  if (late !== null) return 'respond.late.title';
  if (isWithheld) return 'respond.slip.title';
  if (status === 'withdrawn') return 'respond.withdrawn.title';
  if (status !== 'submitted' || earlyEnd !== null) return 'respond.ended.title';
  const { pages, quotas } = words.definition;
  // of an answer that nothing leads to, nobody knows how it ended
  const mayHaveEnded =
    isUntied && !isKnownSent && (quotas.length > 0 || pages.some(({ endIf }) => endIf.length > 0));
  return mayHaveEnded ? 'respond.ended.title' : 'respond.thanks.title';
}

function textOf({ status, isWithheld, earlyEnd, late, words }: EndState): LocalizedText {
  if (status === 'withdrawn' || isWithheld || late !== null) return {};
  return earlyEnd ?? (status === 'submitted' ? words.definition.thanks : {});
}

function keptWords({ status, isUntied, isWithheld, isOwn, isChangeable, t }: EndState): readonly string[] {
  if (isWithheld) return [t('respond.slip.kept')];
  if (status === 'withdrawn') return [t('respond.withdrawn.kept')];
  const own = isOwn ? [t(isChangeable ? 'respond.thanks.own.changeable' : 'respond.thanks.own')] : [];
  if (status !== 'submitted') return [t('respond.ended.kept'), ...own];
  if (isUntied) return [t('respond.thanks.untied')];
  const changeable = isChangeable && !isOwn ? [t('respond.thanks.changeable')] : [];
  return [t('respond.thanks.kept'), ...changeable, ...own];
}
