import { notApplicable } from './answers.ts';
import type { Condition } from './conditions.ts';
import type { Definition, Page } from './definition.ts';
import { type DefinitionProblem, type Path, problem } from './definition-problem.ts';
import type { Question } from './questions/index.ts';
import { recommendEnds } from './questions/recommend.ts';
import { type Ends, isPoint, scaleNamed } from './scales.ts';

type Comparison = Exclude<Condition, { op: 'all' | 'any' | 'not' }>;
type AboutAnswer = Exclude<Comparison, { op: 'fact' | 'language' }>;

interface Asked {
  readonly question: Question;
  readonly page: number;
}

/**
 * What is wrong with the conditions of pages and questions: they may look at questions of earlier pages
 * only, and compare only what can be compared, with values that can occur.
 */
export function conditionProblems(definition: Definition): readonly DefinitionProblem[] {
  const asked = new Map<string, Asked>();
  for (const [page, { questions }] of definition.pages.entries()) {
    for (const question of questions) asked.set(question.key, { question, page });
  }
  const check = (condition: Condition | undefined, path: Path, before: number) =>
    condition
      ? comparisonsIn(condition, path).flatMap(([comparison, place]) =>
          comparisonProblems(comparison, place, before, asked, definition),
        )
      : [];
  const places = firstPlaces(definition);
  return [
    ...definition.pages.flatMap((page, index) => {
      const before = places[index] ?? index;
      const path = ['pages', index];
      return [
        ...check(page.showIf, [...path, 'showIf'], before),
        ...page.questions.flatMap(({ showIf }, q) =>
          check(showIf, [...path, 'questions', q, 'showIf'], before),
        ),
        // its own answers are there by then, and those of pages it changes places with need not be
        ...page.endIf.flatMap(({ when }, e) =>
          check(when, [...path, 'endIf', e, 'when'], before).filter(
            ({ code, params }) => code !== 'conditionAboutLaterPage' || !isOn(page, params.question),
          ),
        ),
      ];
    }),
    ...definition.quotas.flatMap(({ when }, q) =>
      check(when, ['quotas', q, 'when'], definition.pages.length),
    ),
  ];
}

function isOn({ questions }: Page, question: unknown): boolean {
  return questions.some(({ key }) => key === question);
}

/** The first place at which each page can come: pages that change places may all come where the first of them is. */
export function firstPlaces({ pages, shuffle }: Definition): readonly number[] {
  return pages.map((page, index) => {
    const group = shuffle.find((keys) => keys.includes(page.key));
    return group === undefined ? index : pages.findIndex(({ key }) => group.includes(key));
  });
}

/** The comparisons a condition is made of, each with its place. Documents are read no deeper than 32. */
function comparisonsIn(condition: Condition, path: Path): readonly (readonly [Comparison, Path])[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap((each, index) => comparisonsIn(each, [...path, 'of', index]));
    case 'not':
      return comparisonsIn(condition.condition, [...path, 'condition']);
    default:
      return [[condition, path]];
  }
}

function comparisonProblems(
  comparison: Comparison,
  path: Path,
  before: number,
  asked: ReadonlyMap<string, Asked>,
  definition: Definition,
): readonly DefinitionProblem[] {
  if (comparison.op === 'fact') {
    const known = definition.facts.some(({ key }) => key === comparison.fact);
    return known ? [] : [problem(path, 'unknownFact', { fact: comparison.fact })];
  }
  if (comparison.op === 'language') {
    const unknown = comparison.oneOf.filter((tag) => !definition.languages.includes(tag));
    return unknown.map((language) => problem(path, 'unknownLanguage', { language }));
  }
  const about = { question: comparison.question };
  const subject = asked.get(comparison.question);
  if (!subject) return [problem(path, 'conditionUnknownQuestion', about)];
  if (subject.page >= before) return [problem(path, 'conditionAboutLaterPage', about)];
  const { question } = subject;
  const part = 'part' in comparison ? comparison.part : undefined;
  if (question.kind === 'pair' ? lacksPart(comparison, question) : part !== undefined) {
    return [problem(path, 'conditionNeedsPart', about)];
  }
  if (comparison.op === 'answered') return [];
  return valueProblems(comparison, question, path, definition);
}

/** Only "answered" makes sense of a pair as a whole, and only a pair that asks importance has that part. */
function lacksPart(comparison: AboutAnswer, question: Extract<Question, { kind: 'pair' }>): boolean {
  const part = 'part' in comparison ? comparison.part : undefined;
  if (part === undefined) return comparison.op !== 'answered' && comparison.op !== 'includes';
  return part === 'importance' && !question.importance;
}

function valueProblems(
  comparison: Exclude<AboutAnswer, { op: 'answered' }>,
  question: Question,
  path: Path,
  definition: Definition,
): readonly DefinitionProblem[] {
  const about = { question: question.key };
  const unknownOption = problem(path, 'conditionUnknownOption', { ...about, value: comparison.value });
  const notComparable = problem(path, 'conditionNotComparable', about);
  switch (question.kind) {
    case 'text':
    case 'ranking':
    case 'allocation':
    case 'contact':
      return [notComparable];
    case 'choices':
      if (comparison.op !== 'includes') return [notComparable];
      return hasOption(question, comparison.value) ? [] : [unknownOption];
    case 'choice':
      if (comparison.op !== 'equals') return [notComparable];
      return hasOption(question, comparison.value) ? [] : [unknownOption];
    case 'number':
      return typeof comparison.value === 'number' ? [] : [notComparable];
    case 'recommend':
      if (typeof comparison.value !== 'number') return [notComparable];
      return offScale(comparison, comparison.value, recommendEnds, path);
    case 'pair':
    case 'scale': {
      if (comparison.op === 'includes') return [notComparable];
      const scale = scaleNamed(definition, question.scale);
      if (typeof comparison.value === 'number') {
        return scale === null ? [] : offScale(comparison, comparison.value, scale, path);
      }
      return isNotApplicable(comparison, question) ? [] : [unknownOption];
    }
  }
}

function hasOption(question: Extract<Question, { kind: 'choice' | 'choices' }>, value: unknown): boolean {
  return question.options.some(({ key }) => key === value);
}

/** A rating is compared with what lies on its scale: with anything else a comparison holds always or never. */
function offScale(
  { op, question }: AboutAnswer,
  value: number,
  { min, max }: Ends,
  path: Path,
): readonly DefinitionProblem[] {
  const isOn = op === 'equals' ? isPoint(value, { min, max }) : value >= min && value <= max;
  return isOn ? [] : [problem(path, 'conditionNeverHolds', { question, value, min, max })];
}

/** Whether "not applicable" is asked for where it can be said. */
function isNotApplicable(
  { value, ...comparison }: Exclude<AboutAnswer, { op: 'answered' }>,
  question: Extract<Question, { kind: 'pair' | 'scale' }>,
): boolean {
  const part = 'part' in comparison ? comparison.part : undefined;
  return (
    value === notApplicable && question.notApplicable && (question.kind === 'scale' || part === 'perception')
  );
}
