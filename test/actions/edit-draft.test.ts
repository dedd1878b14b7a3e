import { expect, test } from 'vitest';
import { draftSteps } from '#db/queries/draft-edits.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { type Edited, editDraft } from '#server/actions/edit-draft.ts';
import { importQuestionnaire } from '#server/actions/import-questionnaire.ts';
import { keptRevisions } from '#server/actions/keep-draft.ts';
import { publishSurvey } from '#server/actions/publish-survey.ts';
import { replaceDraft } from '#server/actions/replace-draft.ts';
import { draftHistory, undoDraft } from '#server/actions/undo-draft.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aDesk, anEdit, type Desk, jonas, mei, titled } from './drafts.ts';

async function send(
  desk: Desk,
  edit: ReturnType<typeof anEdit>,
  more: { by?: typeof mei; revision?: number; seen?: unknown } = {},
) {
  const { by = mei, revision = await desk.revision(), ...seen } = more;
  return await editDraft(desk, { surveyId: 'survey', by, edit, revision, ...seen });
}

function edited(outcome: Edited) {
  if (typeof outcome === 'string' || !('edited' in outcome))
    throw new Error(`Not edited: ${JSON.stringify(outcome)}`);
  return outcome.edited;
}

async function historyOf(desk: Desk) {
  const survey = await surveyById(desk.db.read, 'survey');
  if (survey === null) throw new Error('The survey is gone');
  return await draftHistory(desk.db.read, survey);
}

