import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Columns } from './columns.ts';

/** What is kept about anonymous answers besides the answers themselves. */
export function defineAnonymousTables(c: Columns, { waves }: Record<'waves', { id: AnySQLiteColumn }>) {
  /**
   * By which addresses of an open link an anonymous answer was sent, so that none is answered by twice. A mark is a digest
   * with a key that is not kept here. Its rows have no order of their own: on SQLite the table is WITHOUT ROWID, and
   * whoever writes one writes others again with it (`keepAnsweredMark`).
   */
  const answeredMarks = c.table(
    'answered_marks',
    {
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      mark: c.text('mark').notNull(),
    },
    (t) => [c.primaryKey({ name: 'answered_marks_pk', columns: [t.waveId, t.mark] })],
  );

  return { answeredMarks };
}
