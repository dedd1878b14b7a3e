import Sqlite from 'better-sqlite3';
import type { Database } from '#db/database.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { defaultPlan } from '#reports/plan.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';

export const [surveys, wavesEach] = [200, 50];
const strata = ['A', 'B', 'C'];

/** 200 surveys of 50 waves. The wave `w0-0` of the first, `survey-0`, drew six customers for five who have a response. */
export async function prepareManyWaves(path: string, responses: number): Promise<void> {
  migrateSqlite(path);
  const db = openSqlite(path);
  for (let survey = 0; survey < surveys; survey++) await keepSurvey(db, survey);
  await db.close();
  fillWave(path, 'w0-0', responses);
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
      await insertWaveStrata(
        tx,
        id,
        strata.map((stratum) => ({ stratum, population: 1_000_000, sampled: 400_000 })),
      );
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
  client
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @drawn)
      INSERT INTO sample_members (id, wave_id, position, customer, stratum, attributes)
      SELECT 'm' || i, @waveId, i, 'C' || i, substr('ABC', 1 + i % 3, 1), '{}' FROM n`,
    )
    .run({ waveId, drawn: Math.ceil(count * 1.2) });
  const pages = factorCsi.pages.map(({ key }) => key);
  client
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
      INSERT INTO responses (id, wave_id, version_id, member_id, status, revision, change, answers, passed, locale, source,
        started_at, updated_at, submitted_at)
      SELECT 'r' || i, @waveId, 'v0', 'm' || i, CASE WHEN i % 100 = 7 THEN 'screenedOut' WHEN i % 20 = 3 THEN 'started' ELSE 'submitted' END,
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
