import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { excludeResponses } from '#server/actions/exclude-responses.ts';
import { answerFiles } from '#server/exports/answer-files.ts';
import { translator } from '#server/i18n/translate.ts';
import { anApp, aPublishedWave } from '#test/helpers/app.ts';
import { aQuestionnaire, goodAnswersKept } from '#test/helpers/questionnaire.ts';

test('answers by the open link where nobody was sampled weigh as in the report; those begun or left out weigh nothing', async () => {
  const app = anApp();
  try {
    const { waveId, versionId, surveyId } = await aPublishedWave(app, aQuestionnaire());
    for (const [place, end] of ['sent', 'sent', 'left out', 'begun'].entries()) {
      const begun = { waveId, versionId, memberId: null, linkId: null, stratum: null, locale: 'en' };
      const id = `r${place}`;
      const answers = goodAnswersKept;
      const passed = ['delivery', 'claims', 'about'];
      await app.db.write((tx) => startResponse(tx, { ...begun, id, startedAt: place, answers, passed }));
      if (end === 'begun') continue;
      const last = { id, waveId, seen: 1, at: 10, answers, passed, locale: 'en', stratum: null };
      await app.db.write((tx) => submitResponse(tx, { ...last, status: 'submitted' }));
    }
    await excludeResponses(
      { db: app.db, now: () => new Date(1), createId: randomUUID, record: async () => {} },
      {
        ...{ wave: { id: waveId, surveyId, key: 'q3' }, responses: ['r2'] },
        ...{ reason: 'test', note: '', by: 'An Analyst' },
      },
    );
    const survey = await surveyBySlug(app.db.read, surveyId);
    if (survey === null) throw new Error('No survey');
    const waves = await wavesOf(app.db.read, surveyId);
    const files = await answerFiles(app.db.read, survey, { waves, guard: false, contacts: false });
    let text = '';
    const words = { t: translator('en'), now: new Date(0) };
    for await (const part of files?.answers('csv', words) ?? []) text += part;
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    const design = ['final_weight', 'design_stratum', 'design_population', 'design_respondents'];
    expect(rows.map((row) => design.map((name) => row[name]))).toEqual([
      ['1', 'all', '', '2'],
      ['1', 'all', '', '2'],
      ['', '', '', ''],
      ['', '', '', ''],
    ]);
    const report = await app.deps.reports.reportOf(surveyId);
    expect(report?.waves[0]?.design).toMatchObject({ rows: 2, weights: { min: 1, max: 1 } });
  } finally {
    await app.db.close();
  }
});
