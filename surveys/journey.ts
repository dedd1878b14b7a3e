import { type Answer, type Answers, answerTo } from './answers.ts';
import { holds } from './conditions.ts';
import type { Definition, Page } from './definition.ts';
import { kindOf, type Question } from './questions/index.ts';

/** A page as one respondent sees it: with the questions that apply. */
export interface RoutePage {
  readonly page: Page;
  readonly questions: readonly Question[];
}

/**
 * The pages this respondent will see, in order, given the answers so far.
 *
 * Worked out from the first page every time, never stored: changing an early answer changes the rest of
 * the journey, and answers to questions no longer on it stop counting, for later conditions too. A page
 * none of whose questions apply is left out. Conditions look at earlier pages only, so that a page never
 * changes while it is being filled in.
 */
export function route(definition: Definition, answers: Answers): readonly RoutePage[] {
  return walk(definition, answers).pages;
}

/** The answers that count: those to the questions on the route. */
export function relevantAnswers(definition: Definition, answers: Answers): Answers {
  return walk(definition, answers).relevant;
}

function walk({ pages }: Definition, answers: Answers) {
  const onRoute: RoutePage[] = [];
  const relevant: Record<string, Answer> = {};
  for (const page of pages) {
    if (page.showIf && !holds(page.showIf, relevant)) continue;
    const questions = page.questions.filter(({ showIf }) => !showIf || holds(showIf, relevant));
    if (questions.length === 0) continue;
    onRoute.push({ page, questions });
    for (const { key } of questions) {
      const answer = answerTo(answers, key);
      if (answer !== undefined) relevant[key] = answer;
    }
  }
  return { pages: onRoute, relevant };
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

/**
 * Where a link continues: the first page on the route that was not yet passed, or that asks for something
 * still missing because an earlier answer has changed. `null` when nothing is left to do but to send.
 *
 * @param passed keys of the pages whose answers were accepted, which answers alone cannot tell of a page
 *   where everything is optional
 */
export function firstOpenPage(
  definition: Definition,
  answers: Answers,
  passed: readonly string[],
): RoutePage | null {
  const open = ({ page, questions }: RoutePage) =>
    !passed.includes(page.key) ||
    questions.some(
      (question) => kindOf(question).missing(question, answerTo(answers, question.key)).length > 0,
    );
  return route(definition, answers).find(open) ?? null;
}

/** Whether a page may be opened: it is on the route, and every page before it is done. */
export function canVisit(
  definition: Definition,
  answers: Answers,
  passed: readonly string[],
  pageKey: string,
): boolean {
  const keys = route(definition, answers).map(({ page }) => page.key);
  const open = firstOpenPage(definition, answers, passed);
  const place = keys.indexOf(pageKey);
  return place >= 0 && (open === null || place <= keys.indexOf(open.page.key));
}
