import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isAnybodyThere } from '#db/queries/people.ts';
import type { AppEnv } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { translator } from '../../i18n/translate.ts';
import { record } from '../../people/audit.ts';
import { enterCode } from '../../people/enter-code.ts';
import { sessionOf } from '../../people/guard.ts';
import { knownCookie } from '../../people/known-browser.ts';
import { signIn } from '../../people/sign-in.ts';
import type { FormProblem } from '../../views/account/form.view.ts';
import { waitInWords } from '../../views/account/wait.ts';
import { emailFrom, lineFrom, passwordFrom } from './fields.ts';
import { nextPage } from './next.ts';
import { type AccountDependencies, passOnCookies, sendForm } from './page.ts';

const root = '/studio/sign-in';

/** Signing in with a password, with the code of a second factor, and signing out. */
export function signInPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const { db, accounts } = deps;

  routes.get('/sign-in', 'anyone', async ({ c, visitor }) => {
    if (visitor !== null && !visitor.isDemonstration) return c.redirect(nextPage(c.req.query('next')), 303);
    if (!(await isAnybodyThere(db.read))) return c.redirect('/studio/first', 303);
    return showSignIn(c, deps, { email: '', problems: [] });
  });

  routes.post('/sign-in', 'anyone', async ({ c }) => {
    const form = await readForm(c);
    const email = emailFrom(form);
    const password = passwordFrom(form, 'password');
    const known = getCookie(c, knownCookie);
    const result = await signIn(deps, { email, password, headers: c.req.raw.headers, known });
    if (result.outcome === 'refused') {
      const problems: FormProblem[] = [{ field: 'email', key: 'account.error.refused' }];
      return showSignIn(c, deps, { email, problems });
    }
    if (result.outcome === 'tooEarly') {
      const problems = [tooEarly(c, result.notBefore - deps.now().getTime())];
      return showSignIn(c, deps, { email, problems }, 429);
    }
    passOnCookies(c, result.cookies);
    const next = nextPage(c.req.query('next'));
    if (result.outcome === 'codeNeeded')
      return c.redirect(`${root}/code?${new URLSearchParams({ next })}`, 303);
    keepKnown(c, deps, result.known);
    return c.redirect(next, 303);
  });

  routes.get('/sign-in/code', 'anyone', ({ c }) => showCode(c, deps, []));

  routes.post('/sign-in/code', 'anyone', async ({ c, visitor }) => {
    if (visitor !== null && !visitor.isDemonstration) return c.redirect(nextPage(c.req.query('next')), 303);
    const code = lineFrom(await readForm(c), 'code');
    const result = await enterCode(deps, { code, headers: c.req.raw.headers });
    if (result.outcome !== 'signedIn')
      return showCode(c, deps, [{ field: 'code', key: 'account.error.code' }]);
    passOnCookies(c, result.cookies);
    keepKnown(c, deps, result.known);
    return c.redirect(nextPage(c.req.query('next')), 303);
  });

  routes.post('/sign-out', 'anyone', async ({ c, visitor }) => {
    if (visitor !== null && (await sessionOf(c, accounts)) !== null) {
      const { headers } = await accounts.api.signOut({ headers: c.req.raw.headers, returnHeaders: true });
      passOnCookies(c, headers.getSetCookie());
      await db.write((tx) => record(tx, deps, { by: visitor, survey: null, action: 'session.signedOut' }));
    }
    return c.redirect(`${root}?said=signedOut`, 303);
  });
}

/** Has the browser keep what it is known again by, for a year; only the sign-in page ever sees it. */
export function keepKnown(c: Context, { publicUrl }: AccountDependencies, known: string): void {
  const secure = publicUrl.protocol === 'https:';
  setCookie(c, knownCookie, known, {
    path: root,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 31_536_000,
    secure,
  });
}

/** That nothing was tried, and for how long nothing will be. */
export function tooEarly(c: Context<AppEnv>, wait: number): FormProblem {
  const params = { wait: waitInWords(wait, translator(c.var.locale)) };
  return { field: '', key: 'account.error.tooEarly', params };
}

function showSignIn(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  { email, problems }: { email: string; problems: readonly FormProblem[] },
  status?: 429,
): Response {
  const said = { signedOut: 'account.signIn.signedOut', ready: 'account.signIn.ready' } as const;
  const wanted = c.req.query('said') ?? '';
  const spec = {
    title: 'account.signIn.title',
    intro: [['account.signIn.help']],
    said: problems.length === 0 && (wanted === 'signedOut' || wanted === 'ready') ? said[wanted] : null,
    action: here(c, root),
    fields: [
      { name: 'email', label: 'account.email', type: 'email', value: email, autocomplete: 'username' },
      { name: 'password', label: 'account.password', type: 'password', autocomplete: 'current-password' },
    ],
    submit: 'account.signIn.submit',
    problems,
  } as const;
  return sendForm(c, deps, null, spec, status);
}

function showCode(c: Context<AppEnv>, deps: AccountDependencies, problems: readonly FormProblem[]): Response {
  return sendForm(c, deps, null, {
    title: 'account.code.title',
    intro: [['account.code.intro']],
    action: here(c, `${root}/code`),
    fields: [
      {
        name: 'code',
        label: 'account.code.label',
        hint: 'account.code.hint',
        autocomplete: 'one-time-code',
        isCode: true,
      },
    ],
    submit: 'account.code.submit',
    links: [{ href: root, label: 'account.code.again' }],
    problems,
  });
}

/** The address of a form, with where it is to lead on to. */
function here(c: Context<AppEnv>, path: string): string {
  const next = c.req.query('next');
  return next === undefined ? path : `${path}?${new URLSearchParams({ next: nextPage(next) })}`;
}
