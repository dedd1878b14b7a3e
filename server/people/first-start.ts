import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertPerson, isAnybodyThere, setPasswordHash } from '#db/queries/people.ts';
import { insertSetting } from '#db/queries/settings.ts';
import { type Recording, record } from './audit.ts';

/** Letters and figures that are not taken for one another when they are read out. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code that whoever makes the first account has to know, so that it is whoever runs the server and not whoever finds
 * it first. It follows from the server's secret, stands nowhere, and is worth nothing once there is an account.
 */
export function setUpCode(secret: string): string {
  const bytes = createHmac('sha256', secret).update('first administrator').digest().subarray(0, 20);
  const letters = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.match(/.{5}/g)?.join('-') ?? letters;
}

/** Whether somebody knows the code, however it was typed. */
export function isSetUpCode(secret: string, typed: string): boolean {
  const told = Buffer.from(plain(typed));
  const right = Buffer.from(plain(setUpCode(secret)));
  return told.length === right.length && timingSafeEqual(told, right);
}

function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');
}

/** Makes the first account. @returns whether there was none; of two at once one is first */
export async function addFirstAdministrator(
  { db, now, createId }: Recording & { readonly db: Database },
  first: { readonly name: string; readonly email: string; readonly hash: string },
): Promise<boolean> {
  const { name, email, hash } = first;
  const id = createId();
  const at = now().getTime();
  try {
    return await db.write(async (tx) => {
      if (await isAnybodyThere(tx)) return false;
      const key = 'firstAdministrator';
      await insertSetting(tx, { key, value: { personId: id }, changedBy: name, changedAt: at });
      await insertPerson(tx, { id, name, email, role: 'administrator', createdAt: at });
      await setPasswordHash(tx, { id: createId(), personId: id, hash, at });
      await record(tx, { now, createId }, { by: { id, name }, survey: null, action: 'person.first' });
      return true;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
