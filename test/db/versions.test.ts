import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion, latestVersion, versionById, versionsOf } from '#db/queries/versions.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aSurvey, aVersion } from './rows.ts';

describeOnBoth('versions', (database) => {
  test('versions are numbered from 1 within their survey, and the last one is found', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, aSurvey));
    await db.write((tx) => insertSurvey(tx, { ...aSurvey, id: 'other', slug: 'other' }));
    expect(await latestVersion(db.read, 'survey')).toBeNull();
    expect(await db.write((tx) => insertNextVersion(tx, aVersion))).toBe(1);
    expect(await db.write((tx) => insertNextVersion(tx, { ...aVersion, id: 'second' }))).toBe(2);
    const elsewhere = { ...aVersion, id: 'elsewhere', surveyId: 'other' };
    expect(await db.write((tx) => insertNextVersion(tx, elsewhere))).toBe(1);
    expect((await latestVersion(db.read, 'survey'))?.id).toBe('second');
    expect((await versionsOf(db.read, 'survey')).map(({ id }) => id)).toEqual(['version', 'second']);
  });

  test('a published questionnaire comes back as it was, down to the order of its keys', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, aSurvey));
    await db.write((tx) => insertNextVersion(tx, aVersion));
    const found = await versionById(db.read, 'version');
    expect(JSON.stringify(found?.definition)).toBe(JSON.stringify(aVersion.definition));
    expect(await versionById(db.read, 'nothing')).toBeNull();
  });

  test('the database itself refuses to change a published version', async () => {
    const db = database();
    await db.write((tx) => insertSurvey(tx, aSurvey));
    await db.write((tx) => insertNextVersion(tx, aVersion));
    const change = db.write(async ({ orm, tables: { versions } }) => {
      await orm.update(versions).set({ publishedAt: 0 }).where(eq(versions.id, 'version'));
    });
    await expect(change).rejects.toSatisfy((error: Error) =>
      `${error.message} ${error.cause}`.includes('a published version never changes'),
    );
    expect((await versionById(db.read, 'version'))?.publishedAt).toBe(aVersion.publishedAt);
  });
});
