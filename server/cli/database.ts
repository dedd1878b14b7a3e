import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from '#db/database.ts';
import { MigrationNeededError } from '#db/errors.ts';
import { openSqlite } from '#db/sqlite.ts';
import { type Migrated, migrateSqlite } from '#db/sqlite-migrations.ts';
import { Refusal } from './refusal.ts';

/**
 * Opens the database file; makes it first when there is none. One that is behind is left for `migrate`.
 *
 * @throws Refusal when the file is of an older program, or no database at all
 */
export function openDatabase(file: string): Database {
  return orRefusal(file, () => {
    if (!existsSync(file)) createOrMigrate(file);
    return openSqlite(file);
  });
}

/** Brings the database file up to date; makes it, and its folder, when there is none. */
export function migrateDatabase(file: string): Migrated {
  return orRefusal(file, () => createOrMigrate(file));
}

function createOrMigrate(file: string): Migrated {
  makeFolder(dirname(file));
  return migrateSqlite(file);
}

/** Makes a folder and those it is in. (Node's recursive `mkdir` never returns where nothing can be made, as in /proc.) */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function orRefusal<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof MigrationNeededError) throw new Refusal('cli.migrationNeeded', { file });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'SQLITE_NOTADB') throw new Refusal('cli.notADatabase', { file });
    if (/^(SQLITE_CANTOPEN|ENOENT|EACCES|EPERM|ENOTDIR|EEXIST|EROFS)/.test(code)) {
      throw new Refusal('cli.cannotWrite', { file, reason: code });
    }
    throw error;
  }
}
