import type { Answers } from '#surveys/answers.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import type { FieldError } from '#surveys/field-error.ts';
import {
  canVisit,
  firstOpenPage,
  pageOn,
  previousPage,
  type RoutePage,
  relevantAnswers,
  route,
} from '#surveys/journey.ts';
import { type Form, readPage } from '#surveys/read-page.ts';
import type { Interview } from './interview.ts';

/** What a customer wants of a page that was sent: to go on, to go back, or to see it again (in another language). */
export type Intent = 'continue' | 'back' | 'stay';

/** What comes of it: another page (`check`: showing what is still missing there), the same one, or thanks. */
export type Outcome =
  | { readonly kind: 'goTo'; readonly page: string; readonly check: boolean }
  | {
      readonly kind: 'stay' | 'correct';
      readonly current: RoutePage;
      readonly problems: readonly FieldError[];
    }
  | { readonly kind: 'thank' };

export interface Step {
  /** What the response now holds; `null` when nothing of it changes. */
  readonly keep: {
    readonly answers: Answers;
    readonly passed: readonly string[];
    readonly submitted: boolean;
  } | null;
  readonly outcome: Outcome;
}

/**
 * The page of an interview that a customer may see under a key: on the route, and every page before it done.
 * `null` otherwise.
 */
export function visitablePage({ definition, answers, passed }: Interview, pageKey: string): RoutePage | null {
  return canVisit(definition, answers, passed, pageKey) ? pageOn(route(definition, answers), pageKey) : null;
}

/** Where an interview goes on: the first open page, or the last one when nothing is left but to send. */
export function continuingPage({ definition, answers, passed }: Interview): string {
  const page = firstOpenPage(definition, answers, passed) ?? route(definition, answers).at(-1);
  if (page === undefined || page === null) throw new Error('The questionnaire has no page for these answers');
  return page.page.key;
}

/**
 * The page of an interview that may be sent: on the route, and reached once by going through those before it. That
 * one of them misses something again, as after a change in another tab, is no reason to drop what was typed here.
 */
export function sendablePage({ definition, answers, passed }: Interview, pageKey: string): RoutePage | null {
  const pages = route(definition, answers);
  const place = pages.findIndex(({ page }) => page.key === pageKey);
  const reached = pages.slice(0, Math.max(place, 0)).every(({ page }) => passed.includes(page.key));
  return reached ? (pages[place] ?? null) : null;
}

/** What is missing can be filled in later; anything else that is wrong was typed, and would be lost. */
export function isMissing({ code }: FieldError): boolean {
  return code === 'required' || code === 'pairExpectation' || code === 'pairPerception';
}

/** What becomes of a page that was sent, given everything kept before. Decides, and changes nothing itself. */
export function nextStep(interview: Interview, pageKey: string, form: Form, intent: Intent): Step {
  const current = sendablePage(interview, pageKey);
  if (current === null) return { keep: null, outcome: goTo(continuingPage(interview)) };
  const { definition, passed } = interview;
  const { answers: given, problems } = readPage(definition, current.questions, form);
  const answers = withPage(interview.answers, current, given);
  const keep = { answers, passed, submitted: false };
  if (intent === 'back') {
    const lost = problems.filter((problem) => !isMissing(problem));
    if (lost.length > 0) return { keep, outcome: { kind: 'correct', current, problems: lost } };
    const before = previousPage(route(definition, answers), pageKey) ?? current;
    return { keep, outcome: goTo(before.page.key) };
  }
  if (intent === 'stay') return { keep, outcome: { kind: 'stay', current, problems } };
  if (problems.length > 0) return { keep, outcome: correct(interview, current, problems) };
  return stepAfter({ ...interview, answers, passed: [...new Set([...passed, pageKey])] }, pageKey);
}

/**
 * The page again. Where all that was typed is kept, it can be looked up: going back to it with the browser's own
 * button, or loading it again, then sends nothing a second time.
 */
function correct(interview: Interview, current: RoutePage, problems: readonly FieldError[]): Outcome {
  const { key } = current.page;
  const isKept = problems.every(isMissing) && visitablePage(interview, key) !== null;
  return isKept ? goTo(key, true) : { kind: 'correct', current, problems };
}

function goTo(page: string, check = false): Outcome {
  return { kind: 'goTo', page, check };
}

/** All answers with those of one page as that page now says; what it no longer says is no longer answered. */
function withPage(answers: Answers, { questions }: RoutePage, given: Answers): Answers {
  const asked = new Set(questions.map(({ key }) => key));
  const others = Object.entries(answers).filter(([key]) => !asked.has(key));
  return { ...Object.fromEntries(others), ...given };
}

/** The step after a page without problems: an earlier page that misses something again, the next page, or the end. */
function stepAfter({ definition, answers, passed }: Interview, pageKey: string): Step {
  const keep = { answers, passed, submitted: false };
  const keys = route(definition, answers).map(({ page }) => page.key);
  const place = keys.indexOf(pageKey);
  const open = firstOpenPage(definition, answers, passed);
  if (open !== null && keys.indexOf(open.page.key) < place)
    return { keep, outcome: goTo(open.page.key, true) };
  const next = keys[place + 1];
  return next === undefined
    ? lastStep({ definition, answers, passed }, pageKey)
    : { keep, outcome: goTo(next) };
}

/** The end, if the whole response holds against its version; otherwise the page where it does not. */
function lastStep(
  { definition, answers, passed }: Pick<Interview, 'definition' | 'answers' | 'passed'>,
  pageKey: string,
): Step {
  const final = relevantAnswers(definition, answers);
  const [problem] = checkAnswers(definition, final, { complete: true });
  if (problem === undefined) {
    return { keep: { answers: final, passed, submitted: true }, outcome: { kind: 'thank' } };
  }
  const wrong = definition.pages.find(({ questions }) =>
    questions.some(({ key }) => key === problem.question),
  );
  return { keep: { answers, passed, submitted: false }, outcome: goTo(wrong?.key ?? pageKey, true) };
}
