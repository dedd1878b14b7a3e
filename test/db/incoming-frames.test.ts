import { expect, test } from 'vitest';
import type { Database, Queryable } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import {
  customersOfFrame,
  frameById,
  frameByKey,
  framesOfSurvey,
  insertFrame,
  insertFrameCustomers,
  strataOfFrame,
} from '#db/queries/frames.ts';
import {
  completeFrame,
  frameStillComesIn,
  giveUpForsaken,
  giveUpFrame,
  giveUpIncoming,
  giveUpOtherFrames,
  isFrameComingIn,
  isFrameInUse,
  removeSomeGivenUp,
} from '#db/queries/incoming-frames.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey, aVersion, aWave, collected, noon } from './rows.ts';

const frameNamed = (id: string) => ({
  id,
  surveyId: 'survey',
  key: 'customers',
  kind: 'list' as const,
  source: 'customers.csv',
  strataFrom: [],
  margins: {},
  importedAt: noon,
});
const strata = [{ stratum: 'all', population: 3 }];

async function insertCustomers(tx: Queryable, frameId: string, customers: number) {
  const rows = Array.from({ length: customers }, (_, i) => ({
    id: `${frameId}-${i + 1}`,
    frameId,
    position: i + 1,
    customer: `C${i + 1}`,
    stratum: 'all',
    attributes: {},
  }));
  await insertFrameCustomers(tx, rows);
}

/** A survey with a complete frame, and another list of the same key that is coming in. */
async function aListComingIn(db: Database) {
  await db.write(async (tx) => {
    await insertSurvey(tx, aSurvey);
    await insertFrame(tx, frameNamed('old'), strata);
    await insertCustomers(tx, 'old', 3);
    await insertFrame(tx, { ...frameNamed('new'), isComplete: false }, []);
    await insertCustomers(tx, 'new', 5);
  });
}

describeOnBoth('lists coming in', (database) => {
  test('a list comes in beside the one it will replace, which is found until then', async () => {
    const db = database();
    await aListComingIn(db);
    expect((await frameByKey(db.read, 'survey', 'customers'))?.id).toBe('old');
    expect(await isFrameComingIn(db.read, 'survey', 'customers')).toBe(true);
    expect(await isFrameComingIn(db.read, 'survey', 'other')).toBe(false);
    expect((await framesOfSurvey(db.read, 'survey')).map(({ id }) => id)).toEqual(['new', 'old']);
  });

  test('one write puts it in the place of the old one, whose customers go some at a time', async () => {
    const db = database();
    await aListComingIn(db);
    await db.write(async (tx) => {
      await giveUpOtherFrames(tx, frameNamed('new'), noon);
      await completeFrame(tx, { id: 'new', margins: { market: { east: 5 } }, importedAt: noon + 1 }, strata);
    });
    expect(await frameByKey(db.read, 'survey', 'customers')).toMatchObject({
      id: 'new',
      isComplete: true,
      margins: { market: { east: 5 } },
      importedAt: noon + 1,
    });
    expect(await strataOfFrame(db.read, 'new')).toEqual(strata);
    expect((await framesOfSurvey(db.read, 'survey')).map(({ id }) => id)).toEqual(['new']);
    expect(await db.write((tx) => removeSomeGivenUp(tx, 2))).toBe(true);
    expect(await collected(customersOfFrame(db.read, 'old'))).toMatchObject([{ customer: 'C3' }]);
    expect(await db.write((tx) => removeSomeGivenUp(tx, 2))).toBe(true);
    expect(await db.write((tx) => removeSomeGivenUp(tx, 2))).toBe(true);
    expect(await frameById(db.read, 'old')).toBeNull();
    expect(await db.write((tx) => removeSomeGivenUp(tx, 2))).toBe(false);
    expect(await collected(customersOfFrame(db.read, 'new'))).toHaveLength(5);
  });

  test('no two frames of a key are complete', async () => {
    const db = database();
    await aListComingIn(db);
    const both = db.write((tx) => completeFrame(tx, { id: 'new', margins: {}, importedAt: noon }, strata));
    await expect(both).rejects.toSatisfy(isUniqueViolation);
  });

  test('whoever adds to a list learns that it was given up', async () => {
    const db = database();
    await aListComingIn(db);
    expect(await db.write((tx) => frameStillComesIn(tx, 'new', noon + 5))).toBe(true);
    expect((await frameById(db.read, 'new'))?.importedAt).toBe(noon + 5);
    await db.write((tx) => giveUpIncoming(tx, { surveyId: 'survey', key: 'customers' }, noon + 6));
    expect(await db.write((tx) => frameStillComesIn(tx, 'new', noon + 7))).toBe(false);
    expect((await frameByKey(db.read, 'survey', 'customers'))?.id).toBe('old');
  });

  test('a list is given up when nothing was added to it since a moment', async () => {
    const db = database();
    await aListComingIn(db);
    await db.write((tx) => giveUpForsaken(tx, noon, noon + 9));
    expect(await isFrameComingIn(db.read, 'survey', 'customers')).toBe(true);
    await db.write((tx) => giveUpForsaken(tx, noon + 1, noon + 9));
    expect(await isFrameComingIn(db.read, 'survey', 'customers')).toBe(false);
  });

  test('a frame that is complete is not given up with the lists coming in', async () => {
    const db = database();
    await aListComingIn(db);
    await db.write(async (tx) => {
      await giveUpFrame(tx, 'old', noon);
      await giveUpIncoming(tx, { surveyId: 'survey', key: 'customers' }, noon);
      await giveUpForsaken(tx, noon + 1, noon + 1);
    });
    expect((await framesOfSurvey(db.read, 'survey')).map(({ id }) => id)).toEqual(['old']);
  });

  test('a wave keeps its frame in use', async () => {
    const db = database();
    await aListComingIn(db);
    expect(await isFrameInUse(db.read, 'survey', 'customers')).toBe(false);
    await db.write(async (tx) => {
      await insertNextVersion(tx, aVersion);
      await insertWave(tx, { ...aWave, frameId: 'old' });
    });
    expect(await isFrameInUse(db.read, 'survey', 'customers')).toBe(true);
    expect(await isFrameInUse(db.read, 'survey', 'other')).toBe(false);
  });
});
