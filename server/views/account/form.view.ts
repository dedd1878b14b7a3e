import type { MessageKey, Params, Translate } from '../../i18n/translate.ts';
import { shortestPassword } from '../../people/password-rules.ts';
import { type Standing, type StudioFrame, studioFrame } from '../studio/frame.view.ts';

/** What is wrong with what was sent; `field` is empty where it is wrong with nothing in particular. */
export interface FormProblem {
  readonly field: string;
  readonly key: MessageKey;
  readonly params?: Params;
}

export interface ErrorsView {
  readonly heading: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}

export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string;
  readonly type: 'text' | 'email' | 'password';
  readonly value: string;
  readonly autocomplete: string;
  /** The elements that say more about it. */
  readonly described: string;
  readonly isCode: boolean;
}

/** A page that is a heading, a few fields and a button. */
export interface AccountFormPage {
  readonly frame: StudioFrame;
  readonly title: string;
  readonly intro: readonly string[];
  readonly said: string;
  readonly errors: ErrorsView | null;
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly fields: readonly FieldView[];
  readonly submit: string;
  readonly isGrave: boolean;
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

export interface FieldSpec {
  readonly name: string;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly hintParams?: Params;
  readonly type?: FieldView['type'];
  readonly value?: string;
  readonly autocomplete?: string;
  readonly isCode?: boolean;
}

/** Where a new password is chosen. */
export const newPasswordField = {
  name: 'password',
  label: 'account.newPassword',
  hint: 'account.newPassword.hint',
  hintParams: { shortest: shortestPassword },
  type: 'password',
  autocomplete: 'new-password',
} as const satisfies FieldSpec;

export interface FormSpec {
  readonly title: MessageKey;
  readonly titleParams?: Params;
  readonly intro?: readonly (readonly [key: MessageKey, params?: Params])[];
  readonly said?: MessageKey | null;
  readonly action: string;
  readonly method?: 'get';
  readonly fields: readonly FieldSpec[];
  readonly submit: MessageKey;
  readonly isGrave?: boolean;
  readonly links?: readonly { readonly href: string; readonly label: MessageKey }[];
  readonly problems?: readonly FormProblem[];
}

/** The page of a form in the reader's words. */
export function formPage(standing: Standing, spec: FormSpec): AccountFormPage {
  const { t } = standing;
  const problems = spec.problems ?? [];
  return {
    frame: studioFrame(standing),
    title: t(spec.title, spec.titleParams),
    intro: (spec.intro ?? []).map(([key, params]) => t(key, params)),
    said: spec.said ? t(spec.said) : '',
    errors: errorsView(problems, t),
    action: spec.action,
    method: spec.method ?? 'post',
    fields: spec.fields.map((field) => fieldView(field, problems, t)),
    submit: t(spec.submit),
    isGrave: spec.isGrave ?? false,
    links: (spec.links ?? []).map(({ href, label }) => ({ href, label: t(label) })),
  };
}

/** What is wrong, as a list over the form; `null` where nothing is. */
export function errorsView(problems: readonly FormProblem[], t: Translate): ErrorsView | null {
  if (problems.length === 0) return null;
  const errors = problems.map(({ field, key, params }) => ({ field, message: t(key, params) }));
  return { heading: t('account.errors'), errors };
}

export function fieldView(spec: FieldSpec, problems: readonly FormProblem[], t: Translate): FieldView {
  const { name, label, hint, hintParams, type = 'text', value = '', autocomplete = 'off' } = spec;
  const problem = problems.find(({ field }) => field === name);
  const described = [...(hint ? [`${name}-hint`] : []), ...(problem ? [`${name}-error`] : [])];
  return {
    name,
    label: t(label),
    hint: hint ? t(hint, hintParams) : '',
    error: problem ? t(problem.key, problem.params) : '',
    type,
    // A password is typed anew; it goes into no page.
    value: type === 'password' ? '' : value,
    autocomplete,
    described: described.join(' '),
    isCode: spec.isCode ?? false,
  };
}
