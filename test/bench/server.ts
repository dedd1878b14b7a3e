import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import type { Wave } from '#db/tables.ts';
import { createApp } from '#server/app.ts';
import { loadAssets } from '#server/assets.ts';
import { keptReports } from '#server/reporting/kept-reports.ts';
import { createReportWorker } from '#server/reporting/worker-source.ts';
import { listen } from '#server/serve.ts';
import { loadViews } from '#server/views.ts';
import { notStored } from './not-stored.ts';
import { benchSecret } from './prepare.ts';

/**
 * The product's server in a process of its own, on a database of a benchmark.
 *
 *     node --import tsx test/bench/server.ts FILE stored|notStored
 *
 * Prints the port it listens on, and for every line it is sent the processor seconds it has used so far; ends
 * with its standard input.
 */
const [file = '', mode] = process.argv.slice(2);
const real = openSqlite(file);

/** The one wave of a database made by `prepareDatabase`. */
async function preparedWave(): Promise<Wave> {
  const survey = await surveyBySlug(real.read, 'bench');
  const [wave] = survey === null ? [] : await wavesOf(real.read, survey.id);
  if (wave === undefined) throw new Error(`${file} was not prepared`);
  return wave;
}

const complain = (error: unknown) => process.stderr.write(`${String(error)}\n`);
const app = createApp({
  db: mode === 'notStored' ? notStored(real, await preparedWave()) : real,
  reports: keptReports(createReportWorker(file, complain), real),
  views: loadViews(),
  assets: loadAssets(),
  secret: benchSecret,
  publicUrl: new URL('http://127.0.0.1'),
  incoming: `${file}.incoming`,
  outgoing: `${file}.outgoing`,
  now: () => new Date(),
  createId: randomUUID,
  reportFailure: ({ error }) => complain(error),
});
const { port } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`${port}\n`);
createInterface(process.stdin)
  .on('line', () => {
    const { user, system } = process.cpuUsage();
    process.stdout.write(`${(user + system) / 1e6}\n`);
  })
  .once('close', () => process.exit(0));
