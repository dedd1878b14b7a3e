import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { sqliteColumns } from './columns.ts';
import type { Database } from './database.ts';
import { MigrationNeededError } from './errors.ts';
import { Forgetting } from './forgetting.ts';
import { freshest } from './freshest.ts';
import { GroupCommit } from './group-commit.ts';
import { pendingSqliteMigrations } from './sqlite-migrations.ts';
import { defineTables } from './tables.ts';

/** Page cache of each connection, in KiB (SQLite takes a negative number as such). */
const cacheSize = -32 * 1024;

/**
 * Opens an SQLite file that has been migrated (`migrateSqlite`). Close it when done.
 *
 * One connection writes, behind a queue that lets writes share a commit; another can only read, and does so while the
 * first has a transaction open. `synchronous=FULL`: what a write has promised survives a power cut.
 *
 * @param patience milliseconds a write waits for a lock before it gives up as busy.
 * @param forgetting milliseconds after which what was erased leaves the log, once `forget` was called
 */
export function openSqlite(
  path: string,
  { patience = 5_000, forgetting = 10_000 }: { patience?: number; forgetting?: number } = {},
): Database {
  const writer = new Sqlite(path, { fileMustExist: true, timeout: patience });
  let reader: Sqlite.Database | undefined;
  try {
    if (pendingSqliteMigrations(writer).length > 0)
      throw new MigrationNeededError(`${path} must be migrated first`);
    writer.pragma('journal_mode = WAL');
    writer.pragma('synchronous = FULL');
    writer.pragma('foreign_keys = ON');
    // what was erased, or led to an anonymous answer, is overwritten where it stood
    writer.pragma('secure_delete = ON');
    writer.pragma(`cache_size = ${cacheSize}`);
    // From here on a lock is waited for outside SQLite, which would stop the whole process meanwhile.
    writer.pragma('busy_timeout = 0');

    reader = openReader(path, patience);
  } catch (error) {
    reader?.close();
    writer.close();
    throw error;
  }
  return serve(writer, reader, { patience, forgetting });
}

function openReader(path: string, patience: number): Sqlite.Database {
  const reader = new Sqlite(path, { fileMustExist: true, timeout: patience });
  reader.pragma('query_only = ON');
  reader.pragma(`cache_size = ${cacheSize}`);
  return reader;
}

function serve(
  writer: Sqlite.Database,
  reader: Sqlite.Database,
  { patience, forgetting }: { patience: number; forgetting: number },
): Database {
  const tables = defineTables(sqliteColumns);
  const writes = new GroupCommit(writer, { orm: drizzle({ client: writer }), tables }, patience);
  const log = new Forgetting(writer, forgetting);
  // a process that was killed may have left what it was to forget
  log.soon();
  return {
    read: { orm: drizzle({ client: freshest(writer, reader) }), tables },
    write: (work) => writes.write(work),
    forget: () => log.soon(),
    async close() {
      await writes.close();
      reader.close();
      log.close();
      writer.close();
    },
  };
}
