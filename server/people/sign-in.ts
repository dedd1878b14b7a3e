import type { Database, Queryable } from '#db/database.ts';
import { deleteExpiredSessions, personByEmail } from '#db/queries/people.ts';
import { attemptsOn, delayAttempts } from '#db/queries/sign-in-attempts.ts';
import type { StoredPerson } from '#db/tables.ts';
import { beside } from './account-store.ts';
import { type Accounts, isRefusal } from './accounts.ts';
import { attemptSubject, beginAttempt, succeeded } from './attempts.ts';
import { type Recording, record } from './audit.ts';
import { knownBrowser, rememberBrowser } from './known-browser.ts';

export interface SignInSurroundings extends Recording {
  readonly db: Database;
  readonly accounts: Accounts;
  readonly secret: string;
}

export type SignIn =
  /** With the library's cookies, and with what the browser is known again by. */
  | { readonly outcome: 'signedIn'; readonly cookies: readonly string[]; readonly known: string }
  /** The password was right; a second factor is asked for. */
  | { readonly outcome: 'codeNeeded'; readonly cookies: readonly string[] }
  /** Address or password are wrong, or the account is disabled; nobody is told which. */
  | { readonly outcome: 'refused' }
  /** Too many failures; nothing was tried. */
  | { readonly outcome: 'tooEarly'; readonly notBefore: number };

/**
 * Signs in with a password. Whether there is an account under an address shows neither in the outcome nor in the work: an
 * unknown one is hashed, counted and written like another.
 *
 * @param sent the address in small letters; `known`: what the browser was given when it was signed in before
 */
export async function signIn(
  surroundings: SignInSurroundings,
  sent: { email: string; password: string; headers: Headers; known?: string | undefined },
): Promise<SignIn> {
  const { db, accounts, secret, now } = surroundings;
  const { email, password, headers } = sent;
  const subject = attemptSubject(secret, 'password', knownBrowser(secret, email, sent.known) ?? email);
  const attempt = await beginAttempt(db, subject, now().getTime());
  if (!attempt.isAllowed) return { outcome: 'tooEarly', notBefore: attempt.notBefore };
  const entered = async (tx: Queryable) => {
    await succeeded(tx, subject);
    const person = await personByEmail(tx, email);
    if (person === null) return;
    await deleteExpiredSessions(tx, person.id, now().getTime());
    // the library makes a session of one who has to enter a code as well, and ends it at once
    if (!person.twoFactorEnabled)
      await record(tx, surroundings, { by: person, survey: null, action: 'session.signedIn' });
  };
  const answer = await beside('sessions', entered, () =>
    accounts.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
  ).catch(refused);
  const person = await personByEmail(db.read, email);
  if (answer === null || person === null) {
    await recordRefusal(surroundings, subject, person);
    return { outcome: 'refused' };
  }
  const isComplete = !('twoFactorRedirect' in answer.response);
  const cookies = answer.headers.getSetCookie();
  if (!isComplete) return { outcome: 'codeNeeded', cookies };
  return { outcome: 'signedIn', cookies, known: rememberBrowser(secret, email) };
}

/** What the library refuses is `null`; anything else has failed. */
export function refused(error: unknown): null {
  if (isRefusal(error)) return null;
  throw error;
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
