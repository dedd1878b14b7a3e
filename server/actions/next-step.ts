import type { Answers } from '#surveys/answers.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import { answerKeys } from '#surveys/companions.ts';
import { type FieldError, isMissing } from '#surveys/field-error.ts';
import {
  canVisit,
  firstOpenPage,
  pageOn,
  previousPage,
  type RoutePage,
  relevantAnswers,
  route,
  screenedOutBy,
} from '#surveys/journey.ts';
import { type Form, readPage } from '#surveys/read-page.ts';
import { agreesTo, needsConsent } from './consent.ts';
import { type Interview, isFinished } from './interview.ts';
import type { LatePage } from './late-page.ts';

/** What a customer wants of a page that was sent: to go on, to go back, or to see it again (in another language). */
export type Intent = 'continue' | 'back' | 'stay';

/** What comes of it: another page (`check`: showing what is still missing there), the same one, or the end. */
export type Outcome =
  | { readonly kind: 'goTo'; readonly page: string; readonly check: boolean }
  | {
      readonly kind: 'stay' | 'correct';
      readonly current: RoutePage;
      readonly problems: readonly FieldError[];
    }
  | Refused
  | LatePage
  /** `isRevision`: an answer that had been sent before was changed. */
  | { readonly kind: 'finish'; readonly isRevision: boolean };

/** A change of what was sent that would take it out of the count: it is not made, and what was sent stands. */
export interface Refused {
  readonly kind: 'refused';
  readonly current: RoutePage;
  readonly why: 'screenedOut' | 'overQuota';
}

/** What a response holds after a step. */
export interface Kept {
  readonly answers: Answers;
  readonly passed: readonly string[];
  readonly status: 'started' | 'submitted' | 'screenedOut';
}

export interface Step {
  /** `null` when nothing of the response changes. */
  readonly keep: Kept | null;
  readonly outcome: Outcome;
}

/**
 * The page of an interview that a customer may see under a key: on the route, and every page before it done.
 * `null` otherwise.
 */
export function visitablePage(interview: Interview, pageKey: string): RoutePage | null {
  return canVisit(interview, pageKey) ? pageOn(routeOf(interview), pageKey) : null;
}

function routeOf({ definition, answers, respondent }: Interview): readonly RoutePage[] {
  return route(definition, answers, respondent);
}

/** Where an interview goes on: the first open page, or the last one when nothing is left but to send. */
export function continuingPage(interview: Interview): string {
  const page = firstOpenPage(interview) ?? routeOf(interview).at(-1);
  if (page === undefined || page === null) throw new Error('The questionnaire has no page for these answers');
  return page.page.key;
}

/**
 * The page of an interview that may be sent: on the route, and reached once by going through those before it. That
 * one of them misses something again, as after a change in another tab, is no reason to drop what was typed here.
 */
export function sendablePage(interview: Interview, pageKey: string): RoutePage | null {
  const { passed } = interview;
  const pages = routeOf(interview);
  const place = pages.findIndex(({ page }) => page.key === pageKey);
  const reached = pages.slice(0, Math.max(place, 0)).every(({ page }) => passed.includes(page.key));
  return reached ? (pages[place] ?? null) : null;
}

/** A page as it was sent. */
export interface PageForm {
  readonly pageKey: string;
  readonly form: Form;
  readonly intent: Intent;
  /** The digest of the text about the data that its customer agrees to by sending it; `null` for none. */
  readonly consent: string | null;
}

/** What becomes of a page that was sent, given everything kept before. Decides, and changes nothing itself. */
export function nextStep(interview: Interview, sent: PageForm): Step {
  const { pageKey, form, intent } = sent;
  const current = sendablePage(interview, pageKey);
  if (current === null) return { keep: null, outcome: goTo(continuingPage(interview)) };
  const { definition, passed } = interview;
  const { answers: given, problems } = readPage(definition, current.questions, form);
  if (!mayBegin(interview, sent)) {
    return { keep: null, outcome: { kind: intent === 'continue' ? 'correct' : 'stay', current, problems } };
  }
  const answers = withPage(interview.answers, current, given);
  const keep = { answers, passed, status: 'started' } as const;
  if (intent === 'back') {
    const lost = problems.filter((problem) => !isMissing(problem));
    if (lost.length > 0) return { keep, outcome: { kind: 'correct', current, problems: lost } };
    const before = previousPage(routeOf({ ...interview, answers }), pageKey) ?? current;
    return { keep, outcome: goTo(before.page.key) };
  }
  if (intent === 'stay') return { keep, outcome: { kind: 'stay', current, problems } };
  if (problems.length > 0) return { keep, outcome: correct(interview, answers, current, problems) };
  return stepAfter({ ...interview, answers, passed: [...new Set([...passed, pageKey])] }, current);
}

