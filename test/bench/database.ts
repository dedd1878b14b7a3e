import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#db/database.ts';
import { columnChunks, keepColumns } from '#db/queries/columns.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { saveAnswers, startResponse } from '#db/queries/responses.ts';
import { insertSampleMembers, membersOfWave } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { dataStamp, membersWithResponses, responsesChangedAfter } from '#db/queries/wave-data.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { defaultPlan } from '#reports/plan.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { machineLine, say, table } from './machine.ts';

/**
 * What the SQLite file costs by itself, without HTTP: keeping a page of answers at 1, 8, 32 and 64 at once,
 * importing a sample with its responses, walking through them for a report, and the compact columns made of them.
 *
 * Run with the number of customers, 100,000 unless told: `node --import tsx test/bench/database.ts 100000`
 */
const size = Number(process.argv[2] ?? 100_000);
const pageSaves = 4_000;

const directory = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, 'manyi.sqlite');
migrateSqlite(path);
const db = openSqlite(path);

say(machineLine());
await keepSurvey();
say(table(['writes at once', 'µs each', 'per second'], await measurePageSaves(db)));
say(table([`${size} customers`, 'ms'], await measureSample(db)));
say(table(['40 MB of columns', 'ms'], await measureColumns(db)));
await db.close();

async function keepSurvey() {
  await db.write(async (tx) => {
    await insertSurvey(tx, { id: 's', slug: 's', draft: {}, plan: defaultPlan, createdAt: 1 });
    await insertNextVersion(tx, { id: 'v', surveyId: 's', definition: factorCsi, publishedAt: 1 });
    const times = { opensAt: null, closesAt: null, closedAt: null, createdAt: 1 };
    const nothing = { label: null, frameId: null, plan: null, openKey: null, stratumQuestion: null };
    for (const key of ['open', 'sample'])
      await insertWave(tx, { id: key, surveyId: 's', key, versionId: 'v', ...times, ...nothing });
  });
}

/** 15 pairs, as in the reports that are measured. */
function answers() {
  const point = () => 1 + Math.floor(Math.random() * 10);
  const pairs = Array.from({ length: 15 }, (_, i) => [
    `item${i}`,
    { expectation: point(), perception: point() },
  ]);
  return Object.fromEntries(pairs);
}

function started(id: string, waveId: string, memberId: string | null) {
  const nothingYet = { linkId: null, stratum: null, answers: {}, passed: [], locale: 'zh-CN', startedAt: 1 };
  return { id, waveId, versionId: 'v', memberId, ...nothingYet };
}

async function measurePageSaves(db: Database) {
  const ids = Array.from({ length: pageSaves }, () => randomUUID());
  await db.write(async (tx) => {
    for (const id of ids) await startResponse(tx, started(id, 'open', null));
  });
  const rows: number[][] = [];
  for (const [round, atOnce] of [1, 8, 32, 64].entries()) {
    const queue = [...ids];
    const change = { answers: answers(), passed: ['product'], locale: 'en', seen: round + 1, at: 2 };
    const respondent = async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const kept = { id, waveId: 'open', ...change };
        if (!(await db.write((tx) => saveAnswers(tx, kept)))) throw new Error('A page was not kept');
      }
    };
    const elapsed = await milliseconds(() => Promise.all(Array.from({ length: atOnce }, respondent)));
    rows.push([atOnce, Math.round((elapsed / pageSaves) * 1e3), Math.round((pageSaves / elapsed) * 1e3)]);
  }
  return rows;
}

async function measureSample(db: Database) {
  const members = Array.from({ length: size }, (_, i) => ({
    id: randomUUID(),
    position: i + 1,
    customer: `C${i}`,
    stratum: `S${i % 9}`,
    attributes: { class: 'ABC'.charAt(i % 3), market: 'east' },
    disposition: null,
    dispositionAt: null,
    weight: null,
  }));
  const responses = members.map(({ id }) => ({
    ...started(randomUUID(), 'sample', id),
    answers: answers(),
    status: 'submitted' as const,
    updatedAt: 2,
    submittedAt: 2,
  }));
  const steps: [string, () => Promise<unknown>][] = [
    ['keep the sample in one write', () => db.write((tx) => insertSampleMembers(tx, 'sample', members))],
    ['keep their responses in one write', () => db.write((tx) => insertImportedResponses(tx, responses))],
    ['walk through the sample', () => walk(membersOfWave(db.read, 'sample'))],
    ['walk through it with answers, JSON read', () => walk(membersWithResponses(db.read, 'sample'))],
    ['walk through the responses as they changed', () => walk(responsesChangedAfter(db.read, 'sample', 0))],
    ['read the last 100 that changed', () => walk(responsesChangedAfter(db.read, 'sample', size - 100), 100)],
    ['tell whether anything changed', () => dataStamp(db.read, 'sample')],
  ];
  return await measured(steps);
}

/** As many chunks as the answers of a million responses to 18 pairs fill, and some for the sample. */
async function measureColumns(db: Database) {
  const names = Array.from({ length: 40 }, (_, i) => `column${i}`);
  const chunkBytes = randomBytes(16 * 1024);
  const places = Array.from({ length: 62 }, (_, chunk) => chunk);
  const chunks = names.flatMap((name) => places.map((chunk) => ({ name, chunk, bytes: chunkBytes })));
  const keep = (kept: typeof chunks, responsesChange: number, seen: ReadonlyMap<string, string>) => {
    const state = { shape: '', size: 1_000_000, sampleRevision: 1, responsesChange, labels: null };
    const columns = names.map((name) => ({ name, ...state }));
    return db.write((tx) => keepColumns(tx, 'sample', { columns, chunks: kept, seen }));
  };
  const lastOfEach = chunks.filter(({ chunk }) => chunk === places.at(-1));
  let first: string | null = null;
  return await measured([
    [
      `keep ${chunks.length} chunks in one write`,
      async () => {
        first = await keep(chunks, 1, new Map());
      },
    ],
    ['read them', () => columnChunks(db.read, 'sample', names)],
    ['read them again', () => columnChunks(db.read, 'sample', names)],
    [
      'keep the last chunk of each column anew',
      () => keep(lastOfEach, 2, new Map(names.map((name) => [name, first ?? '']))),
    ],
  ]);
}

async function measured(steps: readonly (readonly [string, () => Promise<unknown>])[]) {
  const rows: (string | number)[][] = [];
  for (const [name, step] of steps) rows.push([name, Number((await milliseconds(step)).toPrecision(2))]);
  return rows;
}

async function walk(chunks: AsyncIterable<readonly unknown[]>, expected = size) {
  let rows = 0;
  for await (const chunk of chunks) rows += chunk.length;
  if (rows !== expected) throw new Error(`${rows} rows came instead of ${expected}`);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
