import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { deleteOneTimeLink } from '#db/queries/one-time-links.ts';
import {
  deleteSessionsOf,
  insertPerson,
  isNameTaken,
  lockAdministrators,
  peopleWithPasswords,
  personByEmail,
  personById,
  updatePerson,
} from '#db/queries/people.ts';
import type { StoredPerson } from '#db/tables.ts';
import { type Doer, type Recording, record } from './audit.ts';
import { type LinkPurpose, makeLink } from './one-time-links.ts';
import type { Role } from './person.ts';

interface Surroundings extends Recording {
  readonly db: Database;
}

/** Adds somebody, who chooses a password by the link of the token. @param email in small letters */
export async function invitePerson(
  { db, now, createId }: Surroundings,
  { by, name, email, role }: { by: Doer; name: string; email: string; role: Role },
): Promise<{ readonly id: string; readonly token: string } | 'emailTaken' | 'nameTaken'> {
  const person = { id: createId(), name, email, role, createdAt: now().getTime() };
  const recording = { now, createId };
  try {
    return await db.write(async (tx) => {
      if ((await personByEmail(tx, email)) !== null) return 'emailTaken';
      if (await isNameTaken(tx, name, null)) return 'nameTaken';
      await insertPerson(tx, person);
      const details = { account: name, accountId: person.id, role };
      await record(tx, recording, { by, survey: null, action: 'person.invited', details });
      return { id: person.id, token: await makeLink(tx, recording, { by, person, purpose: 'invitation' }) };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'emailTaken';
    throw error;
  }
}

/**
 * Gives somebody a new link: to choose a password, the first or another, or to be rid of a second factor.
 *
 * @returns its token; `null` for nobody, and for whoever cannot sign in anyway
 */
export async function giveLink(
  { db, now, createId }: Surroundings,
  { by, personId, wanted }: { by: Doer; personId: string; wanted: 'password' | 'secondFactor' },
): Promise<string | null> {
  return await db.write(async (tx) => {
    const person = await personById(tx, personId);
    if (person === null || person.disabledAt !== null) return null;
    const hasPassword = (await peopleWithPasswords(tx)).has(personId);
    const purpose: LinkPurpose = hasPassword ? wanted : 'invitation';
    return await makeLink(tx, { now, createId }, { by, person, purpose });
  });
}

/** What came of a change. There is always an administrator who can sign in. */
export type Change = 'changed' | 'unchanged' | 'unknown' | 'lastAdministrator';

interface Wanted {
  readonly by: Doer;
  readonly personId: string;
}

/** Gives somebody another role, from their next request on. */
export async function changeRole(
  { db, now, createId }: Surroundings,
  { by, personId, role }: Wanted & { readonly role: Role },
): Promise<Change> {
  return await db.write(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const person = await personById(tx, personId);
    if (person === null) return 'unknown';
    if (person.role === role) return 'unchanged';
    if (role !== 'administrator' && isLast(administrators, personId)) return 'lastAdministrator';
    await updatePerson(tx, personId, { role, updatedAt: now().getTime() });
    const details = { ...whom(person), from: person.role, to: role };
    await record(tx, { now, createId }, { by, survey: null, action: 'person.role', details });
    return 'changed';
  });
}

/** Shuts somebody out, everywhere and at once; what they did stays theirs. */
export async function disablePerson(surroundings: Surroundings, { by, personId }: Wanted): Promise<Change> {
  const { db, now } = surroundings;
  return await db.write(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const person = await personById(tx, personId);
    if (person === null) return 'unknown';
    if (person.disabledAt !== null) return 'unchanged';
    if (isLast(administrators, personId)) return 'lastAdministrator';
    const at = now().getTime();
    await updatePerson(tx, personId, { disabledAt: at, updatedAt: at });
    await deleteSessionsOf(tx, personId);
    await deleteOneTimeLink(tx, personId);
    await tell(tx, surroundings, { by, person, action: 'person.disabled' });
    return 'changed';
  });
}

/** Lets somebody in again, with the password and the second factor of before. */
export async function enablePerson(surroundings: Surroundings, { by, personId }: Wanted): Promise<Change> {
  const { db, now } = surroundings;
  return await db.write(async (tx) => {
    const person = await personById(tx, personId);
    if (person === null) return 'unknown';
    if (person.disabledAt === null) return 'unchanged';
    await updatePerson(tx, personId, { disabledAt: null, updatedAt: now().getTime() });
    await tell(tx, surroundings, { by, person, action: 'person.enabled' });
    return 'changed';
  });
}

async function tell(
  tx: Queryable,
  recording: Recording,
  { by, person, action }: { by: Doer; person: StoredPerson; action: 'person.disabled' | 'person.enabled' },
): Promise<void> {
  await record(tx, recording, { by, survey: null, action, details: whom(person) });
}

function whom({ id, name }: StoredPerson): { readonly account: string; readonly accountId: string } {
  return { account: name, accountId: id };
}

function isLast(administrators: ReadonlySet<string>, personId: string): boolean {
  return administrators.has(personId) && administrators.size === 1;
}
