import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database, Queryable } from '#db/database.ts';
import { isBusy, isFull, isUnavailable, StalledWriteError } from '#db/errors.ts';
import { isDatabaseReachable } from '#db/queries/health.ts';
import { responseById } from '#db/queries/responses.ts';
import { allSurveys, insertSurvey, surveyBySlug } from '#db/queries/surveys.ts';
import { openSqlite } from '#db/sqlite.ts';
import { sqliteFile } from '#test/helpers/database.ts';
import { aSurvey, keepWave } from './rows.ts';

let path: string;
let db: Database;
let other: Sqlite.Database;

beforeEach(() => {
  path = sqliteFile();
  db = openSqlite(path, { patience: 200 });
  other = new Sqlite(path);
});
afterEach(async () => {
  other.close();
  await db.close();
});

const insert = (tx: Queryable, slug: string, draft: unknown = {}) =>
  insertSurvey(tx, { ...aSurvey, id: slug, slug, draft });

function withResolver() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function slugs() {
  return (await allSurveys(db.read)).map(({ slug }) => slug);
}

test('commits reach the disk before they are answered: full synchronisation, write-ahead log', async () => {
  const pragma = (name: string) =>
    db.write(async ({ orm }) =>
      Object.values((orm as BetterSQLite3Database).get<object>(sql.raw(`PRAGMA ${name}`))),
    );
  const full = 2;
  expect(await pragma('synchronous')).toEqual([full]);
  expect(await pragma('journal_mode')).toEqual(['wal']);
  expect(await pragma('foreign_keys')).toEqual([1]);
});

test('the view of committed data cannot write', async () => {
  await expect(insert(db.read, 'a')).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
});

test('nobody sees a write before it is committed', async () => {
  const write = db.write(async (tx) => {
    await insert(tx, 'a');
    return await surveyBySlug(db.read, 'a');
  });
  expect(await write).toBeNull();
  expect(await slugs()).toEqual(['a']);
});

test('a response that was answered for survives the sudden death of the process', async () => {
  await keepWave(db);
  const script = new URL('killed-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answered: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    answered.push(id);
    if (answered.length === 300) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  expect(answered.length).toBeGreaterThanOrEqual(300);

  const lost = [];
  for (const id of answered) if ((await responseById(db.read, id)) === null) lost.push(id);
  expect(lost).toEqual([]);
  expect(other.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a lock that lasts is reported as busy, keeps nothing, and does not stop readers', async () => {
  other.exec('BEGIN IMMEDIATE');
  const writes = [db.write((tx) => insert(tx, 'a')), db.write((tx) => insert(tx, 'b'))];
  const refused = Promise.all(
    writes.map((write) => expect(write).rejects.toSatisfy((e) => isBusy(e) && isUnavailable(e))),
  );
  expect(await slugs()).toEqual([]);
  await refused;

  other.exec('ROLLBACK');
  expect(await slugs()).toEqual([]);
  await db.write((tx) => insert(tx, 'a'));
  expect(await slugs()).toEqual(['a']);
});

test('a lock that goes away in time is waited for while the process goes on with other things', async () => {
  const patient = openSqlite(path);
  other.exec('BEGIN IMMEDIATE');
  const write = patient.write((tx) => insert(tx, 'a'));
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 5);
  await delay(100);
  clearInterval(turning);
  other.exec('COMMIT');
  await write;
  await patient.close();
  expect(turns).toBeGreaterThan(5);
  expect(await slugs()).toEqual(['a']);
});

test('a full disk is reported, keeps exactly what was answered for, and heals', async () => {
  const limitPages = (pages: number) =>
    db.write(async ({ orm }) => {
      (orm as BetterSQLite3Database).run(sql.raw(`PRAGMA max_page_count = ${pages}`));
    });
  const pages = other.pragma('page_count', { simple: true }) as number;
  await limitPages(pages + 3);

  const tooMuch = 'x'.repeat(100_000);
  const outcomes = await Promise.allSettled([
    db.write((tx) => insert(tx, 'small')),
    db.write((tx) => insert(tx, 'large', tooMuch)),
    db.write((tx) => insert(tx, 'later')),
  ]);
  expect(outcomes[1]).toMatchObject({ reason: expect.toSatisfy((e) => isFull(e) && isUnavailable(e)) });
  const answered = ['small', 'large', 'later'].filter((_, i) => outcomes[i]?.status === 'fulfilled');
  expect(await slugs()).toEqual(answered.toSorted());

  await limitPages(1_000_000);
  await db.write((tx) => insert(tx, 'large', tooMuch));
  expect(await slugs()).toContain('large');
});

test('a write within a write is refused instead of waiting for itself for ever', async () => {
  const nested = db.write(async (tx) => {
    await insert(tx, 'outer');
    await db.write((inner) => insert(inner, 'inner'));
  });
  await expect(nested).rejects.toBeInstanceOf(StalledWriteError);
  expect(await slugs()).toEqual([]);
  await db.write((tx) => insert(tx, 'next'));
  expect(await slugs()).toEqual(['next']);
});

test('those who wait behind a write that stalls are told to come again', async () => {
  const { promise: started, resolve: start } = withResolver();
  const { promise: finished, resolve: finish } = withResolver();
  const stalled = db.write(async (tx) => {
    await insert(tx, 'slow');
    start();
    await finished;
  });
  await started;
  await expect(db.write((tx) => insert(tx, 'a'))).rejects.toSatisfy(isUnavailable);
  finish();
  await stalled;
  expect(await slugs()).toEqual(['slow']);
});

test('an open database is reachable, a closed one says that it is not', async () => {
  expect(await isDatabaseReachable(db.read)).toBe(true);
  await db.close();
  await expect(isDatabaseReachable(db.read)).rejects.toThrow();
});

test('closing finishes what was asked for, and refuses what comes later', async () => {
  const last = db.write((tx) => insert(tx, 'last'));
  const closing = db.close();
  await expect(db.write((tx) => insert(tx, 'late'))).rejects.toThrow('closed');
  await Promise.all([last, closing]);
  expect(other.prepare('SELECT slug FROM surveys').pluck().all()).toEqual(['last']);
});

test('a file that is not there is not made by opening it', () => {
  expect(() => openSqlite(`${path}.nowhere`)).toThrow();
});
