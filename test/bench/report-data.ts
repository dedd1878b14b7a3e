import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { sqliteColumns } from '#db/columns.ts';
import type { Queryable } from '#db/database.ts';
import { insertFrame } from '#db/queries/frames.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import { defineTables } from '#db/tables.ts';
import type { Plan } from '#reports/plan.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { type Asked, askedCustomers, type Known, marginsFor } from './customers.ts';

/** The slug of the survey in a database made here. */
export const benchSlug = 'bench';

/** One wave to be made: how many answered what, and how it is to be reported. */
export interface WaveToReport {
  readonly responses: number;
  readonly definition: Definition;
  readonly plan: Plan;
  answers(random: Random, known: Known): Answers;
}

/** Customers kept at a time. */
const chunkSize = 5_000;

/**
 * Makes a database with one wave of a survey or several, each sampled in nine strata, answered by exactly `responses`
 * customers and not answered by two for every three of them. The same waves have the same answers in every run; those
 * of one survey ask the same customers.
 *
 * @param keys of the waves, in order of time
 */
export async function prepareReport(
  file: string,
  wave: WaveToReport,
  keys: readonly string[] = [benchSlug],
): Promise<void> {
  migrateSqlite(file);
  const client = new Sqlite(file);
  // Nobody else sees the file before it is finished, so that nothing has to survive a failure meanwhile.
  client.pragma('journal_mode = OFF');
  client.pragma('synchronous = OFF');
  client.pragma(`cache_size = ${-512 * 1024}`);
  const tx: Queryable = { orm: drizzle({ client }), tables: defineTables(sqliteColumns) };
  client.exec('BEGIN');
  const shared = await insertSurveyWithFrame(tx, wave);
  for (const [place, key] of keys.entries()) {
    const waveId = await insertEmptyWave(tx, shared, key, place);
    const random = createRandom(`report ${wave.responses}${place === 0 ? '' : ` ${key}`}`);
    await insertCustomers(tx, wave, { waveId, versionId: shared.versionId }, random);
  }
  client.exec('COMMIT');
  client.pragma('journal_mode = WAL');
  client.close();
}

interface Ids {
  readonly waveId: string;
  readonly versionId: string;
}

type Shared = Readonly<Record<'surveyId' | 'versionId' | 'frameId', string>>;

async function insertSurveyWithFrame(
  tx: Queryable,
  { responses, definition, plan }: WaveToReport,
): Promise<Shared> {
  const [surveyId, versionId, frameId] = [randomUUID(), randomUUID(), randomUUID()];
  const margins = marginsFor(responses);
  await insertSurvey(tx, { id: surveyId, slug: benchSlug, draft: definition, plan, createdAt: 0 });
  await insertNextVersion(tx, { id: versionId, surveyId, definition, publishedAt: 0 });
  await insertFrame(
    tx,
    {
      id: frameId,
      surveyId,
      key: 'counts',
      kind: 'counts',
      source: 'generated',
      strataFrom: ['abc', 'market'],
      margins,
      importedAt: 0,
    },
    Object.entries(margins.stratum ?? {}).map(([stratum, population]) => ({ stratum, population })),
  );
  return { surveyId, versionId, frameId };
}

const day = 24 * 60 * 60 * 1000;

async function insertEmptyWave(tx: Queryable, shared: Shared, key: string, place: number): Promise<string> {
  const waveId = randomUUID();
  await insertWave(tx, {
    id: waveId,
    ...shared,
    key,
    label: null,
    opensAt: place * 90 * day,
    closesAt: null,
    closedAt: null,
    plan: null,
    openKey: null,
    stratumQuestion: null,
    createdAt: place,
  });
  return waveId;
}

async function insertCustomers(tx: Queryable, wave: WaveToReport, ids: Ids, random: Random): Promise<void> {
  const sampled = new Map<string, number>();
  let chunk: Asked[] = [];
  for (const one of askedCustomers(random, wave.responses)) {
    sampled.set(one.stratum, (sampled.get(one.stratum) ?? 0) + 1);
    chunk.push(one);
    if (chunk.length < chunkSize) continue;
    await insertChunk(tx, wave, ids, chunk, random);
    chunk = [];
  }
  await insertChunk(tx, wave, ids, chunk, random);
  const populations = marginsFor(wave.responses).stratum;
  const strata = [...sampled].map(([stratum, count]) => ({
    stratum,
    population: populations?.[stratum] ?? null,
    sampled: count,
  }));
  await insertWaveStrata(tx, ids.waveId, strata);
}

async function insertChunk(
  tx: Queryable,
  wave: WaveToReport,
  { waveId, versionId }: Ids,
  chunk: readonly Asked[],
  random: Random,
): Promise<void> {
  const members = chunk.map((asked) => ({ ...asked, id: randomUUID() }));
  await insertSampleMembers(
    tx,
    waveId,
    members.map(({ id, position, stratum, attributes, answers }) => ({
      id,
      position,
      customer: `C${position}`,
      stratum,
      attributes,
      // Of one in ten who did not answer nothing is known yet: they may still.
      disposition: answers || position % 10 === 0 ? null : 'noContact',
      dispositionAt: null,
      weight: null,
    })),
  );
  const responses = members
    .filter(({ answers }) => answers)
    .map(({ id, attributes }) => ({
      id: randomUUID(),
      waveId,
      versionId,
      memberId: id,
      stratum: null,
      status: 'submitted' as const,
      answers: wave.answers(random, attributes),
      passed: [],
      locale: 'zh-CN',
      startedAt: 0,
      updatedAt: 0,
      submittedAt: 0,
    }));
  await insertImportedResponses(tx, responses);
}
