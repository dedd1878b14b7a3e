import type { Queryable } from '#db/database.ts';
import { insertAuditEntry } from '#db/queries/audit-entries.ts';
import type { Survey } from '#db/tables.ts';
import type { AuditAction } from './audit-actions.ts';
import type { Person, Visitor } from './person.ts';

/** Who does something: a visitor of the studio, somebody known by other means, the command line, or nobody we know. */
export type Doer = Visitor | Pick<Person, 'id' | 'name'> | 'command line' | 'stranger';

/** Something worth remembering. */
export interface Deed {
  readonly by: Doer;
  /** The survey it was done to; `null` where it was about none. */
  readonly survey: Pick<Survey, 'id'> | null;
  readonly action: AuditAction;
  /** What else there is to know, by name. Never a password, a token or an answer. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** What time it is, and how things are called. */
export interface Recording {
  readonly now: () => Date;
  readonly createId: () => string;
}

/**
 * Writes into the audit log who did what. Call it inside the `db.write` that does it, so that there is never one without
 * the other.
 */
export async function record(tx: Queryable, { now, createId }: Recording, deed: Deed): Promise<void> {
  const { id, name } = doerOf(deed.by);
  await insertAuditEntry(tx, {
    id: createId(),
    at: now().getTime(),
    personId: id,
    personName: name,
    surveyId: deed.survey?.id ?? null,
    action: deed.action,
    details: deed.details ?? {},
  });
}

function doerOf(by: Doer): { readonly id: string | null; readonly name: string } {
  if (by === 'command line' || by === 'stranger') return { id: null, name: '' };
  const { id, name } = 'person' in by ? by.person : by;
  return { id, name };
}
