import type { Definition, Page } from './definition.ts';
import type { DefinitionProblem, DefinitionProblemCode } from './definition-problem.ts';

/** A draft with as much of it as can be shown, and what had to be left out. */
export interface Previewable {
  readonly definition: Definition;
  /** Keys of questions that cannot be asked as they are. */
  readonly withoutQuestions: readonly string[];
  /** How many conditions, ends and quotas are not heeded, since they look at what is not there. */
  readonly withoutConditions: number;
}

/** What keeps a question from being shown at all. */
const unaskable: ReadonlySet<DefinitionProblemCode> = new Set([
  'unknownScale',
  'unknownItem',
  'pairWithoutWords',
  'duplicateKey',
]);
/** What makes a condition one that nobody can heed. */
const unheedable: ReadonlySet<DefinitionProblemCode> = new Set([
  'conditionUnknownQuestion',
  'conditionAboutLaterPage',
  'conditionUnknownOption',
  'conditionNeedsPart',
  'conditionNotComparable',
  'conditionNeverHolds',
  'unknownFact',
  'unknownLanguage',
  'duplicateKey',
]);

/**
 * As much of a draft as can be answered while it still has problems. Nothing is left out of a draft without any.
 *
 * @param problems those of this very draft (`problemsIn`)
 */
export function previewable(definition: Definition, problems: readonly DefinitionProblem[]): Previewable {
  const withCodes = (codes: ReadonlySet<DefinitionProblemCode>) => (start: string) =>
    problems.some(({ path, code }) => codes.has(code) && (path === start || /^[.[]/.test(rest(path, start))));
  const [isUnaskable, isUnheedable] = [withCodes(unaskable), withCodes(unheedable)];
  const badScales = new Set(
    problems.flatMap(({ path, code }) => (code === 'scaleEnds' ? [path.slice('scales.'.length)] : [])),
  );
  const withoutQuestions: string[] = [];
  let withoutConditions = 0;
  const heeded = (path: string) => {
    const isIgnored = isUnheedable(path);
    if (isIgnored) withoutConditions += 1;
    return !isIgnored;
  };
  const pages = definition.pages.flatMap((page, p): Page[] => {
    const at = `pages[${p}]`;
    // the page itself is named twice, or as only the program may name one
    if (problems.some(({ path }) => path === `${at}.key`)) {
      withoutQuestions.push(...page.questions.map(({ key }) => key));
      return [];
    }
    const questions = page.questions.flatMap((question, q) => {
      const here = `${at}.questions[${q}]`;
      if (isUnaskable(here) || ('scale' in question && badScales.has(question.scale))) {
        withoutQuestions.push(question.key);
        return [];
      }
      return [without(question, 'showIf', question.showIf === undefined || heeded(`${here}.showIf`))];
    });
    const endIf = page.endIf.filter((_, e) => heeded(`${at}.endIf[${e}]`));
    const shown = without(page, 'showIf', page.showIf === undefined || heeded(`${at}.showIf`));
    return [{ ...shown, questions, endIf }];
  });
  const quotas = definition.quotas.filter((_, q) => heeded(`quotas[${q}]`));
  const shuffle = definition.shuffle.filter(
    (_, s) => !problems.some(({ path }) => path.startsWith(`shuffle[${s}]`)),
  );
  return { definition: { ...definition, pages, quotas, shuffle }, withoutQuestions, withoutConditions };
}

/** What follows in a path that begins so; empty where it does not, or nothing follows. */
function rest(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : '';
}

/** A thing as it is, or without one of its properties. */
function without<T extends object, K extends string>(thing: T, key: K, isKept: boolean): T {
  if (isKept || !(key in thing)) return thing;
  return Object.fromEntries(Object.entries(thing).filter(([name]) => name !== key)) as T;
}
