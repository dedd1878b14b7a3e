import { expect, test } from 'vitest';
import { complaintsOfWave, deleteComplaints, insertComplaints } from '#db/queries/complaints.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aWave, keepWave, noon } from './rows.ts';

const entry = (id: string, waveId: string, fromOn: string, channel = 'hotline') => ({
  ...{ id, waveId, channel, fromOn, untilOn: fromOn, source: 'log', count: 3 },
  ...{ enteredBy: 'Li Na', enteredAt: noon },
});

describeOnBoth('complaints received', (database) => {
  test('are a wave’s own, by period and channel, and go once', async () => {
    const db = database();
    await keepWave(db);
    const waveId = aWave.id;
    const rows = [
      entry('1', waveId, '2026-07-01', 'shop'),
      entry('2', waveId, '2026-04-01'),
      entry('3', waveId, '2026-07-01'),
    ];
    await db.write(async (tx) => {
      for (const row of rows) await insertComplaints(tx, row);
    });
    expect((await complaintsOfWave(db.read, waveId)).map(({ id }) => id)).toEqual(['2', '3', '1']);
    expect(await complaintsOfWave(db.read, 'other')).toEqual([]);
    expect(await db.write((tx) => deleteComplaints(tx, { id: '2', waveId: 'other' }))).toBeNull();
    expect(await db.write((tx) => deleteComplaints(tx, { id: '2', waveId }))).toEqual(rows[1]);
    expect(await db.write((tx) => deleteComplaints(tx, { id: '2', waveId }))).toBeNull();
  });
});
