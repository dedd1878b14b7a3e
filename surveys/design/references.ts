import type { Condition } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import type { Path } from '../definition-problem.ts';
import { factNamed, type Pipe, pipesIn, rewritten } from '../piping.ts';
import { textsIn } from '../texts.ts';
import { valueAtPath } from './json.ts';
import type { Part } from './parts.ts';

/** What conditions and texts may refer to. */
export interface Named {
  /** Keys of questions. */
  readonly questions: ReadonlySet<string>;
  /** Options as `QUESTION/OPTION`, by keys. */
  readonly options: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
  readonly languages: ReadonlySet<string>;
}

/** What can be referred to among parts, apart from what others of the same key still stand for. */
export function namedBy(gone: readonly Part[], staying: readonly Part[]): Named {
  const left = new Set(staying.map(nameOf));
  const only = (kind: Part['kind']) =>
    new Set(gone.filter((part) => part.kind === kind && !left.has(nameOf(part))).map(referredName));
  return {
    questions: only('question'),
    options: only('option'),
    facts: only('fact'),
    languages: only('language'),
  };
}

/** A part's place as if there were no other of its key. */
function nameOf({ place }: Part): string {
  return place.replace(/~\d+/g, '');
}

function referredName(part: Part): string {
  return nameOf(part).slice(nameOf(part).indexOf(':') + 1);
}

type Comparison = Exclude<Condition, { op: 'all' | 'any' | 'not' }>;

function refersTo(comparison: Comparison, named: Named): boolean {
  switch (comparison.op) {
    case 'fact':
      return named.facts.has(comparison.fact);
    case 'language':
      return comparison.oneOf.some((tag) => named.languages.has(tag));
    default: {
      const { question } = comparison;
      const value = comparison.op === 'equals' || comparison.op === 'includes' ? comparison.value : '';
      return named.questions.has(question) || named.options.has(`${question}/${value}`);
    }
  }
}

/** Whether a condition looks at any of what is named. */
export function conditionRefers(condition: Condition, named: Named): boolean {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.some((each) => conditionRefers(each, named));
    case 'not':
      return conditionRefers(condition.condition, named);
    default:
      return refersTo(condition, named);
  }
}

/** A condition without the comparisons that look at what is named; `null` when nothing of it is left. */
export function withoutNamed(condition: Condition, named: Named): Condition | null {
  switch (condition.op) {
    case 'all':
    case 'any': {
      const of = condition.of.map((each) => withoutNamed(each, named)).filter((each) => each !== null);
      return of.length === 0 ? null : { ...condition, of };
    }
    case 'not': {
      const inner = withoutNamed(condition.condition, named);
      return inner === null ? null : { ...condition, condition: inner };
    }
    case 'language': {
      const oneOf = condition.oneOf.filter((tag) => !named.languages.has(tag));
      return oneOf.length === 0 ? null : { ...condition, oneOf };
    }
    default:
      return refersTo(condition, named) ? null : condition;
  }
}

/** Whether what a text takes over is something named. */
export function pipeRefers({ name }: Pipe, named: Named): boolean {
  const fact = factNamed(name);
  if (fact !== null) return named.facts.has(fact);
  const [question = '', part] = name.split('.');
  return named.questions.has(question) || (part !== undefined && named.options.has(`${question}/${part}`));
}

/** A text in which fallbacks stand for what was named, and an ellipsis where there is none. */
export function withoutPipes(text: string, named: Named): string {
  return rewritten(text, (pipe, written) => (pipeRefers(pipe, named) ? (pipe.fallback ?? '…') : written));
}

/** Every condition of a questionnaire with its path. */
export function conditionsIn({ pages, quotas }: Definition): readonly (readonly [Path, Condition])[] {
  const shown = (path: Path, condition: Condition | undefined) =>
    condition === undefined ? [] : [[[...path, 'showIf'], condition] as const];
  return [
    ...pages.flatMap(({ showIf, questions, endIf }, p) => [
      ...shown(['pages', p], showIf),
      ...questions.flatMap((question, q) => shown(['pages', p, 'questions', q], question.showIf)),
      ...endIf.map(({ when }, e) => [['pages', p, 'endIf', e, 'when'], when] as const),
    ]),
    ...quotas.map(({ when }, q) => [['quotas', q, 'when'], when] as const),
  ];
}

/** Every text of a questionnaire in one language that takes something over, with its path. */
export function pipedTextsIn(definition: Definition): readonly (readonly [Path, string])[] {
  return textsIn(definition).flatMap(([path, text]) =>
    Object.entries(text).flatMap(([language, words]) =>
      words.includes('{{') ? [[[...path, language], words] as const] : [],
    ),
  );
}

/** The paths of all conditions and texts that refer to what is named. */
export function referencesTo(definition: Definition, named: Named): readonly Path[] {
  return [
    ...conditionsIn(definition).flatMap(([path, condition]) =>
      conditionRefers(condition, named) ? [path] : [],
    ),
    ...pipedTextsIn(definition).flatMap(([path, text]) =>
      pipesIn(text).some((pipe) => pipeRefers(pipe, named)) ? [path] : [],
    ),
  ];
}

/** The paths of the questions that are rated on a scale. */
export function ratedOn({ pages }: Definition, scale: string): readonly Path[] {
  return pages.flatMap(({ questions }, p) =>
    questions.flatMap((question, q) =>
      valueAtPath(question, ['scale']) === scale ? [['pages', p, 'questions', q, 'scale']] : [],
    ),
  );
}
