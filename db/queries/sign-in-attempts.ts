import { and, eq, lt, lte, sql } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { SignInAttempts } from '../tables.ts';

/**
 * Counts one more attempt, unless it comes before the next is allowed. Of many at once each is counted.
 *
 * @param since failures before this moment are forgotten
 * @returns how many there were with this one; `null` where it came too early
 */
export async function countAttempt(
  { orm, tables: { signInAttempts } }: Queryable,
  subject: string,
  { at, since }: { readonly at: number; readonly since: number },
): Promise<number | null> {
  await orm
    .insert(signInAttempts)
    .values({ subject, failures: 0, notBefore: 0, lastAt: at })
    .onConflictDoNothing();
  const [counted] = await orm
    .update(signInAttempts)
    .set({
      failures: sql`case when ${signInAttempts.lastAt} < ${since} then 1 else ${signInAttempts.failures} + 1 end`,
      lastAt: at,
    })
    .where(and(eq(signInAttempts.subject, subject), lte(signInAttempts.notBefore, at)))
    .returning({ failures: signInAttempts.failures });
  return counted?.failures ?? null;
}

/** Lets nothing be tried before a moment. */
export async function delayAttempts(
  { orm, tables: { signInAttempts } }: Queryable,
  subject: string,
  notBefore: number,
): Promise<void> {
  await orm.update(signInAttempts).set({ notBefore }).where(eq(signInAttempts.subject, subject));
}

export async function attemptsOn(
  { orm, tables: { signInAttempts } }: Queryable,
  subject: string,
): Promise<SignInAttempts | null> {
  const [attempts] = await orm
    .select()
    .from(signInAttempts)
    .where(eq(signInAttempts.subject, subject))
    .limit(1);
  return attempts ?? null;
}

export async function forgetAttempts(
  { orm, tables: { signInAttempts } }: Queryable,
  subject: string,
): Promise<void> {
  await orm.delete(signInAttempts).where(eq(signInAttempts.subject, subject));
}

/** Forgets what was last tried before a moment. */
export async function forgetAttemptsBefore(
  { orm, tables: { signInAttempts } }: Queryable,
  moment: number,
): Promise<void> {
  await orm.delete(signInAttempts).where(lt(signInAttempts.lastAt, moment));
}
