import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Columns } from './columns.ts';

/**
 * What a page about a wave under way shows of its responses, counted: triggers on `responses` keep it, so that it is
 * right whoever changes them, and it is read in a few rows however many there are. Counts of 0 may be left over.
 */
export function defineFieldworkTables(c: Columns, { waves }: Record<'waves', { id: AnySQLiteColumn }>) {
  const waveId = () =>
    c
      .text('wave_id')
      .notNull()
      .references(() => waves.id, { onDelete: 'restrict' });

  /** How many responses were sent in each quarter of an hour since 1970: days of any time zone are made of these. */
  const sentQuarters = c.table(
    'sent_quarters',
    {
      waveId: waveId(),
      quarter: c.integer('quarter').notNull(),
      submitted: c.integer('submitted').notNull(),
    },
    (t) => [c.primaryKey({ name: 'sent_quarters_pk', columns: [t.waveId, t.quarter] })],
  );

  /** How long it took from beginning to sending, of responses that customers sent by themselves. */
  const sentDurations = c.table(
    'sent_durations',
    {
      waveId: waveId(),
      /** `responses.passed` as it is written: the pages that were asked, in their order. */
      route: c.text('route').notNull(),
      /** In steps of one up to ten minutes, of ten up to an hour, of 600 up to a day, which stands for all beyond. */
      seconds: c.integer('seconds').notNull(),
      submitted: c.integer('submitted').notNull(),
    },
    (t) => [c.primaryKey({ name: 'sent_durations_pk', columns: [t.waveId, t.route, t.seconds] })],
  );

  /** How far those have come who have begun and neither sent nor ended. */
  const startedRoutes = c.table(
    'started_routes',
    {
      waveId: waveId(),
      /** `responses.passed` as it is written. */
      route: c.text('route').notNull(),
      started: c.integer('started').notNull(),
    },
    (t) => [c.primaryKey({ name: 'started_routes_pk', columns: [t.waveId, t.route] })],
  );

  return { sentQuarters, sentDurations, startedRoutes };
}
