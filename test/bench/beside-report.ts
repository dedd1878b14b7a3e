import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { openSqlite } from '#db/sqlite.ts';
import type { Report } from '#reports/report.ts';
import { keepDemonstrationLink, reportLinkPath } from '#server/actions/report-links.ts';
import { demonstrationToken } from '#server/tokens.ts';
import { measuredRun, type ServerProcess, startReading, startServer } from './child.ts';
import { createSheets } from './forms.ts';
import { createClient } from './http-client.ts';
import type { Load, LoadResult, Times } from './load.ts';
import { median, say, table } from './machine.ts';
import { benchSecret } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';
import { benchSlug } from './report-data.ts';
import { checkKept, type Kept, toldInFull } from './told.ts';

/** How journeys are measured while their own wave is being reported. */
export interface BesideReport {
  /** Where the prepared database is, or will be, kept. */
  readonly folder: string;
  /** Answers that the wave has before. */
  readonly responses: number;
  readonly links: number;
  readonly concurrencies: readonly number[];
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly flags: readonly string[];
}

/** A measured load, and the reports that were made meanwhile. */
interface Measured {
  readonly beside: string;
  readonly concurrency: number;
  readonly load: LoadResult;
  /** Milliseconds that each report took. */
  readonly reports: readonly number[];
  /** Processors that the server kept busy, the one of reports included. */
  readonly processors: number;
}

/** Longer than any report takes: such a load runs until it is stopped. */
const untilStopped = 3_600;

/** What the first report leaves to be done, such as writing it into the database proper, falls into this time. */
const afterFirst = 3_000;

/** Makes the database in a process of its own, unless it is kept from another run. */
function prepare({ folder, responses, links }: BesideReport): string {
  const file = join(folder, `journeys beside ${responses}.sqlite`);
  if (existsSync(file)) return file;
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const argv = [unfinished, String(responses), String(links)];
  const { seconds } = measuredRun('test/bench/prepare-journeys.ts', argv, unfinished);
  renameSync(unfinished, file);
  process.stderr.write(`${responses} responses were made in ${seconds.toFixed(0)} s\n`);
  return file;
}

const reportPath = reportLinkPath(demonstrationToken(benchSecret));

/** Lets the report be read at `reportPath`. */
async function keepReportPath(file: string): Promise<void> {
  const db = openSqlite(file);
  const survey = await surveyBySlug(db.read, benchSlug);
  if (survey === null) throw new Error(`No survey ${benchSlug} in ${file}`);
  await keepDemonstrationLink({ db, now: () => new Date(), secret: benchSecret }, survey);
  await db.close();
}

/** The page at an address, however long it takes. */
async function read(port: number, path: string): Promise<string> {
  const client = createClient(port, 1);
  const { status, text } = await client.send('GET', path, '', true);
  client.close();
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return text;
}

