import { existsSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';

/** The folder with the migrations of this program. */
export const sqliteMigrations = new URL('migrations/sqlite', import.meta.url).pathname;

export interface Migrated {
  /** How many migrations were run; 0 when the file was up to date. */
  readonly applied: number;
  /** Where the copy made beforehand is; `null` when there was nothing to lose or nothing to do. */
  readonly copy: string | null;
}

/**
 * Brings an SQLite file to the tables of this program, creating it when there is none.
 *
 * A file that holds data and is behind is copied first, beside itself. When a migration fails, it is rolled
 * back as a whole and the error is thrown.
 */
export function migrateSqlite(path: string, migrationsFolder: string = sqliteMigrations): Migrated {
  const isNew = !existsSync(path);
  if (isNew) createForOwner(path);
  const client = new Sqlite(path);
  try {
    const applied = pendingSqliteMigrations(client, migrationsFolder).length;
    if (applied === 0) return { applied, copy: null };
    const copy = isNew ? null : copyOf(client, path);
    client.pragma('journal_mode = WAL');
    migrateWithoutCascades(client, migrationsFolder, copy);
    return { applied, copy };
  } finally {
    client.close();
  }
}

/** The migrations this file has not seen yet, oldest first. */
export function pendingSqliteMigrations(
  client: Sqlite.Database,
  migrationsFolder: string = sqliteMigrations,
): MigrationMeta[] {
  const all = readMigrationFiles({ migrationsFolder });
  const known = client
    .prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'`)
    .get();
  if (!known) return all;
  const last = client.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() as
    | number
    | null;
  return all.filter(({ folderMillis }) => folderMillis > (last ?? 0));
}

/** Makes an empty file that only its owner can read, as it will hold answers. SQLite gives its log the same permissions. */
function createForOwner(path: string): void {
  writeFileSync(path, '', { mode: 0o600, flag: 'wx' });
}

function copyOf(client: Sqlite.Database, path: string): string {
  const copy = `${path}.before-migration-${new Date().toISOString().replaceAll(':', '-')}`;
  createForOwner(copy);
  client.prepare('VACUUM INTO ?').run(copy);
  return copy;
}

/**
 * Rebuilding a table drops the old one, and with foreign keys on, dropping a table deletes or blocks the
 * rows that refer to it. SQLite ignores the migration's own `PRAGMA foreign_keys=OFF`, because the migrator
 * has already begun a transaction.
 */
function migrateWithoutCascades(client: Sqlite.Database, migrationsFolder: string, copy: string | null) {
  client.pragma('foreign_keys = OFF');
  migrate(drizzle({ client }), { migrationsFolder });
  const broken = client.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) {
    throw new Error(
      `The migration left ${broken.length} dangling references; the data before it is in ${copy}`,
    );
  }
}
