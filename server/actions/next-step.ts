import type { Answers } from '#surveys/answers.ts';
import { checkAnswers } from '#surveys/check-answers.ts';
import type { FieldError } from '#surveys/field-error.ts';
import {
  canVisit,
  firstOpenPage,
  nextPage,
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

/** What becomes of a page that was sent, given everything kept before. Decides, and changes nothing itself. */
export function nextStep(interview: Interview, pageKey: string, form: Form, intent: Intent): Step {
  const current = visitablePage(interview, pageKey);
  if (current === null) {
    return { keep: null, outcome: { kind: 'goTo', page: continuingPage(interview), check: false } };
  }
  const { definition, passed } = interview;
  const { answers: given, problems } = readPage(definition, current.questions, form);
  const answers = withPage(interview.answers, current, given);
  const unpassed = passed.filter((key) => key !== pageKey);
  if (intent === 'back') {
    const before = previousPage(route(definition, answers), pageKey) ?? current;
    return { keep: kept(answers, passed), outcome: { kind: 'goTo', page: before.page.key, check: false } };
  }
  if (intent === 'stay') {
    return { keep: kept(answers, passed), outcome: { kind: 'stay', current, problems } };
  }
  if (problems.length > 0) {
    return { keep: kept(answers, unpassed), outcome: { kind: 'correct', current, problems } };
  }
  return stepAfter({ ...interview, answers, passed: [...unpassed, pageKey] }, pageKey);
}

function kept(answers: Answers, passed: readonly string[]): Step['keep'] {
  return { answers, passed, submitted: false };
}

/** All answers with those of one page as that page now says; what it no longer says is no longer answered. */
function withPage(answers: Answers, { questions }: RoutePage, given: Answers): Answers {
  const asked = new Set(questions.map(({ key }) => key));
  const others = Object.entries(answers).filter(([key]) => !asked.has(key));
  return { ...Object.fromEntries(others), ...given };
}

/** The step after a page without problems: the next page, or the end if the whole response holds together. */
function stepAfter({ definition, answers, passed }: Interview, pageKey: string): Step {
  const next = nextPage(route(definition, answers), pageKey);
  if (next !== null) {
    return { keep: kept(answers, passed), outcome: { kind: 'goTo', page: next.page.key, check: false } };
  }
  const final = relevantAnswers(definition, answers);
  const [problem] = checkAnswers(definition, final, { complete: true });
  const open = firstOpenPage(definition, final, passed);
  if (problem === undefined && open === null) {
    return { keep: { answers: final, passed, submitted: true }, outcome: { kind: 'thank' } };
  }
  const wrong = definition.pages.find(({ questions }) =>
    questions.some(({ key }) => key === problem?.question),
  );
  const page = wrong?.key ?? open?.page.key ?? pageKey;
  return { keep: kept(answers, passed), outcome: { kind: 'goTo', page, check: wrong !== undefined } };
}
