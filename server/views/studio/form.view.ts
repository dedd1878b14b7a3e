import type { Translate } from '../../i18n/translate.ts';

/** One of several to choose from. */
export interface OptionView {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
  readonly hint: string | null;
}

/** A field of a form, as the partial of its kind draws it. */
export interface FieldView {
  /** What the form sends it as; also its id, so that an error leads to it. */
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly error: string | null;
  /** Exactly one of these is there, and says of what kind it is. */
  readonly line: { readonly type: string; readonly value: string; readonly autocomplete: string } | null;
  readonly area: { readonly value: string } | null;
  readonly select: { readonly options: readonly OptionView[] } | null;
  readonly radios: { readonly options: readonly OptionView[] } | null;
  readonly box: { readonly isChecked: boolean } | null;
  /** Boxes of which any number may be ticked; each is sent under `NAME.VALUE`. */
  readonly boxes: { readonly options: readonly OptionView[] } | null;
  readonly file: { readonly accept: string } | null;
  /** What of it a screen reader reads with the control. */
  readonly describedBy: string | null;
}

/** A form that works as it is, without a script. */
export interface FormView {
  readonly action: string;
  /** `multipart/form-data` where files are sent. */
  readonly encoding: string;
  readonly fields: readonly FieldView[];
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly submit: string;
  /** Whether what it does cannot be undone. */
  readonly isGrave: boolean;
  /** What has to be put right; `null` where nothing has. */
  readonly errors: ErrorsView | null;
}

/** What has to be put right on a page, each with a way to its place. */
export interface ErrorsView {
  readonly heading: string;
  readonly list: readonly { readonly href: string | null; readonly text: string }[];
}

/** What a form held when it was sent, and what was wrong with it. */
export interface Typed {
  readonly values: ReadonlyMap<string, string>;
  /** In words, by the name of the field; under `''` what belongs to none. */
  readonly errors: ReadonlyMap<string, string>;
}

export const nothingTyped: Typed = { values: new Map(), errors: new Map() };

interface Words {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | null;
}

const noKind = {
  line: null,
  area: null,
  select: null,
  radios: null,
  box: null,
  boxes: null,
  file: null,
} as const;

function field({ name, label, hint = null }: Words, { errors }: Typed): Omit<FieldView, keyof typeof noKind> {
  const error = errors.get(name) ?? null;
  const parts = [hint === null ? [] : [`${name}.hint`], error === null ? [] : [`${name}.error`]].flat();
  return { name, label, hint, error, describedBy: parts.length === 0 ? null : parts.join(' ') };
}

/** A field of one line. What was typed stands in it again. */
export function lineField(
  words: Words,
  typed: Typed,
  {
    value = '',
    type = 'text',
    autocomplete = 'off',
  }: { value?: string; type?: string; autocomplete?: string } = {},
): FieldView {
  const line = { type, value: typed.values.get(words.name) ?? value, autocomplete };
  return { ...field(words, typed), ...noKind, line };
}

export function areaField(words: Words, typed: Typed, value = ''): FieldView {
  return { ...field(words, typed), ...noKind, area: { value: typed.values.get(words.name) ?? value } };
}

/** What there is to choose from, in order. */
export type Choices = readonly (readonly [value: string, label: string, hint?: string])[];

export function selectField(words: Words, typed: Typed, choices: Choices, chosen = ''): FieldView {
  return { ...field(words, typed), ...noKind, select: { options: optionsOf(words, typed, choices, chosen) } };
}

export function radiosField(words: Words, typed: Typed, choices: Choices, chosen = ''): FieldView {
  return { ...field(words, typed), ...noKind, radios: { options: optionsOf(words, typed, choices, chosen) } };
}

function optionsOf({ name }: Words, { values }: Typed, choices: Choices, chosen: string): OptionView[] {
  const now = values.get(name) ?? chosen;
  return choices.map(([value, label, hint = null]) => ({ value, label, hint, isChosen: value === now }));
}

export function boxField(words: Words, typed: Typed, isChecked = false): FieldView {
  const isNow = typed === nothingTyped ? isChecked : typed.values.has(words.name);
  return { ...field(words, typed), ...noKind, box: { isChecked: isNow } };
}

/** Several boxes under one heading. @param ticked those ticked before anything was sent */
export function boxesField(
  words: Words,
  typed: Typed,
  choices: Choices,
  ticked: readonly string[] = [],
): FieldView {
  const isTicked = (value: string) =>
    typed === nothingTyped ? ticked.includes(value) : typed.values.has(`${words.name}.${value}`);
  const options = choices.map(([value, label, hint = null]) => ({
    value,
    label,
    hint,
    isChosen: isTicked(value),
  }));
  return { ...field(words, typed), ...noKind, boxes: { options } };
}

export function fileField(words: Words, typed: Typed, accept: string): FieldView {
  return { ...field(words, typed), ...noKind, file: { accept } };
}

/** A form of these fields, with what is wrong with it said above. */
export function formView(
  t: Translate,
  { errors }: Typed,
  {
    action,
    fields,
    submit,
    hidden = {},
    isGrave = false,
  }: {
    action: string;
    fields: readonly FieldView[];
    submit: string;
    hidden?: Readonly<Record<string, string>>;
    isGrave?: boolean;
  },
): FormView {
  return {
    action,
    fields,
    submit,
    isGrave,
    encoding: fields.some(({ file }) => file !== null)
      ? 'multipart/form-data'
      : 'application/x-www-form-urlencoded',
    hidden: Object.entries(hidden).map(([name, value]) => ({ name, value })),
    errors: errorsView(t, errors),
  };
}

/** What has to be put right, by field; `null` where nothing has. */
export function errorsView(t: Translate, errors: ReadonlyMap<string, string>): ErrorsView | null {
  if (errors.size === 0) return null;
  return {
    heading: t('studio.errors'),
    list: [...errors].map(([name, text]) => ({ href: name === '' ? null : `#${name}`, text })),
  };
}
