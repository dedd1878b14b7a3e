import { expect, test } from 'vitest';
import type { Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { countsOfCustomersNamed, frameCustomersNamed } from '#db/queries/frame-lookups.ts';
import {
  customersOfFrame,
  frameById,
  frameByKey,
  insertFrame,
  insertFrameCustomers,
  strataOfFrame,
} from '#db/queries/frames.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { updateWaveFrame, waveById } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey, collected, keepWave, noon } from './rows.ts';

const frame = {
  id: 'frame',
  surveyId: 'survey',
  key: 'customers-2026',
  kind: 'list' as const,
  source: 'customers.csv',
  strataFrom: ['class', 'market'],
  margins: { market: { east: 2, west: 1 }, class: { A: 3 } },
  importedAt: noon,
};
const strata = [
  { stratum: 'B', population: 12.5 },
  { stratum: 'A', population: 2_000_000_000_000 },
];

function customer(position: number) {
  return {
    id: `customer-${position}`,
    frameId: 'frame',
    position,
    customer: `C${position}`,
    stratum: position % 2 ? 'A' : 'B',
    attributes: { 市场: '华东' },
  };
}

describeOnBoth('frames', (database) => {
  test('a frame is found with its margins and the sizes of its strata', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, aSurvey));
    await db.write((tx) => insertFrame(tx, frame, strata));
    const kept = { ...frame, isComplete: true, classRules: null, sums: null, removedAt: null };
    expect(await frameByKey(db.read, 'survey', 'customers-2026')).toEqual(kept);
    expect(await frameById(db.read, 'frame')).toEqual(kept);
    expect(await frameByKey(db.read, 'survey', 'other')).toBeNull();
    expect(await strataOfFrame(db.read, 'frame')).toEqual([strata[1], strata[0]]);
  });

  test('a frame of counts alone has no customers', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, aSurvey));
    await db.write((tx) => insertFrame(tx, { ...frame, kind: 'counts' }, strata));
    expect(await collected(customersOfFrame(db.read, 'frame'))).toEqual([]);
  });

  test.each([1, 999, 1_000, 1_001, 2_500])('%i customers are walked through in order', async (size) => {
    const db = database();
    const customers = Array.from({ length: size }, (_, i) => customer(i + 1));
    await db.write(async (tx) => {
      await insertSurvey(tx, aSurvey);
      await insertFrame(tx, frame, strata);
      await insertFrameCustomers(tx, customers.toReversed());
    });
    expect(await collected(customersOfFrame(db.read, 'frame'))).toEqual(customers);
  });

  test('a list that names a customer twice is not kept at all', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, aSurvey));
    const list = [customer(1), customer(2), { ...customer(3), customer: 'C1' }];
    const imported = db.write(async (tx) => {
      await insertFrame(tx, frame, strata);
      await insertFrameCustomers(tx, list);
    });
    await expect(imported).rejects.toSatisfy(isUniqueViolation);
    expect(await frameById(db.read, 'frame')).toBeNull();
    expect(await collected(customersOfFrame(db.read, 'frame'))).toEqual([]);
  });

  async function keepFrame(tx: Queryable) {
    await insertSurvey(tx, aSurvey);
    await insertFrame(tx, frame, strata);
    await insertFrameCustomers(tx, [customer(1), customer(2), customer(3)]);
  }

  test('customers are looked up by name in their frame', async () => {
    const db = database();
    await db.write(keepFrame);
    const { stratum, attributes } = customer(2);
    expect(await frameCustomersNamed(db.read, 'frame', ['C2', 'C9'])).toEqual([
      { customer: 'C2', stratum, attributes },
    ]);
  });

  test('some customers are counted by their stratum, however many are named', async () => {
    const db = database();
    await db.write(keepFrame);
    const others = Array.from({ length: 2_500 }, (_, i) => `D${i}`);
    const counts = await countsOfCustomersNamed(db.read, 'frame', ['C1', 'C2', ...others, 'C3']);
    expect(Object.fromEntries(counts)).toEqual({ A: 2, B: 1 });
    expect((await countsOfCustomersNamed(db.read, 'nothing', ['C1'])).size).toBe(0);
  });

  test('a wave is given another one, and what was read of the wave is read again', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => insertFrame(tx, { ...frame, key: 'finer' }, strata));
    await db.write((tx) => updateWaveFrame(tx, 'wave', 'frame'));
    expect(await waveById(db.read, 'wave')).toMatchObject({ frameId: 'frame', sampleRevision: 1 });
  });
});
