import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Database } from '#db/database.ts';
import { openPostgres, postgresMigrations } from '#db/postgres.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';

export type Dialect = 'sqlite' | 'postgres';

/** A directory that is gone when the process ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'manyi-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

let migrated: string | undefined;

/** A fresh, migrated SQLite file. The migrations run once per test file; each call gets a copy. */
export function sqliteFile(directory: string = temporaryDirectory()): string {
  if (migrated === undefined) {
    migrated = join(temporaryDirectory(), 'migrated.sqlite');
    migrateSqlite(migrated);
  }
  const path = join(directory, 'manyi.sqlite');
  copyFileSync(migrated, path);
  return path;
}

/** Runs the same tests on SQLite and on PostgreSQL; `database()` is an empty one for every test. */
export function describeOnBoth(name: string, tests: (database: () => Database, dialect: Dialect) => void) {
  describe.each<Dialect>(['sqlite', 'postgres'])(`${name} on %s`, (dialect) => {
    const opened = dialect === 'sqlite' ? eachOnSqlite() : eachOnPostgres();
    tests(opened, dialect);
  });
}

function eachOnSqlite(): () => Database {
  let database: Database | undefined;
  beforeEach(() => {
    database = openSqlite(sqliteFile());
    return () => database?.close();
  });
  return () => present(database);
}

/** One PostgreSQL in this process per test file, emptied before every test; starting one takes seconds. */
function eachOnPostgres(): () => Database {
  let client: PGlite | undefined;
  let database: Database | undefined;
  beforeAll(async () => {
    client = await PGlite.create();
    const orm = drizzle({ client });
    await migrate(orm, { migrationsFolder: postgresMigrations });
    database = openPostgres(orm, async () => {});
    return () => client?.close();
  });
  beforeEach(async () => {
    await client?.exec(emptyAllTables);
  });
  afterAll(() => database?.close());
  return () => present(database);
}

const emptyAllTables = `DO $$ BEGIN
  EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public');
END $$`;

function present(database: Database | undefined): Database {
  if (!database) throw new Error('The database is open only while a test runs');
  return database;
}
