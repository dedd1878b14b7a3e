import type { Context } from 'hono';
import type { Queryable } from '#db/database.ts';
import {
  deleteOtherSessions,
  deleteSession,
  isNameTaken,
  personById,
  sessionsOf,
  updatePerson,
} from '#db/queries/people.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { locales } from '../../i18n/locale.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { beside } from '../../people/account-store.ts';
import { record } from '../../people/audit.ts';
import { checkPassword } from '../../people/check-password.ts';
import { sessionOf } from '../../people/guard.ts';
import type { Visitor } from '../../people/person.ts';
import { accountPage } from '../../views/account/account.view.ts';
import type { FormProblem } from '../../views/account/form.view.ts';
import { sendStudioPage, standingOf } from '../studio/studio-page.ts';
import { lineFrom, nameProblems, passwordFrom, passwordProblems } from './fields.ts';
import { type AccountDependencies, passOnCookies, sendForm } from './page.ts';
import { tooEarly } from './sign-in.ts';

const said: Readonly<Record<string, MessageKey>> = {
  profile: 'account.said.profile',
  password: 'account.said.password',
  ended: 'account.said.ended',
  secondFactorOff: 'account.said.secondFactorOff',
};

/** One's own account: name, language, password, and where one is signed in. */
export function accountPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const { db, accounts } = deps;

  routes
    .get('/account', 'account', ({ c, visitor }) => showAccount(c, deps, visitor, { problems: [] }))

    .post('/account/profile', 'account', async ({ c, visitor }) => {
      const { id } = owner(visitor);
      const form = await readForm(c);
      const name = lineFrom(form, 'name');
      const locale = locales.find((tag) => tag === form.get('language')?.[0]) ?? null;
      const problems = nameProblems(name);
      if (problems.length > 0) return await showAccount(c, deps, visitor, { problems, typedName: name });
      const isTaken = await db.write(async (tx) => {
        const isRenamed = name !== visitor.person.name;
        if (isRenamed && (await isNameTaken(tx, name, id))) return true;
        await updatePerson(tx, id, { name, locale, updatedAt: deps.now().getTime() });
        if (!isRenamed) return false;
        const details = { from: visitor.person.name, to: name };
        await record(tx, deps, { by: visitor, survey: null, action: 'person.renamed', details });
        return false;
      });
      if (isTaken) {
        const taken = [{ field: 'name', key: 'account.error.nameTaken' }] as const;
        return await showAccount(c, deps, visitor, { problems: taken, typedName: name });
      }
      return c.redirect('/studio/account?said=profile', 303);
    })

    .post('/account/password', 'account', async ({ c, visitor }) => {
      const form = await readForm(c);
      const current = passwordFrom(form, 'current');
      const password = passwordFrom(form, 'password');
      const problems = [
        ...passwordProblems('password', password, owner(visitor)),
        ...(await currentPasswordProblems(c, deps, visitor, current)),
      ];
      if (problems.length > 0) return await showAccount(c, deps, visitor, { problems });
      const tell = (tx: Queryable) =>
        record(tx, deps, { by: visitor, survey: null, action: 'person.password' });
      const { headers } = await beside('credentials', tell, () =>
        accounts.api.changePassword({
          body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
          headers: c.req.raw.headers,
          returnHeaders: true,
        }),
      );
      passOnCookies(c, headers.getSetCookie());
      return c.redirect('/studio/account?said=password', 303);
    })

    .post('/account/sessions/end-others', 'account', async ({ c, visitor }) => {
      const { id } = owner(visitor);
      const current = await sessionOf(c, accounts);
      await db.write(async (tx) => {
        const ended = await deleteOtherSessions(tx, id, current?.id ?? '');
        if (ended > 0) {
          const details = { sessions: ended };
          await record(tx, deps, { by: visitor, survey: null, action: 'session.ended', details });
        }
      });
      return c.redirect('/studio/account?said=ended', 303);
    })

    .post('/account/sessions/:session/end', 'account', async ({ c, visitor }) => {
      const { id } = owner(visitor);
      const isEnded = await db.write(async (tx) => {
        if (!(await deleteSession(tx, id, c.req.param('session') ?? ''))) return false;
        const details = { sessions: 1 };
        await record(tx, deps, { by: visitor, survey: null, action: 'session.ended', details });
        return true;
      });
      if (!isEnded) throw new AppError('notFound');
      return c.redirect('/studio/account?said=ended', 303);
    });
}

/** Whose account it is. @throws AppError `forbidden` for a demonstration, behind which there is none */
export function owner({ person, isDemonstration }: Visitor): Visitor['person'] {
  if (isDemonstration) throw new AppError('forbidden');
  return person;
}

/** What is wrong with the password that somebody gives to confirm what they do. */
export async function currentPasswordProblems(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
  password: string,
  field = 'current',
): Promise<FormProblem[]> {
  const checked = await checkPassword(deps, owner(visitor), password);
  if (checked === 'right') return [];
  if (checked === 'wrong') return [{ field, key: 'account.error.password' }];
  return [tooEarly(c, checked.notBefore - deps.now().getTime())];
}

async function showAccount(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
  { problems, typedName }: { problems: readonly FormProblem[]; typedName?: string },
): Promise<Response> {
  if (visitor.isDemonstration) return showNoAccount(c, deps, visitor);
  const { id } = visitor.person;
  const stored = await personById(deps.db.read, id);
  const view = accountPage(standingOf(c, visitor), {
    person: visitor.person,
    hasSecondFactor: stored?.twoFactorEnabled ?? false,
    sessions: await sessionsOf(deps.db.read, id),
    current: (await sessionOf(c, deps.accounts))?.id ?? '',
    said: problems.length > 0 ? null : (said[c.req.query('said') ?? ''] ?? null),
    problems,
    ...(typedName === undefined ? {} : { typedName }),
  });
  return sendStudioPage(deps, c, 'account/account', view, { status: problems.length > 0 ? 422 : 200 });
}

function showNoAccount(c: Context<AppEnv>, deps: AccountDependencies, visitor: Visitor): Response {
  return sendForm(c, deps, visitor, {
    title: 'studio.account',
    intro: [['account.demonstration']],
    action: '/studio',
    method: 'get',
    fields: [],
    submit: 'account.demonstration.back',
  });
}
