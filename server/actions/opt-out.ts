import type { Database } from '#db/database.ts';
import { deleteOptOut, insertOptOuts } from '#db/queries/opt-outs.ts';
import { dayOf } from './day-of.ts';

interface OptOutDependencies {
  readonly db: Database;
  readonly now: () => Date;
}

/** Hears a customer who wants no more invitations, to whatever survey of this installation. */
export async function optOut({ db, now }: OptOutDependencies, customer: string): Promise<void> {
  // the moment would tell which anonymous answer was sent just before
  const at = dayOf(now().getTime());
  await db.write((tx) => insertOptOuts(tx, [{ customer, at, source: 'customer' }]));
}

/** Hears a customer who wants to be invited again. */
export async function optBackIn({ db }: Pick<OptOutDependencies, 'db'>, customer: string): Promise<void> {
  await db.write((tx) => deleteOptOut(tx, customer));
}
