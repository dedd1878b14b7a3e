import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import { MigrationNeededError } from '#db/errors.ts';
import { postgresMigrations } from '#db/postgres.ts';
import { responseCounts, startResponse } from '#db/queries/responses.ts';
import * as postgresSchema from '#db/schema.postgres.ts';
import * as sqliteSchema from '#db/schema.sqlite.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite, sqliteMigrations } from '#db/sqlite-migrations.ts';
import { sqliteFile, temporaryDirectory } from '#test/helpers/database.ts';
import { aStart, keepSample } from './rows.ts';

/** Our migrations and one more, as drizzle-kit would have added it. */
function migrationsWith(statements: string): string {
  const folder = join(temporaryDirectory(), 'migrations');
  cpSync(sqliteMigrations, folder, { recursive: true });
  const journalFile = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  const last = journal.entries.at(-1);
  const next = { ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_next' };
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: [...journal.entries, next] }));
  writeFileSync(join(folder, '9999_next.sql'), statements.split(';\n').join(';\n--> statement-breakpoint\n'));
  return folder;
}

/** How drizzle-kit changes a column on SQLite: a new table takes the place of the old one. */
const rebuildSurveys = `PRAGMA foreign_keys=OFF;
CREATE TABLE __new_surveys (id text PRIMARY KEY NOT NULL, slug text NOT NULL, draft text NOT NULL, draft_revision integer DEFAULT 1 NOT NULL, plan text NOT NULL, created_at integer NOT NULL);
INSERT INTO __new_surveys SELECT id, slug, draft, draft_revision, plan, created_at FROM surveys;
DROP TABLE surveys;
ALTER TABLE __new_surveys RENAME TO surveys;
PRAGMA foreign_keys=ON;
CREATE UNIQUE INDEX surveys_slug ON surveys (slug);`;

/** A migrated file with a survey, a wave, a sample and a response. */
async function filledFile(): Promise<string> {
  const path = sqliteFile();
  const db = openSqlite(path);
  await keepSample(db, 3);
  await db.write((tx) => startResponse(tx, aStart('r', { memberId: 'member-2' })));
  await db.close();
  return path;
}

/** The number of rows of each table. */
function rowCounts(path: string): Record<string, unknown> {
  const client = new Sqlite(path, { readonly: true });
  const tables = client
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'`)
    .pluck()
    .all() as string[];
  const counts = tables.map((name) => [name, client.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()]);
  client.close();
  return Object.fromEntries(counts);
}

const copiesOf = (path: string) =>
  readdirSync(join(path, '..')).filter((name) => name.includes('before-migration'));

test('a new file gets all tables, and a second run does nothing', () => {
  const path = join(temporaryDirectory(), 'new.sqlite');
  expect(migrateSqlite(path)).toEqual({ applied: expect.any(Number), copy: null });
  expect(migrateSqlite(path)).toEqual({ applied: 0, copy: null });
  expect(copiesOf(path)).toEqual([]);
  expect(rowCounts(path)).toMatchObject({ surveys: 0, responses: 0 });
});

test('a file that was never migrated cannot be opened', () => {
  const path = join(temporaryDirectory(), 'empty.sqlite');
  writeFileSync(path, '');
  expect(() => openSqlite(path)).toThrow(MigrationNeededError);
});

test('rebuilding a table that others refer to loses no row, and a copy is made before', async () => {
  const path = await filledFile();
  const before = rowCounts(path);
  const { applied, copy } = migrateSqlite(path, migrationsWith(rebuildSurveys));
  expect(applied).toBe(1);
  expect(rowCounts(path)).toEqual(before);
  expect(before).toMatchObject({ surveys: 1, sample_members: 3, responses: 1 });

  expect(copiesOf(path)).toHaveLength(1);
  const old = openSqlite(copy ?? '');
  expect(await responseCounts(old.read, 'wave')).toMatchObject({ started: 1, submitted: 0 });
  await old.close();
});

test('a migration that fails half-way changes nothing', async () => {
  const path = await filledFile();
  const before = rowCounts(path);
  const broken = migrationsWith('DROP TABLE responses;\nCREATE TABLE surveys (id text);');
  expect(() => migrateSqlite(path, broken)).toThrow('surveys');
  expect(rowCounts(path)).toEqual(before);
  const db = openSqlite(path);
  expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 1, submitted: 0 });
  await db.close();
});

test('a migration that leaves answers without what they refer to is reported', async () => {
  const path = await filledFile();
  const careless = migrationsWith('DELETE FROM sample_members;');
  expect(() => migrateSqlite(path, careless)).toThrow(/dangling references.*before-migration/);
  expect(copiesOf(path)).toHaveLength(1);
});

/** What drizzle-kit wrote down when it generated the last migration. */
function lastSnapshot(folder: string) {
  const names = readdirSync(join(folder, 'meta')).filter((name) => name.endsWith('_snapshot.json'));
  return JSON.parse(readFileSync(join(folder, 'meta', names.toSorted().at(-1) ?? ''), 'utf8'));
}

test('the migrations of SQLite lead to the tables as they are declared', async () => {
  const declared = await generateSQLiteDrizzleJson(sqliteSchema);
  expect(await generateSQLiteMigration(lastSnapshot(sqliteMigrations), declared)).toEqual([]);
});

test('the migrations of PostgreSQL lead to the tables as they are declared', async () => {
  const declared = generateDrizzleJson(postgresSchema);
  expect(await generateMigration(lastSnapshot(postgresMigrations), declared)).toEqual([]);
});

/** What a table really is: its columns by name, its indexes and its references. */
function structure(client: Sqlite.Database) {
  const rows = (sql: string, name: string) => client.prepare(sql).all(name) as Record<string, unknown>[];
  const names = client
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  return names.map((name) => ({
    name,
    columns: rows(
      'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?) ORDER BY name',
      name,
    ),
    references: rows(
      'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY "from"',
      name,
    ),
    indexes: rows(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? ORDER BY name`,
      name,
    ),
  }));
}

test('what the migrations of SQLite really make, written by hand or not, is as declared', async () => {
  const statements = await generateSQLiteMigration(
    await generateSQLiteDrizzleJson({}),
    await generateSQLiteDrizzleJson(sqliteSchema),
  );
  const declared = new Sqlite(':memory:');
  // what drizzle-kit has no word for
  const withoutRowid = 'CREATE TABLE `answered_marks`';
  for (const statement of statements) {
    if (statement.startsWith(withoutRowid)) declared.exec(statement.replace(/;?\s*$/, ' WITHOUT ROWID;'));
    else declared.exec(statement);
  }
  const migrated = new Sqlite(sqliteFile(), { readonly: true });
  expect(structure(migrated)).toEqual(structure(declared));
  expect(() => migrated.prepare('SELECT rowid FROM answered_marks')).toThrow('no such column: rowid');
  expect(structure(migrated).map(({ name }) => name)).toContain('responses');
  declared.close();
  migrated.close();
});
