import type { Condition } from '../conditions.ts';
import type { Definition } from '../definition.ts';
import type { Path } from '../definition-problem.ts';
import { factNamed, pipeText, rewritten } from '../piping.ts';
import { isWithin, valueAtPath, withValue } from './json.ts';
import { referencesTo } from './references.ts';

/** New keys for old ones. */
export interface Renaming {
  readonly questions: ReadonlyMap<string, string>;
  /** By `QUESTION/OPTION`, with the question's old key. */
  readonly options: ReadonlyMap<string, string>;
  readonly facts: ReadonlyMap<string, string>;
}

/** A condition that looks at the same under its new names. */
export function renamedCondition(condition: Condition, renaming: Renaming): Condition {
  switch (condition.op) {
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((each) => renamedCondition(each, renaming)) };
    case 'not':
      return { ...condition, condition: renamedCondition(condition.condition, renaming) };
    case 'fact':
      return { ...condition, fact: renaming.facts.get(condition.fact) ?? condition.fact };
    case 'language':
      return condition;
    default: {
      const question = renaming.questions.get(condition.question) ?? condition.question;
      if (condition.op !== 'equals' && condition.op !== 'includes') return { ...condition, question };
      const option = renaming.options.get(`${condition.question}/${condition.value}`);
      return option === undefined
        ? { ...condition, question }
        : ({ ...condition, question, value: option } as Condition);
    }
  }
}

/** A text that takes over the same under its new names. */
export function renamedText(text: string, renaming: Renaming): string {
  return rewritten(text, ({ name, fallback }, written) => {
    const fact = factNamed(name);
    const [question = '', part] = name.split('.');
    const option = part === undefined ? undefined : (renaming.options.get(`${question}/${part}`) ?? part);
    const renamed =
      fact === null
        ? [renaming.questions.get(question) ?? question, option]
            .filter((each) => each !== undefined)
            .join('.')
        : `fact.${renaming.facts.get(fact) ?? fact}`;
    return renamed === name ? written : pipeText({ name: renamed, fallback });
  });
}

/**
 * A document in which conditions and texts refer to new names.
 *
 * @param definition the same document before it was changed: paths of both are the same
 * @param inside where references are rewritten: in what is at this path
 */
export function withRenamed(
  document: unknown,
  definition: Definition,
  renaming: Renaming,
  inside: Path = [],
): unknown {
  const named = {
    questions: new Set(renaming.questions.keys()),
    options: new Set(renaming.options.keys()),
    facts: new Set(renaming.facts.keys()),
    languages: new Set<string>(),
  };
  const paths = referencesTo(definition, named).filter((path) => isWithin(path, inside));
  return paths.reduce<unknown>((rest, path) => {
    const value = valueAtPath(rest, path);
    const renamed =
      typeof value === 'string'
        ? renamedText(value, renaming)
        : renamedCondition(value as Condition, renaming);
    return withValue(rest, path, renamed);
  }, document);
}
