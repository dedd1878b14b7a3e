import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { isUniqueViolation } from '#db/errors.ts';
import {
  keepQuotaPlaces,
  quotaCounts,
  releaseQuotaPlaces,
  takeQuotaPlace,
} from '#db/queries/quota-places.ts';
import { responseCounts, startResponse, submitResponse } from '#db/queries/responses.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aStart, keepWave, noon } from './rows.ts';

const hour = 60 * 60 * 1000;

async function begun(db: Database, ids: readonly string[]): Promise<void> {
  await keepWave(db);
  await db.write(async (tx) => {
    for (const id of ids) await startResponse(tx, aStart(id));
  });
}

/** Takes a place as a page does that is sent at a moment; holds it for an hour. */
function take(db: Database, responseId: string, at = noon, limit = 2, quota = 'east'): Promise<boolean> {
  const wanted = { waveId: 'wave', quota, responseId, heldUntil: at + hour };
  return db.write((tx) => takeQuotaPlace(tx, wanted, { limit, at }));
}

async function rows({ read: { orm, tables } }: Database): Promise<[string, number][]> {
  const { quotaPlaces } = tables;
  const all = await orm.select().from(quotaPlaces).orderBy(quotaPlaces.place);
  return all.map(({ responseId, place }) => [responseId, place]);
}

const counts = async (db: Database, at = noon) => Object.fromEntries(await quotaCounts(db.read, 'wave', at));

