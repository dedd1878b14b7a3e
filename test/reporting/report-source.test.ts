import { afterEach, describe, expect, test } from 'vitest';
import { recordDisposition } from '#db/queries/sample-members.ts';
import { updateSurveyPlan } from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import { keptReports } from '#server/reporting/kept-reports.ts';
import { createReportSource, type ReportSource } from '#server/reporting/report-source.ts';
import { createReportWorker } from '#server/reporting/worker-source.ts';
import type { Definition, DefinitionDocument } from '#surveys/definition.ts';
import { readDefinition } from '#surveys/read-definition.ts';
import { anApp, aPersonalLink, aPublishedWave, type TestApp } from '../helpers/app.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

const opened: ReportSource[] = [];

function published(document: DefinitionDocument): Definition {
  const reading = readDefinition(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
}

afterEach(async () => {
  for (const source of opened.splice(0)) await source.close();
});

async function aSurveyWithASample() {
  const server = anApp();
  const wave = await aPublishedWave(server, aQuestionnaire());
  await aPersonalLink(server, wave);
  return { server, wave, slug: wave.surveyId };
}

const places = {
  'in this thread': ({ db }: TestApp) => createReportSource(db),
  'in a thread of its own': ({ file }: TestApp) => createReportWorker(file),
  'in a thread of its own, and kept': ({ db, file }: TestApp) => keptReports(createReportWorker(file), db),
};

describe.each(Object.entries(places))('reports worked out %s', (_, makeSource) => {
  function sourceFor(server: TestApp): ReportSource {
    const source = makeSource(server);
    opened.push(source);
    return source;
  }

  test('follow every change of the data, without being told', async () => {
    const { server, wave, slug } = await aSurveyWithASample();
    const source = sourceFor(server);
    const first = await source.reportOf(slug);
    expect(first?.waves[0]?.dispositions.counts).toMatchObject({ unknown: 1, refused: 0 });
    const [member] = await server.db.read.orm.select().from(server.db.read.tables.sampleMembers);
    await server.db.write((tx) =>
      recordDisposition(tx, {
        waveId: wave.waveId,
        customer: member?.customer ?? '',
        disposition: 'refused',
        at: 1,
      }),
    );
    const second = await source.reportOf(slug);
    expect(second?.waves[0]?.dispositions.counts).toMatchObject({ unknown: 0, refused: 1 });
  });

  test('follow a change of the plan', async () => {
    const { server, wave, slug } = await aSurveyWithASample();
    const source = sourceFor(server);
    expect((await source.reportOf(slug))?.plan.smallestCell).toBe(10);
    await server.db.write((tx) => updateSurveyPlan(tx, wave.surveyId, { ...defaultPlan, smallestCell: 5 }));
    expect((await source.reportOf(slug))?.plan.smallestCell).toBe(5);
  });

  test('of a survey that does not exist are null', async () => {
    const { server } = await aSurveyWithASample();
    expect(await sourceFor(server).reportOf('nobody')).toBeNull();
  });
});

test('a version published before questionnaires knew facts and quotas is reported like any other', async () => {
  const server = anApp();
  const { facts, quotas, anonymous, changeable, shuffle, ...earlier } = published(aQuestionnaire());
  expect([facts, quotas, anonymous, changeable, shuffle]).toEqual([[], [], false, false, []]);
  const wave = await aPublishedWave(server, aQuestionnaire());
  const { token } = await aPersonalLink(server, wave);
  await server.db.write(async ({ orm, tables: { versions, waves } }) => {
    const version = { id: 'earlier', surveyId: wave.surveyId, number: 2, publishedAt: 0 };
    await orm.insert(versions).values({ ...version, definition: earlier as unknown as Definition });
    await orm.update(waves).set({ versionId: 'earlier' });
  });
  for (const [page, form] of Object.entries(goodAnswers)) {
    expect((await server.post(`/s/${token}/${page}`, form)).status).toBe(303);
  }
  const report = await createReportSource(server.db).reportOf(wave.surveyId);
  expect(report?.waves[0]?.state).toBe('measured');
  expect(report?.waves[0]?.version).toBe(2);
});

test('a report that nothing has changed is not worked out again', async () => {
  const { server, slug } = await aSurveyWithASample();
  const source = createReportSource(server.db);
  expect(await source.reportOf(slug)).toBe(await source.reportOf(slug));
});

test('the analysis of a wave is kept until something changes in that wave', async () => {
  const { server, wave, slug } = await aSurveyWithASample();
  const source = createReportSource(server.db);
  const { key } = (await source.reportOf(slug))?.waves[0] ?? { key: '' };
  const before = await source.analysisOf(slug, key);
  expect(before?.problem?.code).toBe('unanswered');
  expect(await source.analysisOf(slug, key)).toBe(before);
  const { token } = await aPersonalLink(server, wave);
  for (const [page, form] of Object.entries(goodAnswers)) {
    expect((await server.post(`/s/${token}/${page}`, form)).status).toBe(303);
  }
  expect((await source.analysisOf(slug, key))?.problem).toBeNull();
  expect(await source.analysisOf(slug, 'no such wave')).toBeNull();
});

test('a failure in the other thread reaches whoever asked', async () => {
  const source = createReportWorker('/nowhere/manyi.sqlite');
  opened.push(source);
  await expect(source.reportOf('any')).rejects.toThrow();
});
