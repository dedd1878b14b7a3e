import { firstPlaces } from './condition-problems.ts';
import type { Definition } from './definition.ts';
import { type DefinitionProblem, type Path, problem } from './definition-problem.ts';
import { factNamed, hasStrayBraces, type Pipe, pipesIn } from './piping.ts';
import type { Question } from './questions/index.ts';
import { textsIn } from './texts.ts';

/** A name that texts may take over, and from which page on. */
export interface Source {
  /** The page that asks it; texts of later pages may take it over. */
  readonly page: number;
  /** Whether everybody who comes that far has answered it. */
  readonly certain: boolean;
}

/**
 * What is wrong with texts that take over answers and facts: nothing of that name, answered only later, out of reach by
 * then, or possibly missing with nothing to stand in for it.
 */
export function pipingProblems(definition: Definition): readonly DefinitionProblem[] {
  const sources = sourcesIn(definition);
  const placeOf = textPlaces(definition);
  return textsIn(definition).flatMap(([path, text]) =>
    Object.entries(text).flatMap(([language, words]) => [
      ...(hasStrayBraces(words) ? [problem([...path, language], 'pipeUnreadable')] : []),
      ...pipesIn(words).flatMap((each) =>
        pipeProblems(each, sources, placeOf(path)).map((code) =>
          problem([...path, language], code, { name: each.name }),
        ),
      ),
    ]),
  );
}

export type PipeProblemCode = 'pipeUnknown' | 'pipeLater' | 'pipeWithoutFallback' | 'pipeAfterAnonymous';

/** What is wrong with one place of a text that takes something over. */
export function pipeProblems(
  { name, fallback }: Pipe,
  sources: ReadonlyMap<string, Source>,
  { before, isUntied }: TextPlace,
): readonly PipeProblemCode[] {
  const source = sources.get(name);
  if (source === undefined) return ['pipeUnknown'];
  if (source.page >= before) return ['pipeLater'];
  if (isUntied && factNamed(name) === null) return ['pipeAfterAnonymous'];
  return source.certain || fallback !== null ? [] : ['pipeWithoutFallback'];
}

/** When a text is read. */
export interface TextPlace {
  /** The first page that may not be answered by then. */
  readonly before: number;
  /** Whether nothing leads to the answers any more: an anonymous one was sent. */
  readonly isUntied: boolean;
}

/** When texts of a definition are read, by their paths: all pages before are answered then. What stands before the questions is page 0. */
export function textPlaces(definition: Definition): (path: Path) => TextPlace {
  const { pages, anonymous } = definition;
  const places = firstPlaces(definition);
  const readAt = ([first, page, part]: Path): number => {
    if (first === 'thanks' || first === 'quotas') return pages.length;
    if (first !== 'pages' || typeof page !== 'number') return 0;
    return (places[page] ?? page) + (part === 'endIf' ? 1 : 0);
  };
  return (path) => {
    const [first, , part] = path;
    const isEnd = first === 'thanks' || first === 'quotas' || part === 'endIf';
    return { before: readAt(path), isUntied: anonymous && isEnd };
  };
}

/** Everything texts of a definition may take over, by name, wherever they stand. */
export function sourcesIn({ pages, facts }: Definition): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  // a fact is known before the first page, or never
  for (const { key } of facts) sources.set(`fact.${key}`, { page: -1, certain: false });
  for (const [page, { questions, showIf }] of pages.entries()) {
    for (const question of questions) {
      const certain = question.required && showIf === undefined && question.showIf === undefined;
      for (const [name, isCertain] of namesOf(question)) {
        if (factNamed(name) === null) sources.set(name, { page, certain: certain && isCertain });
      }
    }
  }
  return sources;
}

/** The names under which a question's answer can be taken over, and whether a complete answer has each. */
function namesOf(question: Question): readonly (readonly [name: string, certain: boolean])[] {
  const { key } = question;
  switch (question.kind) {
    case 'pair':
      return [
        [`${key}.expectation`, false],
        [`${key}.perception`, true],
        ...(question.importance ? [[`${key}.importance`, false] as const] : []),
      ];
    case 'choice':
    case 'choices':
      return [
        [key, true],
        ...question.options.flatMap((option) =>
          option.specify ? [[`${key}.${option.key}`, false] as const] : [],
        ),
      ];
    case 'contact':
      return [[`${key}.name`, false]];
    case 'allocation':
      return [];
    default:
      return [[key, true]];
  }
}
