import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFrom, type ServerProcess, startServer } from './child.ts';
import type { Load, LoadResult, Times } from './load.ts';
import { diskLine, machineLine, say, table } from './machine.ts';
import { prepareDatabase } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';

/**
 * Whole journeys per second: how to run it and what it says is in README.md.
 *
 *     npm run bench:journeys [-- --seconds 8 --profile FOLDER]
 */
function option(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

const seconds = Number(option('seconds') ?? 8);
const warmUpSeconds = 2;
const concurrencies = (option('concurrency') ?? '1,8,32').split(',').map(Number);
/** More links than any machine we know uses up in one run. */
const links = Math.ceil(2_000 * ((seconds + warmUpSeconds) * concurrencies.length + 6));
const profile = option('profile');

interface Measured extends LoadResult {
  /** Of the server, per journey, the warm-up included. */
  readonly processorMilliseconds: number;
}

async function measure(server: ServerProcess, load: Omit<Load, 'port'>): Promise<Measured> {
  const before = await server.processorSeconds();
  const result = await readFrom<LoadResult>('load-process.ts', [
    JSON.stringify({ ...load, port: server.port }),
  ]);
  const used = (await server.processorSeconds()) - before;
  return { ...result, processorMilliseconds: (1000 * used) / result.linksUsed };
}

/** Lets the servers run until their code is compiled, as that of any server is after its first minutes. */
async function warmUp(servers: readonly ServerProcess[], questionnaire: Load['questionnaire']) {
  const load = { questionnaire, concurrency: 8, warmUpSeconds: 5, seconds: 1, firstLink: 0 };
  let linksUsed = 0;
  for (const server of servers) linksUsed = Math.max(linksUsed, (await measure(server, load)).linksUsed);
  return linksUsed;
}

/** Each number of respondents against the server that stores nothing, then at once against the one that stores. */
async function compare(file: string, questionnaire: Load['questionnaire']) {
  const flags = profile === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const ceilingServer = await startServer(file, 'notStored', flags);
  const server = await startServer(file, 'stored', flags);
  const rows: (string | number)[][] = [];
  let firstLink = await warmUp([ceilingServer, server], questionnaire);
  for (const concurrency of concurrencies) {
    const load = { questionnaire, concurrency, warmUpSeconds, seconds, firstLink };
    const ceiling = await measure(ceilingServer, load);
    const result = await measure(server, load);
    firstLink += Math.max(result.linksUsed, ceiling.linksUsed);
    rows.push(row(concurrency, result, ceiling));
  }
  await ceilingServer.stop();
  await server.stop();
  return rows;
}

function row(concurrency: number, result: Measured, ceiling: Measured): (string | number)[] {
  const perSecond = result.journeys / result.seconds;
  const most = ceiling.journeys / ceiling.seconds;
  const times = ({ p50, p99 }: Times) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
  return [
    concurrency,
    perSecond.toFixed(1),
    most.toFixed(1),
    `${((100 * perSecond) / most).toFixed(0)} %`,
    times(result.journey),
    times(result.submission),
    times(result.other),
    `${result.processorMilliseconds.toFixed(2)} / ${ceiling.processorMilliseconds.toFixed(2)}`,
    `${(100 * result.generatorBusy).toFixed(0)} / ${(100 * ceiling.generatorBusy).toFixed(0)} %`,
  ];
}

const head = [
  'respondents at once',
  'journeys/s = submissions/s',
  'ceiling: not stored',
  'of the ceiling',
  'journey p50 / p99 ms',
  'submission p50 / p99 ms',
  'other request p50 / p99 ms',
  'server CPU ms a journey, stored / not',
  'load generator busy, stored / not',
];

say(machineLine());
say('Server and load generator in a process each, on the same cores; SQLite file, WAL, synchronous=FULL.');
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
try {
  for (const [name, definition] of Object.entries(questionnaires)) {
    const questions = definition.pages.reduce((count, page) => count + page.questions.length, 0);
    const file = join(folder, `${name}.sqlite`);
    await prepareDatabase(file, definition, links);
    const questionnaire = name as Load['questionnaire'];
    const before = diskLine(folder);
    const rows = await compare(file, questionnaire);
    say(`\n${name}: ${questions} questions on ${definition.pages.length} pages\n`);
    say(table(head, rows));
    say(`\nBefore: ${before}\nAfter: ${diskLine(folder)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
