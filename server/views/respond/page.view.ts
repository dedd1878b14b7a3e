import { questionsOf } from '#surveys/conditions.ts';
import type { FieldError } from '#surveys/field-error.ts';
import { nextPage, pageOn, previousPage, type RoutePage } from '#surveys/journey.ts';
import type { Form } from '#surveys/read-page.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import { plural } from '../../i18n/translate.ts';
import {
  type PrivacyText,
  type PrivacyTexts,
  privacyView,
  type Tie,
  tieSentences,
} from './about-data.view.ts';
import { type LanguageView, languagesView } from './languages.view.ts';
import { errorMessage } from './messages.ts';
import { type OtherLanguage, oursBeside, type Sentence } from './ours.ts';
import { paragraphsOf } from './paragraphs.ts';
import { type QuestionView, questionView } from './question.view.ts';
import type { SurveyWords } from './survey-words.ts';

export interface RespondPage {
  /** The whole title of the document; begins with what is wrong when something is. */
  readonly documentTitle: string;
  /** The language of our own words where it is not that of the page. */
  readonly ours: OtherLanguage | null;
  /** Where the form is sent. */
  readonly action: string;
  /** Whether the controls hold what the server keeps, or what it was just sent. */
  readonly answers: 'kept' | 'sent';
  /** What a script says about sending the page. */
  readonly sending: Readonly<Record<'sending' | 'waiting' | 'waitingHere' | 'overtaken', string>>;
  readonly organisation: string;
  readonly languages: readonly LanguageView[];
  readonly languagesLabel: string;
  readonly alert: { readonly heading: string; readonly help: string } | null;
  readonly errors: ErrorSummary | null;
  /** That somebody goes on here with what this browser began, and the way to begin anew. */
  readonly resumed: { readonly text: string; readonly anew: LinkView } | null;
  /** The survey's title and introduction, on its first page only. */
  readonly opening: { readonly title: string; readonly paragraphs: readonly string[] } | null;
  /** Whether the answer is tied to its customer, and what becomes of the data; on the first page only. */
  readonly about: AboutData | null;
  /** The box that agrees to it, where one has to be ticked and was not yet. */
  readonly consent: {
    readonly label: string;
    readonly checked: boolean;
    readonly error: string | null;
  } | null;
  /** What tells the text about the data on this page from others; `null` where there is nothing to agree to. */
  readonly consentDigest: string | null;
  readonly progress: string | null;
  readonly title: string;
  readonly introduction: readonly string[];
  readonly questions: readonly QuestionView[];
  readonly continueLabel: string;
  /** Whether going on may send the answers for good: then Enter in a control only leads to the button. */
  readonly isFinal: boolean;
  readonly backLabel: string | null;
  /** The way out of a change of what was sent. */
  readonly cancel: LinkView | null;
  /** That going on agrees to what becomes of the data. */
  readonly agreement: string | null;
  /** What is kept, and how to come back. */
  readonly kept: string;
  readonly links: readonly LinkView[];
}

export interface LinkView {
  readonly href: string;
  readonly label: string;
}

export interface AboutData {
  readonly tie: readonly string[];
  readonly summary: string;
  readonly texts: readonly PrivacyText[];
  /** What the texts are about, for whoever still has to agree to them. */
  readonly beforehand: string | null;
}

export interface ErrorSummary {
  readonly heading: string;
  readonly errors: readonly { readonly field: string; readonly message: Sentence }[];
}

