import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from '#reports/report.ts';
import { measuredRun } from './child.ts';
import type { Inside } from './engine-process.ts';
import { figuresByR, largestDifference, type Style } from './engine-r.ts';
import { besideR, growth, type Measured, type MeasuredByR, ours } from './engine-tables.ts';
import { machineLine, median, say } from './machine.ts';
import { benchSlug } from './report-data.ts';

/**
 * The measuring engine from 1,000 to 1,000,000 responses and from 5 to 60 pairs, beside R's `survey` on the same rows:
 * how to run it and what it says is in README.md. It fails when a figure differs from R's by more than 1e-8.
 *
 *     npm run bench:engine [-- --sizes 10000,100000 --growth 1000 --pairs 5,60 --pairs-at 10000 --without-r --folder F]
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    growth: { type: 'string', default: '1000,10000,100000,1000000' },
    pairs: { type: 'string', default: '5,10,18,36,60' },
    'pairs-at': { type: 'string', default: '100000' },
    'without-r': { type: 'boolean', default: false },
    /** Where databases are kept from run to run; they have to be thrown away when tables change. */
    folder: { type: 'string' },
  },
});

/** The pairs of the questionnaire that every size is measured with. */
const usualPairs = 18;
/** Cold runs of the command of which the middle one is said. */
const coldTimes = 3;

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'manyi-bench-'));
mkdirSync(folder, { recursive: true });
const done = new Map<string, Measured>();

function numbers(list: string): number[] {
  const found = list.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  if (found.every((number) => Number.isInteger(number) && number > 0)) return found;
  throw new Error(`Not whole numbers with commas between them: ${list}`);
}

function namesOf(responses: number, pairs: number) {
  const name = join(folder, `${responses} of ${pairs}`);
  return { database: `${name}.sqlite`, rows: name };
}

/** Makes the database, and the rows for R where they are wanted, unless they are kept from another run. */
function prepare(responses: number, pairs: number, forR: boolean): void {
  const { database, rows } = namesOf(responses, pairs);
  if (existsSync(database) && (!forR || existsSync(rows))) return;
  const unfinished = `${database}.unfinished`;
  rmSync(unfinished, { force: true });
  const argv = [unfinished, String(responses), String(pairs), ...(forR ? [rows] : [])];
  const { seconds } = measuredRun('test/bench/prepare-engine.ts', argv, unfinished);
  renameSync(unfinished, database);
  process.stderr.write(`${responses} responses of ${pairs} pairs were made in ${seconds.toFixed(0)} s\n`);
}

/** Measures on a copy, since responses are added, and what is kept of a report is to be made anew. */
function measure(responses: number, pairs: number, forR = false): Measured {
  const key = `${responses} ${pairs}`;
  const known = done.get(key);
  if (known !== undefined) return known;
  prepare(responses, pairs, forR);
  const copy = join(folder, 'copy.sqlite');
  const written = join(folder, 'report.json');
  copyFileSync(namesOf(responses, pairs).database, copy);
  const argv = ['report', '--survey', benchSlug, '--out', written];
  const report = () => measuredRun('server/cli.ts', argv, copy);
  const first = report();
  const again = Array.from({ length: coldTimes }, report);
  const { waves }: Report = JSON.parse(readFileSync(written, 'utf8'));
  const inside: Inside = JSON.parse(
    measuredRun('test/bench/engine-process.ts', [copy, String(pairs)], copy).output,
  );
  const measured: Measured = {
    responses,
    pairs,
    databaseMebibytes: statSync(namesOf(responses, pairs).database).size / 2 ** 20,
    first,
    cold: {
      seconds: median(again.map(({ seconds }) => seconds)),
      peakMebibytes: Math.max(...again.map(({ peakMebibytes }) => peakMebibytes)),
    },
    inside,
    figures: waves[0]?.figures ?? [],
  };
  for (const file of [copy, `${copy}-wal`, `${copy}-shm`, written]) rmSync(file, { force: true });
  done.set(key, measured);
  return measured;
}

function measureByR(measured: Measured): MeasuredByR {
  const { rows } = namesOf(measured.responses, measured.pairs);
  const run = (style: Style) => {
    const byR = figuresByR(rows, style);
    return { byR, difference: largestDifference(measured.figures, byR) };
  };
  return { measured, runs: { expert: run('expert'), usual: run('usual') } };
}

try {
  say(`${machineLine()}\nLoad of the machine: ${loadavg()[0]?.toFixed(1)}.`);
  const idle = measuredRun('server/cli.ts', ['help'], join(folder, 'none.sqlite'));
  say(
    `The command line doing nothing: ${idle.seconds.toFixed(2)} s, ${idle.peakMebibytes.toFixed(0)} MiB.\n`,
  );
  const withR = !values['without-r'];
  const sizes = numbers(values.sizes).map((responses) => measure(responses, usualPairs, withR));
  if (sizes.length > 0) say(ours(sizes));
  if (withR && sizes.length > 0) say(besideR(sizes.map(measureByR)));
  const grown = numbers(values.growth).map((responses) => measure(responses, usualPairs));
  const at = Number(values['pairs-at']);
  const wider = numbers(values.pairs).map((pairs) => measure(at, pairs));
  if (grown.length + wider.length > 0) say(growth([...grown, ...wider]));
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
