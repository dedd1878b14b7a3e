import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '#db/sqlite.ts';
import { recorderFor } from '../people/recorder.ts';
import type { TaskEnd } from '../thread-tasks.ts';
import { type ImportStep, importFrame } from './import-frame.ts';
import type { FileOnDisk, ListNews, ListOutcome, ListTask } from './list-threads.ts';
import { previewFrame } from './preview-list.ts';
import { fileSource } from './source.ts';

/** Milliseconds between two messages about how far it is. */
const between = 100;

const { task } = workerData as { task: ListTask };
const { mapping } = task;
const cancelling = new AbortController();
parentPort?.once('message', () => cancelling.abort());

function say(news: ListNews | TaskEnd<ListOutcome>): void {
  parentPort?.postMessage(news);
}

let lastSaid = 0;
function onProgress(rows: number): void {
  if (performance.now() - lastSaid < between) return;
  lastSaid = performance.now();
  say({ rows });
}

function sourceOf({ path, name, sheet }: FileOnDisk) {
  return { ...fileSource(path, name), ...(sheet === undefined ? {} : { sheet }) };
}

async function outcomeOf() {
  const files = {
    source: sourceOf(task.source),
    purchases: task.purchases === null ? null : sourceOf(task.purchases),
  };
  if (task.what === 'preview') return await previewFrame(files, mapping, onProgress);
  const { databaseFile, surveyId, key, by } = task;
  const recording = { now: () => new Date(), createId: randomUUID };
  const recorder = by === null ? {} : { record: recorderFor(recording, by) };
  const db = openSqlite(databaseFile);
  try {
    const following = { signal: cancelling.signal, onStep: (step: ImportStep) => say({ step }), onProgress };
    return await importFrame(
      { ...recording, ...recorder, ...following, db },
      { ...files, surveyId, key, mapping },
    );
  } finally {
    await db.close();
  }
}

try {
  const outcome = await outcomeOf();
  if (typeof outcome === 'string' || !('problems' in outcome)) {
    say({ outcome: { outcome, problems: null } });
  } else {
    const { file, first, count } = outcome.problems;
    say({ outcome: { outcome: { ...outcome, problems: null }, problems: { file, first, count } } });
  }
} catch (error) {
  say({ error });
} finally {
  // nothing more can be said to it
  parentPort?.close();
}
