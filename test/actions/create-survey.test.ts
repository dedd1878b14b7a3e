import { expect, test } from 'vitest';
import { draftSteps } from '#db/queries/draft-edits.ts';
import { allSavedTemplates } from '#db/queries/saved-templates.ts';
import { surveyBySlug, updateSurveyPlan } from '#db/queries/surveys.ts';
import { defaultPlan } from '#reports/plan.ts';
import { setArchived } from '#server/actions/archive-survey.ts';
import { type Beginning, createSurvey } from '#server/actions/create-survey.ts';
import { deleteTemplate, saveTemplate } from '#server/actions/saved-templates.ts';
import { questionnaireJson } from '#server/exports/questionnaire-json.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { templateWith } from '#surveys/templates/library.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aDesk, type Desk, mei } from './drafts.ts';

async function begin(
  desk: Desk,
  slug: string,
  beginning: Beginning,
  title: Record<string, string> | null = null,
) {
  return await createSurvey(desk, { slug, beginning, title, by: mei, owner: null });
}

async function draftOf(desk: Desk, slug: string) {
  const survey = await surveyBySlug(desk.db.read, slug);
  if (survey === null) throw new Error(`There is no survey ${slug}`);
  return survey;
}

describeOnBoth('a new survey', (database) => {
  test('begins with nothing: no factors and no pages, the library’s words around ratings', async () => {
    const desk = await aDesk(database());
    const title = { en: 'Shops', fr: 'Magasins' };
    const made = await begin(desk, 'shops', { from: 'nothing', languages: ['en', 'fr'] }, title);
    expect(made).toEqual({ id: 'id-1', slug: 'shops' });
    const { draft, ...survey } = await draftOf(desk, 'shops');
    expect(survey).toMatchObject({ draftRevision: 1, title, archivedAt: null, plan: defaultPlan });
    expect(draft).toMatchObject({
      languages: ['en', 'fr'],
      title,
      factors: [],
      pages: [],
      pairWords: { notApplicable: { en: expect.any(String) } },
    });
    const reading = readDraft(draft);
    if ('problems' in reading) throw new Error('no draft');
    const codes = new Set(problemsIn(reading.definition).map(({ code }) => code));
    expect(codes).toEqual(new Set(['missingTranslation', 'noPages']));
    expect(desk.recorded).toMatchObject([
      { action: 'survey.created', survey: { id: 'id-1' }, details: { slug: 'shops' } },
    ]);
    expect(await draftSteps(desk.db.read, 'id-1')).toMatchObject([
      { revision: 1, what: { code: 'begin', place: 'nothing' }, personName: '王敏' },
    ]);
  });

  test('begins with a questionnaire of the library and modules', async () => {
    const desk = await aDesk(database());
    await begin(desk, 'csi', { from: 'template', name: 'factor-csi', modules: ['contact-offer'] });
    const wanted = JSON.parse(JSON.stringify(templateWith('factor-csi', ['contact-offer'])));
    expect((await draftOf(desk, 'csi')).draft).toEqual(wanted);
    expect(desk.recorded.at(-1)).toMatchObject({ details: { from: 'factor-csi+contact-offer' } });
  });

  test('begins as a copy of another one, plan and all, under a name of its own', async () => {
    const desk = await aDesk(database());
    const plan = { ...defaultPlan, segments: ['market'] };
    await desk.db.write((tx) => updateSurveyPlan(tx, 'survey', plan));
    await begin(desk, 'copy', { from: 'survey', id: 'survey' }, { en: 'A copy' });
    const copy = await draftOf(desk, 'copy');
    expect(copy).toMatchObject({ plan, title: { en: 'A copy' }, draftRevision: 1 });
    expect(copy.draft).toEqual(aQuestionnaire({ title: { en: 'A copy' } }));
    expect(desk.recorded.at(-1)).toMatchObject({ action: 'survey.duplicated', details: { from: 'express' } });
  });

  test('begins with a file, kept to the letter', async () => {
    const desk = await aDesk(database());
    const text = questionnaireJson({ ...aQuestionnaire(), title: { en: 'a "b"\n👍🏽 \u202bx\u202c' } });
    await begin(desk, 'file', { from: 'file', json: JSON.parse(text) });
    expect(questionnaireJson((await draftOf(desk, 'file')).draft)).toBe(text);
    expect(await begin(desk, 'bad', { from: 'file', json: { format: 1, onload: 'x' } })).toHaveProperty(
      'problems',
    );
    expect(await surveyBySlug(desk.db.read, 'bad')).toBeNull();
  });

  test('begins with a questionnaire the team saved, whatever becomes of that', async () => {
    const desk = await aDesk(database());
    const wish = { surveyId: 'survey', name: ' Shops ', note: 'for shops', savedBy: '王敏' };
    const saved = await saveTemplate(desk, wish);
    expect(saved).toEqual({ id: 'id-1' });
    expect(await saveTemplate(desk, wish)).toBe('nameTaken');
    expect(await saveTemplate(desk, { ...wish, name: '  ' })).toBe('badName');
    expect(await saveTemplate(desk, { ...wish, surveyId: 'nobody' })).toBe('unknownSurvey');
    expect(await allSavedTemplates(desk.db.read)).toMatchObject([
      { name: 'Shops', note: 'for shops', savedBy: '王敏' },
    ]);
    await begin(desk, 'mine', { from: 'saved', id: 'id-1' });
    const all = { id: 'someone', role: 'administrator' } as const;
    const gone = [await deleteTemplate(desk, 'id-1', all), await deleteTemplate(desk, 'id-1', all)];
    expect(gone).toEqual([true, false]);
    expect((await draftOf(desk, 'mine')).draft).toEqual(aQuestionnaire());
    expect(await begin(desk, 'late', { from: 'saved', id: 'id-1' })).toBe('unknownBeginning');
    expect(desk.recorded.map(({ action }) => action)).toEqual([
      'template.saved',
      'survey.created',
      'template.deleted',
    ]);
  });

  test('is one, however often its form is sent, at once or one after the other', async () => {
    const desk = await aDesk(database());
    const wish = {
      beginning: { from: 'template', name: 'servqual', modules: [] },
      title: null,
      by: mei,
    } as const;
    const send = (slug: string) => createSurvey(desk, { ...wish, slug, owner: null, id: 'mark-of-a-form' });
    const made = { id: 'mark-of-a-form', slug: 'once' };
    expect(await Promise.all([send('once'), send('once')])).toEqual([made, made]);
    expect(await send('other-name')).toEqual(made);
    expect(desk.recorded).toHaveLength(1);
    // who guesses the mark of somebody else's form learns nothing by it
    const stranger = createSurvey(desk, { ...wish, slug: 'once', owner: 'nobody', id: 'mark-of-a-form' });
    expect(await stranger).toBe('slugTaken');
  });

  test('has an address of its own', async () => {
    const desk = await aDesk(database());
    expect(await begin(desk, 'express', { from: 'nothing', languages: ['en'] })).toBe('slugTaken');
    for (const slug of ['', 'Shops', '../x', '-a', 'a'.repeat(65)]) {
      expect(await begin(desk, slug, { from: 'nothing', languages: ['en'] })).toBe('badSlug');
    }
    expect(desk.recorded).toEqual([]);
  });

  test('is put away and taken out again, each told once', async () => {
    const desk = await aDesk(database());
    const set = (isArchived: boolean) => setArchived(desk, { surveyId: 'survey', isArchived });
    expect([await set(true), await set(true), await set(false), await set(false)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(desk.recorded.map(({ action }) => action)).toEqual(['survey.archived', 'survey.restored']);
  });
});
