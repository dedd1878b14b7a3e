import type { Definition } from '../definition.ts';
import { readDraft } from '../read-definition.ts';
import { apply } from './apply.ts';
import type { Edit } from './edits.ts';
import { saysTheSame } from './json.ts';
import type { Outcome } from './outcome.ts';
import { partAt, partsIn, placeWithin } from './parts.ts';
import { conditionField, withPlainBreaks } from './set.ts';
import { valueAt } from './value-at.ts';

/** Two people changed the same thing. Nothing is kept, and nothing that was typed is lost: it is all here. */
export interface Conflict {
  readonly place: string;
  /** What it said when the person saw it; `undefined` where that is not known any more. */
  readonly seen: unknown;
  /** What the person wants it to say; `null` for a part that is to go or to be worked on as a whole. */
  readonly yours: unknown;
  /** What somebody else made of it meanwhile; `undefined` where they took the part away. */
  readonly theirs: unknown;
}

/**
 * The place whose value decides whether an edit still fits a draft that has changed meanwhile; `null` for an edit that fits
 * whatever has changed, such as one that adds something.
 *
 * What is moved is looked at for where it stood, not for what came and went beside it, and a copy is made of what is there.
 */
export function watchedPlace(definition: Definition, edit: Edit): string | null {
  switch (edit.edit) {
    case 'setText':
    case 'insertPipe':
      return placeWithin(edit.place, edit.field, edit.language);
    case 'set':
      return placeWithin(edit.place, edit.field);
    case 'setCondition': {
      const kind = partAt(partsIn(definition), edit.place)?.kind;
      return placeWithin(edit.place, kind === undefined ? 'showIf' : conditionField(kind));
    }
    case 'remove':
    case 'changeKind':
      return edit.place;
    case 'rekey':
      return placeWithin(edit.place, 'key');
    case 'move':
      return placeWithin(edit.place, 'within');
    case 'equalWeights':
    case 'scaleWeights':
      return placeWithin(edit.place, 'weights');
    case 'setShuffledPages':
      return 'survey.shuffle';
    default:
      return null;
  }
}

/** What a draft says where it matters to an edit: what a page keeps beside a form, to be sent along with it. */
export function watchedValue(definition: Definition, edit: Edit): unknown {
  const place = watchedPlace(definition, edit);
  return place === null ? null : valueAt(definition, place);
}

/**
 * Makes an edit to a draft that has changed since the person saw it. Where the place that it is about still says what they
 * saw, the edit is made to the newer draft; where it says what they want, there is nothing to do; otherwise both values
 * are given back.
 *
 * @param seen what the draft said at `watchedPlace` when they saw it; `undefined` where nobody knows
 */
export function rebase(
  draft: unknown,
  edit: Edit,
  seen: unknown,
  taken?: ReadonlySet<string>,
): Outcome | { readonly conflict: Conflict } {
  const reading = readDraft(draft);
  if ('problems' in reading) return apply(draft, edit, taken);
  const place = watchedPlace(reading.definition, edit);
  if (place === null) return apply(draft, edit, taken);
  const theirs = valueAt(reading.definition, place);
  if (isWhatWasSeen(theirs, seen)) return apply(draft, edit, taken);
  const yours = wanted(edit);
  const isDone =
    edit.edit === 'remove' ? theirs === undefined : isTold(edit) && saysTheSame(plain(theirs), plain(yours));
  if (isDone) return { draft, touched: place };
  return { conflict: { place, seen, yours, theirs } };
}

/**
 * Whether a value is what somebody saw, as it is or as a form had it: a number in figures, nothing as an empty field or as a
 * switch that is off.
 */
function isWhatWasSeen(value: unknown, seen: unknown): boolean {
  if (seen === undefined || value === undefined) return false;
  if (value === null && (seen === '' || seen === false)) return true;
  if (typeof seen === 'string' && typeof value !== 'object') return plain(String(value)) === plain(seen);
  return saysTheSame(value, seen);
}

/** Whether an edit says all of what its place is to say. */
function isTold({ edit }: Edit): boolean {
  return ['setText', 'set', 'setCondition', 'rekey', 'setShuffledPages'].includes(edit);
}

/** What an edit wants its place to say; `null` where it says no such thing. */
function wanted(edit: Edit): unknown {
  switch (edit.edit) {
    case 'setText':
      return withPlainBreaks(edit.text);
    case 'set':
      return edit.value;
    case 'setCondition':
      return edit.condition;
    case 'rekey':
      return edit.key;
    case 'setShuffledPages':
      return edit.groups;
    case 'move':
      return edit.within ?? null;
    case 'insertPipe':
      return edit.name;
    default:
      return null;
  }
}

/** A text as it is kept: plain line breaks, and blanks alone for nothing. */
function plain(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? '' : withPlainBreaks(value);
}