/** One page of a customer's journey, with what its controls hold and what came of sending it. */
export interface PageState {
  readonly words: SurveyWords;
  readonly t: RespondentWords;
  readonly route: readonly RoutePage[];
  readonly current: RoutePage;
  readonly action: string;
  /** What decides this customer's random orders. */
  readonly seed: string;
  readonly typed: Form;
  readonly problems: readonly FieldError[];
  /** By which address the customer comes back; an open link's has none before the first page is sent. */
  readonly comeBack: 'personal' | 'open' | 'openBegun';
  /** Whether the controls hold what was just sent, which need not all be kept. */
  readonly isSent: boolean;
  /** Whether the page was sent and could not be saved. */
  readonly notSaved: boolean;
  /** Why a change of what was sent before was not made: what it would have come to. */
  readonly refused: 'screenedOut' | 'overQuota' | null;
  /** Whether what was sent before is being changed. */
  readonly isRevision: boolean;
  /** What is said about the data; `null` where the survey says nothing. */
  readonly privacy: PrivacyTexts | null;
  readonly tie: Tie;
  /** What there is to agree to before anything is kept. */
  readonly consent: 'given' | 'open' | 'missing';
  /** What tells the text on the page from others, and whether it was agreed to; `null` where there is nothing to agree to. */
  readonly consentText: { readonly digest: string; readonly isAgreed: boolean } | null;
  /** Where to begin anew, for somebody whom this browser led on; `null` for all others. */
  readonly anew: string | null;
  /** The address of another step, such as `my/answers`. */
  readonly linkTo: (step: string) => string;
}

/** A page of the questionnaire as plain data. */
export function respondPage(state: PageState): RespondPage {
  const { words, t, route, current, problems } = state;
  const { definition, say } = words;
  const title = say(current.page.title);
  const progress = progressText(state);
  const hasProblems = problems.length > 0 || state.consent === 'missing';
  const errors = hasProblems ? errorSummary(state) : null;
  const alert = alertOn(state);
  const survey = say(definition.title);
  const plain =
    progress === null
      ? t('respond.titleWithoutProgress', { page: title, survey })
      : t('respond.title', { page: title, progress, survey });
  const heading = alert?.heading ?? errors?.heading;
  const isFirst = previousPage(route, current.page.key) === null;
  return {
    documentTitle: heading === undefined ? plain : t('respond.titleWithErrors', { heading, title: plain }),
    ours: oursBeside(words.language, t),
    action: state.action,
    answers: state.isSent ? 'sent' : 'kept',
    sending: {
      sending: t('respond.sending'),
      waiting: t('respond.sending.waiting'),
      waitingHere: t('respond.sending.waitingHere'),
      overtaken: t('respond.sending.overtaken'),
    },
    organisation: say(definition.organisation),
    languages: languagesView(definition.languages, words.language),
    languagesLabel: t('respond.languages'),
    alert,
    errors,
    resumed:
      state.anew === null
        ? null
        : { text: t('respond.resumed'), anew: { href: state.anew, label: t('respond.resumed.anew') } },
    opening: isFirst ? { title: survey, paragraphs: paragraphsOf(say(definition.introduction)) } : null,
    about: isFirst ? aboutData(state) : null,
    consent: consentView(state),
    consentDigest: state.consentText?.digest ?? null,
    progress,
    title,
    introduction: current.page.introduction === undefined ? [] : paragraphsOf(say(current.page.introduction)),
    questions: current.questions.map((question) => questionView(question, state)),
    continueLabel: continueLabel(state),
    isFinal: isFinal(state),
    backLabel: isFirst || state.isRevision ? null : t('respond.back'),
    cancel: state.isRevision
      ? { href: state.linkTo('my/answers'), label: t('respond.revision.cancel') }
      : null,
    agreement: state.consent !== 'given' && !definition.privacy?.ask ? t('respond.consent.byGoingOn') : null,
    kept: t(state.isRevision ? 'respond.kept.revision' : `respond.kept.${state.comeBack}`),
    links: footLinks(state),
  };
}

function alertOn({ t, notSaved, refused }: PageState): RespondPage['alert'] {
  if (notSaved) return { heading: t('respond.notSaved'), help: t('respond.notSaved.help') };
  if (refused === null) return null;
  return { heading: t('respond.refused'), help: t(`respond.refused.${refused}`) };
}

function continueLabel(state: PageState): string {
  const { t, isRevision } = state;
  if (isRevision) return t('respond.saveChange');
  return t(isLast(state) ? 'respond.submit' : 'respond.continue');
}

function aboutData({ words, t, privacy, tie, consent }: PageState): AboutData {
  return {
    tie: tieSentences(words, t, tie),
    summary: t('respond.privacy.title'),
    texts: privacy === null ? [] : privacyView(privacy, t),
    beforehand: consent !== 'given' && words.definition.privacy?.ask ? t('respond.privacy.beforehand') : null,
  };
}

