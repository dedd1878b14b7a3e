import { questionsOf } from '#surveys/conditions.ts';
import type { FieldError } from '#surveys/field-error.ts';
import { nextPage, pageOn, previousPage, type RoutePage } from '#surveys/journey.ts';
import type { Form } from '#surveys/read-page.ts';
import type { RespondentWords } from '../../i18n/respondent.ts';
import { plural } from '../../i18n/translate.ts';
import { type LanguageView, languagesView } from './languages.view.ts';
import { errorMessage } from './messages.ts';
import { paragraphsOf } from './paragraphs.ts';
import { type QuestionView, questionView } from './question.view.ts';
import type { SurveyWords } from './survey-words.ts';

export interface RespondPage {
  /** The whole title of the document; begins with what is wrong when something is. */
  readonly documentTitle: string;
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
  /** The survey's title and introduction, on its first page only. */
  readonly opening: { readonly title: string; readonly paragraphs: readonly string[] } | null;
  readonly progress: string | null;
  readonly title: string;
  readonly introduction: readonly string[];
  readonly questions: readonly QuestionView[];
  readonly continueLabel: string;
  readonly backLabel: string | null;
  /** What is kept, and how to come back. */
  readonly kept: string;
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
}

/** A page of the questionnaire as plain data. */
export function respondPage(state: PageState): RespondPage {
  const { words, t, route, current, problems } = state;
  const { definition, say } = words;
  const title = say(current.page.title);
  const progress = progressText(state);
  const errors = problems.length === 0 ? null : errorSummary(state);
  const alert = state.notSaved ? { heading: t('respond.notSaved'), help: t('respond.notSaved.help') } : null;
  const survey = say(definition.title);
  const plain =
    progress === null
      ? t('respond.titleWithoutProgress', { page: title, survey })
      : t('respond.title', { page: title, progress, survey });
  const heading = alert?.heading ?? errors?.heading;
  const isFirst = previousPage(route, current.page.key) === null;
  return {
    documentTitle: heading === undefined ? plain : t('respond.titleWithErrors', { heading, title: plain }),
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
    opening: isFirst
      ? { title: survey, paragraphs: errors === null ? paragraphsOf(say(definition.introduction)) : [] }
      : null,
    progress,
    title,
    introduction: current.page.introduction === undefined ? [] : paragraphsOf(say(current.page.introduction)),
    questions: current.questions.map((question) => questionView(question, state)),
    continueLabel: t(isLast(state) ? 'respond.submit' : 'respond.continue'),
    backLabel: isFirst ? null : t('respond.back'),
    kept: t(`respond.kept.${state.comeBack}`),
  };
}

/** Whether sending this page sends the answers. While a later page may yet appear, nobody can promise it. */
function isLast(state: PageState): boolean {
  return nextPage(state.route, state.current.page.key) === null && pagesToCome(state) === 0;
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

/** "Page 2 of 4", or "of up to 5" where answers may add pages. */
function progressText(state: PageState): string | null {
  const { t, route, current } = state;
  const number = route.findIndex(({ page }) => page.key === current.page.key) + 1;
  const more = pagesToCome(state);
  if (route.length + more < 2) return null;
  return more > 0
    ? t('respond.progress.upTo', { number, most: route.length + more })
    : t('respond.progress', { number, total: route.length });
}

function errorSummary({ words, t, current, problems }: PageState): ErrorSummary {
  const questions = new Map(current.questions.map((question) => [question.key, question]));
  const isStray = ({ code }: FieldError) => code === 'unknownField' || code === 'notOnRoute';
  const errors = problems.flatMap((problem) => {
    const question = questions.get(problem.question);
    if (question === undefined || isStray(problem)) return [];
    return [{ field: problem.field, message: errorMessage(problem, question, words, t) }];
  });
  // What this page does not ask has no place on it to lead to, so it is said once, and leads to the page's beginning.
  if (problems.some(isStray)) errors.push({ field: '_page', message: t('respond.error.notOnPage') });
  return { heading: plural(t, 'respond.summary', errors.length), errors };
}
