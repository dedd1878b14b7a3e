import { and, desc, eq, gte, lt, or } from 'drizzle-orm';
import type { Queryable } from '../database.ts';
import type { AuditEntry } from '../tables.ts';

export async function insertAuditEntry(
  { orm, tables: { auditEntries } }: Queryable,
  entry: AuditEntry,
): Promise<void> {
  await orm.insert(auditEntries).values(entry);
}

/** Which entries are looked for; `null` is no condition. */
export interface AuditFilter {
  readonly surveyId: string | null;
  readonly personId: string | null;
  readonly action: string | null;
  /** From this moment on. */
  readonly from: number | null;
  /** Before this moment. */
  readonly until: number | null;
}

/** The place of an entry in the log. */
export type AuditPlace = Pick<AuditEntry, 'at' | 'id'>;

/** Entries that fit, the newest first, from after a place on. */
export async function auditEntriesOf(
  { orm, tables: { auditEntries } }: Queryable,
  { surveyId, personId, action, from, until }: AuditFilter,
  { after, limit }: { readonly after: AuditPlace | null; readonly limit: number },
): Promise<AuditEntry[]> {
  const { at, id } = auditEntries;
  return await orm
    .select()
    .from(auditEntries)
    .where(
      and(
        surveyId === null ? undefined : eq(auditEntries.surveyId, surveyId),
        personId === null ? undefined : eq(auditEntries.personId, personId),
        action === null ? undefined : eq(auditEntries.action, action),
        from === null ? undefined : gte(at, from),
        until === null ? undefined : lt(at, until),
        after === null ? undefined : or(lt(at, after.at), and(eq(at, after.at), lt(id, after.id))),
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit);
}
