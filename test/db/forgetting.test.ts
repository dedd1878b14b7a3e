import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import type { Database } from '#db/database.ts';
import { insertLinks } from '#db/queries/links.ts';
import { startResponse, submitResponse, withdrawResponse } from '#db/queries/responses.ts';
import { openSqlite } from '#db/sqlite.ts';
import { sqliteFile } from '#test/helpers/database.ts';
import { aLink, aStart, keepWave, noon } from './rows.ts';

/** How long a busy machine is waited for. */
const patient = { timeout: 10_000 };

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

function open(file: string): Database {
  const db = openSqlite(file, { forgetting: 50 });
  opened.push(db);
  return db;
}

/** Whether a text stands in the file or in its log, each as it is now. */
const holds = (file: string, text: string) =>
  [file, `${file}-wal`].some((path) => existsSync(path) && readFileSync(path).includes(text));

/** The beginnings of two responses, one of them anonymous. */
async function begin(db: Database): Promise<void> {
  // until it has forgotten what a process before it may have left
  await delay(200);
  await keepWave(db);
  await db.write(async (tx) => {
    await insertLinks(tx, [aLink(1, null)]);
    await startResponse(tx, {
      ...aStart('named', { linkId: 'link-1' }),
      answers: { comment: 'needle '.repeat(800) },
    });
    await startResponse(tx, { ...aStart('untied'), accessHash: 'the way to it' });
  });
}

const change = { waveId: 'wave', answers: {}, passed: [], locale: 'en', at: noon, seen: 1, stratum: null };

test('what is withdrawn and what led to an anonymous answer leave the file and its log while it stays open', async () => {
  const file = sqliteFile();
  const db = open(file);
  await begin(db);
  await db.write((tx) => withdrawResponse(tx, { id: 'named', waveId: 'wave', consent: null, at: noon }));
  await db.write((tx) => submitResponse(tx, { ...change, id: 'untied', untie: true }));
  db.forget();
  await vi.waitFor(() => {
    expect(holds(file, 'needle')).toBe(false);
    expect(holds(file, 'the way to it')).toBe(false);
  }, patient);
});

test('forgetting waits for whoever is reading, and for a write under way, and fails neither', async () => {
  const file = sqliteFile();
  const db = open(file);
  await begin(db);
  const other = new Sqlite(file, { readonly: true });
  opened.push(other);
  const reading = other.prepare('select id from responses').iterate();
  reading.next();
  await db.write(async (tx) => {
    await withdrawResponse(tx, { id: 'named', waveId: 'wave', consent: null, at: noon });
    db.forget();
    await delay(200);
  });
  await delay(200);
  expect(holds(file, 'needle')).toBe(true);
  reading.return?.();
  await vi.waitFor(() => expect(holds(file, 'needle')).toBe(false), patient);
});

test('what a killed process was still to forget is forgotten by the next one', async () => {
  const file = sqliteFile();
  const first = openSqlite(file, { forgetting: 60_000 });
  opened.push(first);
  await begin(first);
  await first.write((tx) => withdrawResponse(tx, { id: 'named', waveId: 'wave', consent: null, at: noon }));
  expect(holds(file, 'needle')).toBe(true);
  open(file);
  await vi.waitFor(() => expect(holds(file, 'needle')).toBe(false), patient);
});
