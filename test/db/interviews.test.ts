import { expect, test } from 'vitest';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { interviewByTokenHash } from '#db/queries/interviews.ts';
import { insertLinks } from '#db/queries/links.ts';
import { startResponse } from '#db/queries/responses.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aLink, aStart, keepSample, noon } from './rows.ts';

describeOnBoth('interviews', (database) => {
  test('an address leads to its link, its wave and the response that was begun there', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => insertLinks(tx, [aLink(1, 'member-1'), aLink(2, null)]));
    const before = await interviewByTokenHash(db.read, 'hash-1');
    expect(before).toMatchObject({ link: { id: 'link-1', memberId: 'member-1' }, wave: { id: 'wave' } });
    expect(before?.response).toBeNull();

    await db.write((tx) => startResponse(tx, aStart('r', { memberId: 'member-1', linkId: 'link-1' })));
    expect((await interviewByTokenHash(db.read, 'hash-1'))?.response).toMatchObject({
      id: 'r',
      status: 'started',
      revision: 1,
      answers: {},
    });
    expect((await interviewByTokenHash(db.read, 'hash-2'))?.response).toBeNull();
    expect(await interviewByTokenHash(db.read, 'hash-3')).toBeNull();
  });

  test('an address leads to what its customer answered another way', async () => {
    const db = database();
    await keepSample(db, 1);
    const row = { ...aStart('r', { memberId: 'member-1' }), status: 'submitted' as const };
    await db.write(async (tx) => {
      await insertLinks(tx, [aLink(1, 'member-1')]);
      await insertImportedResponses(tx, [{ ...row, updatedAt: noon, submittedAt: noon }]);
    });
    const interview = await interviewByTokenHash(db.read, 'hash-1');
    expect(interview?.response).toMatchObject({ id: 'r', status: 'submitted' });
  });
});
