import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '#db/sqlite.ts';
import type { TaskEnd } from '../thread-tasks.ts';
import type { ExportNews, ExportTask } from './export-threads.ts';
import { type WrittenDataFile, writeDataFile } from './write-data-file.ts';

/** Milliseconds between two messages about how far it is. */
const between = 100;

const { task } = workerData as { task: ExportTask };
const cancelling = new AbortController();
parentPort?.once('message', () => cancelling.abort());

function say(said: ExportNews | TaskEnd<WrittenDataFile | 'cancelled'>): void {
  parentPort?.postMessage(said);
}

let lastSaid = 0;
function onRows(rows: number): void {
  if (performance.now() - lastSaid < between) return;
  lastSaid = performance.now();
  say({ rows });
}

try {
  const db = openSqlite(task.databaseFile);
  try {
    say({ outcome: await writeDataFile(db.read, task, { onRows, signal: cancelling.signal }) });
  } finally {
    await db.close();
  }
} catch (error) {
  say({ error });
} finally {
  // nothing more can be said to it
  parentPort?.close();
}
