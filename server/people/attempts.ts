import { createHmac } from 'node:crypto';
import type { Database, Queryable } from '#db/database.ts';
import {
  attemptsOn,
  countAttempt,
  delayAttempts,
  forgetAttempts,
  forgetAttemptsBefore,
} from '#db/queries/sign-in-attempts.ts';

/** Failures that cost nothing: a slip of the finger is not an attack. */
const free = 4;
/** What the first failure beyond them costs; each further one twice as much. */
const firstDelay = 2_000;
const longestDelay = 15 * 60_000;
/** Failures are forgotten when nothing was tried for so long. */
const memory = 24 * 3_600_000;

/** How long nothing is tried after so many failures in a row, in milliseconds. */
export function delayAfter(failures: number): number {
  if (failures <= free) return 0;
  return Math.min(longestDelay, firstDelay * 2 ** (failures - free - 1));
}

/** What is tried, so that the database does not tell which addresses were. */
export function attemptSubject(
  secret: string,
  kind: 'password' | 'confirmation' | 'code' | 'firstStart',
  of: string,
): string {
  return createHmac('sha256', secret).update(`attempts\n${kind}\n${of}`).digest('base64url');
}

/** Whether something may be tried now, and if not, when. */
export type Attempt =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly notBefore: number };

/**
 * Counts an attempt as failed before it is made, so that a thousand at once are a thousand; one that succeeds is taken
 * back with `succeeded`. What is counted is the account, known or not, never the address of a machine: an office shares one.
 */
export async function beginAttempt(db: Database, subject: string, now: number): Promise<Attempt> {
  return await db.write(async (tx): Promise<Attempt> => {
    await forgetAttemptsBefore(tx, now - memory);
    const failures = await countAttempt(tx, subject, { at: now, since: now - memory });
    if (failures === null) {
      const known = await attemptsOn(tx, subject);
      return { isAllowed: false, notBefore: known?.notBefore ?? now };
    }
    await delayAttempts(tx, subject, now + delayAfter(failures));
    return { isAllowed: true };
  });
}

/** Forgets the failures before an attempt that succeeded. */
export async function succeeded(tx: Queryable, subject: string): Promise<void> {
  await forgetAttempts(tx, subject);
}
