import { expect, test } from 'vitest';
import type { Database, Queryable } from '#db/database.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { responseById, saveAnswers, startResponse, submitResponse } from '#db/queries/responses.ts';
import { responsesToJudge } from '#db/queries/responses-to-judge.ts';
import { dataStamp, responsesChangedAfter, revisionsOfWave } from '#db/queries/wave-data.ts';
import { insertWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aMember, aStart, aWave, collected, keepSample, keepWave, noon } from './rows.ts';

const answers = { quality: { expectation: 8, perception: 9 } };

function aChange(id: string, seen: number, changes = {}) {
  return { id, waveId: 'wave', seen, answers, passed: [], locale: 'en', at: noon, stratum: null, ...changes };
}

function imported(id: string, changes: { memberId?: string; waveId?: string } = {}) {
  const times = { updatedAt: noon, submittedAt: noon };
  return { ...aStart(id), status: 'submitted' as const, answers, ...times, ...changes };
}

const changeOf = async (db: Database, id: string) => (await responseById(db.read, id))?.change;

/** The responses that changed after a number, as `number: id`: the same for a report and for a judgement. */
async function changedAfter(db: Database, change: number, waveId = 'wave'): Promise<string[]> {
  const changed = await collected(responsesChangedAfter(db.read, waveId, change));
  const reported = changed.map((one) => `${one.change}: ${one.response.id}`);
  const toJudge = await collected(responsesToJudge(db.read, waveId, change));
  expect(toJudge.map((one) => `${one.change}: ${one.id}`)).toEqual(reported);
  return reported;
}

const anotherWave = (tx: Queryable) => insertWave(tx, { ...aWave, id: 'other', key: 'other' });

describeOnBoth('the numbers of changes', (database) => {
  test('rise with every start, page saved, submission and imported response', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => startResponse(tx, aStart('a')));
    expect(await changeOf(db, 'a')).toBe(1);
    await db.write((tx) => startResponse(tx, aStart('b')));
    await db.write((tx) => saveAnswers(tx, aChange('a', 1)));
    expect([await changeOf(db, 'a'), await changeOf(db, 'b')]).toEqual([3, 2]);
    await db.write((tx) => insertImportedResponses(tx, [imported('c'), imported('d')]));
    await db.write((tx) => submitResponse(tx, aChange('b', 1)));
    expect(await changedAfter(db, 0)).toEqual(['3: a', '4: c', '5: d', '6: b']);
    expect(await revisionsOfWave(db.read, 'wave')).toMatchObject({ responsesChange: 6 });
  });

  test('rise for each wave by itself, also when one import brings several', async () => {
    const db = database();
    await keepWave(db);
    await db.write(anotherWave);
    const rows = Array.from({ length: 1_200 }, (_, i) =>
      imported(`r${i}`, { waveId: i % 3 === 0 ? 'other' : 'wave' }),
    );
    await db.write((tx) => startResponse(tx, aStart('first')));
    await db.write((tx) => insertImportedResponses(tx, rows));
    await db.write((tx) => startResponse(tx, aStart('last')));

    const ofOther = rows.filter(({ waveId }) => waveId === 'other').map(({ id }, i) => `${i + 1}: ${id}`);
    const ofWave = rows.filter(({ waveId }) => waveId === 'wave').map(({ id }, i) => `${i + 2}: ${id}`);
    expect(await changedAfter(db, 0, 'other')).toEqual(ofOther);
    expect(await changedAfter(db, 0)).toEqual(['1: first', ...ofWave, '802: last']);
  });

  test('are none of a page that came too late, and no other change gets the same', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => startResponse(tx, aStart('r')));
    await db.write((tx) => saveAnswers(tx, aChange('r', 1)));
    expect(await db.write((tx) => saveAnswers(tx, aChange('r', 1)))).toBe(false);
    expect(await changeOf(db, 'r')).toBe(2);
    await db.write((tx) => submitResponse(tx, aChange('r', 2)));
    const [only, ...more] = await collected(responsesChangedAfter(db.read, 'wave', 2));
    expect(only).toMatchObject({ response: { id: 'r', status: 'submitted' } });
    expect(more).toEqual([]);
  });

  test('are given again, and the stamp stays, when the write that took them is undone', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => startResponse(tx, aStart('a')));
    const before = await dataStamp(db.read, 'wave');
    const overtaken = db.write(async (tx) => {
      await startResponse(tx, aStart('b'));
      if (!(await saveAnswers(tx, aChange('a', 7)))) throw new Error('overtaken');
    });
    await expect(overtaken).rejects.toThrow('overtaken');
    expect(await dataStamp(db.read, 'wave')).toBe(before);
    await db.write((tx) => startResponse(tx, aStart('c')));
    expect(await changedAfter(db, 0)).toEqual(['1: a', '2: c']);
  });

  test('have no gap and no double when many write at once and some fail', async () => {
    const db = database();
    await keepWave(db);
    const names = Array.from({ length: 150 }, (_, i) => `r${i}`);
    const outcomes = await Promise.allSettled(
      names.map((id, i) =>
        db.write(async (tx) => {
          await startResponse(tx, aStart(id));
          if (i % 7 === 3) throw new Error('not this one');
          if (i % 2 === 0) await submitResponse(tx, aChange(id, 1));
        }),
      ),
    );
    const kept = names.filter((_, i) => outcomes[i]?.status === 'fulfilled');
    const changed = await collected(responsesChangedAfter(db.read, 'wave', 0));
    expect(new Set(changed.map(({ response }) => response.id))).toEqual(new Set(kept));
    // A submission takes the number after the one its response began with.
    const numbers = changed.flatMap(({ change, response }) =>
      response.status === 'submitted' ? [change - 1, change] : [change],
    );
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1));
    expect(await revisionsOfWave(db.read, 'wave')).toMatchObject({ responsesChange: numbers.length });
  });
});

