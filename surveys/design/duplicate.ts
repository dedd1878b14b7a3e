import { pairsOf } from './add.ts';
import type { EditOf } from './edits.ts';
import { isWithin, valueAtPath, withInserted, withValue } from './json.ts';
import { keyLike } from './new-key.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { type Part, type PartKind, partAt } from './parts.ts';
import { type Renaming, withRenamed } from './rename.ts';

/**
 * Puts a copy of a part after it, under new keys. An item and the pair that asks it are copied together, whichever was
 * meant, as are the items of the pairs of a page. Within a copy, what refers to something copied along refers to its copy.
 */
export function duplicate(draft: Draft, { place }: EditOf<'duplicate'>): Outcome {
  const part = partAt(draft.parts, place);
  if (part === null) return refused('placeGone', place);
  if (part.key === '' || part.kind === 'language') return refused('notCopied', place);
  const roots = [part, ...copiedAlong(draft, part)];
  const keys = newKeys(draft, part, roots);
  const document = [...roots]
    .sort((one, other) => draft.parts.indexOf(other) - draft.parts.indexOf(one))
    .reduce<unknown>((rest, root) => withCopy(rest, draft, root, keys), draft.document);
  return { draft: document, touched: placeOfCopy(part, keys) };
}

/** Items of pairs that are copied, and pairs of items, where they are not inside what is copied anyway. */
function copiedAlong(draft: Draft, part: Part): readonly Part[] {
  const inside = draft.parts.filter(({ path }) => isWithin(path, part.path));
  const itemKeys = new Set(inside.filter(({ kind }) => kind === 'item').map(({ key }) => key));
  const pairs = [...itemKeys].flatMap((key) => pairsOf(draft, key).slice(0, 1));
  const asked = inside.filter((each) => each.kind === 'question' && pairsOf(draft, each.key).includes(each));
  const items = asked.flatMap(({ key }) => partAt(draft.parts, `item:${key}`) ?? []);
  return [...new Set([...pairs, ...items])];
}

/** New keys by kind and old key; an item and its pair share theirs. */
type Keys = ReadonlyMap<string, string>;

function keyName(kind: PartKind, key: string): string {
  return `${kind === 'item' ? 'question' : kind}:${key}`;
}

/** Options keep their keys where their question gets a new one. */
function newKeys(draft: Draft, part: Part, roots: readonly Part[]): Keys {
  const keys = new Map<string, string>();
  const taken = new Set(draft.taken);
  const named = draft.parts.filter(
    (each) =>
      each.key !== '' &&
      (each.kind !== 'option' || each === part) &&
      roots.some(({ path }) => isWithin(each.path, path)),
  );
  for (const { kind, key, within } of named) {
    if (keys.has(keyName(kind, key))) continue;
    const wanted = { kind, parts: draft.parts, taken, ...(kind === 'option' ? { question: within } : {}) };
    const next = keyLike(key, wanted);
    keys.set(keyName(kind, key), next);
    taken.add(`${kind}:${next}`);
  }
  return keys;
}

function withCopy(document: unknown, draft: Draft, root: Part, keys: Keys): unknown {
  const renamed = withRenamed(draft.document, draft.definition, renamingOf(keys), root.path);
  const inside = draft.parts.filter(({ path }) => isWithin(path, root.path));
  const keyed = inside.reduce<unknown>((rest, { kind, key, path }) => {
    const next = keys.get(keyName(kind, key));
    return next === undefined || kind === 'scale' ? rest : withValue(rest, [...path, 'key'], next);
  }, renamed);
  const copy = valueAtPath(keyed, root.path);
  if (root.kind === 'scale') {
    return withValue(document, ['scales', keys.get(keyName('scale', root.key)) ?? root.key], copy);
  }
  return withInserted(document, root.path.slice(0, -1), Number(root.path.at(-1)) + 1, copy);
}

function renamingOf(keys: Keys): Renaming {
  const questions = [...keys].flatMap(([name, key]) =>
    name.startsWith('question:') ? [[name.slice('question:'.length), key] as const] : [],
  );
  return { questions: new Map(questions), options: new Map(), facts: new Map() };
}

function placeOfCopy({ kind, key, place }: Part, keys: Keys): string {
  const next = keys.get(keyName(kind, key)) ?? key;
  return kind === 'option' ? `${place.slice(0, place.lastIndexOf('/'))}/${next}` : `${kind}:${next}`;
}
