import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import { isMarkedAnswered, keepAnsweredMark, marksTogether } from '#db/queries/answered-marks.ts';
import { insertWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aWave, keepWave } from './rows.ts';

/** More than are written together, in an order that is not theirs. */
const marks = Array.from({ length: 3 * marksTogether }, (_, i) => `mark-${(i * 101) % 997}`);

describeOnBoth('marks of anonymous answers', (database) => {
  test('are all kept, once each, wherever among the others they are written', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => insertWave(tx, { ...aWave, id: 'other', key: 'other' }));
    await db.write((tx) => keepAnsweredMark(tx, 'other', 'mark-5', 0));
    for (const [i, mark] of marks.entries()) {
      await db.write((tx) => keepAnsweredMark(tx, 'wave', mark, (i * 7) % marksTogether));
    }
    const { orm, tables } = db.read;
    const kept = await orm.select({ mark: tables.answeredMarks.mark }).from(tables.answeredMarks);
    expect(kept.map(({ mark }) => mark).toSorted()).toEqual([...marks, 'mark-5'].toSorted());
    expect(await isMarkedAnswered(db.read, 'wave', marks[0] ?? '')).toBe(true);
    expect(await isMarkedAnswered(db.read, 'other', marks[1] ?? '')).toBe(false);
  });

  test('are unique: the second answer by an address is not kept', async () => {
    const db = database();
    await keepWave(db);
    await db.write((tx) => keepAnsweredMark(tx, 'wave', 'a', 0));
    await db.write((tx) => keepAnsweredMark(tx, 'wave', 'b', 0));
    await expect(db.write((tx) => keepAnsweredMark(tx, 'wave', 'a', 3))).rejects.toSatisfy(isUniqueViolation);
    expect(await isMarkedAnswered(db.read, 'wave', 'b')).toBe(true);
  });
});