describeOnBoth('editing a draft', (database) => {
  test('keeps the draft, its title, the history and the log entry together', async () => {
    const desk = await aDesk(database());
    const { revision, touched, isChanged } = edited(await send(desk, titled('Parcels')));
    expect([revision, touched, isChanged]).toEqual([2, 'survey.title.en', true]);
    const survey = await surveyById(desk.db.read, 'survey');
    const title = { 'zh-CN': '快递服务满意度调查', en: 'Parcels' };
    expect(survey).toMatchObject({ draftRevision: 2, title, draft: { ...aQuestionnaire(), title } });
    const steps = await draftSteps(desk.db.read, 'survey');
    expect(steps).toEqual([
      {
        surveyId: 'survey',
        revision: 1,
        what: { code: 'before', place: 'survey' },
        personId: null,
        personName: null,
        at: desk.now().getTime(),
      },
      {
        surveyId: 'survey',
        revision: 2,
        what: { code: 'setText', place: 'survey.title.en' },
        personId: 'mei',
        personName: '王敏',
        at: desk.now().getTime(),
      },
    ]);
    expect(desk.recorded).toMatchObject([
      {
        survey: { id: 'survey' },
        action: 'draft.changed',
        details: { edit: 'setText', place: 'survey.title.en', revision: 2 },
      },
    ]);
  });

  test('keeps nothing of a change that cannot be recorded', async () => {
    const desk = await aDesk(database());
    const failing = { ...desk, record: () => Promise.reject(new Error('the log is full')) };
    const sent = { surveyId: 'survey', by: mei, edit: titled('Parcels'), revision: 1 };
    await expect(editDraft(failing, sent)).rejects.toThrow('the log is full');
    expect(await desk.revision()).toBe(1);
    expect(await desk.draft()).toEqual(aQuestionnaire());
    expect(await draftSteps(desk.db.read, 'survey')).toEqual([]);
  });

  test('an edit that changes nothing is no revision', async () => {
    const desk = await aDesk(database());
    const { title } = await desk.draft();
    expect(edited(await send(desk, titled(title.en ?? '')))).toMatchObject({ revision: 1, isChanged: false });
    expect(desk.recorded).toEqual([]);
  });

  test('what two people change in different places is both kept', async () => {
    const desk = await aDesk(database());
    edited(await send(desk, titled('By Mei'), { revision: 1 }));
    edited(await send(desk, titled('梅', 'zh-CN'), { revision: 1, by: jonas }));
    edited(await send(desk, anEdit({ edit: 'addPage', name: { en: 'More' } }), { revision: 1, by: jonas }));
    expect((await desk.draft()).title).toEqual({ 'zh-CN': '梅', en: 'By Mei' });
    expect((await desk.draft()).pages.at(-1)?.key).toBe('more');
  });

  test('where two people change the same place, the later one gets both texts back and nothing is overwritten', async () => {
    const desk = await aDesk(database());
    edited(await send(desk, titled('By Mei'), { revision: 1 }));
    const seen = aQuestionnaire().title.en;
    for (const more of [{ seen }, {}]) {
      const outcome = await send(desk, titled('By Jonas'), { revision: 1, by: jonas, ...more });
      expect(outcome).toEqual({
        conflict: { place: 'survey.title.en', seen, yours: 'By Jonas', theirs: 'By Mei' },
        revision: 2,
      });
    }
    expect((await desk.draft()).title.en).toBe('By Mei');
    // having seen what stands there now, they may have it their way
    edited(await send(desk, titled('By Jonas'), { revision: 2, by: jonas }));
    expect((await desk.draft()).title.en).toBe('By Jonas');
  });

  test('what is typed into a question that somebody takes away comes back', async () => {
    const desk = await aDesk(database());
    const [question] = (await desk.draft()).pages
      .flatMap(({ questions }) => questions)
      .filter(({ kind }) => kind === 'text');
    const place = `question:${question?.key}`;
    edited(await send(desk, anEdit({ edit: 'remove', place, andReferences: true })));
    const typed = anEdit({ edit: 'setText', place, field: 'text', language: 'en', text: 'A long thought' });
    const outcome = await send(desk, typed, { revision: 1, by: jonas, seen: 'before' });
    expect(outcome).toMatchObject({ conflict: { yours: 'A long thought' } });
    expect(outcome).toHaveProperty('conflict.theirs', undefined);
  });

  test('nobody takes away what somebody else has just written, unless they saw it', async () => {
    const desk = await aDesk(database());
    const [page] = (await desk.draft()).pages;
    const place = `page:${page?.key}`;
    edited(
      await send(desk, anEdit({ edit: 'setText', place, field: 'title', language: 'en', text: 'Rewritten' })),
    );
    const removal = anEdit({ edit: 'remove', place, andReferences: true });
    expect(await send(desk, removal, { revision: 1, by: jonas })).toHaveProperty('conflict');
    edited(await send(desk, removal, { revision: 2, by: jonas }));
  });

  test('a form sent twice, one after the other or at once, is done once', async () => {
    const desk = await aDesk(database());
    const edit = anEdit({ edit: 'addPage', name: { en: 'More' } });
    const wish = { surveyId: 'survey', by: mei, edit, revision: 1, form: 'a3' };
    const both = await Promise.all([editDraft(desk, wish), editDraft(desk, wish)]);
    const later = await editDraft(desk, wish);
    for (const outcome of [...both, later])
      expect(edited(outcome)).toMatchObject({ revision: 2, touched: 'page:more' });
    expect((await desk.draft()).pages.filter(({ key }) => key.startsWith('more'))).toHaveLength(1);
    edited(await editDraft(desk, { ...wish, form: 'a4' }));
    expect((await desk.draft()).pages.at(-1)?.key).toBe('more-2');
  });

  test('twenty edits at the same moment are all kept', async () => {
    const desk = await aDesk(database());
    const fields = ['title', 'organisation', 'introduction', 'thanks'];
    const edits = Array.from({ length: 20 }, (_, index) =>
      index < 4
        ? anEdit({
            edit: 'setText',
            place: 'survey',
            field: fields[index] ?? '',
            language: 'en',
            text: `text ${index}`,
          })
        : anEdit({ edit: 'addPage', name: { en: `Page ${index}` } }),
    );
    const outcomes = await Promise.all(edits.map((edit) => send(desk, edit, { revision: 1 })));
    expect(outcomes.map((outcome) => edited(outcome).revision).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 2),
    );
    const draft = await desk.draft();
    expect([draft.title.en, draft.thanks.en]).toEqual(['text 0', 'text 3']);
    expect(
      draft.pages
        .slice(-16)
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(Array.from({ length: 16 }, (_, index) => `page${index + 4}`).toSorted());
  });

  test('a new item never gets the key of one that was published and taken away', async () => {
    const desk = await aDesk(database());
    const reading = readDraft(await desk.draft());
    if ('problems' in reading) throw new Error('no questionnaire');
    const { definition } = reading;
    await desk.db.write((tx) =>
      insertNextVersion(tx, { id: 'v', surveyId: 'survey', definition, publishedAt: 1 }),
    );
    const item = definition.factors[0]?.dimensions[0]?.items[0];
    edited(await send(desk, anEdit({ edit: 'remove', place: `item:${item?.key}`, andReferences: true })));
    const within = `dimension:${definition.factors[0]?.dimensions[0]?.key}`;
    const again = edited(
      await send(desk, anEdit({ edit: 'addItem', within, name: { en: item?.key ?? '' } })),
    );
    expect(again.touched).toBe(`item:${item?.key}-2`);
  });

  test('an edit of a survey that is not there, or of what is no questionnaire, is refused', async () => {
    const desk = await aDesk(database(), { format: 2 });
    expect(await editDraft(desk, { surveyId: 'nobody', by: mei, edit: titled('x'), revision: 1 })).toBe(
      'unknownSurvey',
    );
    expect(await send(desk, titled('x'))).toHaveProperty('refused.code', 'notADraft');
  });
});

