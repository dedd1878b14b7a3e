import { z } from 'zod';
import { firstUnsupported } from '#surveys/characters.ts';
import {
  longestPassword,
  type Owner,
  passwordProblem,
  shortestPassword,
} from '../../people/password-rules.ts';
import type { FormProblem } from '../../views/account/form.view.ts';

/** A form as it was sent. */
export type Sent = ReadonlyMap<string, readonly string[]>;

const longestName = 100;
const address = z.email().max(254);

/** One line as it was typed, without what stands around it. */
export function lineFrom(form: Sent, name: string): string {
  return (form.get(name)?.[0] ?? '').normalize('NFC').trim();
}

/** A password, letter for letter. */
export function passwordFrom(form: Sent, name: string): string {
  return (form.get(name)?.[0] ?? '').normalize('NFC');
}

/** An e-mail address as it is kept. */
export function emailFrom(form: Sent): string {
  return lineFrom(form, 'email').toLowerCase();
}

export function nameProblems(name: string): FormProblem[] {
  const isLine = firstUnsupported(name) === null && !/[\t\n\r]/.test(name);
  const isName = name !== '' && [...name].length <= longestName && isLine;
  return isName ? [] : [{ field: 'name', key: 'account.error.name', params: { longest: longestName } }];
}

export function emailProblems(email: string): FormProblem[] {
  return address.safeParse(email).success ? [] : [{ field: 'email', key: 'account.error.email' }];
}

export function passwordProblems(field: string, password: string, owner: Owner): FormProblem[] {
  const problem = passwordProblem(password, owner);
  if (problem === null) return [];
  const params = { shortest: shortestPassword, longest: longestPassword };
  return [{ field, key: `account.error.${problem}`, params }];
}
