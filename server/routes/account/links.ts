import type { Context } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { checkPassword } from '../../people/check-password.ts';
import { choosePassword, dropSecondFactor, linkBehind, oneTimePath } from '../../people/one-time-links.ts';
import { type FormProblem, newPasswordField } from '../../views/account/form.view.ts';
import { passwordFrom, passwordProblems } from './fields.ts';
import { type AccountDependencies, sendForm } from './page.ts';
import { tooEarly } from './sign-in.ts';

type Behind = NonNullable<Awaited<ReturnType<typeof linkBehind>>>;

/** What one-time links lead to. Looking uses nothing up: mail programs and previews look, too. */
export function linkPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  routes
    .get('/links/:token', 'anyone', async ({ c }) => {
      const token = c.req.param('token') ?? '';
      const behind = await linkBehind(deps, token);
      return behind === null ? showWorthless(c, deps) : showLink(c, deps, { token, behind, problems: [] });
    })

    .post('/links/:token', 'anyone', async ({ c }) => {
      const token = c.req.param('token') ?? '';
      const behind = await linkBehind(deps, token);
      if (behind === null) return showWorthless(c, deps);
      const password = passwordFrom(await readForm(c), 'password');
      const done = await (behind.purpose === 'secondFactor'
        ? beRidOfSecondFactor(c, deps, { token, behind, password })
        : takePassword(deps, { token, behind, password }));
      if (done === 'worthless') return showWorthless(c, deps);
      if (done !== 'done') return showLink(c, deps, { token, behind, problems: done });
      return c.redirect('/studio/sign-in?said=ready', 303);
    });
}

interface Sent {
  readonly token: string;
  readonly behind: Behind;
  readonly password: string;
}

type Done = 'done' | 'worthless' | readonly FormProblem[];

async function takePassword(deps: AccountDependencies, { token, behind, password }: Sent): Promise<Done> {
  const problems = passwordProblems('password', password, behind.person);
  if (problems.length > 0) return problems;
  const { password: passwords } = await deps.accounts.$context;
  const hash = await passwords.hash(password);
  return (await choosePassword(deps, { token, hash })) ? 'done' : 'worthless';
}

/** A link that went astray is worth nothing without the password. */
async function beRidOfSecondFactor(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  { token, behind, password }: Sent,
): Promise<Done> {
  const checked = await checkPassword(deps, behind.person, password);
  if (checked === 'wrong') return [{ field: 'password', key: 'account.error.password' }];
  if (checked !== 'right') return [tooEarly(c, checked.notBefore - deps.now().getTime())];
  return (await dropSecondFactor(deps, token)) ? 'done' : 'worthless';
}

function showLink(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  { token, behind, problems }: { token: string; behind: Behind; problems: readonly FormProblem[] },
): Response {
  const { purpose, person } = behind;
  const isChoice = purpose !== 'secondFactor';
  return sendForm(c, deps, null, {
    title: `account.link.${purpose}`,
    intro: [[`account.link.${purpose}.intro`, { name: person.name, email: person.email }]],
    action: oneTimePath(token),
    fields: [
      isChoice
        ? newPasswordField
        : {
            name: 'password',
            label: 'account.password',
            type: 'password',
            autocomplete: 'current-password',
          },
    ],
    submit: `account.link.${purpose}.submit`,
    isGrave: !isChoice,
    problems,
  });
}

function showWorthless(c: Context<AppEnv>, deps: AccountDependencies): Response {
  return sendForm(
    c,
    deps,
    null,
    {
      title: 'account.link.worthless',
      intro: [['account.link.worthless.help']],
      action: '/studio/sign-in',
      method: 'get',
      fields: [],
      submit: 'account.link.worthless.submit',
    },
    410,
  );
}
