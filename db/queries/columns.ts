import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { insertInChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import type { ColumnChunk, WaveColumn } from '../tables.ts';

/** The columns that are kept of a wave and how far each is complete, by name. */
export async function columnsOfWave(
  { orm, tables: { waveColumns } }: Queryable,
  waveId: string,
): Promise<WaveColumn[]> {
  const columns = await orm.select().from(waveColumns).where(eq(waveColumns.waveId, waveId));
  return columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** All chunks of some columns of a wave, in order of name and place, in one question. */
export async function columnChunks(
  { orm, tables: { columnChunks } }: Queryable,
  waveId: string,
  names: readonly string[],
): Promise<Omit<ColumnChunk, 'waveId'>[]> {
  const chunks = await orm
    .select({ name: columnChunks.name, chunk: columnChunks.chunk, bytes: columnChunks.bytes })
    .from(columnChunks)
    .where(and(eq(columnChunks.waveId, waveId), inArray(columnChunks.name, [...names])));
  return chunks.sort((a, b) => (a.name === b.name ? a.chunk - b.chunk : a.name < b.name ? -1 : 1));
}

/** Columns brought up to date, and those of their chunks that are new or changed. */
export interface ColumnsUpdate {
  readonly columns: readonly Omit<WaveColumn, 'waveId' | 'edition'>[];
  readonly chunks: readonly Omit<ColumnChunk, 'waveId'>[];
  /** The edition of each column that was read and changed, by name; a column not named here was not there. */
  readonly seen: ReadonlyMap<string, string>;
}

/**
 * Keeps columns of a wave as they are now. Chunks that are not given stay as they are.
 *
 * Editions tell whether those are still the ones that were read. How far a column is complete could not: it may have
 * been made anew meanwhile, complete to the same change, with its rows in another order.
 *
 * @returns their new edition; `null`, and nothing is written, when somebody else kept or deleted one of these columns
 *   since it was read.
 */
export async function keepColumns(
  tx: Queryable,
  waveId: string,
  { columns, chunks, seen }: ColumnsUpdate,
): Promise<string | null> {
  const { orm, tables } = tx;
  const { waveColumns, columnChunks } = tables;
  await holdColumns(tx, waveId);
  const stored = new Map<string, string>();
  for (const { name, edition } of await columnsOfWave(tx, waveId)) stored.set(name, edition);
  if (columns.some(({ name }) => stored.get(name) !== seen.get(name))) return null;

  const edition = randomUUID();
  await insertInChunks(columns, (some) =>
    orm
      .insert(waveColumns)
      .values(some.map((column) => ({ ...column, waveId, edition })))
      .onConflictDoUpdate({
        target: [waveColumns.waveId, waveColumns.name],
        set: {
          shape: sql`excluded.shape`,
          size: sql`excluded.size`,
          sampleRevision: sql`excluded.sample_revision`,
          responsesChange: sql`excluded.responses_change`,
          labels: sql`excluded.labels`,
          edition: sql`excluded.edition`,
        },
      }),
  );
  await insertInChunks(chunks, (some) =>
    orm
      .insert(columnChunks)
      .values(some.map((chunk) => ({ ...chunk, waveId })))
      .onConflictDoUpdate({
        target: [columnChunks.waveId, columnChunks.name, columnChunks.chunk],
        set: { bytes: sql`excluded.bytes` },
      }),
  );
  return edition;
}

/** Deletes the columns kept of a wave, or with `null` of all waves. They are made again from the responses. */
export async function forgetColumns(tx: Queryable, waveId: string | null): Promise<void> {
  const { orm, tables } = tx;
  await holdColumns(tx, waveId);
  for (const table of [tables.waveColumns, tables.columnChunks]) {
    await orm.delete(table).where(waveId === null ? undefined : eq(table.waveId, waveId));
  }
}

/**
 * Lets nobody else keep or delete a wave's columns until this transaction has ended. PostgreSQL locks a row that is
 * updated, were it only to what it is; on SQLite there is one writer anyway.
 */
async function holdColumns({ orm, tables: { waves } }: Queryable, waveId: string | null): Promise<void> {
  await orm
    .update(waves)
    .set({ sampleRevision: sql`${waves.sampleRevision}` })
    .where(waveId === null ? undefined : eq(waves.id, waveId));
}
