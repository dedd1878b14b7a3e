import type { EditOf } from './edits.ts';
import { saysTheSame, valueAtPath, withInserted, withValue } from './json.ts';
import { type Draft, type Outcome, refused } from './outcome.ts';
import { partAt } from './parts.ts';
import { indexIn, listWithin } from './position.ts';

/**
 * Moves a part before or after another one of its kind, or to the end of what it is to stand in. Options stay with their
 * question, since answers are stored under both keys.
 */
export function move(draft: Draft, edit: EditOf<'move'>): Outcome {
  const { document, parts } = draft;
  const part = partAt(parts, edit.place);
  if (part === null) return refused('placeGone', edit.place);
  const siblingPlace = edit.before ?? edit.after;
  const sibling = siblingPlace === undefined ? null : partAt(parts, siblingPlace);
  if (siblingPlace !== undefined && sibling === null) return refused('placeGone', siblingPlace);
  if (sibling !== null && sibling.kind !== part.kind) return refused('notMovable', sibling.place);
  const within = edit.within ?? sibling?.within ?? part.within;
  const parent = partAt(parts, within);
  if (parent === null) return refused('placeGone', within);
  const list = listWithin(part.kind, parent);
  const isElsewhere = within !== part.within || (sibling !== null && sibling.within !== within);
  if (list === null || (part.kind === 'option' && isElsewhere)) return refused('notMovable', edit.place);
  const from = part.path.slice(0, -1);
  const start = Number(part.path.at(-1));
  const isSameList = saysTheSame(from, list);
  const target = indexIn(draft, list, edit);
  const index = isSameList && start < target ? target - 1 : target;
  const touched = edit.place;
  if (isSameList && index === start) return { draft: document, touched };
  const value = valueAtPath(document, part.path);
  return { draft: withInserted(withValue(document, part.path, undefined), list, index, value), touched };
}
