import { firstUnsupported } from '#surveys/characters.ts';
import type { Definition } from '#surveys/definition.ts';
import { areSigned, canonicalFacts, type Facts, longestFacts } from './tokens.ts';

/** What a link may say of its customer: so many facts, each so long. */
const most = { facts: 20, characters: 200 };

/** Names in an open link's address that are no facts. */
const ownNames = new Set(['sig', 'lang', 'anew']);

/** Why a link that says something of its customer is not taken. */
export type LinkProblem = 'linkIncomplete' | 'linkAltered' | 'linkUnfit';

/** What a link says of its customer. */
export interface SaidFacts {
  readonly facts: Facts;
  /** Those of them that are answered for once; all of them where a questionnaire has some. */
  readonly once: Facts;
}

type Named = Pick<Definition, 'facts'>;

/**
 * Reads the facts of an open link's address. A questionnaire's facts count only signed, and all of them together: without a
 * fact that is answered for once nobody begins. What is neither a fact nor signed, such as the marks that mail and chat
 * programs put on links they pass on, is nothing to us.
 *
 * @param key with which the company signs links of this wave (`factsKey`)
 */
export function readSignedFacts(
  definition: Named,
  query: URLSearchParams,
  key: string,
): SaidFacts | LinkProblem {
  const said = [...query].filter(([name]) => !ownNames.has(name));
  const named = said.filter(([name]) => definition.facts.some((fact) => fact.key === name));
  const [signature, ...others] = query.getAll('sig');
  if (signature === undefined) return named.length > 0 ? 'linkIncomplete' : completed(definition, {});
  const facts = Object.fromEntries(named);
  const isRepeated = Object.keys(facts).length < named.length || others.length > 0;
  if (isRepeated) return 'linkAltered';
  if (!areSigned(key, facts, signature))
    return areSigned(key, Object.fromEntries(said), signature) ? 'linkUnfit' : 'linkAltered';
  return canBeSaid(facts) ? completed(definition, facts) : 'linkUnfit';
}

/** What is known, without what was left empty. */
function completed(definition: Named, facts: Facts): SaidFacts | LinkProblem {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value.trim() !== ''));
  const onceKeys = definition.facts.filter(({ once }) => once).map(({ key }) => key);
  if (!onceKeys.every((key) => Object.hasOwn(known, key))) return 'linkIncomplete';
  return { facts: known, once: Object.fromEntries(onceKeys.map((key) => [key, known[key] ?? ''])) };
}

/** Whether facts can be said by a link: not too many, none too long, and in characters that every export keeps. */
export function canBeSaid(facts: Facts): boolean {
  const values = Object.values(facts);
  return (
    values.length <= most.facts &&
    values.every((value) => [...value].length <= most.characters && firstUnsupported(value) === null) &&
    canonicalFacts(facts).length <= longestFacts
  );
}
