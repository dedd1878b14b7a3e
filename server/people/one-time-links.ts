import { randomBytes } from 'node:crypto';
import type { Database, Queryable } from '#db/database.ts';
import { oneTimeLinkBy, putOneTimeLink, takeOneTimeLink } from '#db/queries/one-time-links.ts';
import {
  deleteSecondFactor,
  deleteSessionsOf,
  personById,
  setPasswordHash,
  updatePerson,
} from '#db/queries/people.ts';
import type { OneTimeLink, StoredPerson } from '#db/tables.ts';
import { tokenHash } from '../tokens.ts';
import { attemptSubject, succeeded } from './attempts.ts';
import { type Doer, type Recording, record } from './audit.ts';

export type LinkPurpose = OneTimeLink['purpose'];

const day = 24 * 3_600_000;
/** How long a link is good, in milliseconds. Whoever is invited may be away for some days; who forgot a password is waiting. */
const lifetimes: Record<LinkPurpose, number> = { invitation: 7 * day, password: day, secondFactor: day };

/** The path of a link, from the root of the server. */
export function oneTimePath(token: string): string {
  return `/studio/links/${token}`;
}

/** Makes a link for somebody, in the place of the one before. @returns its token, which is kept nowhere */
export async function makeLink(
  tx: Queryable,
  recording: Recording,
  { by, person, purpose }: { by: Doer; person: Pick<StoredPerson, 'id' | 'name'>; purpose: LinkPurpose },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const createdAt = recording.now().getTime();
  const expiresAt = createdAt + lifetimes[purpose];
  await putOneTimeLink(tx, {
    tokenHash: tokenHash(token),
    personId: person.id,
    purpose,
    createdAt,
    expiresAt,
  });
  const details = { account: person.name, accountId: person.id, purpose };
  await record(tx, recording, { by, survey: null, action: 'person.link', details });
  return token;
}

/** What a link is for, and whose it is; `null` once it is used up, too old, replaced, or was never made. */
export async function linkBehind(
  { db, now }: { readonly db: Database; readonly now: () => Date },
  token: string,
): Promise<{ readonly purpose: LinkPurpose; readonly person: StoredPerson } | null> {
  const link = await oneTimeLinkBy(db.read, tokenHash(token), now().getTime());
  const person = link === null ? null : await personById(db.read, link.personId);
  return link === null || person === null || person.disabledAt !== null
    ? null
    : { purpose: link.purpose, person };
}

interface Redeeming extends Recording {
  readonly db: Database;
  readonly secret: string;
}

/** Uses up a link to choose a password. Whoever was signed in with the one before is no longer. @returns whether it was good */
export async function choosePassword(
  { db, secret, now, createId }: Redeeming,
  { token, hash }: { readonly token: string; readonly hash: string },
): Promise<boolean> {
  const at = now().getTime();
  return await db.write(async (tx) => {
    const link = await takeOneTimeLink(tx, tokenHash(token), at);
    const person = link === null ? null : await personById(tx, link.personId);
    if (link === null || person === null || person.disabledAt !== null) return false;
    await setPasswordHash(tx, { id: createId(), personId: person.id, hash, at });
    await deleteSessionsOf(tx, person.id);
    await succeeded(tx, attemptSubject(secret, 'password', person.email));
    const action = link.purpose === 'invitation' ? 'person.joined' : 'person.password';
    await record(tx, { now, createId }, { by: person, survey: null, action, details: { by: 'link' } });
    return true;
  });
}

/** Uses up a link to be rid of a second factor that was lost. @returns whether it was good */
export async function dropSecondFactor({ db, now, createId }: Redeeming, token: string): Promise<boolean> {
  const at = now().getTime();
  return await db.write(async (tx) => {
    const link = await takeOneTimeLink(tx, tokenHash(token), at);
    const person = link === null ? null : await personById(tx, link.personId);
    if (link === null || person === null || person.disabledAt !== null) return false;
    await deleteSecondFactor(tx, person.id);
    await updatePerson(tx, person.id, { twoFactorEnabled: false, updatedAt: at });
    await deleteSessionsOf(tx, person.id);
    const details = { by: 'link' };
    await record(
      tx,
      { now, createId },
      { by: person, survey: null, action: 'person.secondFactorOff', details },
    );
    return true;
  });
}
