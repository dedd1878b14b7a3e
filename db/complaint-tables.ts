import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Columns } from './columns.ts';

/** What customers complained of while a wave was asked, as counted elsewhere and entered by hand. */
export function defineComplaintTables(c: Columns, { waves }: Record<'waves', { id: AnySQLiteColumn }>) {
  /** So many complaints that came in by one channel in one period. */
  const complaintsReceived = c.table(
    'complaints_received',
    {
      id: c.text('id').primaryKey(),
      waveId: c
        .text('wave_id')
        .notNull()
        .references(() => waves.id, { onDelete: 'restrict' }),
      /** The way they came in, in the team's words: a hotline, the company's shops, an authority. */
      channel: c.text('channel').notNull(),
      count: c.integer('count').notNull(),
      /** First and last calendar day of the period they were counted in, as `2026-04-01`. */
      fromOn: c.text('from_on').notNull(),
      untilOn: c.text('until_on').notNull(),
      /** Where the count was taken from: a system, a report. */
      source: c.text('source').notNull(),
      enteredBy: c.text('entered_by').notNull(),
      enteredAt: c.instant('entered_at').notNull(),
    },
    (t) => [c.index('complaints_received_of_wave').on(t.waveId)],
  );

  return { complaintsReceived };
}
