import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '#db/sqlite.ts';
import { keepWaves } from '#server/actions/build-report.ts';
import { companyPlan } from '#server/demo/company.ts';
import { dataFormats } from '#server/exports/answer-files.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import type { Random } from '#surveys/random.ts';
import { measuredRun } from './child.ts';
import { someAnswers } from './forms.ts';
import { machineLine, say, table } from './machine.ts';
import { reported } from './questionnaires.ts';
import { benchSlug, prepareReport } from './report-data.ts';

/**
 * What taking respondent data along costs in a fresh process: how to run it and what it says is in README.md.
 *
 *     npm run bench:export [-- 10000 1000000] [-- sav]
 */
const given = process.argv.slice(2);
const sizes = given.filter((word) => /^\d+$/.test(word)).map(Number);
const formats = dataFormats.filter((format) => given.includes(format));
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));

/** Old objects of a measured process have so much room, in MiB: one that held its rows would not come to its end. */
const heap = 96;
process.env.NODE_OPTIONS = `--max-old-space-size=${heap}`;

/** Of five customers sampled three answer. */
const answering = 3 / 5;

/** A wave of so many rows, whose columns are kept as a server that was asked for a report keeps them. */
async function aDatabase(rows: number): Promise<string> {
  const file = join(folder, `${rows}.sqlite`);
  const answers = (random: Random) => someAnswers(random, reported);
  const responses = Math.round(rows * answering);
  await prepareReport(file, { responses, definition: reported, plan: companyPlan, answers });
  const db = openSqlite(file);
  await keepWaves({ db, store: new WaveStore(db) }, benchSlug);
  await db.close();
  return file;
}

try {
  say(machineLine());
  const idle = measuredRun('server/cli.ts', ['help'], join(folder, 'none.sqlite'));
  say(
    `The command line doing nothing: ${idle.seconds.toFixed(2)} s, ${idle.peakMebibytes.toFixed(0)} MiB.\n`,
  );
  const measured: (string | number)[][] = [];
  for (const size of sizes.length > 0 ? sizes : [10_000, 200_000]) {
    const database = await aDatabase(size);
    for (const format of formats.length > 0 ? formats : dataFormats) {
      const out = join(folder, `data.${format}`);
      const line = ['responses', 'export', '--survey', benchSlug, '--out', out];
      const { seconds, peakMebibytes, output } = measuredRun('server/cli.ts', line, database);
      const rows = Number(/: ([\d,]+)$/m.exec(output)?.[1]?.replaceAll(',', ''));
      measured.push([
        ...[rows.toLocaleString('en'), format, seconds.toFixed(1), peakMebibytes.toFixed(0)],
        Math.round(rows / Math.max(0.001, seconds - idle.seconds)).toLocaleString('en'),
        (statSync(out).size / 2 ** 20).toFixed(1),
      ]);
      if (rows < size) throw new Error(`${rows} rows, not ${size}: ${output}`);
      rmSync(out);
    }
    rmSync(database);
  }
  say(table(['rows', 'format', 's', 'peak MiB', 'rows a second', 'file MiB'], measured));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