/** Whether anything may be kept: only by going on does a customer agree to what becomes of the data, and not before. */
function mayBegin(interview: Interview, { intent, consent }: PageForm): boolean {
  if (!needsConsent(interview)) return true;
  return intent === 'continue' && agreesTo(interview.definition, consent);
}

/**
 * The page again. Where all that was typed is kept, it can be looked up: going back to it with the browser's own
 * button, or loading it again, then sends nothing a second time.
 */
function correct(
  interview: Interview,
  answers: Answers,
  current: RoutePage,
  problems: readonly FieldError[],
): Outcome {
  const { key } = current.page;
  // where nothing was answered nothing begins, and the box that was ticked would be forgotten
  const isBegun = !needsConsent(interview) || Object.keys(answers).length > 0;
  const isKept = isBegun && problems.every(isMissing) && visitablePage(interview, key) !== null;
  return isKept ? goTo(key, true) : { kind: 'correct', current, problems };
}

function goTo(page: string, check = false): Outcome {
  return { kind: 'goTo', page, check };
}

/** All answers with those of one page as that page now says; what it no longer says is no longer answered. */
function withPage(answers: Answers, { questions }: RoutePage, given: Answers): Answers {
  const asked = new Set(questions.flatMap(answerKeys));
  const others = Object.entries(answers).filter(([key]) => !asked.has(key));
  return { ...Object.fromEntries(others), ...given };
}

/** The step after a page without problems: an earlier page that misses something again, the next page, or the end. */
function stepAfter(interview: Interview, current: RoutePage): Step {
  const { answers, passed } = interview;
  const keep = { answers, passed, status: 'started' } as const;
  const keys = routeOf(interview).map(({ page }) => page.key);
  const place = keys.indexOf(current.page.key);
  const open = firstOpenPage(interview)?.page.key;
  // who changes an answer that was sent has seen all other pages, and is only led to what it made necessary
  if (isFinished(interview))
    return open === undefined ? lastStep(interview, current) : { keep, outcome: goTo(open, true) };
  if (open !== undefined && keys.indexOf(open) < place) return { keep, outcome: goTo(open, true) };
  const next = keys[place + 1];
  return next === undefined ? lastStep(interview, current) : { keep, outcome: goTo(next) };
}

/** Whether answers are those that were sent, and no change of them is under way. */
function isAsSent({ response }: Interview, final: Answers): boolean {
  if (response === null || response.revising !== null) return false;
  const sent = (response.answers ?? {}) as Answers;
  const keys = new Set([...Object.keys(sent), ...Object.keys(final)]);
  return [...keys].every((key) => JSON.stringify(sent[key]) === JSON.stringify(final[key]));
}

/** The end, if the whole response holds against its version; otherwise the page where it does not. */
function lastStep(interview: Interview, current: RoutePage): Step {
  const { definition, answers, passed, respondent } = interview;
  const final = relevantAnswers(definition, answers, respondent);
  const [problem] = checkAnswers(definition, final, { complete: true, respondent });
  if (problem === undefined) {
    const isScreenedOut = screenedOutBy(definition, answers, respondent) !== null;
    const isRevision = isFinished(interview);
    // the last page sent twice
    if (isRevision && isAsSent(interview, final))
      return { keep: null, outcome: { kind: 'finish', isRevision: false } };
    // a slip of the thumb must not take back what was sent
    if (isRevision && isScreenedOut)
      return { keep: null, outcome: { kind: 'refused', current, why: 'screenedOut' } };
    const status = isScreenedOut ? 'screenedOut' : 'submitted';
    // who chose a wrong answer and goes back finds all others again
    const kept = isScreenedOut && !definition.anonymous ? answers : final;
    return { keep: { answers: kept, passed, status }, outcome: { kind: 'finish', isRevision } };
  }
  const wrong = definition.pages.find(({ questions }) =>
    questions.some(({ key }) => key === problem.question),
  );
  return {
    keep: { answers, passed, status: 'started' },
    outcome: goTo(wrong?.key ?? current.page.key, true),
  };
}