describeOnBoth('the places of a quota', (database) => {
  test('are as many as its limit', async () => {
    const db = database();
    await begun(db, ['a', 'b', 'c']);
    expect([await take(db, 'a'), await take(db, 'b'), await take(db, 'c')]).toEqual([true, true, false]);
    expect(await take(db, 'c', noon, 2, 'west')).toBe(true);
    expect(await counts(db)).toEqual({ east: { taken: 0, held: 2 }, west: { taken: 0, held: 1 } });
  });

  test('belong to a response once, however often it asks', async () => {
    const db = database();
    await begun(db, ['a', 'b']);
    for (let time = 0; time < 3; time++) expect(await take(db, 'a', noon + time)).toBe(true);
    expect(await take(db, 'b')).toBe(true);
    expect(await counts(db)).toEqual({ east: { taken: 0, held: 2 } });
  });

  test('are given to others when they were held too long, and to those who held them only as far as there are any', async () => {
    const db = database();
    await begun(db, ['a', 'b', 'c']);
    await take(db, 'a');
    await take(db, 'b', noon + hour / 2);
    expect(await take(db, 'c', noon + hour - 1)).toBe(false);
    expect(await take(db, 'c', noon + hour)).toBe(true);
    expect(await take(db, 'a', noon + hour)).toBe(false);
    expect(await counts(db, noon + hour)).toEqual({ east: { taken: 0, held: 2 } });
  });

  test('are for good once the response was sent', async () => {
    const db = database();
    await begun(db, ['a', 'b', 'c']);
    await take(db, 'a');
    await take(db, 'a', noon, 2, 'west');
    await db.write((tx) => keepQuotaPlaces(tx, 'a'));
    await take(db, 'b');
    const much = noon + 1000 * hour;
    expect(await counts(db, much)).toEqual({ east: { taken: 1, held: 0 }, west: { taken: 1, held: 0 } });
    expect(await take(db, 'c', much)).toBe(true);
    expect(await take(db, 'b', much)).toBe(false);
  });

  test('are given back when the answers no longer call for them, those of other quotas stay', async () => {
    const db = database();
    await begun(db, ['a', 'b', 'c']);
    await take(db, 'a', noon, 1);
    await take(db, 'a', noon, 1, 'west');
    expect(await take(db, 'b', noon, 1)).toBe(false);
    await db.write((tx) => releaseQuotaPlaces(tx, 'a', ['west']));
    expect(await take(db, 'b', noon, 1)).toBe(true);
    expect(await take(db, 'c', noon, 1, 'west')).toBe(false);
    await db.write((tx) => releaseQuotaPlaces(tx, 'a', []));
    expect(await take(db, 'c', noon, 1, 'west')).toBe(true);
    expect(await take(db, 'a', noon, 1)).toBe(false);
    expect(await counts(db)).toEqual({ east: { taken: 0, held: 1 }, west: { taken: 0, held: 1 } });
  });

  test('that were given back are not kept when the response is sent', async () => {
    const db = database();
    await begun(db, ['a', 'b']);
    await take(db, 'a', noon, 1);
    await take(db, 'a', noon, 1, 'west');
    await db.write(async (tx) => {
      await releaseQuotaPlaces(tx, 'a', ['west']);
      await keepQuotaPlaces(tx, 'a');
    });
    expect(await counts(db)).toEqual({ west: { taken: 1, held: 0 } });
    expect(await take(db, 'b', noon, 1)).toBe(true);
  });

  test('leave no trace when they are given back, and their numbers go to the next ones', async () => {
    const db = database();
    await begun(db, ['a', 'b', 'c', 'd', 'e']);
    for (const id of ['a', 'b', 'c']) await take(db, id, noon, 3);
    for (const id of ['a', 'b', 'c']) await db.write((tx) => keepQuotaPlaces(tx, id));
    await db.write((tx) => releaseQuotaPlaces(tx, 'b', []));
    expect(await rows(db)).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
    expect(await take(db, 'd', noon, 3)).toBe(true);
    expect(await take(db, 'e', noon, 3)).toBe(false);
    expect(await rows(db)).toEqual([
      ['a', 1],
      ['d', 2],
      ['c', 3],
    ]);
    await db.write((tx) => releaseQuotaPlaces(tx, 'a', []));
    expect(await take(db, 'e', noon, 3)).toBe(true);
    expect(await rows(db)).toContainEqual(['e', 1]);
  });

  test('that were given back go to N of many who want them at the same moment', async () => {
    const db = database();
    const first = ['a', 'b', 'c', 'd', 'e'];
    const everybody = Array.from({ length: 9 }, (_, place) => `r${place}`);
    await begun(db, [...first, ...everybody]);
    for (const id of first) await sendLastPage(db, id, 5);
    for (const id of ['b', 'd']) await db.write((tx) => releaseQuotaPlaces(tx, id, []));
    await Promise.all(everybody.map((id) => sendLastPage(db, id, 5)));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ submitted: 7, overQuota: 7 });
    expect(await counts(db)).toEqual({ east: { taken: 5, held: 0 } });
  });

  test('go to N of many who send their last page at the same moment, and responses agree with them', async () => {
    const db = database();
    const limit = 7;
    const everybody = Array.from({ length: 3 * limit }, (_, place) => `r${place}`);
    await begun(db, everybody);
    await Promise.all(everybody.map((id) => sendLastPage(db, id, limit)));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ submitted: limit, overQuota: 2 * limit });
    expect(await counts(db)).toEqual({ east: { taken: limit, held: 0 } });
  });

  test('are N also where one more came for the last place than there was', async () => {
    const db = database();
    await begun(db, ['a', 'b', 'c']);
    await Promise.all(['a', 'b', 'c'].map((id) => sendLastPage(db, id, 2)));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ submitted: 2, overQuota: 1 });
    expect(await counts(db)).toEqual({ east: { taken: 2, held: 0 } });
  });
});

/** In one transaction, again where somebody else got the same place first. */
async function sendLastPage(db: Database, id: string, limit: number): Promise<void> {
  const wanted = { waveId: 'wave', quota: 'east', responseId: id, heldUntil: noon + hour };
  const said = { answers: {}, passed: [], locale: 'en', stratum: null, seen: 1, at: noon };
  for (;;) {
    try {
      await db.write(async (tx) => {
        const hasPlace = await takeQuotaPlace(tx, wanted, { limit, at: noon });
        const status = hasPlace ? 'submitted' : 'overQuota';
        expect(await submitResponse(tx, { id, waveId: 'wave', ...said, status })).toBe(true);
        if (hasPlace) await keepQuotaPlaces(tx, id);
      });
      return;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
}
