import { randomUUID } from 'node:crypto';
import type { Database } from '#db/database.ts';
import { insertLinks } from '#db/queries/links.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { defaultPlan } from '#reports/plan.ts';
import { linkToken, tokenHash } from '#server/tokens.ts';
import type { Definition } from '#surveys/definition.ts';

/** The key of every secret address in a benchmark's database, which is thrown away. */
export const benchSecret = 'a benchmark keeps no real secrets';

/** The token of the link with a number. */
export function benchToken(number: number): string {
  return linkToken(benchSecret, `link ${number}`);
}

/**
 * Makes a database file with one published questionnaire and one open wave, and a sample of as many customers as asked
 * for, each with a personal link.
 */
export async function prepareDatabase(file: string, definition: Definition, links: number): Promise<void> {
  migrateSqlite(file);
  const db = openSqlite(file);
  await db.write(async (tx) => {
    const surveyId = randomUUID();
    const versionId = randomUUID();
    const waveId = randomUUID();
    await insertSurvey(tx, {
      id: surveyId,
      slug: 'bench',
      draft: definition,
      plan: defaultPlan,
      createdAt: 0,
    });
    await insertNextVersion(tx, { id: versionId, surveyId, definition, publishedAt: 0 });
    await insertWave(tx, {
      id: waveId,
      surveyId,
      key: 'bench',
      label: null,
      frameId: null,
      versionId,
      opensAt: null,
      closesAt: null,
      closedAt: null,
      plan: null,
      openKey: 'bench',
      stratumQuestion: null,
      createdAt: 0,
    });
    await insertCustomers(tx, waveId, links);
  });
  await db.close();
}

async function insertCustomers(tx: Database['read'], waveId: string, count: number): Promise<void> {
  const member = (number: number) => ({
    id: `customer ${number}`,
    position: number + 1,
    customer: `C${number}`,
    stratum: 'all',
    attributes: {},
    disposition: null,
    dispositionAt: null,
    weight: null,
  });
  const link = (number: number) => ({
    id: `link ${number}`,
    waveId,
    memberId: `customer ${number}`,
    tokenHash: tokenHash(benchToken(number)),
    expiresAt: null,
    createdAt: 0,
  });
  const numbers = Array.from({ length: count }, (_, number) => number);
  await insertSampleMembers(tx, waveId, numbers.map(member));
  await insertLinks(tx, numbers.map(link));
}
