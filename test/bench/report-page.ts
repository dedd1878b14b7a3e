import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openSqlite } from '#db/sqlite.ts';
import { companyPlan } from '#server/demo/company.ts';
import type { Random } from '#surveys/random.ts';
import { launchChromium } from '#test/helpers/chromium.ts';
import { anAccount } from '../helpers/people.ts';
import { startServer } from './child.ts';
import { someAnswers } from './forms.ts';
import { createClient } from './http-client.ts';
import { loadPage } from './loaded-page.ts';
import { diskLine, machineLine, median, say, table } from './machine.ts';
import { reported } from './questionnaires.ts';
import { benchSlug, prepareReport } from './report-data.ts';
import { signedIn } from './signed-in.ts';

/**
 * The page of a report over 8 waves as somebody reads it who is signed in: the server's time, what goes over the wire, and
 * when its charts are drawn by a slow processor, beside a page that does nothing. How to run it and what it says is in README.md.
 *
 *     npm run bench:report-page [-- 100000 1000000]
 */
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [100_000];
const waves = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8'];
const warmLoads = 40;
const drawings = 5;

const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const path = `/studio/surveys/${benchSlug}/report`;
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);

/** Makes the database, with an account that may read its report. @returns its address */
async function prepared(file: string, responses: number): Promise<string> {
  const answers = (random: Random) => someAnswers(random, reported);
  const wave = { responses: responses / waves.length, definition: reported, plan: companyPlan, answers };
  await prepareReport(file, wave, waves);
  const db = openSqlite(file);
  const email = `${randomUUID()}@example.com`;
  await anAccount({ db }, 'administrator', { email });
  await db.close();
  return email;
}

/** Milliseconds of asking a new server for a page: the first time, and again and again in turn with a page that does nothing. */
async function served(file: string, email: string) {
  const server = await startServer(file, 'stored');
  const client = createClient(server.port, 1, await signedIn(server.port, email));
  const taken = async (address: string) => {
    const from = performance.now();
    const { status } = await client.send('GET', address);
    if (status !== 200) throw new Error(`${address} answered ${status}`);
    return performance.now() - from;
  };
  const first = await taken(path);
  const [nothing, warm]: [number[], number[]] = [[], []];
  for (let load = 0; load < warmLoads; load += 1) {
    nothing.push(await taken('/health'));
    warm.push(await taken(path));
  }
  const ninetyFifth = warm.toSorted((one, other) => one - other)[Math.floor(warm.length * 0.95)] ?? 0;
  client.close();
  await server.stop();
  return { first, warm: median(warm), ninetyFifth, nothing: median(nothing) };
}

/** What a browser with an empty cache fetches, and when it has drawn the charts. */
async function drawn(browser: Browser, file: string, email: string) {
  const server = await startServer(file, 'stored');
  const cookies = await signedIn(server.port, email);
  const address = `http://127.0.0.1:${server.port}${path}`;
  // what is measured is the browser, and not how long the server works the report out
  await fetch(address, { headers: { cookie: cookies } });
  const awaited = '.drawn-by-script';
  const weighed = await loadPage(browser, address, { cookies, awaited, encodings: ['gzip', 'br'] });
  const times: number[] = [];
  for (let load = 0; load < drawings; load += 1) {
    const page = await loadPage(browser, address, { cookies, awaited, slower: 4 });
    if (page.awaited !== null) times.push(page.awaited);
  }
  await server.stop();
  return { ...weighed, drawn: median(times), slowest: Math.max(...times) };
}

const browser = await launchChromium();
try {
  say(`${machineLine()}; Chromium ${browser.version()}\n${diskLine(folder)}\n`);
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const file = join(folder, `${size}.sqlite`);
    const email = await prepared(file, size);
    const { first: firstEver } = await served(file, email);
    const { first: cold, warm, ninetyFifth, nothing } = await served(file, email);
    const page = await drawn(browser, file, email);
    rows.push([
      size.toLocaleString('en'),
      ...[firstEver, cold].map((time) => (time / 1000).toFixed(2)),
      ...[warm, ninetyFifth, nothing].map((time) => time.toFixed(1)),
      page.requests,
      ...[page.pageBytes, page.bytes, page.decoded].map(kilobytes),
      ...[page.drawn, page.slowest].map((time) => time.toFixed(0)),
    ]);
    rmSync(file);
  }
  const head = [
    'responses in 8 waves',
    'first ever s',
    'cold server s',
    'warm p50 ms',
    'warm p95 ms',
    'a page that does nothing ms',
    'requests',
    'page kB (brotli)',
    'all kB',
    'decompressed kB',
    'charts drawn at 4x ms',
    'slowest ms',
  ];
  say(table(head, rows));
} finally {
  await browser.close();
}
