import { expect, test } from 'vitest';
import { surveysOverview, wavesOverview } from '#db/queries/overviews.ts';
import { noResponses, startResponse, submitResponse } from '#db/queries/responses.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aStart, aSurvey, aWave, keepWave, noon } from './rows.ts';

describeOnBoth('overviews', (database) => {
  test('of nothing are empty', async () => {
    expect(await surveysOverview(database().read)).toEqual([]);
    expect(await wavesOverview(database().read, 'survey')).toEqual([]);
  });

  test('give surveys by slug with their last wave and what all waves have brought', async () => {
    const db = database();
    await keepWave(db);
    await db.write(async (tx) => {
      await insertSurvey(tx, { ...aSurvey, id: 'new', slug: 'a-new-one', title: { en: 'New' } });
      await insertWave(tx, { ...aWave, id: 'later', key: 'later', label: { en: 'Later' }, openKey: 'open' });
      await insertWaveStrata(tx, 'later', [
        { stratum: 'A', population: 100, sampled: 30 },
        { stratum: 'B', population: null, sampled: 12 },
      ]);
      await startResponse(tx, aStart('one'));
      await startResponse(tx, aStart('two'));
      await startResponse(tx, { ...aStart('three'), waveId: 'later' });
      const end = { waveId: 'wave', seen: 1, at: noon, answers: {}, passed: [], locale: 'en', stratum: null };
      await submitResponse(tx, { ...end, id: 'one' });
    });
    const waves = await wavesOverview(db.read, 'survey');
    const common = {
      surveyId: 'survey',
      versionId: 'version',
      opensAt: null,
      closesAt: null,
      closedAt: null,
    };
    const first = {
      ...common,
      id: 'wave',
      key: '2026-Q1',
      position: 1,
      label: null,
      openKey: null,
      sampled: 0,
    };
    const last = {
      ...common,
      id: 'later',
      key: 'later',
      position: 2,
      label: { en: 'Later' },
      openKey: 'open',
    };
    expect(waves).toEqual([
      { ...first, responses: { ...noResponses, started: 1, submitted: 1 } },
      { ...last, sampled: 42, responses: { ...noResponses, started: 1 } },
    ]);
    const survey = { draftRevision: 1, createdAt: noon, archivedAt: null };
    expect(await surveysOverview(db.read)).toEqual([
      {
        ...survey,
        ...{ id: 'new', slug: 'a-new-one', title: { en: 'New' }, version: 0, waves: 0 },
        responses: noResponses,
        latestWave: null,
      },
      {
        ...survey,
        ...{ id: 'survey', slug: 'express', title: null, version: 1, waves: 2 },
        responses: { ...noResponses, started: 2, submitted: 1 },
        latestWave: waves[1],
      },
    ]);
  });
});
