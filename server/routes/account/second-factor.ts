import type { Context } from 'hono';
import type { Queryable } from '#db/database.ts';
import { personById } from '#db/queries/people.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { beside } from '../../people/account-store.ts';
import { isRefusal } from '../../people/accounts.ts';
import { record } from '../../people/audit.ts';
import type { AuditAction } from '../../people/audit-actions.ts';
import { useUp } from '../../people/enter-code.ts';
import type { Visitor } from '../../people/person.ts';
import { rolesWithSecondFactor } from '../../people/second-factor-rule.ts';
import type { FormProblem } from '../../views/account/form.view.ts';
import { recoveryCodesPage, secondFactorPage, secretPage } from '../../views/account/second-factor.view.ts';
import { sendStudioPage, standingOf } from '../studio/studio-page.ts';
import { currentPasswordProblems, owner } from './account.ts';
import { lineFrom, passwordFrom } from './fields.ts';
import { type AccountDependencies, passOnCookies, sendForm } from './page.ts';

const root = '/studio/account/second-factor';

/** One's own second factor: setting it up, its recovery codes, and being rid of it. */
export function secondFactorPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  routes
    .get('/account/second-factor', 'account', async ({ c, visitor }) => {
      if (!(await hasSecondFactor(deps, visitor))) return askPassword(c, deps, visitor, 'setUp', []);
      const view = secondFactorPage(standingOf(c, visitor), await isRequired(deps, visitor));
      return sendStudioPage(deps, c, 'account/second-factor', view);
    })

    .post('/account/second-factor', 'account', async ({ c, visitor }) => {
      if (await hasSecondFactor(deps, visitor)) return c.redirect(root, 303);
      const { password, problems } = await confirmed(c, deps, visitor);
      if (problems.length > 0) return askPassword(c, deps, visitor, 'setUp', problems);
      const made = await deps.accounts.api.enableTwoFactor({
        body: { password },
        headers: c.req.raw.headers,
      });
      if (!('totpURI' in made)) throw new Error('No secret was made for a second factor');
      return sendStudioPage(deps, c, 'account/secret', secretPage(standingOf(c, visitor), made.totpURI));
    })

    .post('/account/second-factor/confirmation', 'account', ({ c, visitor }) => confirm(c, deps, visitor));

  changePages(routes, deps);
}

function changePages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const { accounts } = deps;
  routes
    .get('/account/second-factor/recovery-codes', 'account', async ({ c, visitor }) => {
      if (!(await hasSecondFactor(deps, visitor))) return c.redirect(root, 303);
      return askPassword(c, deps, visitor, 'renew', []);
    })

    .post('/account/second-factor/recovery-codes', 'account', async ({ c, visitor }) => {
      if (!(await hasSecondFactor(deps, visitor))) return c.redirect(root, 303);
      const { password, problems } = await confirmed(c, deps, visitor);
      if (problems.length > 0) return askPassword(c, deps, visitor, 'renew', problems);
      const { headers } = c.req.raw;
      const told = telling(deps, visitor, 'person.recoveryCodes');
      const { backupCodes } = await beside('secondFactors', told, () =>
        accounts.api.generateBackupCodes({ body: { password }, headers }),
      );
      const view = recoveryCodesPage(standingOf(c, visitor), backupCodes, false);
      return sendStudioPage(deps, c, 'account/recovery-codes', view);
    })

    .get('/account/second-factor/removal', 'account', async ({ c, visitor }) => {
      if (!(await hasSecondFactor(deps, visitor))) return c.redirect(root, 303);
      return askPassword(c, deps, visitor, 'remove', []);
    })

    .post('/account/second-factor/removal', 'account', async ({ c, visitor }) => {
      if (!(await hasSecondFactor(deps, visitor))) return c.redirect(root, 303);
      if (await isRequired(deps, visitor)) throw new AppError('forbidden');
      const { password, problems } = await confirmed(c, deps, visitor);
      if (problems.length > 0) return askPassword(c, deps, visitor, 'remove', problems);
      const { headers } = c.req.raw;
      const told = telling(deps, visitor, 'person.secondFactorOff');
      const off = await beside('people', told, () =>
        accounts.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
      );
      passOnCookies(c, off.headers.getSetCookie());
      return c.redirect('/studio/account?said=secondFactorOff', 303);
    });
}

