import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBesideReport } from './beside-report.ts';
import { readFrom, type ServerProcess, startServer } from './child.ts';
import { createSheets } from './forms.ts';
import type { Load, LoadResult, Times } from './load.ts';
import { diskLine, machineLine, say, table } from './machine.ts';
import { prepareDatabase } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';
import { checkKept, isAllKept, type Kept, keptLine, type Told, toldInFull } from './told.ts';

/**
 * Whole journeys per second: how to run it and what it says is in README.md. It fails when anything a customer was told
 * is not in the database afterwards.
 *
 *     npm run bench:journeys [-- --seconds 8 --concurrency 1,8,32 --profile FOLDER]
 *     npm run bench:journeys -- --report [--responses 1000000 --rounds 2 --folder F]
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    concurrency: { type: 'string' },
    profile: { type: 'string' },
    /** Beside a report of the wave they answer, instead of beside a server that stores nothing. */
    report: { type: 'boolean', default: false },
    responses: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '2' },
    /** Where the database of so many responses is kept from run to run; throw it away when tables change. */
    folder: { type: 'string' },
  },
});

const seconds = Number(values.seconds);
const warmUpSeconds = 2;
const concurrencies = (values.concurrency ?? (values.report ? '32' : '1,8,32')).split(',').map(Number);
/** More links than any machine we know uses up in so many seconds. */
const linksFor = (loadedSeconds: number) => Math.ceil(2_000 * loadedSeconds);
const flags = values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile];

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
const warmUp = { warmUpSeconds: 5, seconds: 1 };

/** Each number of respondents against the server that stores nothing, then at once against the one that stores. */
async function compare(file: string, questionnaire: Load['questionnaire']) {
  const ceilingServer = await startServer(file, 'notStored', flags);
  const server = await startServer(file, 'stored', flags);
  const rows: (string | number)[][] = [];
  const told: Told[] = [];
  let firstLink = 0;
  async function both(concurrency: number, seconds: Pick<Load, 'warmUpSeconds' | 'seconds'>) {
    const load = { questionnaire, concurrency, ...seconds, firstLink };
    const ceiling = await measure(ceilingServer, load);
    const result = await measure(server, load);
    told.push(...toldInFull(questionnaires[questionnaire], firstLink, result.linksUsed));
    firstLink += Math.max(result.linksUsed, ceiling.linksUsed);
    return row(concurrency, result, ceiling);
  }
  await both(8, warmUp);
  for (const concurrency of concurrencies) rows.push(await both(concurrency, { warmUpSeconds, seconds }));
  await ceilingServer.stop();
  await server.stop();
  return { rows, told };
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
    times(result.request),
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
  'any request p50 / p99 ms',
  'server CPU ms a journey, stored / not',
  'load generator busy, stored / not',
];

/** Both questionnaires, each in a database of its own. */
async function alone(folder: string): Promise<Kept[]> {
  const found: Kept[] = [];
  for (const [name, definition] of Object.entries(questionnaires)) {
    const questions = definition.pages.reduce((count, page) => count + page.questions.length, 0);
    const file = join(folder, `${name}.sqlite`);
    const links = linksFor((seconds + warmUpSeconds) * concurrencies.length + 6);
    await prepareDatabase(file, definition, links);
    const before = diskLine(folder);
    const { rows, told } = await compare(file, name as Load['questionnaire']);
    const kept = checkKept(file, definition, createSheets(definition), told);
    say(`\n${name}: ${questions} questions on ${definition.pages.length} pages\n`);
    say(table(head, rows));
    say(`\n${keptLine(kept)}\nBefore: ${before}\nAfter: ${diskLine(folder)}`);
    found.push(kept);
  }
  return found;
}

async function beside(folder: string): Promise<Kept[]> {
  const before = diskLine(folder);
  const kept = await measureBesideReport({
    folder,
    responses: Number(values.responses),
    // the report that nothing was kept for takes some minutes at most
    links: linksFor(120),
    concurrencies,
    rounds: Number(values.rounds),
    warmUpSeconds,
    seconds,
    flags,
  });
  say(`\n${keptLine(kept)}\nBefore: ${before}\nAfter: ${diskLine(folder)}`);
  return [kept];
}

say(machineLine());
say('Server and load generator in a process each, on the same cores; SQLite file, WAL, synchronous=FULL.');
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'manyi-bench-'));
mkdirSync(folder, { recursive: true });
try {
  const found = values.report ? await beside(folder) : await alone(folder);
  if (!found.every(isAllKept)) {
    say('\nSomething that customers were told is not so.');
    process.exitCode = 1;
  }
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
