import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { describe, expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { openPostgres, postgresMigrations } from '#db/postgres.ts';
import { membersWithWholeResponses } from '#db/queries/export-rows.ts';
import { responseById, saveAnswers } from '#db/queries/responses.ts';
import { responsesChangedAfter, responsesWithoutMember, revisionsOfWave } from '#db/queries/wave-data.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite, sqliteMigrations } from '#db/sqlite-migrations.ts';
import { temporaryDirectory } from '#test/helpers/database.ts';
import { collected } from './rows.ts';

/** The migrations before the one that numbers changes. */
function earlierMigrations(all: string): string {
  const folder = join(temporaryDirectory(), 'migrations');
  cpSync(all, folder, { recursive: true });
  const journalFile = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  const entries = journal.entries.filter(({ idx }: { idx: number }) => idx < 2);
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries }));
  return folder;
}

/** A survey with two waves and six responses, as they stood in the tables before, for both databases. */
const earlierRows = `
INSERT INTO surveys (id, slug, draft, draft_revision, plan, created_at) VALUES ('s', 's', '{}', 1, '{}', 1);
INSERT INTO survey_versions (id, survey_id, number, definition, published_at) VALUES ('v', 's', 1, '{}', 1);
INSERT INTO waves (id, survey_id, key, position, version_id, sample_revision, created_at)
  VALUES ('w', 's', 'w', 1, 'v', 4, 1), ('x', 's', 'x', 2, 'v', 0, 1), ('empty', 's', 'empty', 3, 'v', 0, 1);
INSERT INTO sample_members (id, wave_id, position, customer, stratum, attributes)
  VALUES ('m1', 'w', 1, 'C1', 'A', '{}'), ('m2', 'w', 2, 'C2', 'A', '{}');
INSERT INTO links (id, wave_id, member_id, token_hash, created_at) VALUES ('l', 'w', 'm1', 'h', 1);
INSERT INTO responses (id, wave_id, version_id, member_id, link_id, stratum, status, revision, answers, passed,
    locale, source, started_at, updated_at, submitted_at)
  VALUES
    ('late', 'w', 'v', 'm1', 'l', NULL, 'submitted', 7, '{"b":1,"a":"满意 \u2028"}', '["p"]', 'en', 'web', 1, 900, 900),
    ('same-b', 'w', 'v', NULL, NULL, 'B', 'started', 1, '{}', '[]', 'zh-CN', 'web', 2, 500, NULL),
    ('early', 'w', 'v', 'm2', NULL, NULL, 'submitted', 1, '{"c":2.5}', '[]', 'en', 'import', 3, 100, 50),
    ('same-a', 'w', 'v', NULL, NULL, NULL, 'started', 2, '{}', '[]', 'en', 'web', 4, 500, NULL),
    ('other-2', 'x', 'v', NULL, NULL, NULL, 'started', 1, '{}', '[]', 'en', 'web', 5, 700, NULL),
    ('other-1', 'x', 'v', NULL, NULL, NULL, 'started', 1, '{}', '[]', 'en', 'web', 6, 600, NULL);`;

const eachResponse = `SELECT id, wave_id, version_id, member_id, link_id, stratum, status, revision, answers,
  passed, locale, source, started_at, updated_at, submitted_at FROM responses ORDER BY id`;

interface Migrated {
  readonly db: Database;
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

async function migratedSqlite(): Promise<Migrated> {
  const path = join(temporaryDirectory(), 'earlier.sqlite');
  migrateSqlite(path, earlierMigrations(sqliteMigrations));
  const client = new Sqlite(path);
  client.exec(earlierRows);
  const before = client.prepare(eachResponse).all();
  client.close();
  const later = readdirSync(sqliteMigrations).filter((name) => name.endsWith('.sql')).length - 2;
  expect(migrateSqlite(path)).toMatchObject({ applied: later, copy: expect.any(String) });
  const migrated = new Sqlite(path);
  const after = migrated.prepare(eachResponse).all();
  migrated.close();
  return { db: openSqlite(path), before, after };
}

async function migratedPostgres(): Promise<Migrated> {
  const client = await PGlite.create();
  const orm = drizzle({ client });
  await migrate(orm, { migrationsFolder: earlierMigrations(postgresMigrations) });
  await client.exec(earlierRows);
  const before = (await client.query(eachResponse)).rows;
  await migrate(orm, { migrationsFolder: postgresMigrations });
  const after = (await client.query(eachResponse)).rows;
  return { db: openPostgres(orm, () => client.close()), before, after };
}

describe.each([
  ['sqlite', migratedSqlite],
  ['postgres', migratedPostgres],
])('responses kept before changes were numbered, on %s', (_, migrated) => {
  test('stay as they were, and are numbered within their wave by when they changed last', async () => {
    const { db, before, after } = await migrated();
    expect(before).toHaveLength(6);
    expect(after).toEqual(before);
    const numbers = async (waveId: string) =>
      (await collected(responsesChangedAfter(db.read, waveId, 0))).map(({ change, response }) => [
        change,
        response.id,
      ]);
    expect(await numbers('w')).toEqual([
      [1, 'early'],
      [2, 'same-a'],
      [3, 'same-b'],
      [4, 'late'],
    ]);
    expect(await numbers('x')).toEqual([
      [1, 'other-1'],
      [2, 'other-2'],
    ]);
    expect(await revisionsOfWave(db.read, 'w')).toEqual({ sampleRevision: 4, responsesChange: 4 });
    expect(await revisionsOfWave(db.read, 'empty')).toEqual({ sampleRevision: 0, responsesChange: 0 });
    expect((await responseById(db.read, 'late'))?.answers).toEqual({ b: 1, a: '满意 \u2028' });
    expect(
      (await collected(membersWithWholeResponses(db.read, 'w'))).map(({ response }) => response?.id),
    ).toEqual(['late', 'early']);
    expect((await collected(responsesWithoutMember(db.read, 'w'))).map(({ id }) => id)).toEqual([
      'same-b',
      'same-a',
    ]);

    const next = { id: 'other-2', waveId: 'x', seen: 1, answers: {}, passed: [], locale: 'en', at: 9 };
    expect(await db.write((tx) => saveAnswers(tx, next))).toBe(true);
    expect((await responseById(db.read, 'other-2'))?.change).toBe(3);
    await db.close();
  });
});