/** Asks for the report's page, again as soon as it is there, until told to stop. */
function keepReading(port: number) {
  const times: number[] = [];
  let isOver = false;
  const reading = (async () => {
    while (!isOver) {
      const before = performance.now();
      await read(port, reportPath);
      times.push(performance.now() - before);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await reading;
      return times;
    },
  };
}

/** One server under load by turns: alone, and with somebody who reads the report all the time. */
class Comparison {
  readonly #server: ServerProcess;
  readonly #options: BesideReport;
  linksUsed = 0;

  constructor(server: ServerProcess, options: BesideReport) {
    this.#server = server;
    this.#options = options;
  }

  #load(concurrency: number, change: Partial<Load> = {}) {
    const { warmUpSeconds, seconds } = this.#options;
    const load: Load = {
      port: this.#server.port,
      questionnaire: 'compared',
      concurrency,
      warmUpSeconds,
      seconds,
      firstLink: this.linksUsed,
      ...change,
    };
    return startReading<LoadResult>('load-process.ts', [JSON.stringify(load)]);
  }

  async #measured(
    beside: string,
    concurrency: number,
    work: () => Promise<{ load: LoadResult; reports: readonly number[] }>,
  ): Promise<Measured> {
    const [before, started] = [await this.#server.processorSeconds(), performance.now()];
    const { load, reports } = await work();
    const used = (await this.#server.processorSeconds()) - before;
    this.linksUsed += load.linksUsed;
    if (this.linksUsed > this.#options.links) throw new Error('There are too few links');
    const processors = (1000 * used) / (performance.now() - started);
    return { beside, concurrency, load, reports, processors };
  }

  async warmUp(): Promise<void> {
    const load = this.#load(8, { warmUpSeconds: 5, seconds: 1 });
    await this.#measured('', 8, async () => ({ load: await load.result, reports: [] }));
  }

  alone(concurrency: number): Promise<Measured> {
    const work = async () => ({ load: await this.#load(concurrency).result, reports: [] });
    return this.#measured('nothing', concurrency, work);
  }

  besideReports(concurrency: number): Promise<Measured> {
    return this.#measured('the report, asked for again and again', concurrency, async () => {
      const reader = keepReading(this.#server.port);
      const load = await this.#load(concurrency).result;
      return { load, reports: await reader.stop() };
    });
  }

  /** From when it is asked for until it is there and kept, however long that takes. */
  besideFirstReport(concurrency: number): Promise<Measured> {
    return this.#measured('the first report ever', concurrency, async () => {
      const load = this.#load(concurrency, { warmUpSeconds: 0, seconds: untilStopped });
      const before = performance.now();
      await Promise.race([read(this.#server.port, reportPath), load.result]);
      const reports = [performance.now() - before];
      await delay(afterFirst);
      load.stop();
      return { load: await load.result, reports };
    });
  }

  /** How many answers the report is made of, asked for once more. */
  async answersReported(): Promise<number> {
    const report: Report = JSON.parse(await read(this.#server.port, `${reportPath}/report.json`));
    return report.waves[0]?.design?.rows ?? 0;
  }
}

function row({ beside, concurrency, load, reports, processors }: Measured): (string | number)[] {
  const times = ({ p50, p99, longest }: Times) =>
    [p50, p99, longest].map((time) => time.toFixed(1)).join(' / ');
  const longest = Math.max(0, ...reports).toFixed(0);
  return [
    concurrency,
    beside,
    (load.journeys / load.seconds).toFixed(1),
    times(load.submission),
    times(load.request),
    reports.length === 0 ? '' : `${reports.length}: ${median(reports).toFixed(0)} / ${longest}`,
    processors.toFixed(2),
    `${(100 * load.generatorBusy).toFixed(0)} %`,
    load.seconds.toFixed(0),
  ];
}

const head = [
  'customers at once',
  'beside',
  'journeys/s = submissions/s',
  'submission p50 / p99 / longest ms',
  'any request p50 / p99 / longest ms',
  'reports: p50 / longest ms',
  'processors of the server',
  'load generator busy',
  'for s',
];

/**
 * Measures and says it. @returns what of all that customers were told is in the database afterwards
 * @throws when the last report is not of every answer that was thanked for
 */
export async function measureBesideReport(options: BesideReport): Promise<Kept> {
  const copy = join(options.folder, 'copy.sqlite');
  copyFileSync(prepare(options), copy);
  const rows: Measured[] = [];
  try {
    await keepReportPath(copy);
    const server = await startServer(copy, 'stored', options.flags);
    const comparison = new Comparison(server, options);
    await comparison.warmUp();
    rows.push(await comparison.besideFirstReport(Math.max(...options.concurrencies)));
    for (const concurrency of options.concurrencies) {
      for (let round = 0; round < options.rounds; round++) {
        rows.push(await comparison.alone(concurrency), await comparison.besideReports(concurrency));
      }
    }
    const reported = await comparison.answersReported();
    await server.stop();
    say(`\ncompared, of which ${options.responses} answers were there before\n`);
    say(table(head, rows.map(row)));
    const { linksUsed } = comparison;
    if (reported !== options.responses + linksUsed)
      throw new Error(`The report is of ${reported} answers, and not of ${linksUsed} more than before`);
    const { compared } = questionnaires;
    return checkKept(copy, compared, createSheets(compared), toldInFull(compared, 0, linksUsed));
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
}
