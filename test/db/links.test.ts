import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import { insertLinks, linkByMember, linkByTokenHash, membersWithLinks } from '#db/queries/links.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aKeptLink, aLink, collected, keepSample } from './rows.ts';

describeOnBoth('links', (database) => {
  test('a link is found by the hash of its token, and by its member', async () => {
    const db = database();
    await keepSample(db, 2);
    await db.write((tx) => insertLinks(tx, [aLink(1, 'member-1'), aLink(2, null), aLink(3, null)]));
    expect(await linkByTokenHash(db.read, 'hash-1')).toEqual(aKeptLink(1, 'member-1'));
    expect(await linkByTokenHash(db.read, 'hash-3')).toEqual(aKeptLink(3, null));
    expect(await linkByTokenHash(db.read, 'hash-4')).toBeNull();
    expect((await linkByMember(db.read, 'member-1'))?.id).toBe('link-1');
    expect(await linkByMember(db.read, 'member-2')).toBeNull();
  });

  test.each([
    ['a member', aLink(2, 'member-1')],
    ['a token', { ...aLink(2, null), tokenHash: 'hash-1' }],
  ])('%s has one link only', async (_, second) => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => insertLinks(tx, [aLink(1, 'member-1')]));
    await expect(db.write((tx) => insertLinks(tx, [second]))).rejects.toSatisfy(isUniqueViolation);
  });

  test('all members come with their links, those who have none included', async () => {
    const db = database();
    await keepSample(db, 1_500);
    await db.write((tx) => insertLinks(tx, [aLink(1, 'member-1200'), aLink(2, null)]));
    const rows = await collected(membersWithLinks(db.read, 'wave'));
    expect(rows.map(({ member }) => member.position)).toEqual(Array.from({ length: 1_500 }, (_, i) => i + 1));
    expect(rows.filter(({ link }) => link !== null)).toEqual([
      { member: expect.objectContaining({ id: 'member-1200' }), link: aKeptLink(1, 'member-1200') },
    ]);
  });
});
