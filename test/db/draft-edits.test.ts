import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import {
  deleteDraftEdit,
  draftSteps,
  draftUpTo,
  insertDraftEdit,
  lastDraftStep,
  pruneDraftEdits,
} from '#db/queries/draft-edits.ts';
import { archiveSurvey, insertSurvey, surveyById } from '#db/queries/surveys.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey, noon } from './rows.ts';

function anEdit(revision: number, surveyId = 'survey') {
  return {
    surveyId,
    revision,
    draft: { b: revision, a: '满意 👍🏽' },
    what: { code: 'setText', place: 'survey.title.en' },
    personId: 'person',
    personName: '王敏',
    at: noon + revision,
  };
}

async function kept(db: Database, ...revisions: readonly number[]) {
  await db.write(async (tx) => {
    await insertSurvey(tx, aSurvey);
    await insertSurvey(tx, { ...aSurvey, id: 'other', slug: 'other' });
    for (const revision of revisions) await insertDraftEdit(tx, anEdit(revision));
    await insertDraftEdit(tx, anEdit(7, 'other'));
  });
}

describeOnBoth('the history of drafts', (database) => {
  test('is read in the order of its revisions, without the drafts', async () => {
    const db = database();
    await kept(db, 12, 3, 5);
    const { draft: _, ...step } = anEdit(3);
    const steps = await draftSteps(db.read, 'survey');
    expect(steps[0]).toEqual(step);
    expect(steps.map(({ revision }) => revision)).toEqual([3, 5, 12]);
    expect((await lastDraftStep(db.read, 'survey'))?.revision).toBe(12);
    expect(await lastDraftStep(db.read, 'nobody')).toBeNull();
  });

  test('gives the draft at a revision, or the one before it, as it was written', async () => {
    const db = database();
    await kept(db, 3, 5);
    expect(await draftUpTo(db.read, 'survey', 5)).toEqual(anEdit(5));
    expect(Object.keys((await draftUpTo(db.read, 'survey', 4))?.draft as object)).toEqual(['b', 'a']);
    expect((await draftUpTo(db.read, 'survey', 4))?.revision).toBe(3);
    expect(await draftUpTo(db.read, 'survey', 2)).toBeNull();
  });

  test('has one change for each revision', async () => {
    const db = database();
    await kept(db, 3);
    await expect(db.write((tx) => insertDraftEdit(tx, anEdit(3)))).rejects.toSatisfy(isUniqueViolation);
  });

  test('loses its oldest changes, and those of no other survey', async () => {
    const db = database();
    await kept(db, 1, 2, 3, 5, 8);
    await db.write((tx) => pruneDraftEdits(tx, 'survey', 3));
    expect((await draftSteps(db.read, 'survey')).map(({ revision }) => revision)).toEqual([3, 5, 8]);
    await db.write((tx) => pruneDraftEdits(tx, 'survey', 3));
    await db.write((tx) => deleteDraftEdit(tx, 'survey', 5));
    expect((await draftSteps(db.read, 'survey')).map(({ revision }) => revision)).toEqual([3, 8]);
    expect(await draftSteps(db.read, 'other')).toHaveLength(1);
  });

  test('a survey is put away once, and taken out once', async () => {
    const db = database();
    await kept(db);
    expect(await db.write((tx) => archiveSurvey(tx, 'survey', noon))).toBe(true);
    expect(await db.write((tx) => archiveSurvey(tx, 'survey', noon + 1))).toBe(false);
    expect((await surveyById(db.read, 'survey'))?.archivedAt).toBe(noon);
    expect((await surveyById(db.read, 'other'))?.archivedAt).toBeNull();
    expect(await db.write((tx) => archiveSurvey(tx, 'survey', null))).toBe(true);
    expect(await db.write((tx) => archiveSurvey(tx, 'survey', null))).toBe(false);
    expect((await surveyById(db.read, 'survey'))?.archivedAt).toBeNull();
  });
});
