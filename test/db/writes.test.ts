import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { postgresColumns, sqliteColumns } from '#db/columns.ts';
import type { Queryable } from '#db/database.ts';
import { isBusy, isUnavailable, isUniqueViolation } from '#db/errors.ts';
import { allSurveys, insertSurvey, surveyBySlug } from '#db/queries/surveys.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey } from './rows.ts';

const insert = (tx: Queryable, slug: string) => insertSurvey(tx, { ...aSurvey, id: slug, slug });

async function slugs(queryable: Queryable) {
  return (await allSurveys(queryable)).map(({ slug }) => slug);
}

describeOnBoth('a write', (database) => {
  test('gives back what its work gives back, and is seen by whoever reads afterwards', async () => {
    const db = database();
    const result = await db.write(async (tx) => {
      await insert(tx, 'a');
      return (await surveyBySlug(tx, 'a'))?.slug;
    });
    expect(result).toBe('a');
    expect(await slugs(db.read)).toEqual(['a']);
  });

  test('that fails half-way leaves nothing', async () => {
    const db = database();
    const failed = db.write(async (tx) => {
      await insert(tx, 'a');
      throw new Error('half-way');
    });
    await expect(failed).rejects.toThrow('half-way');
    expect(await slugs(db.read)).toEqual([]);
  });

  test('that fails does not take along those that ran beside it', async () => {
    const db = database();
    const outcomes = await Promise.allSettled([
      db.write((tx) => insert(tx, 'a')),
      db.write(async (tx) => {
        await insert(tx, 'b');
        await insert(tx, 'a');
      }),
      db.write((tx) => insert(tx, 'c')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: expect.toSatisfy(isUniqueViolation) });
    expect(await slugs(db.read)).toEqual(['a', 'c']);
  });

  test('that takes its time is not mixed with others', async () => {
    const db = database();
    const slow = db.write(async (tx) => {
      await insert(tx, 'a');
      await delay(20);
      await insert(tx, 'b');
      throw new Error('after all');
    });
    const quick = db.write((tx) => insert(tx, 'c'));
    await expect(slow).rejects.toThrow('after all');
    await quick;
    expect(await slugs(db.read)).toEqual(['c']);
  });

  test('many at once all stand, each done when it says so', async () => {
    const db = database();
    const names = Array.from({ length: 150 }, (_, i) => `s${String(i).padStart(3, '0')}`);
    const seen = await Promise.all(
      names.map(async (slug) => {
        await db.write((tx) => insert(tx, slug));
        return (await surveyBySlug(db.read, slug))?.slug;
      }),
    );
    expect(seen).toEqual(names);
    expect(await slugs(db.read)).toEqual(names);
  });
});

describeOnBoth('a commit that fails', (database, dialect, execute) => {
  const c = dialect === 'sqlite' ? sqliteColumns : postgresColumns;
  const promises = c.table('promises', { survey: c.text('survey') });

  /** The database checks this reference only when the transaction ends. */
  const breakPromise = (tx: Queryable) => tx.orm.insert(promises).values({ survey: 'nobody' });

  beforeEach(async () => {
    await execute(
      'CREATE TABLE promises (survey text REFERENCES surveys (id) DEFERRABLE INITIALLY DEFERRED)',
    );
    return () => execute('DROP TABLE promises');
  });

  test('rejects the write and keeps nothing of it', async () => {
    const db = database();
    const write = db.write(async (tx) => {
      await insert(tx, 'a');
      await breakPromise(tx);
    });
    await expect(write).rejects.toThrow();
    expect(await slugs(db.read)).toEqual([]);
  });

  test('leaves the database working', async () => {
    const db = database();
    const write = db.write((tx) => breakPromise(tx));
    await expect(write).rejects.toSatisfy((error) => !isUnavailable(error) && !isBusy(error));
    await db.write((tx) => insert(tx, 'b'));
    expect(await slugs(db.read)).toEqual(['b']);
  });

  test('keeps exactly the writes that were not refused', async () => {
    const db = database();
    const names = Array.from({ length: 70 }, (_, i) => `s${String(i).padStart(3, '0')}`);
    const outcomes = await Promise.allSettled(
      names.map((slug) =>
        db.write(async (tx) => {
          await insert(tx, slug);
          if (slug === 's069') await breakPromise(tx);
        }),
      ),
    );
    const kept = names.filter((_, i) => outcomes[i]?.status === 'fulfilled');
    expect(await slugs(db.read)).toEqual(kept);
    expect(kept).not.toContain('s069');
    // On SQLite the first 64 share a commit, and the six after them another, which fails.
    expect(kept).toHaveLength(dialect === 'sqlite' ? 64 : 69);
  });
});
