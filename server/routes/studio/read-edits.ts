import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import type { ConditionSubject } from '#surveys/design/condition-choices.ts';
import { conditionChoices } from '#surveys/design/condition-choices.ts';
import { type Edit, readEdit } from '#surveys/design/edits.ts';
import { type SettingType, settingType } from '#surveys/design/fields.ts';
import { partAt, partsIn, splitPlace } from '#surveys/design/parts.ts';
import { joined, partsOfCondition, subjectKey } from '../../views/studio/design/condition.view.ts';
import { questionKindOf } from '../../views/studio/design/fields.view.ts';

/** An edit with what the person saw where it matters. */
export interface TypedEdit {
  readonly edit: Edit;
  readonly seen: unknown;
  /** The place it is about, as its field is called. */
  readonly name: string;
  readonly text: string;
}

/**
 * The edits that a form of texts and settings asks for: what differs from what stood in it when it was drawn, which it sends
 * along under `was:NAME`. What cannot be read as an edit is in `unread`, by name.
 */
export function changesIn(
  values: ReadonlyMap<string, string>,
  definition: Definition,
): { readonly changes: readonly TypedEdit[]; readonly unread: ReadonlyMap<string, string> } {
  const changes: TypedEdit[] = [];
  const unread = new Map<string, string>();
  for (const [field, was] of values) {
    if (!field.startsWith('was:')) continue;
    const name = field.slice('was:'.length);
    const edited = changeOf(name, values.get(name), was, definition);
    if (edited === null) continue;
    if (edited.edit === null) unread.set(name, edited.text);
    else changes.push({ ...edited, edit: edited.edit, name });
  }
  return { changes, unread };
}

function changeOf(
  name: string,
  typed: string | undefined,
  was: string,
  definition: Definition,
): { readonly edit: Edit | null; readonly seen: unknown; readonly text: string } | null {
  const { part: place, field, language } = splitPlace(name);
  if (field === null) return null;
  if (language !== null) {
    const text = typed ?? '';
    if (plain(text) === plain(was)) return null;
    return { edit: editFrom({ edit: 'setText', place, field, language, text }), seen: was, text };
  }
  const part = partAt(partsIn(definition), place);
  const kind = part?.kind ?? (place as 'brand');
  const type = settingType(kind, part === null ? '' : questionKindOf(definition, part), field);
  if (type === null) return null;
  const text = typed ?? (type.type === 'boolean' ? 'false' : '');
  if (text === was) return null;
  const edit = editFrom({ edit: 'set', place, field, value: valueIn(text, type) });
  return { edit, seen: valueIn(was, type), text };
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** What was typed as a setting's value; a number that is none stays a text, and is refused as one. */
function valueIn(text: string, { type }: SettingType): boolean | number | string | null {
  if (type === 'boolean') return text === 'true';
  if (text === '') return null;
  if (type !== 'number') return text;
  const number = Number(text.replace('，', '.').replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

function editFrom(json: unknown): Edit | null {
  const reading = readEdit(json);
  return 'edit' in reading ? reading.edit : null;
}

/** An edit as a button sends it: JSON that was put into the page. `null` for what is none. */
export function editOfButton(text: string): Edit | null {
  try {
    return editFrom(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What the small forms that add something ask for. `null` where it cannot be read. */
export function additionIn(values: ReadonlyMap<string, string>, definition: Definition): Edit | null {
  const text = (name: string) => values.get(name) ?? '';
  switch (text('add')) {
    case 'question': {
      const [kind = '', item] = text('kind').split(':');
      const within = text('within');
      if (kind === 'item') return editFrom({ edit: 'addQuestion', within, kind: 'pair', item });
      return editFrom({ edit: 'addQuestion', within, kind });
    }
    case 'language':
      return editFrom({ edit: 'addLanguage', language: text('language') });
    case 'condition': {
      const place = text('place');
      const added = comparisonIn(values, definition, place);
      const part = partAt(partsIn(definition), place);
      if (added === null || part === null) return null;
      const now = shownIf(definition, place);
      const op = now?.op === 'any' ? 'any' : 'all';
      const condition = joined([...(now === null ? [] : partsOfCondition(now)), added], op);
      return editFrom({ edit: 'setCondition', place, condition });
    }
    default:
      return null;
  }
}

function shownIf({ pages }: Definition, place: string): Condition | null {
  const key = place.slice(place.indexOf(':') + 1);
  const page = pages.find((each) => `page:${each.key}` === place);
  const question = pages.flatMap(({ questions }) => questions).find((each) => each.key === key);
  return (place.startsWith('page:') ? page?.showIf : question?.showIf) ?? null;
}

/** A comparison chosen from lists. */
function comparisonIn(
  values: ReadonlyMap<string, string>,
  definition: Definition,
  place: string,
): Condition | null {
  const about = values.get('about') ?? '';
  const value = values.get('value') ?? '';
  if (about === 'language') return { op: 'language', oneOf: [value] };
  if (about.startsWith('fact:'))
    return value === '' ? null : { op: 'fact', fact: about.slice('fact:'.length), oneOf: [value] };
  const subject = conditionChoices(definition, place)?.subjects.find((each) => subjectKey(each) === about);
  const op = subject?.ops.find((each) => each === values.get('op'));
  return subject === undefined || op === undefined ? null : compared(subject, op, value);
}

function compared(
  subject: ConditionSubject,
  op: ConditionSubject['ops'][number],
  value: string,
): Condition | null {
  const { question, part } = subject;
  const about = part === null ? { question } : { question, part };
  if (op === 'answered') return { op, ...about };
  const number = /^-?\d{1,9}(\.\d{1,6})?$/.test(value) ? Number(value) : null;
  if (op === 'atMost' || op === 'atLeast') return number === null ? null : { op, ...about, value: number };
  if (value === '') return null;
  if (op === 'includes') return { op, question, value };
  return { op, ...about, value: subject.values.includes(value) || number === null ? value : number };
}
