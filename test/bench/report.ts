import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineLine, say, table } from './machine.ts';
import { prepareReport } from './report-data.ts';

/**
 * Time and memory of writing a report in a fresh process: how to run it and what it says is in README.md.
 *
 *     npm run bench:report [-- 1000 10000]
 */
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [1_000, 10_000, 100_000];
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));

interface Run {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs a script of the repository in a process of its own, from start to end. */
function run(script: string, argv: readonly string[], database: string): Run {
  const peakFile = join(folder, 'peak');
  const preload = join(import.meta.dirname, 'peak-memory.ts');
  const started = performance.now();
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', '--import', preload, join(root, script), ...argv],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, MANYI_DATABASE: database, PEAK_MEMORY_FILE: peakFile },
    },
  );
  const seconds = (performance.now() - started) / 1000;
  return { seconds, peakMegabytes: Number(readFileSync(peakFile, 'utf8')) / 2 ** 20, output };
}

async function measure(responses: number): Promise<(string | number)[]> {
  const database = join(folder, `${responses}.sqlite`);
  await prepareReport(database, responses);
  const page = join(folder, `${responses}.html`);
  const whole = run('server/cli.ts', ['report', '--survey', 'bench', '--out', page], database);
  const alone = run('test/bench/report-process.ts', [database], database);
  const { milliseconds, figures }: { milliseconds: number; figures: number } = JSON.parse(alone.output);
  const row = [
    responses.toLocaleString('en'),
    (statSync(database).size / 2 ** 20).toFixed(1),
    whole.seconds.toFixed(2),
    whole.peakMegabytes.toFixed(0),
    (milliseconds / 1000).toFixed(2),
    alone.peakMegabytes.toFixed(0),
    figures,
    (statSync(page).size / 1000).toFixed(0),
  ];
  rmSync(database);
  return row;
}

try {
  say(machineLine());
  const idle = run('server/cli.ts', ['help'], join(folder, 'none.sqlite'));
  say(
    `The command line doing nothing: ${idle.seconds.toFixed(2)} s, ${idle.peakMegabytes.toFixed(0)} MiB.\n`,
  );
  const head = [
    'responses of 15 pairs',
    'database MiB',
    '`manyi report` s, cold process',
    'its peak MiB',
    'building the report alone s',
    'peak MiB of that process',
    'figures',
    'page kB',
  ];
  const rows: (string | number)[][] = [];
  for (const size of sizes) rows.push(await measure(size));
  say(table(head, rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
