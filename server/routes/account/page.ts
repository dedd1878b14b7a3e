import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { Accounts } from '../../people/accounts.ts';
import type { Visitor } from '../../people/person.ts';
import { type FormSpec, formPage } from '../../views/account/form.view.ts';
import { sendStudioPage, standingOf } from '../studio/studio-page.ts';

/** What pages about accounts need besides what every page does. */
export interface AccountDependencies extends Dependencies {
  readonly accounts: Accounts;
}

/** Sends a form; with what is wrong it is a 422. */
export function sendForm(
  c: Context<AppEnv>,
  deps: Pick<Dependencies, 'views' | 'assets'>,
  visitor: Visitor | null,
  spec: FormSpec,
  status: ContentfulStatusCode = spec.problems?.length ? 422 : 200,
): Response {
  const standing = standingOf(c, visitor);
  const model = formPage(standing, spec);
  const title = spec.problems?.length ? `${standing.t('account.errors')}: ${model.title}` : model.title;
  return sendStudioPage(deps, c, 'account/form', { ...model, documentTitle: title }, { status });
}

/** Hands on the cookies that the library for accounts sets or takes away. */
export function passOnCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
}