describeOnBoth('the responses changed after a number', (database) => {
  test('come in order, all of them from 0, each with its member or without', async () => {
    const db = database();
    await keepSample(db, 2_200);
    const rows = Array.from({ length: 2_200 }, (_, i) =>
      imported(`r${i + 1}`, { memberId: `member-${i + 1}` }),
    );
    await db.write((tx) => insertImportedResponses(tx, [...rows, imported('open')]));

    const changed = await collected(responsesChangedAfter(db.read, 'wave', 0));
    expect(changed.map(({ change }) => change)).toEqual(Array.from({ length: 2_201 }, (_, i) => i + 1));
    const { dispositionAt: _, ...member } = aMember(2_200);
    expect(changed.slice(-2)).toEqual([
      { change: 2_200, member, response: asRead('r2200') },
      { change: 2_201, member: null, response: asRead('open') },
    ]);
    expect(await changedAfter(db, 2_199)).toEqual(['2200: r2200', '2201: open']);
    expect(await changedAfter(db, 2_201)).toEqual([]);
  });

  function asRead(id: string) {
    const { locale, startedAt } = aStart(id);
    const said = { status: 'submitted', answers, locale, facts: null, stratum: null, startedAt };
    return { id, versionId: 'version', isExcluded: false, fromSample: false, ...said };
  }

  test('come once each under their last number, however often they changed', async () => {
    const db = database();
    await keepWave(db);
    for (const id of ['a', 'b', 'c']) await db.write((tx) => startResponse(tx, aStart(id)));
    await db.write((tx) => saveAnswers(tx, aChange('b', 1, { answers: { delay: 1 } })));
    await db.write((tx) => saveAnswers(tx, aChange('b', 2, { answers: { delay: 2 } })));
    expect(await changedAfter(db, 0)).toEqual(['1: a', '3: c', '5: b']);
    const [b] = await collected(responsesChangedAfter(db.read, 'wave', 3));
    expect(b?.response.answers).toEqual({ delay: 2 });
  });

  test('come with the stratum that was given with the submission', async () => {
    const db = database();
    await keepWave(db);
    await db.write(async (tx) => {
      await startResponse(tx, aStart('r'));
      await submitResponse(tx, aChange('r', 1, { stratum: 'B' }));
    });
    const [read] = await collected(responsesChangedAfter(db.read, 'wave', 0));
    expect(read?.response).toMatchObject({ status: 'submitted', stratum: 'B' });
  });

  test('are missed by nobody who reads on from where they stopped while others write', async () => {
    const db = database();
    await keepWave(db);
    const last = new Map<string, string>();
    const numbers: number[] = [];
    const readOn = async () => {
      const news = await collected(responsesChangedAfter(db.read, 'wave', numbers.at(-1) ?? 0));
      for (const { change, response } of news) {
        last.set(response.id, response.status);
        numbers.push(change);
      }
    };
    const respond = async (id: string) => {
      await db.write((tx) => startResponse(tx, aStart(id)));
      await db.write((tx) => submitResponse(tx, aChange(id, 1)));
    };

    const names = Array.from({ length: 160 }, (_, i) => `r${i}`);
    for (let first = 0; first < names.length; first += 8) {
      await Promise.all([...names.slice(first, first + 8).map(respond), readOn()]);
    }
    await readOn();
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect([...last].toSorted()).toEqual(names.map((id) => [id, 'submitted']).toSorted());
  });

  test('are none in a wave nobody has answered', async () => {
    const db = database();
    await keepWave(db);
    expect(await changedAfter(db, 0)).toEqual([]);
    expect(await revisionsOfWave(db.read, 'wave')).toEqual({ sampleRevision: 0, responsesChange: 0 });
  });
});