function consentView({ words, t, consent, consentText }: PageState): RespondPage['consent'] {
  if (consent === 'given' || !words.definition.privacy?.ask) return null;
  return {
    label: t('respond.consent.agree'),
    checked: consentText?.isAgreed ?? false,
    error: consent === 'missing' ? t('respond.error.consent') : null,
  };
}

/** Small, at the foot: what customers may do with what they said. */
function footLinks({ t, privacy, tie, linkTo }: PageState): readonly LinkView[] {
  const about = { href: linkTo('my/privacy'), label: t('respond.privacy.link') };
  const invitations = { href: linkTo('my/invitations'), label: t('respond.invitations.link') };
  return [
    { href: linkTo('my/answers'), label: t('respond.answers.link') },
    ...(tie.to === 'customer' ? [invitations] : []),
    ...(privacy === null ? [] : [about]),
  ];
}

/** Whether sending this page sends the answers. While a later page may yet appear, nobody can promise it. */
function isLast(state: PageState): boolean {
  return nextPage(state.route, state.current.page.key) === null && pagesToCome(state) === 0;
}

/** Whether sending this page may send the answers so that they cannot be changed any more. */
function isFinal({ words, route, current }: PageState): boolean {
  const { changeable, anonymous } = words.definition;
  return nextPage(route, current.page.key) === null && (anonymous || !changeable);
}

/** How many pages that are not on the route may still come onto it, by answers to this page or to later ones. */
function pagesToCome({ words, route, current }: PageState): number {
  const { pages, shuffle } = words.definition;
  const place = pages.findIndex(({ key }) => key === current.page.key);
  const group = shuffle.find((keys) => keys.includes(current.page.key)) ?? [];
  const answerable = new Set(
    pages
      .filter(({ key }, index) => index >= place || group.includes(key))
      .flatMap(({ questions }) => questions.map(({ key }) => key)),
  );
  return pages.filter(
    (page) => pageOn(route, page.key) === null && conditionsOf(page).some((key) => answerable.has(key)),
  ).length;
}

type Page = RoutePage['page'];

/** Keys of the questions that decide whether a page is shown. */
function conditionsOf({ showIf, questions }: Page): readonly string[] {
  const own = showIf === undefined ? [] : questionsOf(showIf);
  const isAlways = questions.some((question) => question.showIf === undefined);
  return isAlways
    ? own
    : [...own, ...questions.flatMap((each) => (each.showIf ? questionsOf(each.showIf) : []))];
}

/** "Page 2 of 4", or more where answers may add pages. */
function progressText(state: PageState): string | null {
  const { t, route, current, isRevision } = state;
  if (isRevision) return null;
  const number = route.findIndex(({ page }) => page.key === current.page.key) + 1;
  const more = pagesToCome(state);
  if (route.length + more < 2) return null;
  return more > 0
    ? t('respond.progress.orMore', { number, total: route.length })
    : t('respond.progress', { number, total: route.length });
}

function errorSummary({ words, t, current, problems, consent }: PageState): ErrorSummary {
  const questions = new Map(current.questions.map((question) => [question.key, question]));
  const isStray = ({ code }: FieldError) => code === 'unknownField' || code === 'notOnRoute';
  const shown = problems.flatMap((problem) => {
    const question = questions.get(problem.question);
    if (question === undefined || isStray(problem)) return [];
    return [{ field: problem.field, message: errorMessage(problem, question, words, t) }];
  });
  const asks = words.definition.privacy?.ask;
  const agree = {
    field: asks ? '_consent' : '_page',
    message: [{ text: t(asks ? 'respond.error.consent' : 'respond.error.consentText'), other: null }],
  };
  const errors = consent === 'missing' ? [agree, ...shown] : shown;
  // What this page does not ask has no place on it to lead to, so it is said once, and leads to the page's beginning.
  if (problems.some(isStray))
    errors.push({ field: '_page', message: [{ text: t('respond.error.notOnPage'), other: null }] });
  return { heading: plural(t, 'respond.summary', errors.length), errors };
}
