import Sqlite from 'better-sqlite3';
import { insertLinks } from '#db/queries/links.ts';
import { openSqlite } from '#db/sqlite.ts';
import { tokenHash } from '#server/tokens.ts';
import type { Answer } from '#surveys/answers.ts';
import { engineWave } from './engine-wave.ts';
import { benchToken } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';
import { prepareReport } from './report-data.ts';

/**
 * Makes a database for `journeys.ts --report` in a process of its own: one wave of `compared` that so many customers
 * have answered, sampled, weighted and segmented as the measuring engine's, and as many links of others who may still.
 *
 *     node --import tsx test/bench/prepare-journeys.ts FILE RESPONSES LINKS
 */
const [file = '', responses, links] = process.argv.slice(2);
const { plan, answers } = engineWave(Number(responses), 18);
await prepareReport(file, {
  responses: Number(responses),
  definition: questionnaires.compared,
  plan,
  answers(random, known) {
    const choice = (): Answer => ['a', 'b', 'c', 'd'][random.below(4)] ?? 'a';
    const given = { ...answers(random, known), choice1: choice(), choice2: choice(), choice3: choice() };
    return random.below(3) === 0 ? { ...given, comment: '送货很快，态度也好。' } : given;
  },
});

const client = new Sqlite(file);
const silent = client
  .prepare<[number], { id: string; waveId: string }>(
    `SELECT m.id, m.wave_id AS waveId FROM sample_members m LEFT JOIN responses r ON r.member_id = m.id
      WHERE r.id IS NULL ORDER BY m.position LIMIT ?`,
  )
  .all(Number(links));
const forget = client.prepare('UPDATE sample_members SET disposition = NULL WHERE id = ?');
client.transaction(() => {
  for (const { id } of silent) forget.run(id);
})();
client.close();

const db = openSqlite(file);
const rows = silent.map(({ id: memberId, waveId }, number) => ({
  id: `link ${number}`,
  waveId,
  memberId,
  tokenHash: tokenHash(benchToken(number)),
  expiresAt: null,
  createdAt: 0,
}));
await db.write((tx) => insertLinks(tx, rows));
await db.close();
process.stdout.write('{}');
