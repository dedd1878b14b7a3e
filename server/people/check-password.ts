import { passwordHashOf } from '#db/queries/people.ts';
import type { StoredPerson } from '#db/tables.ts';
import { attemptSubject, beginAttempt, succeeded } from './attempts.ts';
import type { SignInSurroundings } from './sign-in.ts';

/**
 * Whether a password is that of somebody who is known by other means: by a session, or by a link. Failures are counted,
 * apart from those of strangers who try to sign in.
 */
export async function checkPassword(
  { db, accounts, secret, now }: SignInSurroundings,
  person: Pick<StoredPerson, 'id'>,
  password: string,
): Promise<'right' | 'wrong' | { readonly notBefore: number }> {
  const subject = attemptSubject(secret, 'confirmation', person.id);
  const attempt = await beginAttempt(db, subject, now().getTime());
  if (!attempt.isAllowed) return { notBefore: attempt.notBefore };
  const { password: passwords } = await accounts.$context;
  const hash = await passwordHashOf(db.read, person.id);
  if (hash === null || !(await passwords.verify({ hash, password }))) return 'wrong';
  await db.write((tx) => succeeded(tx, subject));
  return 'right';
}
