import { pairsOf } from './add.ts';
import type { EditOf } from './edits.ts';
import { listAt, valueAtPath, withValue } from './json.ts';
import { keyProblem } from './new-key.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { type Part, partAt } from './parts.ts';
import { ratedOn } from './references.ts';
import { type Renaming, withRenamed } from './rename.ts';

/** Gives a part another key. Of several parts with one key it is the first that others refer to. */
export function rekey(draft: Draft, { place, key }: EditOf<'rekey'>): Outcome {
  const { definition, document, parts } = draft;
  const part = partAt(parts, place);
  if (part === null) return refused('placeGone', place);
  if (part.key === '' || part.kind === 'language') return refused('noSuchField', `${place}.key`);
  if (part.key === key) return { draft: document, touched: place };
  const found = keyProblem(key, { kind: part.kind, question: part.within, parts });
  if (found !== null) return refused(found, place);
  const touched =
    part.kind === 'option' ? `${place.slice(0, place.lastIndexOf('/'))}/${key}` : `${part.kind}:${key}`;
  const isFirst = !place.slice(place.lastIndexOf('/') + 1).includes('~');
  const renamed = isFirst ? withRenamed(document, definition, renamingOf(part, key), []) : document;
  if (part.kind === 'scale') return { draft: withScaleNamed(renamed, draft, part.key, key), touched };
  const along = isFirst ? partsAlong(draft, part) : [];
  const keyed = [part, ...along].reduce<unknown>(
    (rest, { path }) => withValue(rest, [...path, 'key'], key),
    renamed,
  );
  return { draft: part.kind === 'page' && isFirst ? withPageNamed(keyed, part.key, key) : keyed, touched };
}

function renamingOf(part: Part, key: string): Renaming {
  const names = (kinds: readonly Part['kind'][], name: string) =>
    new Map(kinds.includes(part.kind) ? [[name, key]] : []);
  return {
    questions: names(['question', 'item'], part.key),
    options: names(['option'], part.place.replace(/^option:/, '')),
    facts: names(['fact'], part.key),
  };
}

/** The pair of an item, and the item of a pair: they have one key. */
function partsAlong(draft: Draft, part: Part): readonly Part[] {
  if (part.kind === 'item') return pairsOf(draft, part.key);
  const isPair = part.kind === 'question' && pairsOf(draft, part.key).includes(part);
  return isPair ? draft.parts.filter(({ kind, key }) => kind === 'item' && key === part.key).slice(0, 1) : [];
}

/** A scale keeps its place among the scales. */
function withScaleNamed(document: unknown, { definition }: Draft, from: string, to: string): unknown {
  const scales = Object.entries(valueAtPath(document, ['scales']) as object);
  const named = Object.fromEntries(scales.map(([name, scale]) => [name === from ? to : name, scale]));
  return ratedOn(definition, from).reduce<unknown>(
    (rest, path) => withValue(rest, path, to),
    withValue(document, ['scales'], named),
  );
}

function withPageNamed(document: unknown, from: string, to: string): unknown {
  const groups = listAt(document, ['shuffle']) as readonly (readonly string[])[];
  if (!groups.some((group) => group.includes(from))) return document;
  return withValue(
    document,
    ['shuffle'],
    groups.map((group) => group.map((key) => (key === from ? to : key))),
  );
}
