import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import {
  insertMeasure,
  measureById,
  measuresOfSurvey,
  updateMeasure,
} from '#db/queries/improvement-measures.ts';
import { insertPerson } from '#db/queries/people.ts';
import {
  allPublishedIndices,
  deletePublishedIndex,
  insertPublishedIndex,
  updatePublishedIndex,
} from '#db/queries/published-indices.ts';
import { comparisonsOf, deleteComparison, putComparison } from '#db/queries/saved-comparisons.ts';
import { deleteEvent, eventsOfSurvey, insertEvent, updateEvent } from '#db/queries/survey-events.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey, noon } from './rows.ts';

const written = { revision: 1, createdBy: '王敏', createdAt: noon, changedBy: '王敏', changedAt: noon };
const measure = {
  ...{ id: 'm1', surveyId: 'survey', title: '专人处理理赔', description: '', owner: '王敏', ownerId: null },
  ...{ target: 'claims', waveId: null, status: 'planned' as const, startOn: '2026-03-01' },
  ...{ dueOn: null, doneOn: null, ...written },
};
const event = {
  ...{ id: 'e1', surveyId: 'survey', happenedOn: '2026-02-01', scope: '' },
  ...{ text: { 'zh-CN': '调价', en: 'New prices' }, ...written },
};
const index = {
  ...{ id: 'i1', name: 'ACSI', industry: 'Parcels', country: 'US', period: '2025', endedOn: '2025-12-31' },
  ...{ value: 77.3, scaleMin: 0, scaleMax: 100, source: 'acsi.example', sourceUrl: '', ...written },
};

describeOnBoth('what is done about a survey', (database) => {
  test('measures come in the order in which they begin, and are changed only as they were seen', async () => {
    const db = database();
    await db.write(async (tx) => {
      await insertSurvey(tx, aSurvey);
      await insertMeasure(tx, measure);
      await insertMeasure(tx, { ...measure, id: 'm0', startOn: '2025-12-01' });
    });
    expect((await measuresOfSurvey(db.read, 'survey')).map(({ id }) => id)).toEqual(['m0', 'm1']);
    const { revision: _, createdBy: _by, createdAt: _at, ...anew } = { ...measure, changedBy: 'Li' };
    const change = (seen: number) =>
      db.write((tx) => updateMeasure(tx, { ...anew, status: 'done', doneOn: '2026-04-01' }, seen));
    expect([await change(1), await change(1), await change(-1)]).toEqual([true, false, false]);
    expect(await measureById(db.read, 'survey', 'm1')).toEqual({
      ...{ ...measure, status: 'done', doneOn: '2026-04-01', changedBy: 'Li', revision: 2 },
    });
    expect(await measureById(db.read, 'another', 'm1')).toBeNull();
  });

  test('events are changed and removed only as they were seen', async () => {
    const db = database();
    await db.write(async (tx) => {
      await insertSurvey(tx, aSurvey);
      await insertEvent(tx, event);
      await insertEvent(tx, { ...event, id: 'e0', happenedOn: '2026-01-01' });
    });
    expect((await eventsOfSurvey(db.read, 'survey')).map(({ id }) => id)).toEqual(['e0', 'e1']);
    const { revision: _, createdBy: _by, createdAt: _at, ...anew } = { ...event, scope: 'east' };
    expect(await db.write((tx) => updateEvent(tx, anew, 1))).toBe(true);
    expect(await db.write((tx) => updateEvent(tx, anew, 1))).toBe(false);
    const remove = (revision: number) => db.write((tx) => deleteEvent(tx, { ...event, revision }));
    expect(await remove(1)).toBeNull();
    expect(await remove(2)).toMatchObject({ scope: 'east', text: event.text });
    expect(await eventsOfSurvey(db.read, 'survey')).toHaveLength(1);
  });

  test('published figures stand by name, the newest of each first', async () => {
    const db = database();
    await db.write(async (tx) => {
      await insertPublishedIndex(tx, { ...index, id: 'old', endedOn: '2024-12-31' });
      await insertPublishedIndex(tx, { ...index, id: 'z', name: 'CCSI' });
      await insertPublishedIndex(tx, index);
    });
    expect((await allPublishedIndices(db.read)).map(({ id }) => id)).toEqual(['i1', 'old', 'z']);
    const { revision: _, createdBy: _by, createdAt: _at, ...anew } = { ...index, value: 0.1 + 0.2 };
    expect(await db.write((tx) => updatePublishedIndex(tx, anew, 1))).toBe(true);
    expect(await db.write((tx) => updatePublishedIndex(tx, anew, 1))).toBe(false);
    expect(await db.write((tx) => deletePublishedIndex(tx, { id: 'i1', revision: 1 }))).toBeNull();
    expect(await db.write((tx) => deletePublishedIndex(tx, { id: 'i1', revision: 2 }))).toMatchObject({
      value: 0.1 + 0.2,
    });
  });

  test('comparisons are of one person, and the newest of a name is the one that stands', async () => {
    const db = database();
    const person = (id: string) => ({ id, name: id, email: `${id}@example.com`, role: 'reader' as const });
    await db.write(async (tx) => {
      await insertPerson(tx, { ...person('wang'), createdAt: noon });
      await insertPerson(tx, { ...person('li'), createdAt: noon });
    });
    const keep = (id: string, personId: string, query: string) =>
      db.write((tx) => putComparison(tx, { id, personId, name: 'Stations', query, savedAt: noon }));
    await keep('c1', 'wang', 's=a');
    await keep('c2', 'wang', 's=b');
    await keep('c3', 'li', 's=c');
    expect(await comparisonsOf(db.read, 'wang')).toMatchObject([{ id: 'c1', query: 's=b' }]);
    expect(await db.write((tx) => deleteComparison(tx, { id: 'c1', personId: 'li' }))).toBe(false);
    expect(await db.write((tx) => deleteComparison(tx, { id: 'c1', personId: 'wang' }))).toBe(true);
    expect(await comparisonsOf(db.read, 'wang')).toEqual([]);
    await expect(keep('c3', 'wang', 's=d')).rejects.toSatisfy(isUniqueViolation);
  });
});
