import type { Database } from '#db/database.ts';

/** What the audit log tells, without when. */
export async function auditEntriesOf({ read: { orm, tables } }: Database) {
  const { action, personName, details } = tables.auditEntries;
  return await orm.select({ action, personName, details }).from(tables.auditEntries);
}
