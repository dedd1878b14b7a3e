import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { type AuditPlace, auditEntriesOf, insertAuditEntry } from '#db/queries/audit-entries.ts';
import { oneTimeLinkBy, putOneTimeLink, takeOneTimeLink } from '#db/queries/one-time-links.ts';
import {
  deleteSession,
  insertPerson,
  isAnybodyThere,
  lockAdministrators,
  passwordHashOf,
  personByEmail,
  setPasswordHash,
  updatePerson,
} from '#db/queries/people.ts';
import { insertSetting, putSetting, settingOf } from '#db/queries/settings.ts';
import { attemptsOn, countAttempt, delayAttempts } from '#db/queries/sign-in-attempts.ts';
import {
  deleteSurveyPerson,
  insertSurveyPerson,
  isSharedWith,
  peopleOfSurvey,
  surveysSharedWith,
} from '#db/queries/survey-people.ts';
import type { AuditEntry, StoredPerson } from '#db/tables.ts';
import { accountStore } from '#server/people/account-store.ts';
import { createAccounts } from '#server/people/accounts.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { keepWave } from './rows.ts';

type NewPerson = Pick<StoredPerson, 'id' | 'name' | 'email' | 'role' | 'createdAt'>;

const ada: NewPerson = {
  id: 'ada',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'administrator',
  createdAt: 1,
};
const bo: NewPerson = { id: 'bo', name: 'Bo', email: 'bo@example.com', role: 'administrator', createdAt: 2 };

const all = { surveyId: null, personId: null, action: null, from: null, until: null };

function anEntry(id: string, at: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return { id, at, personId: null, personName: '', surveyId: null, action: 'x', details: {}, ...more };
}

async function withPassword(db: Database, person: NewPerson): Promise<void> {
  await db.write(async (tx) => {
    await insertPerson(tx, person);
    await setPasswordHash(tx, { id: `c-${person.id}`, personId: person.id, hash: 'hash', at: 1 });
  });
}

