import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Database } from '#db/database.ts';
import { surveysOverview, wavesOverview } from '#db/queries/overviews.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { insertSurvey, surveyBySlug } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { defaultPlan } from '#reports/plan.ts';
import { waveFieldwork } from '#server/actions/wave-fieldwork.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { machineLine, median, say, table } from './machine.ts';

/**
 * How long it takes to read what the lists of surveys and waves show, beside counting the same responses one by one.
 *
 *     node --import tsx test/bench/lists.ts [responses]
 *
 * 200 surveys of 50 waves, with 1,000,000 responses in one of them unless told.
 */
const responses = Number(process.argv[2] ?? 1_000_000);
const [surveys, wavesEach, rounds] = [200, 50, 200];

const directory = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, 'manyi.sqlite');

say(machineLine());
const started = performance.now();
migrateSqlite(path);
const db = openSqlite(path);
for (let survey = 0; survey < surveys; survey++) await keepSurvey(db, survey);
fillWave(path, 'w0-0', responses);
say(`${surveys * wavesEach} waves and ${responses} responses in ${seconds(performance.now() - started)} s`);
say(table(['what is read', 'rows', 'p50 in ms', 'p95 in ms'], await measured(db)));
await db.close();

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

async function keepSurvey(db: Database, number: number): Promise<void> {
  const [surveyId, versionId] = [`s${number}`, `v${number}`];
  await db.write(async (tx) => {
    const { title } = factorCsi;
    const slug = `survey-${number}`;
    await insertSurvey(tx, { id: surveyId, slug, title, draft: factorCsi, plan: defaultPlan, createdAt: 1 });
    await insertNextVersion(tx, { id: versionId, surveyId, definition: factorCsi, publishedAt: 1 });
    for (let wave = 0; wave < wavesEach; wave++) {
      const id = `w${number}-${wave}`;
      const times = { opensAt: 1, closesAt: null, closedAt: null, createdAt: 1 };
      const label = { en: `Wave ${wave}`, 'zh-CN': `第 ${wave} 期` };
      const rest = { frameId: null, plan: defaultPlan, openKey: id, stratumQuestion: null };
      await insertWave(tx, { id, surveyId, versionId, key: `2026-${wave}`, label, ...times, ...rest });
      const strata = ['A', 'B', 'C'].map((stratum) => ({ stratum, population: 1000, sampled: 100 }));
      await insertWaveStrata(tx, id, strata);
    }
  });
}

/** Responses as customers leave them: one in twenty was not sent, one in a hundred ended early. */
function fillWave(path: string, waveId: string, count: number): void {
  const client = new Sqlite(path);
  client.pragma('synchronous = OFF');
  const pairs = factorCsi.factors.flatMap(({ dimensions }) =>
    dimensions.flatMap(({ items }) => items.map(({ key }) => [key, { expectation: 9, perception: 8 }])),
  );
  const pages = factorCsi.pages.map(({ key }) => key);
  client
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
      INSERT INTO responses (id, wave_id, version_id, status, revision, change, answers, passed, locale, source,
        started_at, updated_at, submitted_at)
      SELECT 'r' || i, @waveId, 'v0', CASE WHEN i % 100 = 7 THEN 'screenedOut' WHEN i % 20 = 3 THEN 'started' ELSE 'submitted' END,
        5, i, @answers, CASE WHEN i % 20 = 3 THEN json_array(@first) ELSE @passed END, 'zh-CN', 'web',
        @noon + i * 1000, @noon + i * 1000 + 60000 + (i * 7919) % 600000,
        CASE WHEN i % 20 = 3 THEN NULL ELSE @noon + i * 1000 + 60000 + (i * 7919) % 600000 END
      FROM n`,
    )
    .run({
      ...{ count, waveId, noon: Date.UTC(2026, 9, 1, 12) },
      ...{
        answers: JSON.stringify(Object.fromEntries(pairs)),
        passed: JSON.stringify(pages),
        first: pages[0],
      },
    });
  client
    .prepare('UPDATE response_counters SET changes = @count WHERE wave_id = @waveId')
    .run({ count, waveId });
  client.close();
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
