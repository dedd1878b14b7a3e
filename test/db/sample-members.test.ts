import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import {
  insertSampleMembers,
  memberByCustomer,
  memberById,
  memberCountsByStratum,
  membersOfWave,
  recordDisposition,
} from '#db/queries/sample-members.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aMember, collected, keepSample, keepWave, noon } from './rows.ts';

describeOnBoth('sample members', (database) => {
  test('a member is found by id and by customer, as kept', async () => {
    const db = database();
    await keepWave(db);
    const member = aMember(1, { weight: 12.25, disposition: 'refused', dispositionAt: noon });
    await db.write((tx) => insertSampleMembers(tx, 'wave', [member]));
    expect(await memberById(db.read, 'member-1')).toEqual({ ...member, waveId: 'wave' });
    expect(await memberByCustomer(db.read, 'wave', 'C1')).toEqual({ ...member, waveId: 'wave' });
    expect(await memberByCustomer(db.read, 'wave', 'C2')).toBeNull();
    expect(await memberById(db.read, 'member-2')).toBeNull();
  });

  test('members are counted by stratum', async () => {
    const db = database();
    await keepWave(db);
    const members = [aMember(1), aMember(2, { stratum: 'B' }), aMember(3)];
    await db.write((tx) => insertSampleMembers(tx, 'wave', members));
    expect(await memberCountsByStratum(db.read, 'wave')).toEqual([
      { stratum: 'A', members: 2 },
      { stratum: 'B', members: 1 },
    ]);
  });

  test('a customer is in a sample once', async () => {
    const db = database();
    await keepSample(db, 2);
    const again = db.write((tx) => insertSampleMembers(tx, 'wave', [aMember(3, { customer: 'C1' })]));
    await expect(again).rejects.toSatisfy(isUniqueViolation);
  });

  test('a disposition is recorded for a customer of the sample, and for nobody else', async () => {
    const db = database();
    await keepSample(db, 2);
    const record = (customer: string) =>
      db.write((tx) =>
        recordDisposition(tx, { waveId: 'wave', customer, disposition: 'noContact', at: noon }),
      );
    expect(await record('C2')).toBe(true);
    expect(await record('C3')).toBe(false);
    expect(await memberById(db.read, 'member-2')).toMatchObject({
      disposition: 'noContact',
      dispositionAt: noon,
    });
    expect((await memberById(db.read, 'member-1'))?.disposition).toBeNull();
  });

  test('a sample of 20,000 is kept in one write and walked through in order', async () => {
    const db = database();
    await keepSample(db, 20_000);
    const positions = (await collected(membersOfWave(db.read, 'wave'))).map(({ position }) => position);
    expect(positions).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
  });
});
