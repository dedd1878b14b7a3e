import type { Answer, Answers } from './answers.ts';
import { answersOf, missingFrom } from './companions.ts';
import { holds } from './conditions.ts';
import type { Definition, Page } from './definition.ts';
import type { Question } from './questions/index.ts';
import type { Respondent } from './respondent.ts';
import type { ScreenOut } from './settings.ts';
import { shuffled } from './shuffle.ts';

/** A page as one respondent sees it: with the questions that apply, in the order of that respondent. */
export interface RoutePage {
  readonly page: Page;
  readonly questions: readonly Question[];
}

/**
 * The pages this respondent will see, in order, given the answers so far.
 *
 * Worked out from the first page every time, never stored: changing an early answer changes the rest of
 * the journey, and answers to questions no longer on it stop counting, for later conditions too. A page
 * none of whose questions apply is left out, and nothing follows a page after which the respondent is screened out.
 * Conditions look at earlier pages only, so that a page never changes while it is being filled in.
 */
export function route(
  definition: Definition,
  answers: Answers,
  respondent: Respondent,
): readonly RoutePage[] {
  return walk(definition, answers, respondent).pages;
}

/** The answers that count: those to the questions on the route. */
export function relevantAnswers(definition: Definition, answers: Answers, respondent: Respondent): Answers {
  return walk(definition, answers, respondent).relevant;
}

/** Where the questionnaire ends early for this respondent, or `null` when it is to be filled in to its end. */
export function screenedOutBy(
  definition: Definition,
  answers: Answers,
  respondent: Respondent,
): ScreenOut | null {
  return walk(definition, answers, respondent).screenOut;
}

function walk(definition: Definition, answers: Answers, respondent: Respondent) {
  const onRoute: RoutePage[] = [];
  const relevant: Record<string, Answer> = {};
  let screenOut: ScreenOut | null = null;
  for (const page of pagesInOrder(definition, respondent)) {
    if (page.showIf && !holds(page.showIf, relevant, respondent)) continue;
    const asked = page.questions.filter(({ showIf }) => !showIf || holds(showIf, relevant, respondent));
    if (asked.length === 0) continue;
    const questions = page.shuffle ? shuffled(asked, seedFor(respondent, page.key)) : asked;
    onRoute.push({ page, questions });
    for (const question of questions) Object.assign(relevant, answersOf(question, answers));
    screenOut = screenOutAfter({ page, questions }, relevant, respondent);
    if (screenOut !== null) break;
  }
  return { pages: onRoute, relevant, screenOut };
}

/** The definition's pages with each group of `shuffle` in the respondent's order. */
function pagesInOrder({ pages, shuffle }: Definition, respondent: Respondent): readonly Page[] {
  return shuffle.reduce<readonly Page[]>((ordered, group) => {
    return shuffled(ordered, seedFor(respondent, group.join()), ({ key }) => !group.includes(key));
  }, pages);
}

/** A seed of its own for each thing put in order. Nobody's stays nobody's. */
function seedFor({ seed }: Respondent, what: string): string {
  return seed === '' ? '' : `${seed} ${what}`;
}

/** The end that follows a page, once the page is done: nobody leaves on an answer not given yet. */
function screenOutAfter(
  { page, questions }: RoutePage,
  relevant: Answers,
  respondent: Respondent,
): ScreenOut | null {
  const found = page.endIf.find(({ when }) => holds(when, relevant, respondent));
  return found !== undefined && questions.every((question) => isDone(question, relevant)) ? found : null;
}

function isDone(question: Question, answers: Answers): boolean {
  return missingFrom(question, answers).length === 0;
}

/** One page of a route by its key, or `null` when the route does not lead there. */
export function pageOn(pages: readonly RoutePage[], pageKey: string): RoutePage | null {
  return pages.find(({ page }) => page.key === pageKey) ?? null;
}

/** The page after this one, or `null` when it is the last or not on the route. */
export function nextPage(pages: readonly RoutePage[], pageKey: string): RoutePage | null {
  const place = pages.findIndex(({ page }) => page.key === pageKey);
  return place < 0 ? null : (pages[place + 1] ?? null);
}

/** The page before this one, or `null` when it is the first or not on the route. */
export function previousPage(pages: readonly RoutePage[], pageKey: string): RoutePage | null {
  const place = pages.findIndex(({ page }) => page.key === pageKey);
  return place < 1 ? null : (pages[place - 1] ?? null);
}

/** How far somebody has come. */
export interface Progress {
  readonly definition: Definition;
  readonly answers: Answers;
  /** Keys of the pages whose answers were accepted, which answers alone cannot tell of a page where everything is optional. */
  readonly passed: readonly string[];
  readonly respondent: Respondent;
}

/**
 * Where a link continues: the first page on the route that was not yet passed, or that asks for something
 * still missing because an earlier answer has changed. `null` when nothing is left to do but to send.
 */
export function firstOpenPage({ definition, answers, passed, respondent }: Progress): RoutePage | null {
  const open = ({ page, questions }: RoutePage) =>
    !passed.includes(page.key) || !questions.every((question) => isDone(question, answers));
  return route(definition, answers, respondent).find(open) ?? null;
}

/** Whether a page may be opened: it is on the route, and every page before it is done. */
export function canVisit(progress: Progress, pageKey: string): boolean {
  const { definition, answers, respondent } = progress;
  const keys = route(definition, answers, respondent).map(({ page }) => page.key);
  const open = firstOpenPage(progress);
  const place = keys.indexOf(pageKey);
  return place >= 0 && (open === null || place <= keys.indexOf(open.page.key));
}
