import { and, asc, desc, eq, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import { preparedOnce } from '../prepared.ts';
import type { StoredPerson, StoredSession } from '../tables.ts';

const byId = preparedOnce(({ orm, tables: { people } }) =>
  orm
    .select()
    .from(people)
    .where(eq(people.id, sql.placeholder('id')))
    .prepare(),
);

export async function personById(queryable: Queryable, id: string): Promise<StoredPerson | null> {
  const [person] = await byId(queryable).execute({ id });
  return person ?? null;
}

/** @param email in small letters */
export async function personByEmail(
  { orm, tables: { people } }: Queryable,
  email: string,
): Promise<StoredPerson | null> {
  const [person] = await orm.select().from(people).where(eq(people.email, email)).limit(1);
  return person ?? null;
}

/** Whether there is anybody at all. */
export async function isAnybodyThere({ orm, tables: { people } }: Queryable): Promise<boolean> {
  const rows = await orm.select({ id: people.id }).from(people).limit(1);
  return rows.length > 0;
}

/** Everybody, in the order in which they were added. */
export async function allPeople({ orm, tables: { people } }: Queryable): Promise<StoredPerson[]> {
  return await orm.select().from(people).orderBy(asc(people.createdAt), asc(people.id));
}

/**
 * Whether somebody else goes by a name, be they shut out or not: protocols tell people by their names. Case, blanks and width make
 * no other name.
 *
 * @param besides the id of whoever is to have it; `null` for somebody new
 */
export async function isNameTaken(
  { orm, tables: { people } }: Queryable,
  name: string,
  besides: string | null,
): Promise<boolean> {
  const folded = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const named = await orm.select({ id: people.id, name: people.name }).from(people);
  return named.some((each) => each.id !== besides && folded(each.name) === folded(name));
}

/**
 * The administrators who can sign in. Whoever else asks within a `write` waits for this one, so that two who take each
 * other's role away do not both count the other.
 */
export async function lockAdministrators({
  orm,
  tables: { people, credentials },
}: Queryable): Promise<ReadonlySet<string>> {
  const able = orm.select({ id: credentials.personId }).from(credentials);
  const rows = await orm
    .update(people)
    .set({ role: 'administrator' })
    .where(and(eq(people.role, 'administrator'), isNull(people.disabledAt), inArray(people.id, able)))
    .returning({ id: people.id });
  return new Set(rows.map(({ id }) => id));
}

export async function insertPerson(
  { orm, tables: { people } }: Queryable,
  person: Pick<StoredPerson, 'id' | 'name' | 'email' | 'role' | 'createdAt'>,
): Promise<void> {
  await orm.insert(people).values({
    ...person,
    emailVerified: false,
    image: null,
    locale: null,
    twoFactorEnabled: false,
    disabledAt: null,
    updatedAt: person.createdAt,
  });
}

export async function updatePerson(
  { orm, tables: { people } }: Queryable,
  id: string,
  change: Partial<Pick<StoredPerson, 'name' | 'role' | 'locale' | 'disabledAt' | 'twoFactorEnabled'>> &
    Pick<StoredPerson, 'updatedAt'>,
): Promise<void> {
  await orm.update(people).set(change).where(eq(people.id, id));
}

/** Puts a hashed password in the place of the one before, if there was one. */
export async function setPasswordHash(
  { orm, tables: { credentials } }: Queryable,
  credential: { readonly id: string; readonly personId: string; readonly hash: string; readonly at: number },
): Promise<void> {
  const { id, personId, hash, at } = credential;
  await orm
    .insert(credentials)
    .values({
      id,
      personId,
      accountId: personId,
      providerId: 'credential',
      password: hash,
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoUpdate({
      target: [credentials.personId, credentials.providerId],
      set: { password: hash, updatedAt: at },
    });
}

/** Somebody's password, hashed; `null` for whoever has not chosen one. */
export async function passwordHashOf(
  { orm, tables: { credentials } }: Queryable,
  personId: string,
): Promise<string | null> {
  const [credential] = await orm
    .select({ password: credentials.password })
    .from(credentials)
    .where(eq(credentials.personId, personId))
    .limit(1);
  return credential?.password ?? null;
}

/** Who has chosen a password. */
export async function peopleWithPasswords({
  orm,
  tables: { credentials },
}: Queryable): Promise<ReadonlySet<string>> {
  const rows = await orm.select({ personId: credentials.personId }).from(credentials);
  return new Set(rows.map(({ personId }) => personId));
}

/** Takes a second factor away, with its recovery codes. */
export async function deleteSecondFactor(
  { orm, tables: { secondFactors } }: Queryable,
  personId: string,
): Promise<void> {
  await orm.delete(secondFactors).where(eq(secondFactors.personId, personId));
}

/** Where somebody is signed in, the last first. */
export async function sessionsOf(
  { orm, tables: { sessions } }: Queryable,
  personId: string,
): Promise<Pick<StoredSession, 'id' | 'userAgent' | 'expiresAt' | 'createdAt'>[]> {
  const { id, userAgent, expiresAt, createdAt } = sessions;
  return await orm
    .select({ id, userAgent, expiresAt, createdAt })
    .from(sessions)
    .where(eq(sessions.personId, personId))
    .orderBy(desc(createdAt));
}

/** Ends one of somebody's sessions. @returns whether it was theirs, and there */
export async function deleteSession(
  { orm, tables: { sessions } }: Queryable,
  personId: string,
  id: string,
): Promise<boolean> {
  const deleted = await orm
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.personId, personId)))
    .returning({ id: sessions.id });
  return deleted.length > 0;
}

/** Deletes somebody's sessions that have run out by a moment. */
export async function deleteExpiredSessions(
  { orm, tables: { sessions } }: Queryable,
  personId: string,
  at: number,
): Promise<void> {
  await orm.delete(sessions).where(and(eq(sessions.personId, personId), lte(sessions.expiresAt, at)));
}

/** Ends all of somebody's sessions but one. @returns how many they were */
export async function deleteOtherSessions(
  { orm, tables: { sessions } }: Queryable,
  personId: string,
  but: string,
): Promise<number> {
  const deleted = await orm
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), ne(sessions.id, but)))
    .returning({ id: sessions.id });
  return deleted.length;
}

/** Ends all of somebody's sessions. */
export async function deleteSessionsOf(
  { orm, tables: { sessions } }: Queryable,
  personId: string,
): Promise<void> {
  await orm.delete(sessions).where(eq(sessions.personId, personId));
}
