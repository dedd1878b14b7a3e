import type { Database, Queryable } from '#db/database.ts';
import { passwordHashOf, personByEmail, personById } from '#db/queries/people.ts';
import { attemptsOn, countAttempt, delayAttempts } from '#db/queries/sign-in-attempts.ts';
import type { StoredPerson } from '#db/tables.ts';
import { type Accounts, isRefusal } from './accounts.ts';
import { attemptSubject, beginAttempt, succeeded } from './attempts.ts';
import { type Recording, record } from './audit.ts';

export interface SignInSurroundings extends Recording {
  readonly db: Database;
  readonly accounts: Accounts;
  readonly secret: string;
}

export type SignIn =
  /** With what the browser has to keep. */
  | { readonly outcome: 'signedIn' | 'codeNeeded'; readonly cookies: readonly string[] }
  /** Address or password are wrong, or the account is disabled; nobody is told which. */
  | { readonly outcome: 'refused' }
  /** Too many failures; nothing was tried. */
  | { readonly outcome: 'tooEarly'; readonly notBefore: number };

/**
 * Signs in with a password. Whether there is an account under an address shows neither in the outcome nor in the work: an
 * unknown one is hashed, counted and written like another.
 *
 * @param email in small letters
 */
export async function signIn(
  surroundings: SignInSurroundings,
  { email, password, headers }: { email: string; password: string; headers: Headers },
): Promise<SignIn> {
  const { db, accounts, secret, now } = surroundings;
  const subject = attemptSubject(secret, 'password', email);
  const attempt = await beginAttempt(db, subject, now().getTime());
  if (!attempt.isAllowed) return { outcome: 'tooEarly', notBefore: attempt.notBefore };
  const answer = await accounts.api
    .signInEmail({ body: { email, password }, headers, returnHeaders: true })
    .catch(refused);
  const person = await personByEmail(db.read, email);
  if (answer === null || person === null) {
    await recordRefusal(surroundings, subject, person);
    return { outcome: 'refused' };
  }
  const isComplete = !('twoFactorRedirect' in answer.response);
  await db.write(async (tx) => {
    await succeeded(tx, subject);
    if (isComplete) await record(tx, surroundings, { by: person, survey: null, action: 'session.signedIn' });
  });
  return { outcome: isComplete ? 'signedIn' : 'codeNeeded', cookies: answer.headers.getSetCookie() };
}

/** Only for addresses that have an account, since others may be anything, a password among it. A write in any case. */
async function recordRefusal(
  { db, ...recording }: SignInSurroundings,
  subject: string,
  person: StoredPerson | null,
): Promise<void> {
  await db.write(async (tx) => {
    if (person === null)
      return await delayAttempts(tx, subject, (await attemptsOn(tx, subject))?.notBefore ?? 0);
    const details = { account: person.name, accountId: person.id, step: 'password' };
    await record(tx, recording, { by: 'stranger', survey: null, action: 'session.refused', details });
  });
}

/** Enters the code of a second factor, or one of the recovery codes, after the password was right. */
export async function enterCode(
  surroundings: SignInSurroundings,
  { code, headers }: { code: string; headers: Headers },
): Promise<Exclude<SignIn, { outcome: 'tooEarly' }>> {
  const { accounts, db } = surroundings;
  const typed = code.normalize('NFKC').replaceAll(/\s/g, '');
  const isFromApp = /^\d{6}$/.test(typed);
  const answer = await (isFromApp
    ? accounts.api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true })
    : accounts.api.verifyBackupCode({ body: { code: typed }, headers, returnHeaders: true })
  ).catch(refused);
  const person = answer === null ? null : await personById(db.read, answer.response.user.id);
  if (answer === null || person === null) return { outcome: 'refused' };
  const isTaken = await db.write(async (tx) => {
    if (isFromApp && (await isUsedUp(tx, surroundings, `${person.id}\n${typed}`))) return false;
    const details = { secondFactor: isFromApp ? 'app' : 'recoveryCode' };
    await record(tx, surroundings, { by: person, survey: null, action: 'session.signedIn', details });
    return true;
  });
  if (isTaken) return { outcome: 'signedIn', cookies: answer.headers.getSetCookie() };
  const { internalAdapter } = await accounts.$context;
  if (answer.response.token) await internalAdapter.deleteSession(answer.response.token);
  return { outcome: 'refused' };
}

/** An app shows a code for half a minute, and it is taken half a minute before and after: longer than that in all. */
const codeMemory = 120_000;

/** Whether the code of an app was entered before, by somebody who looked on; the library would take it again. */
async function isUsedUp(
  tx: Queryable,
  { secret, now }: Pick<SignInSurroundings, 'secret' | 'now'>,
  code: string,
): Promise<boolean> {
  const at = now().getTime();
  const uses = await countAttempt(tx, attemptSubject(secret, 'code', code), { at, since: at - codeMemory });
  return uses !== 1;
}

function refused(error: unknown): null {
  if (isRefusal(error)) return null;
  throw error;
}

/** Whether a password is somebody's. Counted like an attempt to sign in, and forgotten like one when it is right. */
export async function checkPassword(
  { db, accounts, secret, now }: SignInSurroundings,
  person: Pick<StoredPerson, 'id' | 'email'>,
  password: string,
): Promise<'right' | 'wrong' | { readonly notBefore: number }> {
  const subject = attemptSubject(secret, 'password', person.email);
  const attempt = await beginAttempt(db, subject, now().getTime());
  if (!attempt.isAllowed) return { notBefore: attempt.notBefore };
  const { password: passwords } = await accounts.$context;
  const hash = await passwordHashOf(db.read, person.id);
  if (hash === null || !(await passwords.verify({ hash, password }))) return 'wrong';
  await db.write((tx) => succeeded(tx, subject));
  return 'right';
}
