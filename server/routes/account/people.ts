import type { Context } from 'hono';
import { z } from 'zod';
import type { Queryable } from '#db/database.ts';
import { oneTimeLinkExpiries } from '#db/queries/one-time-links.ts';
import { allPeople, peopleWithPasswords, personById } from '#db/queries/people.ts';
import { putSetting } from '#db/queries/settings.ts';
import { address } from '../../addresses.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { record } from '../../people/audit.ts';
import {
  type Change,
  changeRole,
  disablePerson,
  enablePerson,
  giveLink,
  invitePerson,
} from '../../people/change-person.ts';
import { oneTimePath } from '../../people/one-time-links.ts';
import { type Role, roles, type Visitor } from '../../people/person.ts';
import { rolesWithSecondFactor, secondFactorKey } from '../../people/second-factor-rule.ts';
import type { FormProblem } from '../../views/account/form.view.ts';
import { newPersonPage } from '../../views/account/new-person.view.ts';
import { peoplePage } from '../../views/account/people.view.ts';
import { personPage, type ShownPerson } from '../../views/account/person.view.ts';
import { sendStudioPage, standingOf } from '../studio/studio-page.ts';
import { emailFrom, emailProblems, lineFrom, nameProblems, type Sent } from './fields.ts';
import type { AccountDependencies } from './page.ts';

const managing = { general: 'managePeople' } as const;
const aRole = z.enum(roles);

/** Everybody's accounts, for administrators. */
export function peoplePages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const { db } = deps;

  routes
    .get('/people', managing, async ({ c, visitor }) => {
      const people = await allPeople(db.read);
      const requiredFor = await rolesWithSecondFactor(db.read);
      const view = peoplePage(standingOf(c, visitor), { people, requiredFor, ...(await standings(deps)) });
      return sendStudioPage(deps, c, 'account/people', view);
    })

    .post('/people/second-factor', { general: 'changeSettings' }, async ({ c, visitor }) => {
      const requiredFor = (await readForm(c)).get('role')?.map(roleFrom) ?? [];
      const changedAt = deps.now().getTime();
      await db.write(async (tx) => {
        const changedBy = visitor.person.name;
        await putSetting(tx, { key: secondFactorKey, value: { requiredFor }, changedBy, changedAt });
        const details = { setting: secondFactorKey, to: requiredFor.join(' ') };
        await record(tx, deps, { by: visitor, survey: null, action: 'settings.changed', details });
      });
      return c.redirect('/studio/people#second-factor', 303);
    })

    .get('/people/new', managing, ({ c, visitor }) => {
      const typed = { name: '', email: '', role: 'designer', problems: [] } as const;
      return sendStudioPage(deps, c, 'account/new-person', newPersonPage(standingOf(c, visitor), typed));
    })

    .post('/people/new', managing, async ({ c, visitor }) => {
      const form = await readForm(c);
      const name = lineFrom(form, 'name');
      const email = emailFrom(form);
      const role = roleIn(form, 'designer');
      const problems: FormProblem[] = [...nameProblems(name), ...emailProblems(email)];
      const invited =
        problems.length > 0 ? null : await invitePerson(deps, { by: visitor, name, email, role });
      if (invited === 'emailTaken') problems.push({ field: 'email', key: 'account.error.emailTaken' });
      if (invited === 'nameTaken') problems.push({ field: 'name', key: 'account.error.nameTaken' });
      if (invited === null || typeof invited === 'string') {
        const view = newPersonPage(standingOf(c, visitor), { name, email, role, problems });
        return sendStudioPage(deps, c, 'account/new-person', view, { status: 422 });
      }
      return await showPerson(c, deps, visitor, { id: invited.id, token: invited.token });
    });

  onePersonPages(routes, deps);
}

function onePersonPages(routes: GuardedRoutes, deps: AccountDependencies): void {
  const back = (c: Context<AppEnv>, visitor: Visitor, id: string, change: Change) =>
    afterChange(c, deps, { visitor, id, change });
  routes
    .get('/people/:person', managing, ({ c, visitor }) =>
      showPerson(c, deps, visitor, { id: c.req.param('person') ?? '' }),
    )

    .post('/people/:person/role', managing, async ({ c, visitor }) => {
      const id = c.req.param('person') ?? '';
      const role = roleIn(await readForm(c), null);
      return await back(c, visitor, id, await changeRole(deps, { by: visitor, personId: id, role }));
    })

    .post('/people/:person/disable', managing, async ({ c, visitor }) => {
      const id = c.req.param('person') ?? '';
      return await back(c, visitor, id, await disablePerson(deps, { by: visitor, personId: id }));
    })

    .post('/people/:person/enable', managing, async ({ c, visitor }) => {
      const id = c.req.param('person') ?? '';
      return await back(c, visitor, id, await enablePerson(deps, { by: visitor, personId: id }));
    })

    .post('/people/:person/password-link', managing, async ({ c, visitor }) => {
      const id = c.req.param('person') ?? '';
      const token = await giveLink(deps, { by: visitor, personId: id, wanted: 'password' });
      return await showPerson(c, deps, visitor, { id, token });
    })

    .post('/people/:person/second-factor-link', managing, async ({ c, visitor }) => {
      const id = c.req.param('person') ?? '';
      const token = await giveLink(deps, { by: visitor, personId: id, wanted: 'secondFactor' });
      return await showPerson(c, deps, visitor, { id, token });
    });
}

async function afterChange(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  { visitor, id, change }: { visitor: Visitor; id: string; change: Change },
): Promise<Response> {
  if (change === 'unknown') throw new AppError('notFound');
  if (change !== 'lastAdministrator') return c.redirect(`/studio/people/${id}`, 303);
  const problems = [{ field: '', key: 'people.error.lastAdministrator' } as const];
  return await showPerson(c, deps, visitor, { id, problems });
}

async function showPerson(
  c: Context<AppEnv>,
  deps: AccountDependencies,
  visitor: Visitor,
  {
    id,
    token = null,
    problems = [],
  }: { id: string; token?: string | null; problems?: readonly FormProblem[] },
): Promise<Response> {
  const person = await personById(deps.db.read, id);
  if (person === null) throw new AppError('notFound');
  const link = token === null ? null : address(deps, oneTimePath(token));
  const shown: ShownPerson = { person, link, problems, ...(await standings(deps)) };
  const view = personPage(standingOf(c, visitor), shown);
  return sendStudioPage(deps, c, 'account/person', view, { status: problems.length > 0 ? 422 : 200 });
}

/** What is known of everybody's ways in. */
async function standings({
  db,
  now,
}: AccountDependencies): Promise<Pick<ShownPerson, 'withPassword' | 'links' | 'now'>> {
  const read: Queryable = db.read;
  return {
    withPassword: await peopleWithPasswords(read),
    links: await oneTimeLinkExpiries(read),
    now: now().getTime(),
  };
}

/** @throws AppError `badRequest` for what is no role, which no form of ours sends */
function roleFrom(text: string): Role {
  const role = aRole.safeParse(text);
  if (!role.success) throw new AppError('badRequest');
  return role.data;
}

function roleIn(form: Sent, otherwise: Role | null): Role {
  const sent = form.get('role')?.[0];
  if (sent === undefined && otherwise !== null) return otherwise;
  return roleFrom(sent ?? '');
}
