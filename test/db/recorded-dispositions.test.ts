import { expect, test } from 'vitest';
import {
  dispositionsOfMember,
  recordDispositions,
  takeBackRecorded,
} from '#db/queries/recorded-dispositions.ts';
import { countSampled, sampledCustomers } from '#db/queries/sample-list.ts';
import { insertSampleMembers, memberById, recordDisposition } from '#db/queries/sample-members.ts';
import { revisionsOfWave } from '#db/queries/wave-data.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aMember, keepSample, keepWave, noon } from './rows.ts';

describeOnBoth('dispositions recorded by hand', (database) => {
  const first = { memberId: 'member-1', disposition: 'noContact', at: noon, note: 'No answer' } as const;
  const second = { memberId: 'member-1', disposition: 'refused', at: noon + 5, note: '' } as const;
  const record = (row: typeof first | typeof second) =>
    database().write((tx) => recordDispositions(tx, 'wave', [row], { by: 'Li', at: noon + 9 }));
  const takeBack = (number: number) =>
    database().write((tx) =>
      takeBackRecorded(tx, 'wave', { memberId: 'member-1', number, by: 'Wu', at: noon + 10 }),
    );
  const stands = async () => {
    const member = await memberById(database().read, 'member-1');
    return [member?.disposition, member?.dispositionAt];
  };

  test('stand from the latest on, and are taken back in turn, the history staying', async () => {
    await keepSample(database(), 2);
    const { sampleRevision } = await revisionsOfWave(database().read, 'wave');
    await record(first);
    await record(second);
    expect(await stands()).toEqual(['refused', noon + 5]);
    expect(await takeBack(1)).toBe(false);
    expect(await takeBack(2)).toBe(true);
    expect(await stands()).toEqual(['noContact', noon]);
    expect(await takeBack(2)).toBe(false);
    await record(second);
    expect(await stands()).toEqual(['refused', noon + 5]);
    expect([await takeBack(3), await takeBack(1)]).toEqual([true, true]);
    expect(await stands()).toEqual([null, null]);
    const history = await dispositionsOfMember(database().read, 'member-1');
    expect(history.map(({ number, note, undoneBy }) => [number, note, undoneBy])).toEqual([
      [3, '', 'Wu'],
      [2, '', 'Wu'],
      [1, 'No answer', 'Wu'],
    ]);
    expect((await revisionsOfWave(database().read, 'wave')).sampleRevision).toBe(sampleRevision + 6);
  });

  test('give back what stood before them, and nothing where something else stands by now', async () => {
    await keepWave(database());
    const drawn = aMember(1, { disposition: 'refused', dispositionAt: 1 });
    await database().write((tx) => insertSampleMembers(tx, 'wave', [drawn]));
    await record(first);
    expect(await takeBack(1)).toBe(true);
    expect(await stands()).toEqual(['refused', 1]);
    await record(first);
    const other = { waveId: 'wave', customer: 'C1', disposition: 'notEligible', at: 2 } as const;
    await database().write((tx) => recordDisposition(tx, other));
    expect(await takeBack(2)).toBe(false);
    expect(await stands()).toEqual(['notEligible', 2]);
  });

  test('a sample is leafed through both ways, and searched by what a customer is called', async () => {
    const db = database();
    await keepWave(db);
    const names = ['C1', '50%', 'c_3', '李雷 4', 'C\\5'];
    const members = names.map((customer, index) => aMember(index + 1, { customer }));
    await db.write((tx) => insertSampleMembers(tx, 'wave', members));
    await db.write((tx) =>
      recordDisposition(tx, { waveId: 'wave', customer: 'C1', disposition: 'other', at: 1 }),
    );
    const list = async (
      search: string,
      place = { after: 0 } as { after: number } | { before: number },
      isOpen = false,
    ) => {
      const rows = await sampledCustomers(db.read, 'wave', { search, isOpen }, { place, limit: 2 });
      return rows.map(({ member }) => member.customer);
    };
    expect(await list('')).toEqual(['C1', '50%']);
    expect(await list('', { after: 2 })).toEqual(['c_3', '李雷 4']);
    expect(await list('', { before: 4 })).toEqual(['50%', 'c_3']);
    expect(await list('', { after: 0 }, true)).toEqual(['50%', 'c_3']);
    expect(await list('%')).toEqual(['50%']);
    expect(await list('_')).toEqual(['c_3']);
    expect(await list('\\')).toEqual(['C\\5']);
    expect(await list('李')).toEqual(['李雷 4']);
    expect(await list('C', { after: 1 })).toEqual(['c_3', 'C\\5']);
    const counted = (isOpen: boolean) => countSampled(db.read, 'wave', { search: 'c', isOpen });
    expect([await counted(false), await counted(true)]).toEqual([3, 2]);
  });
});