describeOnBoth('people', (database, _dialect, execute) => {
  test('have an address that is nobody else’s', async () => {
    const db = database();
    expect(await isAnybodyThere(db.read)).toBe(false);
    await db.write((tx) => insertPerson(tx, ada));
    expect(await isAnybodyThere(db.read)).toBe(true);
    const again = db.write((tx) => insertPerson(tx, { ...bo, email: ada.email }));
    expect(isUniqueViolation(await again.catch((error: unknown) => error))).toBe(true);
    expect((await personByEmail(db.read, ada.email))?.id).toBe('ada');
    expect(await personByEmail(db.read, 'nobody@example.com')).toBeNull();
  });

  test('have one password, the last that was set', async () => {
    const db = database();
    await withPassword(db, ada);
    await db.write((tx) => setPasswordHash(tx, { id: 'c2', personId: 'ada', hash: 'another', at: 2 }));
    expect(await passwordHashOf(db.read, 'ada')).toBe('another');
    expect(await passwordHashOf(db.read, 'bo')).toBeNull();
  });

  test('count as administrators who can sign in: with a password, and not shut out', async () => {
    const db = database();
    await withPassword(db, ada);
    await db.write((tx) => insertPerson(tx, bo));
    expect([...(await db.write(lockAdministrators))]).toEqual(['ada']);
    await db.write((tx) => setPasswordHash(tx, { id: 'c2', personId: 'bo', hash: 'hash', at: 2 }));
    expect([...(await db.write(lockAdministrators))].sort()).toEqual(['ada', 'bo']);
    await db.write((tx) => updatePerson(tx, 'ada', { disabledAt: 5, updatedAt: 5 }));
    expect([...(await db.write(lockAdministrators))]).toEqual(['bo']);
  });

  test('use a link up once, however many ask for it at the same time, and only while it is good', async () => {
    const db = database();
    await db.write(async (tx) => {
      await insertPerson(tx, ada);
      const link = { personId: 'ada', purpose: 'password', createdAt: 1 } as const;
      await putOneTimeLink(tx, { ...link, tokenHash: 'first', expiresAt: 100 });
      await putOneTimeLink(tx, { ...link, tokenHash: 'second', expiresAt: 100 });
    });
    expect(await oneTimeLinkBy(db.read, 'first', 50)).toBeNull();
    expect(await oneTimeLinkBy(db.read, 'second', 100)).toBeNull();
    expect(await oneTimeLinkBy(db.read, 'second', 99)).not.toBeNull();
    const taken = await Promise.all([1, 2, 3].map(() => db.write((tx) => takeOneTimeLink(tx, 'second', 99))));
    expect(taken.filter((link) => link !== null)).toHaveLength(1);
  });

  test('are counted for what they try in vain, and wait', async () => {
    const db = database();
    const count = (at: number) => db.write((tx) => countAttempt(tx, 's', { at, since: at - 1_000 }));
    expect(await count(10)).toBe(1);
    expect(await count(11)).toBe(2);
    await db.write((tx) => delayAttempts(tx, 's', 50));
    expect(await count(49)).toBeNull();
    expect((await attemptsOn(db.read, 's'))?.notBefore).toBe(50);
    expect(await count(50)).toBe(3);
    expect(await count(2_000)).toBe(1);
    const counts = await Promise.all(Array.from({ length: 10 }, () => count(2_001)));
    expect(counts.toSorted((a, b) => Number(a) - Number(b))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('share surveys', async () => {
    const db = database();
    await keepWave(db);
    await withPassword(db, ada);
    const share = { surveyId: 'survey', personId: 'ada', grantedBy: 'Bo', grantedAt: 3 };
    expect(await isSharedWith(db.read, 'survey', 'ada')).toBe(false);
    expect(await db.write((tx) => insertSurveyPerson(tx, share))).toBe(true);
    expect(await db.write((tx) => insertSurveyPerson(tx, { ...share, grantedBy: 'Cy' }))).toBe(false);
    expect(await isSharedWith(db.read, 'survey', 'ada')).toBe(true);
    expect(await surveysSharedWith(db.read, 'ada')).toEqual(new Set(['survey']));
    expect((await peopleOfSurvey(db.read, 'survey')).map(({ share: { grantedBy } }) => grantedBy)).toEqual([
      'Bo',
    ]);
    expect(await db.write((tx) => deleteSurveyPerson(tx, 'survey', 'ada'))).toBe(true);
    expect(await db.write((tx) => deleteSurveyPerson(tx, 'survey', 'ada'))).toBe(false);
  });

  test('set what holds for all, the first or the last of them', async () => {
    const db = database();
    const setting = { key: 'k', value: { a: 1 }, changedBy: 'Ada', changedAt: 1 };
    await db.write((tx) => insertSetting(tx, setting));
    const again = db.write((tx) => insertSetting(tx, setting)).catch((error: unknown) => error);
    expect(isUniqueViolation(await again)).toBe(true);
    await db.write((tx) => putSetting(tx, { ...setting, value: { a: 2 } }));
    expect((await settingOf(db.read, 'k'))?.value).toEqual({ a: 2 });
    expect(await settingOf(db.read, 'other')).toBeNull();
  });

  test('leave entries in the log that nobody changes or deletes', async () => {
    const db = database();
    await db.write((tx) => insertAuditEntry(tx, anEntry('a', 1)));
    await expect(execute(`UPDATE audit_entries SET person_name = 'Eve'`)).rejects.toThrow(/never changes/);
    await expect(execute('DELETE FROM audit_entries')).rejects.toThrow(/never (changes|deleted)/);
    expect(await auditEntriesOf(db.read, all, { after: null, limit: 10 })).toEqual([anEntry('a', 1)]);
  });

  test('read the log by key, each entry once, whatever it is chosen by', async () => {
    const db = database();
    await db.write(async (tx) => {
      for (let i = 0; i < 12; i++) {
        const more = {
          surveyId: i % 2 ? 'odd' : 'even',
          personId: i % 3 ? 'p' : 'q',
          action: i < 6 ? 'x' : 'y',
        };
        await insertAuditEntry(tx, anEntry(`e${String(i).padStart(2, '0')}`, Math.floor(i / 4), more));
      }
    });
    const ids: string[] = [];
    let after: AuditPlace | null = null;
    do {
      const page: AuditEntry[] = await auditEntriesOf(db.read, all, { after, limit: 5 });
      ids.push(...page.map(({ id }) => id));
      after = page.at(-1) ?? null;
    } while (after !== null);
    const wanted = Array.from({ length: 12 }, (_, i) => `e${String(11 - i).padStart(2, '0')}`);
    expect(ids).toEqual(wanted);
    const filter = { ...all, surveyId: 'odd', personId: 'p', action: 'x', from: 1, until: 2 };
    const found = await auditEntriesOf(db.read, filter, { after: null, limit: 5 });
    expect(found.map(({ id }) => id)).toEqual(['e05']);
  });
});

describeOnBoth('what the library for accounts keeps', (database) => {
  const accountsOf = (db: Database) =>
    createAccounts({
      db,
      secret: 'a secret of thirty-two characters',
      publicUrl: new URL('http://a.example'),
    });

  test('sessions are found by their token, which is not there', async () => {
    const db = database();
    await withPassword(db, ada);
    const { internalAdapter } = await accountsOf(db).$context;
    const session = await internalAdapter.createSession('ada');
    const found = await internalAdapter.findSession(session.token);
    expect(found?.session).toMatchObject({ id: session.id, userId: 'ada', token: session.token });
    expect(found?.session.expiresAt).toEqual(session.expiresAt);
    expect(found?.user).toMatchObject({ id: 'ada', email: ada.email, emailVerified: false });
    const { orm, tables } = db.read;
    expect(JSON.stringify(await orm.select().from(tables.sessions))).not.toContain(session.token);
    expect(await db.write((tx) => deleteSession(tx, 'bo', session.id))).toBe(false);
    await internalAdapter.deleteSession(session.token);
    expect(await internalAdapter.findSession(session.token)).toBeNull();
  });

  test('nobody who is shut out gets a session', async () => {
    const db = database();
    await withPassword(db, ada);
    await db.write((tx) => updatePerson(tx, 'ada', { disabledAt: 5, updatedAt: 5 }));
    const { internalAdapter } = await accountsOf(db).$context;
    expect(await internalAdapter.createSession('ada')).toBeFalsy();
  });

  test('what is used up is used up once, and counts are not lost', async () => {
    const db = database();
    await withPassword(db, ada);
    const { internalAdapter, adapter } = await accountsOf(db).$context;
    const expiresAt = new Date(Date.now() + 60_000);
    await internalAdapter.createVerificationValue({ identifier: 'i', value: 'v', expiresAt });
    const taken = await Promise.all([1, 2, 3].map(() => internalAdapter.consumeVerificationValue('i')));
    expect(taken.filter((value) => value !== null)).toHaveLength(1);
    const row = { secret: 's', backupCodes: 'b', userId: 'ada', verified: true };
    const kept = await adapter.create<Record<string, unknown>>({ model: 'twoFactor', data: row });
    const where = [{ field: 'id', value: String(kept.id) }];
    const increment = { failedVerificationCount: 1 };
    await Promise.all([1, 2, 3].map(() => adapter.incrementOne({ model: 'twoFactor', where, increment })));
    const guarded = [...where, { field: 'backupCodes', value: 'another' }];
    expect(await adapter.incrementOne({ model: 'twoFactor', where: guarded, increment })).toBeNull();
    const now = await adapter.findOne<Record<string, unknown>>({ model: 'twoFactor', where });
    expect(now).toMatchObject({ failedVerificationCount: 3, verified: true, userId: 'ada' });
    expect(await adapter.count({ model: 'twoFactor', where })).toBe(1);
  });

  test('a table or a condition that we do not know is refused', async () => {
    const adapter = accountStore(database())({});
    const asked = adapter.findMany({
      model: 'user',
      where: [{ field: 'email', operator: 'contains', value: 'a' }],
    });
    await expect(asked).rejects.toThrow(RangeError);
  });
});
