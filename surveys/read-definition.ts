import { type Definition, definition } from './definition.ts';
import { type DefinitionProblem, problemsFromIssues } from './definition-problem.ts';
import { documentProblems } from './document.ts';
import { problemsIn } from './publishing.ts';

export type DefinitionReading =
  | { readonly definition: Definition }
  | { readonly problems: readonly DefinitionProblem[] };

/**
 * Reads a document that has the shape of a definition, whether or not it could be published: a draft under
 * way, or a version that was published under earlier rules. Defaults are filled in.
 */
export function readDraft(json: unknown): DefinitionReading {
  const unreadable = documentProblems(json);
  if (unreadable.some(({ code }) => code === 'tooLarge' || code === 'tooDeep'))
    return { problems: unreadable };
  const result = definition.safeParse(json, { reportInput: true });
  const problems = [...unreadable, ...problemsFromIssues(result.error?.issues ?? [])];
  return result.success && problems.length === 0 ? { definition: result.data } : { problems };
}

/**
 * Reads a definition that can be published as it is, or says everything that is wrong with it.
 *
 * Anything may be passed, however deep, large or hostile; nothing is thrown.
 */
export function readDefinition(json: unknown): DefinitionReading {
  const draft = readDraft(json);
  if ('problems' in draft) return draft;
  const problems = problemsIn(draft.definition);
  return problems.length > 0 ? { problems } : draft;
}
