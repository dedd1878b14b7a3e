import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { beforeEach, describe } from 'vitest';
import type { Database } from '#db/database.ts';
import { openPostgres, postgresMigrations } from '#db/postgres.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';

export type Dialect = 'sqlite' | 'postgres';

/** The database of the test that runs, and a way around the queries for what they rightly cannot do. */
export interface Opened {
  readonly db: Database;
  readonly execute: (statements: string) => Promise<void>;
}

let root: string | undefined;

/** A new directory that is gone when the process ends. */
export function temporaryDirectory(): string {
  if (root === undefined) {
    const directory = mkdtempSync(join(tmpdir(), 'manyi-'));
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    root = directory;
  }
  return mkdtempSync(join(root, 'test-'));
}

let migrated: string | undefined;

/** A fresh, migrated SQLite file. The migrations run once per test file; each call gets a copy. */
export function sqliteFile(): string {
  if (migrated === undefined) {
    const path = join(temporaryDirectory(), 'migrated.sqlite');
    migrateSqlite(path);
    migrated = path;
  }
  const path = join(temporaryDirectory(), 'manyi.sqlite');
  copyFileSync(migrated, path);
  return path;
}

/** Runs the same tests on SQLite and on PostgreSQL, each test on an empty database. */
export function describeOnBoth(
  name: string,
  tests: (database: () => Database, dialect: Dialect, execute: Opened['execute']) => void,
) {
  describe.each<Dialect>(['sqlite', 'postgres'])(`${name} on %s`, (dialect) => {
    let opened: Opened | undefined;
    const current = () => {
      if (!opened) throw new Error('The database is open only while a test runs');
      return opened;
    };
    beforeEach(async () => {
      opened = dialect === 'sqlite' ? onSqlite() : await onPostgres();
      return () => opened?.db.close();
    });
    tests(
      () => current().db,
      dialect,
      (statements) => current().execute(statements),
    );
  });
}

function onSqlite(): Opened {
  const path = sqliteFile();
  return {
    db: openSqlite(path),
    execute: async (statements) => {
      const client = new Sqlite(path);
      client.exec(statements);
      client.close();
    },
  };
}

let postgres: Promise<PGlite> | undefined;

/** One PostgreSQL in this process per test file, emptied for every test: starting one takes seconds. */
async function onPostgres(): Promise<Opened> {
  postgres ??= startPostgres();
  const client = await postgres;
  await client.exec(emptyAllTables);
  return {
    db: openPostgres(drizzle({ client }), async () => {}),
    execute: async (statements) => {
      await client.exec(statements);
    },
  };
}

async function startPostgres(): Promise<PGlite> {
  const client = await PGlite.create();
  await migrate(drizzle({ client }), { migrationsFolder: postgresMigrations });
  return client;
}

const emptyAllTables = `DO $$ BEGIN
  EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public');
END $$`;
