import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import type { Columns } from './columns.ts';

/** What was recorded of each attempt to ask a customer, by whom: a protocol that only grows. */
export function defineDispositionTables(
  c: Columns,
  { sampleMembers }: Record<'sampleMembers', { id: AnySQLiteColumn }>,
) {
  /** The latest that was not taken back is what stands in `sample_members.disposition`. */
  const recordedDispositions = c.table(
    'recorded_dispositions',
    {
      memberId: c
        .text('member_id')
        .notNull()
        .references(() => sampleMembers.id, { onDelete: 'restrict' }),
      /** From 1, in the order in which they were recorded. */
      number: c.integer('number').notNull(),
      disposition: c.choice('disposition', dispositions).notNull(),
      /** When the attempt was made, as whoever records it says. */
      at: c.instant('at').notNull(),
      /** What else there is to say; may be empty. */
      note: c.text('note').notNull(),
      /** What stood before, and from when, so that it can stand again. */
      before: c.choice('before', dispositions),
      beforeAt: c.instant('before_at'),
      /** Who recorded it, by name; `null` for the command line. */
      recordedBy: c.text('recorded_by'),
      recordedAt: c.instant('recorded_at').notNull(),
      undoneBy: c.text('undone_by'),
      undoneAt: c.instant('undone_at'),
    },
    (t) => [c.primaryKey({ name: 'recorded_dispositions_pk', columns: [t.memberId, t.number] })],
  );

  return { recordedDispositions };
}
