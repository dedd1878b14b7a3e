import { expect, test } from 'vitest';
import { startResponse, submitResponse } from '#db/queries/responses.ts';
import { sentResponse, sentResponseOfCustomer, sentResponsesNamed } from '#db/queries/sent-responses.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aMember, aStart, keepSample, noon } from './rows.ts';

const one = '1a2b3c4d-0000-4000-8000-000000000001';
const other = '1a2b3c4d-ffff-4000-8000-00000000000f';
const begun = '9a2b3c4d-0000-4000-8000-000000000001';

describeOnBoth('sent responses', (database) => {
  async function aSentWave() {
    const db = database();
    await keepSample(db, 2);
    await db.write(async (tx) => {
      await startResponse(tx, aStart(one, { memberId: 'member-1' }));
      await startResponse(tx, aStart(other));
      await startResponse(tx, aStart(begun, { memberId: 'member-2' }));
      const end = { waveId: 'wave', seen: 1, at: noon, answers: {}, passed: [], locale: 'en', stratum: 'B' };
      for (const id of [one, other]) await submitResponse(tx, { ...end, id });
    });
    return db.read;
  }

  test('are read with the customer whose they are, if they are somebody’s, of their own wave alone', async () => {
    const read = await aSentWave();
    const { id, customer, stratum, attributes } = aMember(1);
    expect(await sentResponse(read, 'wave', one)).toMatchObject({
      response: { id: one, submittedAt: noon },
      member: { id, customer, stratum, attributes },
    });
    expect((await sentResponse(read, 'wave', other))?.member).toBeNull();
    expect(await sentResponse(read, 'wave', begun)).toBeNull();
    expect(await sentResponse(read, 'another', one)).toBeNull();
  });

  test('are found by how their ids begin, and by their customer', async () => {
    const read = await aSentWave();
    expect(await sentResponsesNamed(read, 'wave', one.slice(0, 12))).toEqual([one]);
    expect(new Set(await sentResponsesNamed(read, 'wave', '1a2b3c4d'))).toEqual(new Set([one, other]));
    for (const start of ['9a2b3c4d', '1a2b3c4', '1a2b3c4%', `${one}0`])
      expect(await sentResponsesNamed(read, 'wave', start)).toEqual([]);
    expect(await sentResponsesNamed(read, 'another', one)).toEqual([]);
    expect(await sentResponseOfCustomer(read, 'wave', 'C1')).toBe(one);
    for (const customer of ['C2', 'C', 'c1'])
      expect(await sentResponseOfCustomer(read, 'wave', customer)).toBeNull();
    expect(await sentResponseOfCustomer(read, 'another', 'C1')).toBeNull();
  });
});
