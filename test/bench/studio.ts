import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '#db/sqlite.ts';
import { anAccount } from '../helpers/people.ts';
import { startServer } from './child.ts';
import { createClient } from './http-client.ts';
import { diskLine, machineLine, median, say, table } from './machine.ts';
import { prepareManyWaves, surveys, wavesEach } from './many-waves.ts';
import { signedIn } from './signed-in.ts';

/**
 * How quickly the studio's pages come, over HTTP and signed in, beside a page that does nothing: asked for in turn, so that
 * whatever else the machine does meets all of them alike.
 *
 *     node --import tsx test/bench/studio.ts [responses] [rounds]
 *
 * 200 surveys of 50 waves, with 1,000,000 responses in one wave of 1,200,000 customers drawn unless told.
 */
const [responses = 1_000_000, rounds = 200] = process.argv.slice(2).map(Number);
const pages = {
  'does nothing (health, without a session)': '/health',
  'one’s account: a session and nothing else': '/studio/account',
  'the list of 200 surveys': '/studio',
  'the page of a survey': '/studio/surveys/survey-0',
  'its 50 waves': '/studio/surveys/survey-0/waves',
  'one wave': '/studio/surveys/survey-0/waves/2026-0',
  'its live page': '/studio/surveys/survey-0/waves/2026-0/live',
} as const;

const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'manyi.sqlite');

const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);

say(`${machineLine()}\n${diskLine(folder)}`);
const preparing = performance.now();
await prepareManyWaves(file, responses);
const db = openSqlite(file);
const email = `${randomUUID()}@example.com`;
await anAccount({ db }, 'administrator', { email });
await db.close();
say(`${surveys * wavesEach} waves and ${responses} responses in ${seconds(preparing)} s\n`);

const server = await startServer(file, 'stored');
const client = createClient(server.port, 1, await signedIn(server.port, email));
const first = performance.now();
await load(pages['its live page']);
say(`the live page, the first time after all responses came at once: ${seconds(first)} s\n`);

const times = new Map(Object.keys(pages).map((name) => [name, [] as number[]]));
for (let round = 0; round < rounds; round++) {
  for (const [name, path] of Object.entries(pages)) {
    const from = performance.now();
    await load(path);
    times.get(name)?.push(performance.now() - from);
  }
}
say(
  table(
    ['page', 'p50 in ms', 'p95 in ms'],
    [...times].map(([name, taken]) => [name, median(taken).toFixed(1), late(taken).toFixed(1)]),
  ),
);
say(`\n${diskLine(folder)}`);
client.close();
await server.stop();

async function load(path: string): Promise<void> {
  const { status } = await client.send('GET', path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
}

function late(taken: readonly number[]): number {
  return taken.toSorted((one, other) => one - other)[Math.floor(taken.length * 0.95)] ?? Number.NaN;
}
