import type { Queryable } from '#db/database.ts';
import { personById } from '#db/queries/people.ts';
import { countAttempt } from '#db/queries/sign-in-attempts.ts';
import { beside } from './account-store.ts';
import { attemptSubject } from './attempts.ts';
import { record } from './audit.ts';
import { rememberBrowser } from './known-browser.ts';
import { refused, type SignIn, type SignInSurroundings } from './sign-in.ts';

/** Enters the code of a second factor, or one of the recovery codes, after the password was right. */
export async function enterCode(
  surroundings: SignInSurroundings,
  { code, headers }: { code: string; headers: Headers },
): Promise<Extract<SignIn, { outcome: 'signedIn' | 'refused' }>> {
  const { accounts, db, secret } = surroundings;
  const typed = code.normalize('NFKC').replaceAll(/\s/g, '');
  const isFromApp = /^\d{6}$/.test(typed);
  const waiting = await whoWaits(surroundings, headers);
  const entered = async (tx: Queryable, { personId }: { readonly personId?: unknown }) => {
    const person = await personById(tx, String(personId));
    if (person === null) throw new CodeUsedUp();
    if (isFromApp && (await useUp(tx, surroundings, person.id, typed))) throw new CodeUsedUp();
    const details = { secondFactor: isFromApp ? 'app' : 'recoveryCode' };
    await record(tx, surroundings, { by: person, survey: null, action: 'session.signedIn', details });
  };
  const sent = { body: { code: typed }, headers, returnHeaders: true } as const;
  const answer = await beside('sessions', entered, () =>
    isFromApp ? accounts.api.verifyTOTP(sent) : accounts.api.verifyBackupCode(sent),
  ).catch((error: unknown) => (error instanceof CodeUsedUp ? 'usedUp' : refused(error)));
  if (answer === 'usedUp') return { outcome: 'refused' };
  const person = answer === null ? null : await personById(db.read, answer.response.user.id);
  if (answer === null || person === null) {
    if (waiting !== null) await recordRefusal(surroundings, waiting);
    return { outcome: 'refused' };
  }
  const known = rememberBrowser(secret, person.email);
  return { outcome: 'signedIn', cookies: answer.headers.getSetCookie(), known };
}

/** A code was entered before; whoever enters it again gets no session. */
class CodeUsedUp extends Error {
  override readonly name = 'CodeUsedUp';
}

/** An app shows a code for half a minute, and it is taken half a minute before and after: longer than that in all. */
const codeMemory = 120_000;

/**
 * Notes that somebody entered a code of their app, wherever it was: the library would take it again, from somebody who looked on.
 *
 * @returns whether it was entered before
 */
export async function useUp(
  tx: Queryable,
  { secret, now }: Pick<SignInSurroundings, 'secret' | 'now'>,
  personId: string,
  code: string,
): Promise<boolean> {
  const at = now().getTime();
  const subject = attemptSubject(secret, 'code', `${personId}\n${code}`);
  const uses = await countAttempt(tx, subject, { at, since: at - codeMemory });
  return uses !== 1;
}

/** Whose password was right just before; `null` where none was. */
async function whoWaits({ accounts }: SignInSurroundings, headers: Headers): Promise<string | null> {
  const cookie = /(?:^|;\s*)(?:__Secure-)?manyi\.two_factor=([^;.]+)/.exec(headers.get('cookie') ?? '')?.[1];
  if (cookie === undefined) return null;
  const { internalAdapter } = await accounts.$context;
  const waiting = await internalAdapter.findVerificationValue(cookie);
  return waiting?.value ?? null;
}

/** Whoever fails here knew the password: that is worth an entry. */
async function recordRefusal({ db, ...recording }: SignInSurroundings, personId: string): Promise<void> {
  await db.write(async (tx) => {
    const person = await personById(tx, personId);
    if (person === null) return;
    const details = { account: person.name, accountId: person.id, step: 'code' };
    await record(tx, recording, { by: 'stranger', survey: null, action: 'session.refused', details });
  });
}
