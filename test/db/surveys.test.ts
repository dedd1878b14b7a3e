import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import {
  allSurveys,
  insertSurvey,
  surveyById,
  surveyBySlug,
  updateDraft,
  updateSurveyPlan,
} from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import { describeOnBoth } from '#test/helpers/database.ts';

const survey = {
  id: 'survey',
  slug: 'express',
  draft: { b: 1, a: ['é', '满意'] },
  title: { en: 'Express', 'zh-CN': '快递' },
  plan: defaultPlan,
  createdAt: 1_790_000_000_123,
};

describeOnBoth('surveys', (database) => {
  test('a survey is found by its slug and its id, its draft as it was written and at revision 1', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, survey));
    const found = await surveyBySlug(db.read, 'express');
    expect(found).toEqual({ ...survey, draftRevision: 1, archivedAt: null });
    expect(Object.keys(found?.draft as object)).toEqual(['b', 'a']);
    expect(await surveyById(db.read, 'survey')).toEqual(found);
  });

  test('a slug nobody has finds nothing', async () => {
    expect(await surveyBySlug(database().read, 'express')).toBeNull();
    expect(await surveyById(database().read, 'survey')).toBeNull();
  });

  test('a slug is taken only once', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, survey));
    const second = db.write((tx) => insertSurvey(tx, { ...survey, id: 'other' }));
    await expect(second).rejects.toSatisfy(isUniqueViolation);
    expect(await allSurveys(db.read)).toEqual([
      { id: 'survey', slug: 'express', title: survey.title, createdAt: survey.createdAt },
    ]);
  });

  test('a draft somebody else has changed meanwhile is not overwritten', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, survey));
    const change = (draft: unknown) =>
      db.write((tx) => updateDraft(tx, { surveyId: 'survey', seen: 1, draft, title: null }));
    const kept = await Promise.all([change({ by: 'first' }), change({ by: 'second' })]);
    expect(kept.toSorted()).toEqual([false, true]);
    const found = await surveyById(db.read, 'survey');
    expect(found).toMatchObject({ draftRevision: 2, draft: { by: kept[0] ? 'first' : 'second' } });
  });

  test('a plan is replaced as a whole', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, survey));
    await db.write((tx) => updateSurveyPlan(tx, 'survey', { ...defaultPlan, segments: ['market'] }));
    expect((await surveyById(db.read, 'survey'))?.plan.segments).toEqual(['market']);
  });
});
