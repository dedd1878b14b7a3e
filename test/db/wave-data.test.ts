import { expect, test } from 'vitest';
import type { Database, Queryable } from '#db/database.ts';
import { countExportRows, membersWithWholeResponses } from '#db/queries/export-rows.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { saveAnswers, startResponse, submitResponse } from '#db/queries/responses.ts';
import { insertSampleMembers, recordDisposition } from '#db/queries/sample-members.ts';
import { dataStamp, membersWithResponses, responsesWithoutMember } from '#db/queries/wave-data.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave, updateWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aMember, aStart, aWave, collected, keepSample, keepWave, noon, nothingRare } from './rows.ts';

const answers = { quality: { expectation: 8, perception: 9 } };

function imported(id: string, changes: Parameters<typeof aStart>[1]) {
  return {
    ...aStart(id, changes),
    status: 'submitted' as const,
    answers,
    updatedAt: noon,
    submittedAt: noon,
  };
}

describeOnBoth('the data of a wave', (database) => {
  test('every sampled customer comes once, with a response or without', async () => {
    const db = database();
    await keepSample(db, 2_001);
    await db.write((tx) =>
      insertImportedResponses(tx, [
        imported('a', { memberId: 'member-1' }),
        imported('b', { memberId: 'member-1500' }),
        imported('nobody', {}),
      ]),
    );
    const rows = await collected(membersWithResponses(db.read, 'wave'));
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 2_001 }, (_, i) => i + 1));
    expect(rows.filter(({ response }) => response).map(({ id }) => id)).toEqual(['member-1', 'member-1500']);
    expect(rows[0]).toEqual({
      id: 'member-1',
      position: 1,
      customer: 'C1',
      stratum: 'A',
      attributes: { market: 'east' },
      disposition: null,
      weight: null,
      response: {
        versionId: 'version',
        isExcluded: false,
        status: 'submitted',
        answers,
        locale: 'zh-CN',
        change: 1,
      },
    });
    expect(rows[1]?.response).toBeNull();
  });

  test('responses without a member come once each, those of the same moment included', async () => {
    const db = database();
    await keepSample(db, 1);
    const ids = Array.from({ length: 2_500 }, (_, i) => `r-${String(i).padStart(4, '0')}`);
    const rows = ids.map((id, i) => imported(id, { startedAt: noon + Math.floor(i / 1_200) }));
    await db.write((tx) =>
      insertImportedResponses(tx, [...rows.toReversed(), imported('m', { memberId: 'member-1' })]),
    );
    const found = await collected(responsesWithoutMember(db.read, 'wave'));
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(await countExportRows(db.read, 'wave')).toEqual({ members: 1, others: 2_500 });
    expect(await countExportRows(db.read, 'other')).toEqual({ members: 0, others: 0 });
  });

  test('an export has every sampled customer with all that came back', async () => {
    const db = database();
    await keepSample(db, 3);
    const row = imported('x', { memberId: 'member-3' });
    await db.write((tx) => insertImportedResponses(tx, [row]));
    const found = await collected(membersWithWholeResponses(db.read, 'wave'));
    expect(found.map(({ member }) => member.customer)).toEqual(['C1', 'C2', 'C3']);
    expect(found.map(({ response }) => response)).toEqual([
      null,
      null,
      { ...row, ...nothingRare, linkId: null, revision: 1, change: 1, source: 'import' },
    ]);
  });

  test('a wave without anybody has no data', async () => {
    const db = database();
    await keepWave(db);
    expect(await collected(membersWithResponses(db.read, 'wave'))).toEqual([]);
    expect(await collected(responsesWithoutMember(db.read, 'wave'))).toEqual([]);
    expect(await collected(membersWithWholeResponses(db.read, 'wave'))).toEqual([]);
  });
});

describeOnBoth('the stamp of a wave', (database) => {
  const change = { id: 'r', waveId: 'wave', answers, passed: [], locale: 'en', stratum: null, at: noon };

  async function stampsBeforeAndAfter(db: Database, work: (tx: Queryable) => Promise<unknown>) {
    const before = await dataStamp(db.read, 'wave');
    await db.write(work);
    return [before, await dataStamp(db.read, 'wave')];
  }

  test.each<[string, (tx: Queryable) => Promise<unknown>]>([
    ['a new member', (tx) => insertSampleMembers(tx, 'wave', [aMember(2)])],
    ['frozen strata', (tx) => insertWaveStrata(tx, 'wave', [{ stratum: 'A', population: 9, sampled: 1 }])],
    [
      'a disposition',
      (tx) => recordDisposition(tx, { waveId: 'wave', customer: 'C1', disposition: 'other', at: noon }),
    ],
    ['a new response', (tx) => startResponse(tx, aStart('s'))],
    ['a page saved in the same millisecond', (tx) => saveAnswers(tx, { ...change, seen: 1 })],
    ['a submission in the same millisecond', (tx) => submitResponse(tx, { ...change, seen: 1 })],
    ['an import', (tx) => insertImportedResponses(tx, [imported('i', {})])],
  ])('changes with %s', async (_, work) => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    const [before, after] = await stampsBeforeAndAfter(db, work);
    expect(after).not.toBe(before);
  });

  test('stays when nothing, or only another wave, or only the times changed', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    const [before, after] = await stampsBeforeAndAfter(db, async (tx) => {
      await insertWave(tx, { ...aWave, id: 'other', key: 'other' });
      await insertSampleMembers(tx, 'other', [aMember(2)]);
      await startResponse(tx, { ...aStart('s'), waveId: 'other' });
      await updateWave(tx, 'wave', { opensAt: 1, closesAt: 2 });
    });
    expect(after).toBe(before);
  });
});