describeOnBoth('undoing', (database) => {
  test('goes back and forth to the letter, and says who did what', async () => {
    const desk = await aDesk(database());
    const states = [JSON.stringify(await desk.draft())];
    for (const text of ['one', 'two', 'three']) {
      edited(await send(desk, anEdit({ edit: 'addPage', name: { en: text } })));
      states.push(JSON.stringify(await desk.draft()));
    }
    const go = async (way: 'undo' | 'redo') =>
      undoDraft(desk, { surveyId: 'survey', by: jonas, revision: await desk.revision(), way });
    const at: number[] = [];
    for (const way of ['undo', 'undo', 'redo', 'undo', 'undo', 'redo', 'redo', 'redo'] as const) {
      expect(await go(way)).toHaveProperty('revision', await desk.revision());
      at.push(states.indexOf(JSON.stringify(await desk.draft())));
    }
    expect(at).toEqual([2, 1, 2, 1, 0, 1, 2, 3]);
    expect(await go('redo')).toBe('nothing');
    expect((await historyOf(desk)).steps[0]).toMatchObject({ what: { code: 'redo' }, personName: 'Jonas' });
    expect(desk.recorded.at(-1)).toMatchObject({ action: 'draft.undone', details: { way: 'redo' } });
  });

  test('takes nothing back that the person has not seen', async () => {
    const desk = await aDesk(database());
    edited(await send(desk, titled('By Mei')));
    expect(await undoDraft(desk, { surveyId: 'survey', by: jonas, revision: 1, way: 'undo' })).toBe(
      'overtaken',
    );
    expect((await desk.draft()).title.en).toBe('By Mei');
  });

  test('typing on in one text is undone at once, after a pause or elsewhere by itself', async () => {
    const desk = await aDesk(database());
    for (const text of ['P', 'Par', 'Parcels']) {
      desk.tick(60_000);
      edited(await send(desk, titled(text)));
    }
    expect((await historyOf(desk)).steps.map(({ revision }) => revision)).toEqual([4, 1]);
    desk.tick(300_001);
    edited(await send(desk, titled('Parcels again')));
    edited(await send(desk, titled('包裹', 'zh-CN')));
    edited(await send(desk, titled('包裹服务', 'zh-CN'), { by: jonas }));
    expect((await historyOf(desk)).steps.map(({ revision }) => revision)).toEqual([7, 6, 5, 4, 1]);
    for (const title of ['包裹', undefined, undefined, undefined]) {
      await undoDraft(desk, { surveyId: 'survey', by: mei, revision: await desk.revision(), way: 'undo' });
      if (title !== undefined) expect((await desk.draft()).title['zh-CN']).toBe(title);
    }
    expect(await desk.draft()).toEqual(aQuestionnaire());
  });

  test('a draft of the history comes back, and that can be undone', async () => {
    const desk = await aDesk(database());
    for (const text of ['one', 'two', 'three'])
      edited(await send(desk, anEdit({ edit: 'addPage', name: { en: text } })));
    const three = JSON.stringify(await desk.draft());
    await undoDraft(desk, { surveyId: 'survey', by: mei, revision: 4, way: { restore: 2 } });
    expect((await desk.draft()).pages.at(-1)?.key).toBe('one');
    await undoDraft(desk, { surveyId: 'survey', by: mei, revision: 5, way: 'undo' });
    expect(JSON.stringify(await desk.draft())).toBe(three);
    expect(await undoDraft(desk, { surveyId: 'survey', by: mei, revision: 6, way: { restore: 99 } })).toBe(
      'nothing',
    );
  });

  test('takes an import back, too', async () => {
    const desk = await aDesk(database());
    edited(await send(desk, titled('Ours')));
    const json = aQuestionnaire({ title: { en: 'From a file' } });
    expect(await importQuestionnaire(desk, { slug: 'express', json })).toMatchObject({ isNew: false });
    expect((await desk.draft()).title).toEqual({ en: 'From a file' });
    await undoDraft(desk, { surveyId: 'survey', by: mei, revision: 3, way: 'undo' });
    expect((await desk.draft()).title.en).toBe('Ours');
  });

  test('a file put in the place of the draft is kept to the letter, and only by who saw what it replaces', async () => {
    const desk = await aDesk(database());
    const { format, ...others } = aQuestionnaire({ title: { en: 'From a file 👍🏽' } });
    const json = { ...others, format };
    const wish = { surveyId: 'survey', by: jonas, revision: 1, json };
    expect(await replaceDraft(desk, { ...wish, json: { ...json, extra: 1 } })).toHaveProperty('problems');
    expect(await replaceDraft(desk, wish)).toEqual({ revision: 2 });
    expect(JSON.stringify(await desk.draft())).toBe(JSON.stringify(json));
    expect(desk.recorded).toMatchObject([{ action: 'survey.imported', details: { revision: 2 } }]);
    expect(await replaceDraft(desk, wish)).toBe('overtaken');
    expect(await replaceDraft(desk, { ...wish, surveyId: 'nobody' })).toBe('unknownSurvey');
    await undoDraft(desk, { surveyId: 'survey', by: mei, revision: 2, way: 'undo' });
    expect(await desk.draft()).toEqual(aQuestionnaire());
  });

  test('reaches back over the latest 200 revisions, and no more are kept', async () => {
    const desk = await aDesk(database(), aQuestionnaire({ pages: [] }));
    for (let index = 0; index < keptRevisions + 20; index += 1) {
      const value = index % 2 === 0;
      edited(await send(desk, anEdit({ edit: 'set', place: 'survey', field: 'anonymous', value })));
    }
    const { steps, undo } = await historyOf(desk);
    expect([steps.length, steps.at(-1)?.revision, undo]).toEqual([keptRevisions, 22, 220]);
    // and what is gone back to is not thrown away for the steps that lead there
    let revision = await desk.revision();
    for (let back = 1; back < keptRevisions; back += 1) {
      const outcome = await undoDraft(desk, { surveyId: 'survey', by: mei, revision, way: 'undo' });
      if (typeof outcome === 'string') throw new Error(`${outcome} after ${back - 1} steps`);
      revision = outcome.revision;
    }
    expect(await undoDraft(desk, { surveyId: 'survey', by: mei, revision, way: 'undo' })).toBe('nothing');
    const reached = await historyOf(desk);
    expect([reached.steps.length, reached.redo]).toEqual([keptRevisions + 1, 23]);
  });

  test('never passes over a state that was published, however soon somebody typed on', async () => {
    const desk = await aDesk(database());
    const step = async (way: 'undo' | 'redo') => {
      await undoDraft(desk, { surveyId: 'survey', by: mei, revision: await desk.revision(), way });
      return (await desk.draft()).title.en;
    };
    edited(await send(desk, titled('Published')));
    desk.tick(1000);
    const by = { id: 'mei', name: '王敏' };
    expect(await publishSurvey(desk, 'express', { by, choices: new Map() })).toHaveProperty('number', 1);
    for (const text of ['Typed on', 'Typed on after that']) {
      desk.tick(1000);
      edited(await send(desk, titled(text)));
    }
    expect(await step('undo')).toBe('Published');
    // nor is typing on after an undo one change with it
    edited(await send(desk, titled('Another way')));
    expect(await step('undo')).toBe('Published');
    expect(await step('undo')).toBe(aQuestionnaire().title.en);
    expect([await step('redo'), await step('redo'), await step('redo')]).toEqual([
      'Published',
      'Another way',
      'Another way',
    ]);
  });
});
