import type { Definition } from './definition.ts';
import { type DefinitionProblem, type Path, problem } from './definition-problem.ts';

/** Names that a signed link uses itself. */
const reservedFacts = new Set(['anew', 'lang', 'sig']);

/** What is wrong with the facts, quotas, ends and shuffled pages of a questionnaire, their conditions and texts apart. */
export function settingProblems(definition: Definition): readonly DefinitionProblem[] {
  const { facts, quotas, anonymous } = definition;
  return [
    ...repeatedKeys(facts, ['facts']),
    ...facts.flatMap(({ key }, index) =>
      reservedFacts.has(key) ? [problem(['facts', index, 'key'], 'reservedKey')] : [],
    ),
    ...facts.flatMap(({ once, kept }, index) =>
      anonymous && once && kept ? [problem(['facts', index, 'kept'], 'onceKeptInAnonymous')] : [],
    ),
    ...repeatedKeys(quotas, ['quotas']),
    ...repeatedEnds(definition),
    ...shuffleProblems(definition),
  ];
}

function repeatedKeys(keyed: readonly { readonly key: string }[], path: Path): readonly DefinitionProblem[] {
  const keys = keyed.map(({ key }) => key);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [problem([...path, index, 'key'], 'duplicateKey', { key })] : [],
  );
}

/** An end is found again by its key, whether it is a page's or that of a full quota. */
function repeatedEnds({ pages, quotas }: Definition): readonly DefinitionProblem[] {
  const known = new Set(quotas.map(({ key }) => key));
  return pages.flatMap(({ endIf }, page) =>
    endIf.flatMap(({ key }, index) => {
      if (known.has(key)) return [problem(['pages', page, 'endIf', index, 'key'], 'duplicateKey', { key })];
      known.add(key);
      return [];
    }),
  );
}

/**
 * Pages that change places are neighbours, so that what was answered before all of them stays before, and each is in one
 * group.
 */
function shuffleProblems({ pages, shuffle }: Definition): readonly DefinitionProblem[] {
  const grouped = shuffle.flat();
  return shuffle.flatMap((group, index) => {
    const places = group.map((key) => pages.findIndex((page) => page.key === key)).sort((a, b) => a - b);
    const [first = -1] = places;
    const neighbours = first >= 0 && places.every((place, order) => place === first + order);
    const alone = group.every((key) => grouped.filter((other) => other === key).length === 1);
    return neighbours && alone ? [] : [problem(['shuffle', index], 'shuffledPages')];
  });
}
