import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openSqlite } from '#db/sqlite.ts';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { importFrame } from '#server/imports/import-frame.ts';
import { fileSource } from '#server/imports/source.ts';
import { importMapping } from './import-lists.ts';
import { say } from './machine.ts';
import { peakMemory } from './peak-memory.ts';
import { writesUntil } from './steady-writes.ts';

/**
 * Imports a list in a process of its own and prints what it took as JSON: `DATABASE SURVEY LIST [cancel after so many rows]
 * [writing: other writes in the same process meanwhile]`.
 */
const [file = '', surveyId = '', list = '', cancelAfter = '0', how = ''] = process.argv.slice(2);
const db = openSqlite(file);
const cancelling = new AbortController();
const started = performance.now();
const at = new Map<string, number>();
let stored = 0;
let step = 'checking';
const importing = importFrame(
  {
    db,
    now: () => new Date(),
    createId: randomUUID,
    signal: cancelling.signal,
    onStep: (next) => {
      step = next.step;
      at.set(step, performance.now());
    },
    onProgress: (rows) => {
      if (step === 'storing') stored = rows;
      if (Number(cancelAfter) > 0 && stored >= Number(cancelAfter)) cancelling.abort();
    },
  },
  {
    surveyId,
    key: 'f',
    source: fileSource(list),
    purchases: null,
    mapping: frameMapping.parse(importMapping),
  },
);
const writes = how === 'writing' ? writesUntil(db, importing) : Promise.resolve(null);
const outcome = await importing;
const ended = performance.now();
await delay(0);
const span = (from: string, to: number) => ((to - (at.get(from) ?? started)) / 1000).toFixed(1);
say(
  JSON.stringify({
    outcome: typeof outcome === 'string' ? outcome : 'problems' in outcome ? 'problems' : 'stored',
    checking: span('checking', at.get('storing') ?? ended),
    storing: span('storing', at.get('tidying') ?? ended),
    tidying: at.has('tidying') ? span('tidying', ended) : '–',
    seconds: ((ended - started) / 1000).toFixed(1),
    peak: peakMemory(),
    writes: await writes,
  }),
);
await db.close();
