import { randomUUID } from 'node:crypto';
import { eq, ne, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { columnsOfWave, forgetColumns } from '#db/queries/columns.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { saveAnswers, startResponse } from '#db/queries/responses.ts';
import { insertSampleMembers, recordDisposition } from '#db/queries/sample-members.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { revisionsOfWave } from '#db/queries/wave-data.ts';
import { openSqlite } from '#db/sqlite.ts';
import { defaultPlan } from '#reports/plan.ts';
import type { Report } from '#reports/report.ts';
import { buildReport } from '#server/actions/build-report.ts';
import { createReportSource } from '#server/reporting/report-source.ts';
import { WaveStore } from '#server/reporting/wave-store.ts';
import type { Answers } from '#surveys/answers.ts';
import { createRandom } from '#surveys/random.ts';
import { anApp, aPublishedWave, type TestWave } from '../helpers/app.ts';
import { aQuestionnaire } from '../helpers/questionnaire.ts';

const random = createRandom('answers');

function someAnswers(): Answers {
  const pair = () => ({ expectation: 1 + random.below(10), perception: 1 + random.below(10) });
  return { speed: pair(), manner: pair(), claims: pair(), recommend: random.below(11), market: 'letters' };
}

const opened: Database[] = [];

afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

/** A published wave with `drawn` customers in its sample, and its database file. */
async function aWaveWith(drawn: number) {
  const server = anApp();
  const wave = await aPublishedWave(server, aQuestionnaire());
  const members = Array.from({ length: drawn }, (_, place) => ({
    id: randomUUID(),
    position: place + 1,
    customer: `customer ${place}`,
    stratum: place % 3 === 0 ? 'big' : 'small',
    attributes: { region: place % 2 === 0 ? 'east' : 'west' },
    disposition: null,
    dispositionAt: null,
    weight: null,
  }));
  await server.db.write((tx) => insertSampleMembers(tx, wave.waveId, members));
  return { db: server.db, file: server.file, wave, members };
}

function responseOf(wave: TestWave, memberId: string | null, answers = someAnswers()) {
  return {
    id: randomUUID(),
    waveId: wave.waveId,
    versionId: wave.versionId,
    memberId,
    stratum: null,
    status: 'submitted' as const,
    answers,
    passed: [],
    locale: 'en',
    startedAt: 1,
    updatedAt: 2,
    submittedAt: 2,
  };
}

async function respond(db: Database, wave: TestWave, members: readonly ({ readonly id: string } | null)[]) {
  await db.write((tx) =>
    insertImportedResponses(
      tx,
      members.map((member) => responseOf(wave, member?.id ?? null)),
    ),
  );
}

/** The report as somebody works it out who finds no columns and keeps none. */
async function fromAnswersAlone(db: Database, wave: TestWave): Promise<Report | null> {
  await db.write((tx) => forgetColumns(tx, null));
  return buildReport({ db, store: new WaveStore({ read: db.read }) }, wave.surveyId);
}

/** A store that keeps every change at once, where others wait for more. */
function aStore(db: Database): WaveStore {
  return new WaveStore(db, { worthKeeping: 1 });
}

/** The report worked out in a fresh store that keeps its columns in the database. */
function afresh(db: Database, wave: TestWave): Promise<Report | null> {
  return buildReport({ db, store: aStore(db) }, wave.surveyId);
}

const plan = { ...defaultPlan, segments: ['region', 'market'] };

describe('columns that are kept', () => {
  test('are only a matter of time: thrown away, the report is the same to the last bit', async () => {
    const { db, wave, members } = await aWaveWith(60);
    await db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
    const store = aStore(db);
    const carried = [];
    for (let from = 0; from < 48; from += 12) {
      await respond(db, wave, members.slice(from, from + 12));
      carried.push(await buildReport({ db, store }, wave.surveyId));
    }
    const last = carried.at(-1);
    expect(last?.waves[0]?.design?.rows).toBe(48);
    expect(await afresh(db, wave)).toEqual(last);
    await db.write((tx) => forgetColumns(tx, null));
    expect(await columnsOfWave(db.read, wave.waveId)).toEqual([]);
    expect(await fromAnswersAlone(db, wave)).toEqual(last);
    expect(await afresh(db, wave)).toEqual(last);
    expect(await columnsOfWave(db.read, wave.waveId)).not.toEqual([]);
  });

  test('follow a response from its first page to the last', async () => {
    const { db, wave, members } = await aWaveWith(9);
    await respond(db, wave, members.slice(0, 6));
    const store = aStore(db);
    const report = () => buildReport({ db, store }, wave.surveyId);
    await report();
    const begun = { ...responseOf(wave, members[6]?.id ?? ''), linkId: null, startedAt: 3 };
    await db.write((tx) => startResponse(tx, begun));
    expect((await report())?.waves[0]?.dispositions.counts).toMatchObject({ complete: 6, partial: 1 });
    await db.write((tx) =>
      saveAnswers(tx, { ...begun, answers: { speed: { expectation: 3 } }, seen: 1, at: 4 }),
    );
    const after = await report();
    expect(after?.waves[0]?.dispositions.counts).toMatchObject({ complete: 6, partial: 0, refused: 1 });
    expect(after).toEqual(await fromAnswersAlone(db, wave));
  });

  test('hold answers by the open link once each, in a wave without a sample', async () => {
    const { db, wave } = await aWaveWith(0);
    const store = aStore(db);
    for (let time = 0; time < 3; time++) {
      await respond(db, wave, [null, null, null, null]);
      await buildReport({ db, store }, wave.surveyId);
    }
    const carried = await buildReport({ db, store }, wave.surveyId);
    expect(carried?.waves[0]?.openAnswers).toEqual({ submitted: 12, excluded: 0, used: true });
    expect(carried?.waves[0]?.design?.rows).toBe(12);
    expect(await afresh(db, wave)).toEqual(carried);
    expect(await fromAnswersAlone(db, wave)).toEqual(carried);
  });

  test('are made again when the sample has changed, or a plan asks for a variable they lack', async () => {
    const { db, wave, members } = await aWaveWith(30);
    await respond(db, wave, members.slice(0, 20));
    const store = aStore(db);
    const report = () => buildReport({ db, store }, wave.surveyId);
    await report();
    const disposition = {
      waveId: wave.waveId,
      customer: 'customer 25',
      disposition: 'refused' as const,
      at: 1,
    };
    await db.write((tx) => recordDisposition(tx, disposition));
    expect((await report())?.waves[0]?.dispositions.counts.refused).toBe(1);
    await db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
    const segmented = await report();
    const regions = segmented?.waves[0]?.figures.filter(({ domain }) => domain?.region !== undefined);
    expect(regions?.length).toBeGreaterThan(10);
    expect(segmented).toEqual(await fromAnswersAlone(db, wave));
    expect(segmented).toEqual(await afresh(db, wave));
  });

  test('may be brought up to date by two processes in turn, and neither takes the other’s for its own', async () => {
    const { db, file, wave, members } = await aWaveWith(40);
    const other = openSqlite(file);
    opened.push(other);
    const stores = [
      { db, store: aStore(db) },
      { db: other, store: aStore(other) },
    ];
    for (let from = 0; from < 40; from += 5) {
      await respond(db, wave, members.slice(from, from + 5));
      const one = stores[(from / 5) % 2];
      if (one === undefined) throw new Error('no store');
      expect(await buildReport(one, wave.surveyId)).toEqual(await fromAnswersAlone(db, wave));
      expect(await afresh(db, wave)).toEqual(await fromAnswersAlone(db, wave));
    }
  });

  test('are not read at all where sums of them are kept and nothing has changed', async () => {
    const { db, wave, members } = await aWaveWith(60);
    await db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
    await respond(db, wave, members.slice(0, 40));
    const first = await afresh(db, wave);
    await db.write(async ({ orm, tables: { columnChunks } }) => {
      await orm.delete(columnChunks).where(ne(columnChunks.name, 'sums'));
    });
    expect(await afresh(db, wave)).toEqual(first);
  });

  test('are read where a plan wants other sums, and kept with these', async () => {
    const { db, wave, members } = await aWaveWith(60);
    await db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
    await respond(db, wave, members.slice(0, 40));
    const first = await afresh(db, wave);
    const fewer = { ...plan, segments: ['region'] };
    await db.write((tx) => updateSurveyPlan(tx, wave.surveyId, fewer));
    const second = await afresh(db, wave);
    expect(second).toEqual(await fromAnswersAlone(db, wave));
    await db.write((tx) => updateSurveyPlan(tx, wave.surveyId, plan));
    expect(await afresh(db, wave)).toEqual(first);
  });

  test('wait to be written where little has changed, until somebody keeps up', async () => {
    const { db, wave, members } = await aWaveWith(30);
    await respond(db, wave, members.slice(0, 10));
    const source = createReportSource(db);
    const keptAt = async () => (await columnsOfWave(db.read, wave.waveId))[0]?.responsesChange;
    await source.reportOf(wave.surveyId);
    expect(await keptAt()).toBe(10);
    await respond(db, wave, members.slice(10, 20));
    const later = await source.reportOf(wave.surveyId);
    expect(later?.waves[0]?.design?.rows).toBe(20);
    expect(await keptAt()).toBe(10);
    await source.keepUp();
    expect(await keptAt()).toBe(20);
    expect(await afresh(db, wave)).toEqual(later);
    await source.close();
  });

  test.each([
    ['cut off', 'substr(bytes, 1, length(bytes) - 1)'],
    ['emptied', "x''"],
    ['altered in one byte', "cast(substr(bytes, 1, 20) || x'05' || substr(bytes, 22) as blob)"],
    ['that of another column', "(select bytes from column_chunks where name = 'expectation:speed')"],
  ])('are made again where a part of them was %s', async (_, bytes) => {
    const { db, wave, members } = await aWaveWith(40);
    await respond(db, wave, members.slice(0, 30));
    const first = await afresh(db, wave);
    const rows = { ...plan, segments: [] };
    for (const name of ['sums', 'disposition', 'stratum', 'perception:speed']) {
      await afresh(db, wave);
      await db.write(async ({ orm, tables: { columnChunks } }) => {
        await orm
          .update(columnChunks)
          .set({ bytes: sql.raw(bytes) })
          .where(eq(columnChunks.name, name));
      });
      expect(await afresh(db, wave), name).toEqual(first);
      expect(await buildReport({ db, store: aStore(db) }, wave.surveyId, rows), name).toEqual(
        await buildReport({ db, store: new WaveStore({ read: db.read }) }, wave.surveyId, rows),
      );
    }
  });

  test('are read ahead of any report, where somebody keeps up with what comes in', async () => {
    const { db, wave, members } = await aWaveWith(12);
    await respond(db, wave, members);
    const source = createReportSource(db);
    await source.keepUp();
    const [column] = await columnsOfWave(db.read, wave.waveId);
    const { responsesChange } = await revisionsOfWave(db.read, wave.waveId);
    expect(responsesChange).toBe(12);
    expect(column).toMatchObject({ responsesChange, size: 12 });
    await source.close();
  });
});
