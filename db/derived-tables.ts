import type { Columns } from './columns.ts';

/**
 * What is worked out from the responses of a wave and its sample, so that a report need not read them all: compact
 * columns, each in chunks of bytes. What the bytes mean is the business of whoever writes them.
 *
 * They can be deleted at any time and are made again. Nothing refers to them and they refer to nothing, so that
 * they are never in the way of what they are made from.
 */
export function defineDerivedTables(c: Columns) {
  /** Column `name` of a wave, complete up to a revision of its sample and a change of its responses. */
  const waveColumns = c.table(
    'wave_columns',
    {
      waveId: c.text('wave_id').notNull(),
      name: c.text('name').notNull(),
      /** By this its writer recognises what it once wrote. */
      shape: c.text('shape').notNull(),
      /** How many rows long it is. */
      size: c.integer('size').notNull(),
      /** `waves.sample_revision` when it was written. */
      sampleRevision: c.integer('sample_revision').notNull(),
      /** Every response up to this `responses.change` is in it. */
      responsesChange: c.integer('responses_change').notNull(),
      labels: c.json<unknown>('labels'),
      /** Another one each time the column is kept; whoever brings it up to date says which they read. */
      edition: c.text('edition').notNull(),
    },
    (t) => [c.primaryKey({ name: 'wave_columns_pk', columns: [t.waveId, t.name] })],
  );

  const columnChunks = c.table(
    'column_chunks',
    {
      waveId: c.text('wave_id').notNull(),
      name: c.text('name').notNull(),
      /** Place within the column, from 0. */
      chunk: c.integer('chunk').notNull(),
      bytes: c.bytes('bytes').notNull(),
    },
    (t) => [c.primaryKey({ name: 'column_chunks_pk', columns: [t.waveId, t.name, t.chunk] })],
  );

  return { waveColumns, columnChunks };
}
