import type { Definition } from '#surveys/definition.ts';
import { fieldsOf, settingType } from '#surveys/design/fields.ts';
import { valueAtPath } from '#surveys/design/json.ts';
import { type Part, placeWithin, splitPlace } from '#surveys/design/parts.ts';
import { questionKindAt } from '#surveys/design/set.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import type { OptionView } from '../form.view.ts';
import type { DesignedDraft } from './design-frame.view.ts';
import { hasPipes, type PickerView, pickerView, type ReadsView, readsView } from './pipes.view.ts';
import { saidIn } from './said.ts';

type Drafted = Pick<DesignedDraft, 'definition' | 'typed' | 'parts' | 'piping' | 'inserting'>;

/** A text in one language, in the form of its part. */
interface TextCell {
  /** The place of the text: what the form sends it as. */
  readonly name: string;
  /** As it stands in the draft, and as it stands in the form. */
  readonly was: string;
  readonly value: string;
  readonly language: string;
  readonly languageName: string;
  readonly isMissing: boolean;
  readonly rows: number;
  /** How it reads, where it takes something over. */
  readonly reads: ReadsView | null;
  /** What it may take over, where that was asked for. */
  readonly picker: PickerView | null;
}

export interface TextRowView {
  readonly id: string;
  readonly label: string;
  /** When it is read, where it may take something over. */
  readonly piped: { readonly before: number; readonly isUntied: boolean; readonly label: string } | null;
  readonly cells: readonly TextCell[];
}

/** A setting, as a form sends it. */
export interface SettingView {
  readonly name: string;
  readonly label: string;
  /** As it stood when the page was drawn. */
  readonly was: string;
  readonly box: { readonly isChecked: boolean } | null;
  readonly select: { readonly options: readonly OptionView[] } | null;
  readonly line: { readonly value: string; readonly isNumber: boolean } | null;
}

/** Everything of a part that can be set by naming it. */
export interface FieldsView {
  readonly texts: readonly TextRowView[];
  readonly settings: readonly SettingView[];
  readonly missing: string;
}

/** The texts of a part side by side in all languages, and its settings. What `without` names is left to other pages. */
export function fieldsView(
  draft: Drafted,
  part: Part,
  t: Translate,
  { without = [], idle = [] }: { without?: readonly string[]; idle?: readonly string[] } = {},
): FieldsView {
  const kind = questionKindAt(draft.definition, part);
  const { texts, optionalTexts, settings } = fieldsOf(part.kind, kind);
  const optional = new Set([...optionalTexts, ...idle]);
  return {
    missing: t('design.missing'),
    texts: texts
      .filter((field) => !without.includes(field))
      // a question is read before what explains it
      .toSorted((a, b) => Number(a === 'hint') - Number(b === 'hint'))
      .map((field) =>
        textRow(draft, placeWithin(part.place, field), textLabel(field, t), t, optional.has(field)),
      ),
    settings: settings
      .filter((field) => !without.includes(field))
      .flatMap((field) => settingView(draft, part, field, kind, t) ?? []),
  };
}

/** Texts that customers do not read in the middle of a questionnaire, or that are ours alone. */
const unpiped: ReadonlySet<string> = new Set([
  ...[
    'brand',
    'pairWords',
    'expectation',
    'perception',
    'importance',
    'scale',
    'factor',
    'dimension',
    'fact',
  ],
  ...['survey.organisation', 'quota.name'],
]);

/** A text in every language of the survey. */
export function textRow(
  { definition, typed, parts, piping, inserting }: Drafted,
  place: string,
  label: string,
  t: Translate,
  isOptional = false,
): TextRowView {
  const { part: name, field } = splitPlace(place);
  const part = parts.get(name);
  const path = [...(part?.path ?? [name]), field ?? ''];
  const text = part === undefined ? undefined : valueAtPath(definition, path);
  const words = (typeof text === 'object' && text !== null ? text : {}) as Record<string, string>;
  const isPiped =
    part !== undefined &&
    !unpiped.has(part.kind) &&
    !unpiped.has(`${part.kind}.${field}`) &&
    hasPipes(piping, path);
  const cells = definition.languages.map((language) => {
    const cell = `${place}.${language}`;
    const was = Object.hasOwn(words, language) ? (words[language] ?? '') : '';
    return { name: cell, was, value: typed.get(cell) ?? was, language };
  });
  const isEmpty = cells.every(({ value }) => value.trim() === '');
  return {
    id: place,
    label,
    piped: isPiped ? { ...piping.placeOf(path), label: t('design.pipe.begin') } : null,
    cells: cells.map((cell) => ({
      ...cell,
      languageName: nameOfLanguage(cell.language),
      isMissing: cell.value.trim() === '' && !(isOptional && isEmpty),
      rows: Math.min(8, Math.max(1, Math.ceil(cell.value.length / 60), cell.value.split('\n').length)),
      reads: readsView(cell.value, path, piping, t),
      picker: isPiped && inserting === cell.name ? pickerView(definition, piping, t, path) : null,
    })),
  };
}

/** Beside a question it is a switch, among the words of pairs a text. */
function textLabel(field: string, t: Translate): string {
  return labelOf(field === 'notApplicable' ? 'notApplicableWords' : field, t);
}

function labelOf(field: string, t: Translate): string {
  return t(`design.field.${field}` as MessageKey);
}

function settingView(
  { definition, typed }: Drafted,
  part: Part,
  field: string,
  kind: string,
  t: Translate,
): SettingView | null {
  const type = settingType(part.kind, kind, field);
  if (type === null) return null;
  const name = placeWithin(part.place, field);
  const value = valueAtPath(definition, [...part.path, field]);
  const was = value === null || value === undefined ? '' : String(value);
  const now = typed.get(name) ?? was;
  const none = { name, label: labelOf(field, t), was, box: null, select: null, line: null };
  if (type.type === 'boolean') return { ...none, box: { isChecked: now === 'true' } };
  const choices =
    type.type === 'enum' ? type.values : field === 'scale' ? Object.keys(definition.scales) : null;
  if (choices === null) return { ...none, line: { value: now, isNumber: type.type === 'number' } };
  const options = choices.map((choice) => ({
    value: choice,
    label: type.type === 'enum' ? valueLabel(field, choice, t) : scaleName(definition, choice, t),
    isChosen: choice === now,
    hint: null,
  }));
  return { ...none, select: { options } };
}

/** A scale by its ends: it has no name but its key. */
export function scaleName({ scales }: Definition, key: string, t: Translate): string {
  const scale = Object.hasOwn(scales, key) ? scales[key] : undefined;
  if (scale === undefined) return key;
  const words = [saidIn(scale.low, t), saidIn(scale.high, t)].filter((each) => each !== '').join(' … ');
  const ends = `${scale.min}–${scale.max}`;
  return words === '' ? `${ends} (${key})` : `${ends} · ${words} (${key})`;
}

function valueLabel(field: string, value: string, t: Translate): string {
  return t(`design.value.${field}.${value}` as MessageKey);
}
