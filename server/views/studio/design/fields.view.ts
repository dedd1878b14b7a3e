import type { Definition } from '#surveys/definition.ts';
import { fieldsOf, settingType } from '#surveys/design/fields.ts';
import { type Part, partAt, partsIn, placeWithin } from '#surveys/design/parts.ts';
import { valueAt } from '#surveys/design/value-at.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import type { OptionView } from '../form.view.ts';
import type { DesignedDraft } from './design-frame.view.ts';

type Drafted = Pick<DesignedDraft, 'definition' | 'typed'>;

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
}

export interface TextRowView {
  readonly id: string;
  readonly label: string;
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

/** The kind of a question, or of the question an option belongs to; empty for other parts. */
export function questionKindOf(definition: Definition, part: Part): string {
  const question = part.kind === 'option' ? partAt(partsIn(definition), part.within) : part;
  const found = question === null ? undefined : valueAt(definition, question.place);
  return typeof found === 'object' && found !== null && 'kind' in found ? String(found.kind) : '';
}

/** The texts of a part side by side in all languages, and its settings. What `without` names is left to other pages. */
export function fieldsView(
  draft: Drafted,
  part: Part,
  t: Translate,
  { without = [], idle = [] }: { without?: readonly string[]; idle?: readonly string[] } = {},
): FieldsView {
  const kind = questionKindOf(draft.definition, part);
  const { texts, optionalTexts, settings } = fieldsOf(part.kind, kind);
  const optional = new Set([...optionalTexts, ...idle]);
  return {
    missing: t('design.missing'),
    texts: texts
      .filter((field) => !without.includes(field))
      .map((field) =>
        textRow(draft, placeWithin(part.place, field), textLabel(field, t), optional.has(field)),
      ),
    settings: settings
      .filter((field) => !without.includes(field))
      .flatMap((field) => settingView(draft, part, field, kind, t) ?? []),
  };
}

/** A text in every language of the survey. */
export function textRow(
  { definition, typed }: Drafted,
  place: string,
  label: string,
  isOptional: boolean,
): TextRowView {
  const cells = definition.languages.map((language) => {
    const name = `${place}.${language}`;
    const was = String(valueAt(definition, name) ?? '');
    return { name, was, value: typed.get(name) ?? was, language, languageName: nameOfLanguage(language) };
  });
  const isEmpty = cells.every(({ value }) => value.trim() === '');
  return {
    id: place,
    label,
    cells: cells.map(({ name, was, value, language, languageName }) => ({
      name,
      was,
      value,
      language,
      languageName,
      isMissing: value.trim() === '' && !(isOptional && isEmpty),
      rows: Math.min(8, Math.max(1, Math.ceil(value.length / 60), value.split('\n').length)),
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
  const value = valueAt(definition, name);
  const was = value === null || value === undefined ? '' : String(value);
  const now = typed.get(name) ?? was;
  const none = { name, label: labelOf(field, t), was, box: null, select: null, line: null };
  if (type.type === 'boolean') return { ...none, box: { isChecked: now === 'true' } };
  const choices =
    type.type === 'enum' ? type.values : field === 'scale' ? Object.keys(definition.scales) : null;
  if (choices === null) return { ...none, line: { value: now, isNumber: type.type === 'number' } };
  const options = choices.map((choice) => ({
    value: choice,
    label: type.type === 'enum' ? valueLabel(field, choice, t) : choice,
    isChosen: choice === now,
    hint: null,
  }));
  return { ...none, select: { options } };
}

function valueLabel(field: string, value: string, t: Translate): string {
  return t(`design.value.${field}.${value}` as MessageKey);
}
