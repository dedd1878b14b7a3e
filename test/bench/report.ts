import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { companyPlan } from '#server/demo/company.ts';
import type { Random } from '#surveys/random.ts';
import { measuredRun } from './child.ts';
import { someAnswers } from './forms.ts';
import { machineLine, say, table } from './machine.ts';
import { reported } from './questionnaires.ts';
import { benchSlug, prepareReport } from './report-data.ts';

/**
 * Time and memory of writing a report in a fresh process: how to run it and what it says is in README.md.
 *
 *     npm run bench:report [-- 1000 10000]
 */
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [1_000, 10_000, 100_000];
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));

async function measure(responses: number): Promise<(string | number)[]> {
  const database = join(folder, `${responses}.sqlite`);
  const answers = (random: Random) => someAnswers(random, reported);
  await prepareReport(database, { responses, definition: reported, plan: companyPlan, answers });
  const page = join(folder, `${responses}.html`);
  const whole = measuredRun('server/cli.ts', ['report', '--survey', benchSlug, '--out', page], database);
  const alone = measuredRun('test/bench/report-process.ts', [database], database);
  const { milliseconds, figures }: { milliseconds: number; figures: number } = JSON.parse(alone.output);
  const row = [
    responses.toLocaleString('en'),
    (statSync(database).size / 2 ** 20).toFixed(1),
    whole.seconds.toFixed(2),
    whole.peakMebibytes.toFixed(0),
    (milliseconds / 1000).toFixed(2),
    alone.peakMebibytes.toFixed(0),
    figures,
    (statSync(page).size / 1000).toFixed(0),
  ];
  rmSync(database);
  return row;
}

try {
  say(machineLine());
  const idle = measuredRun('server/cli.ts', ['help'], join(folder, 'none.sqlite'));
  say(
    `The command line doing nothing: ${idle.seconds.toFixed(2)} s, ${idle.peakMebibytes.toFixed(0)} MiB.\n`,
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