/** The first code from the app: the secret has arrived there, and from now on counts. */
async function confirm(c: Context<AppEnv>, deps: AccountDependencies, visitor: Visitor): Promise<Response> {
  const { id } = owner(visitor);
  const { accounts } = deps;
  if (await hasSecondFactor(deps, visitor)) return c.redirect(root, 303);
  const code = lineFrom(await readForm(c), 'code')
    .normalize('NFKC')
    .replaceAll(/\s/g, '');
  const { headers } = c.req.raw;
  const tell = telling(deps, visitor, 'person.secondFactorOn');
  const taken = async (tx: Queryable) => {
    // whoever looked on does not sign in with it
    await useUp(tx, deps, id, code);
    await tell(tx);
  };
  const answer = await beside('people', taken, () =>
    accounts.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
  ).catch((error: unknown) => {
    if (isRefusal(error)) return null;
    throw error;
  });
  if (answer === null) return askCodeAgain(c, deps, visitor);
  passOnCookies(c, answer.headers.getSetCookie());
  const { backupCodes } = await accounts.api.viewBackupCodes({ body: { userId: id } });
  const view = recoveryCodesPage(standingOf(c, { ...visitor, lacksSecondFactor: false }), backupCodes, true);
  return sendStudioPage(deps, c, 'account/recovery-codes', view);
}

async function hasSecondFactor({ db }: AccountDependencies, visitor: Visitor): Promise<boolean> {
  return (await personById(db.read, owner(visitor).id))?.twoFactorEnabled ?? false;
}

async function isRequired({ db }: AccountDependencies, { person }: Visitor): Promise<boolean> {
  return (await rolesWithSecondFactor(db.read)).has(person.role);
}

/** Writes into the log what somebody does with their second factor. */
function telling(deps: AccountDependencies, visitor: Visitor, action: AuditAction) {
  return (tx: Queryable): Promise<void> => record(tx, deps, { by: visitor, survey: null, action });
}

/** The password that somebody confirms with what they do, and what is wrong with it. */
async function confirmed(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
): Promise<{ readonly password: string; readonly problems: readonly FormProblem[] }> {
  const password = passwordFrom(await readForm(c), 'password');
  return { password, problems: await currentPasswordProblems(c, deps, visitor, password, 'password') };
}

const forms = {
  setUp: { action: root, isGrave: false },
  renew: { action: `${root}/recovery-codes`, isGrave: false },
  remove: { action: `${root}/removal`, isGrave: true },
} as const;

function askPassword(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
  what: keyof typeof forms,
  problems: readonly FormProblem[],
): Response {
  owner(visitor);
  const intro: readonly (readonly [MessageKey])[] = [
    ...(visitor.lacksSecondFactor ? ([['account.secondFactor.lacking']] as const) : []),
    [`account.secondFactor.${what}.intro`],
  ];
  return sendForm(c, deps, visitor, {
    title: `account.secondFactor.${what}`,
    intro,
    ...forms[what],
    fields: [
      { name: 'password', label: 'account.password', type: 'password', autocomplete: 'current-password' },
    ],
    submit: `account.secondFactor.${what}.go`,
    links: [{ href: '/studio/account', label: 'studio.account' }],
    problems,
  });
}

function askCodeAgain(c: Context<AppEnv>, deps: AccountDependencies, visitor: Visitor): Response {
  return sendForm(c, deps, visitor, {
    title: 'account.secondFactor.again',
    intro: [['account.secondFactor.again.intro']],
    action: `${root}/confirmation`,
    fields: [{ name: 'code', label: 'account.code.label', autocomplete: 'one-time-code', isCode: true }],
    submit: 'account.secondFactor.confirm',
    links: [{ href: root, label: 'account.code.again' }],
    problems: [{ field: 'code', key: 'account.error.code' }],
  });
}
