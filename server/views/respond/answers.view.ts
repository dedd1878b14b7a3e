import type { Answers } from '#surveys/answers.ts';
import { answersOf } from '#surveys/companions.ts';
import { canVisit, firstOpenPage, type RoutePage, route } from '#surveys/journey.ts';
import type { Question } from '#surveys/questions/index.ts';
import { type Interview, isChangeable, isFinished } from '../../actions/interview.ts';
import { continuingPage } from '../../actions/next-step.ts';
import type { RespondentKey, RespondentWords } from '../../i18n/respondent.ts';
import { type Masthead, masthead } from './masthead.ts';
import { type Sentence, sentences } from './ours.ts';
import type { LinkView } from './page.view.ts';
import { type SaidView, saidView } from './said.view.ts';
import type { SurveyWords } from './survey-words.ts';

/** What was said on one page of the questionnaire. */
export interface SaidPage {
  readonly title: string;
  readonly said: readonly SaidView[];
  /** Where it can be changed; `null` where it cannot. */
  readonly change: { readonly href: string; readonly label: Sentence } | null;
}

export interface AnswersPage extends Masthead {
  /** That a change was kept just now. */
  readonly saved: string | null;
  /** What became of the answers, and what can still be done. */
  readonly notes: readonly string[];
  /** A change that is not complete. */
  readonly pending: PendingChange | null;
  readonly pages: readonly SaidPage[];
  /** Answers kept to questions that are no longer asked. */
  readonly offRoute: {
    readonly title: string;
    readonly why: string;
    readonly said: readonly SaidView[];
  } | null;
  /** The way on in the questionnaire. */
  readonly goOn: LinkView | null;
  readonly links: readonly LinkView[];
}

export interface PendingChange {
  readonly title: string;
  readonly text: Sentence;
  readonly changed: string;
  readonly said: readonly SaidView[];
  readonly goOn: LinkView | null;
}

export interface AnswersState {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly interview: Interview;
  /** Whether answers are taken now. */
  readonly isOpen: boolean;
  /** Whether the customer comes from saving a change. */
  readonly isSaved: boolean;
  /** The address of another step of `my`, or with `../` of the interview. */
  readonly linkTo: (step: string) => string;
}

/** Everything one customer has said, question by question, and what can be done with it. */
export function answersPage(state: AnswersState): AnswersPage {
  const { words, t, interview, isSaved } = state;
  const { definition, response, respondent } = interview;
  // a change that is not complete does not count
  const answers = (response?.answers ?? {}) as Answers;
  const onRoute = route(definition, answers, respondent);
  const isSaying = (question: Question) => Object.keys(answersOf(question, answers)).length > 0;
  const isSeen = ({ page, questions }: RoutePage) =>
    (response?.passed ?? []).includes(page.key) || questions.some(isSaying);
  const asked = new Set(onRoute.flatMap(({ questions }) => questions));
  const unasked = definition.pages.flatMap(({ questions }) =>
    questions.filter((each) => !asked.has(each) && isSaying(each)),
  );
  const said = (question: Question) => saidView(question, answers, state);
  return {
    ...masthead(words, t, t('respond.answers.title')),
    saved: isSaved && response?.revising === null ? t('respond.answers.saved') : null,
    notes: notesOn(state).map((key) => t(key)),
    pending: pendingChange(state, answers),
    pages: onRoute.filter(isSeen).map((each) => ({
      title: words.say(each.page.title),
      said: each.questions.map(said),
      change: changeLink(state, each),
    })),
    offRoute: unasked.length === 0 ? null : offRoute(unasked.map(said), t),
    goOn: goOnLink(state),
    links: rightsLinks(state),
  };
}

function offRoute(said: readonly SaidView[], t: RespondentWords): AnswersPage['offRoute'] {
  return { title: t('respond.answers.offRoute'), why: t('respond.answers.offRoute.why'), said };
}

function goOnLink({ t, interview, isOpen, linkTo }: AnswersState): LinkView | null {
  if (!isOpen || isFinished(interview)) return null;
  return { href: linkTo(`../${continuingPage(interview)}`), label: t('respond.answers.goOn') };
}

function notesOn({ interview, isOpen }: AnswersState): readonly RespondentKey[] {
  const { status, response } = interview;
  switch (status) {
    case 'notStarted':
      return ['respond.answers.none'];
    case 'started':
      return [isOpen ? 'respond.answers.started' : 'respond.answers.startedClosed'];
    case 'submitted':
      if (response === null) return ['respond.answers.untied'];
      return [
        'respond.answers.submitted',
        isOpen && isChangeable(interview) ? 'respond.answers.changeable' : 'respond.answers.final',
      ];
    case 'screenedOut':
    case 'overQuota':
      return ['respond.answers.ended'];
    case 'withdrawn':
      return ['respond.withdrawn.title'];
  }
}

/** Where the answers of a page can be changed now. */
function changeLink(
  { words, t, interview, isOpen, linkTo }: AnswersState,
  { page }: RoutePage,
): SaidPage['change'] {
  const mayChange = isOpen && (!isFinished(interview) || isChangeable(interview));
  if (!mayChange || !canVisit(interview, page.key)) return null;
  return {
    href: linkTo(`../${page.key}`),
    label: sentences(words.language, t)('respond.answers.change', { page: words.say(page.title) }),
  };
}

function pendingChange(state: AnswersState, sent: Answers): PendingChange | null {
  const { words, t, interview, isOpen, linkTo } = state;
  const { definition, response, answers, respondent } = interview;
  if (response === null || response.revising === null) return null;
  const open = firstOpenPage(interview)?.page ?? null;
  const isChanged = (question: Question) =>
    JSON.stringify(answersOf(question, answers)) !== JSON.stringify(answersOf(question, sent));
  const changed = route(definition, answers, respondent).flatMap(({ questions }) =>
    questions.filter(isChanged),
  );
  return {
    title: t('respond.answers.pending.title'),
    text: pendingText(),
    changed: t('respond.answers.pending.changed'),
    said: changed.map((question) => saidView(question, answers, state)),
    goOn:
      open === null || !isOpen
        ? null
        : { href: linkTo(`../${open.key}`), label: t('respond.answers.pending.goOn') },
  };

  function pendingText(): Sentence {
    const sentence = sentences(words.language, t);
    if (!isOpen) return sentence('respond.answers.pending.closed');
    return open === null
      ? sentence('respond.answers.pending.unsaved')
      : sentence('respond.answers.pending.page', { page: words.say(open.title) });
  }
}

/** What else a customer may do, as far as it makes sense. */
function rightsLinks({
  words,
  t,
  interview,
  linkTo,
}: Pick<AnswersState, 'words' | 't' | 'interview' | 'linkTo'>): readonly LinkView[] {
  const { member, response, status } = interview;
  const withdrawal = { href: linkTo('withdrawal'), label: t('respond.withdrawal.link') };
  const invitations = { href: linkTo('invitations'), label: t('respond.invitations.link') };
  const privacy = { href: linkTo('privacy'), label: t('respond.privacy.link') };
  return [
    ...(response !== null && status !== 'withdrawn' ? [withdrawal] : []),
    ...(member === null ? [] : [invitations]),
    ...(words.definition.privacy === undefined ? [] : [privacy]),
  ];
}
