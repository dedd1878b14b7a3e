import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import { withBeside } from '#surveys/design/condition-tree.ts';
import { type Edit, readEdit } from '#surveys/design/edits.ts';
import { type SettingType, settingType } from '#surveys/design/fields.ts';
import { partAt, partsIn, splitPlace } from '#surveys/design/parts.ts';
import { pipeChoices } from '#surveys/design/piping-choices.ts';
import { conditionField, questionKindAt } from '#surveys/design/set.ts';
import { valueAt } from '#surveys/design/value-at.ts';
import { placeOfAdding } from '../../views/studio/design/adder.view.ts';
import { comparisonIn } from './read-comparison.ts';

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
  const type = settingType(kind, part === null ? '' : questionKindAt(definition, part), field);
  if (type === null) return null;
  // a switch that is not there yet is off
  const nothing = type.type === 'boolean' ? 'false' : '';
  const [before, text] = [was || nothing, typed ?? nothing];
  if (text === before) return null;
  const edit = editFrom({ edit: 'set', place, field, value: valueIn(text, type) });
  return { edit, seen: valueIn(before, type), text };
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

/**
 * What was chosen for a text to take over, at its end. `null` where it is not offered there.
 *
 * @param name the text with its language: `question:speed.text.en`
 */
export function pipeIn(
  values: ReadonlyMap<string, string>,
  name: string,
  definition: Definition,
): Edit | null {
  const { part: place, field, language } = splitPlace(name);
  const pipe = values.get('pipe') ?? '';
  const choices = field === null ? null : pipeChoices(definition, `${place}.${field}`);
  if (!choices?.some((choice) => choice.name === pipe)) return null;
  const fallback = values.get('fallback') || null;
  return editFrom({ edit: 'insertPipe', place, field, language, name: pipe, fallback });
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
    case 'scale': {
      const [min, max] = [numberIn(text('min')), numberIn(text('max'))];
      return editFrom({ edit: 'addScale', min, max });
    }
    case 'condition':
      return conditionIn(values, definition);
    case 'end': {
      const within = text('place');
      const condition = comparisonIn(values, definition, placeOfAdding('end', within));
      return condition === null ? null : editFrom({ edit: 'addEnd', within, condition });
    }
    case 'quota': {
      const condition = comparisonIn(values, definition, placeOfAdding('quota', ''));
      return condition === null
        ? null
        : editFrom({ edit: 'addQuota', condition, limit: numberIn(text('limit')) });
    }
    default:
      return null;
  }
}

/** A whole number as it is typed; what is none stays as it is, and is refused. */
function numberIn(text: string): number | string {
  return /^-?\d{1,9}$/.test(text) ? Number(text) : text;
}

/** A condition with one more comparison beside what it asks for already. */
function conditionIn(values: ReadonlyMap<string, string>, definition: Definition): Edit | null {
  const place = values.get('place') ?? '';
  const part = partAt(partsIn(definition), place);
  const added = part === null ? null : comparisonIn(values, definition, place);
  if (part === null || added === null) return null;
  const now = (valueAt(definition, `${place}.${conditionField(part.kind)}`) ?? null) as Condition | null;
  const join = /^((?:\d+(?:\.\d+)*)?):(all|any)$/.exec(values.get('join') ?? ':all');
  if (join === null) return null;
  const path = join[1] === '' ? [] : (join[1] ?? '').split('.').map(Number);
  const condition = withBeside(now, path, join[2] === 'any' ? 'any' : 'all', added);
  return editFrom({ edit: 'setCondition', place, condition });
}
