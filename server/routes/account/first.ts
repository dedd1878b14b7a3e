import type { Context } from 'hono';
import { isAnybodyThere } from '#db/queries/people.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { attemptSubject, beginAttempt } from '../../people/attempts.ts';
import { addFirstAdministrator, isSetUpCode } from '../../people/first-start.ts';
import { signIn } from '../../people/sign-in.ts';
import { type FormProblem, newPasswordField } from '../../views/account/form.view.ts';
import {
  emailFrom,
  emailProblems,
  lineFrom,
  nameProblems,
  passwordFrom,
  passwordProblems,
} from './fields.ts';
import { type AccountDependencies, passOnCookies, sendForm } from './page.ts';
import { keepKnown, tooEarly } from './sign-in.ts';

/** The first account, as long as there is none. */
export function firstPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const { db, accounts, secret } = deps;

  routes.get('/first', 'anyone', async ({ c }) => {
    if (await isAnybodyThere(db.read)) return c.redirect('/studio/sign-in', 303);
    return showFirst(c, deps, { name: '', email: '', problems: [] });
  });

  routes.post('/first', 'anyone', async ({ c }) => {
    if (await isAnybodyThere(db.read)) throw new AppError('notFound');
    const form = await readForm(c);
    const name = lineFrom(form, 'name');
    const email = emailFrom(form);
    const password = passwordFrom(form, 'password');
    const now = deps.now().getTime();
    const attempt = await beginAttempt(db, attemptSubject(secret, 'firstStart', ''), now);
    if (!attempt.isAllowed) {
      const problems = [tooEarly(c, attempt.notBefore - now)];
      return showFirst(c, deps, { name, email, problems }, 429);
    }
    const problems: FormProblem[] = [
      ...(isSetUpCode(secret, lineFrom(form, 'code'))
        ? []
        : [{ field: 'code', key: 'account.error.setUpCode' } as const]),
      ...nameProblems(name),
      ...emailProblems(email),
      ...passwordProblems('password', password, { name, email }),
    ];
    if (problems.length > 0) return showFirst(c, deps, { name, email, problems });
    const { password: passwords } = await accounts.$context;
    const isFirst = await addFirstAdministrator(deps, { name, email, hash: await passwords.hash(password) });
    if (!isFirst) throw new AppError('notFound');
    const signedIn = await signIn(deps, { email, password, headers: c.req.raw.headers });
    if (signedIn.outcome === 'signedIn') {
      passOnCookies(c, signedIn.cookies);
      keepKnown(c, deps, signedIn.known);
    }
    return c.redirect('/studio', 303);
  });
}

function showFirst(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  { name, email, problems }: { name: string; email: string; problems: readonly FormProblem[] },
  status?: 429,
): Response {
  const spec = {
    title: 'account.first.title',
    intro: [['account.first.intro']],
    action: '/studio/first',
    fields: [
      { name: 'code', label: 'account.first.code', hint: 'account.first.code.hint', isCode: true },
      { name: 'name', label: 'account.name', value: name, autocomplete: 'name' },
      { name: 'email', label: 'account.email', type: 'email', value: email, autocomplete: 'username' },
      newPasswordField,
    ],
    submit: 'account.first.submit',
    problems,
  } as const;
  return sendForm(c, deps, null, spec, status);
}
