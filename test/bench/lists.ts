import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from '#db/database.ts';
import { surveysOverview, wavesOverview } from '#db/queries/overviews.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { openSqlite } from '#db/sqlite.ts';
import { waveFieldwork } from '#server/actions/wave-fieldwork.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { machineLine, median, say, table } from './machine.ts';
import { prepareManyWaves, surveys, wavesEach } from './many-waves.ts';

/**
 * How long it takes to read what the lists of surveys and waves show, beside counting the same responses one by one.
 *
 *     node --import tsx test/bench/lists.ts [responses]
 *
 * 200 surveys of 50 waves, with 1,000,000 responses in one of them unless told.
 */
const responses = Number(process.argv[2] ?? 1_000_000);
const rounds = 200;

const directory = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, 'manyi.sqlite');

say(machineLine());
const started = performance.now();
await prepareManyWaves(path, responses);
const db = openSqlite(path);
say(`${surveys * wavesEach} waves and ${responses} responses in ${seconds(performance.now() - started)} s`);
say(table(['what is read', 'rows', 'p50 in ms', 'p95 in ms'], await measured(db)));
await db.close();

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

async function measured(db: Database): Promise<(string | number)[][]> {
  const read = db.read;
  const reading = readDraft(factorCsi);
  if (!('definition' in reading)) throw new Error('The template cannot be read');
  const live = reading.definition;
  const counting = new Sqlite(path, { readonly: true });
  const counted = counting.prepare(
    'SELECT wave_id, status, count(*) FROM responses GROUP BY wave_id, status',
  );
  const questions: [string, () => Promise<readonly unknown[]>, times?: number][] = [
    [
      'one survey by its slug: a page that does nothing else',
      async () => [await surveyBySlug(read, 'survey-7')],
    ],
    ['the list of surveys', () => surveysOverview(read)],
    ['the waves of a survey', () => wavesOverview(read, 's0')],
    ['the counts of a wave', async () => [await responseCounts(read, 'w0-0')]],
    [
      'the live page: days, durations, leaving',
      async () => {
        const { days, durations, leaving } = await waveFieldwork(read, { id: 'w0-0' }, live, 'Asia/Shanghai');
        return [...days, ...(durations ?? []), ...leaving];
      },
    ],
    ['the same list by counting', async () => counted.all(), 3],
  ];
  const rows: (string | number)[][] = [];
  for (const [name, ask, times = rounds] of questions) {
    const taken: number[] = [];
    let found = 0;
    for (let round = 0; round < times; round++) {
      const from = performance.now();
      found = (await ask()).length;
      taken.push(performance.now() - from);
    }
    const late = taken.toSorted((one, other) => one - other)[Math.floor(times * 0.95)] ?? Number.NaN;
    rows.push([name, found, median(taken).toFixed(2), late.toFixed(2)]);
  }
  counting.close();
  return rows;
}
