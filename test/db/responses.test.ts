import { expect, test } from 'vitest';
import { isUniqueViolation } from '#db/errors.ts';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { insertLinks } from '#db/queries/links.ts';
import {
  responseById,
  responseByLink,
  responseCounts,
  saveAnswers,
  startResponse,
  submitResponse,
} from '#db/queries/responses.ts';
import { insertWave } from '#db/queries/waves.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aLink, aStart, aWave, keepSample, noon, nothingRare } from './rows.ts';

const answers = {
  quality: { expectation: 8, perception: 'na' },
  comment: 'emoji 👍🏽, line\r\nends, "quotes", \u2028 and 满意',
  reasons: ['b', 'a'],
  delay: 1.5,
} as const;

function aChange(id: string, seen: number, changes = {}) {
  const kept = { answers, passed: ['product'], locale: 'en', stratum: null };
  return { id, waveId: 'wave', seen, at: noon + seen, ...kept, ...changes };
}

describeOnBoth('responses', (database) => {
  test('a response begins, grows page by page and is submitted, its answers kept exactly', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => insertLinks(tx, [aLink(1, 'member-1')]));
    expect(await responseByLink(db.read, 'link-1')).toBeNull();

    const start = aStart('r', { memberId: 'member-1', linkId: 'link-1' });
    expect(await db.write((tx) => startResponse(tx, start))).toBe(true);
    const started = {
      ...start,
      ...nothingRare,
      status: 'started',
      revision: 1,
      change: 1,
      source: 'web',
      updatedAt: noon,
      submittedAt: null,
    };
    expect(await responseByLink(db.read, 'link-1')).toEqual(started);

    expect(await db.write((tx) => saveAnswers(tx, aChange('r', 1)))).toBe(true);
    const saved = {
      ...started,
      answers,
      passed: ['product'],
      locale: 'en',
      revision: 2,
      change: 2,
      updatedAt: noon + 1,
    };
    expect(await responseById(db.read, 'r')).toEqual(saved);

    expect(await db.write((tx) => submitResponse(tx, aChange('r', 2, { answers: { delay: 2 } })))).toBe(true);
    expect(await responseById(db.read, 'r')).toEqual({
      ...saved,
      answers: { delay: 2 },
      status: 'submitted',
      revision: 3,
      change: 3,
      updatedAt: noon + 2,
      submittedAt: noon + 2,
    });
  });

  test.each([{ memberId: 'member-1' }, { linkId: 'link-1' }])(
    'a second response with %o is not begun',
    async (same) => {
      const db = database();
      await keepSample(db, 1);
      await db.write((tx) => insertLinks(tx, [aLink(1, null)]));
      const begin = (id: string) => db.write((tx) => startResponse(tx, aStart(id, same)));
      expect(await Promise.all([begin('first'), begin('second')])).toEqual([true, false]);
      expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 1, submitted: 0 });
    },
  );

  test('answers sent twice at the same time are submitted once', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    const sendings = Array.from({ length: 5 }, (_, i) =>
      db.write((tx) => submitResponse(tx, aChange('r', 1, { answers: { delay: i } }))),
    );
    const outcomes = await Promise.all(sendings);
    expect(outcomes.filter((kept) => kept)).toHaveLength(1);
    const response = await responseById(db.read, 'r');
    expect(response).toMatchObject({
      status: 'submitted',
      revision: 2,
      answers: { delay: outcomes.indexOf(true) },
    });
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 0, submitted: 1 });
  });

  test('a submitted response takes no more answers', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    await db.write((tx) => submitResponse(tx, aChange('r', 1)));
    const before = await responseById(db.read, 'r');
    expect(await db.write((tx) => saveAnswers(tx, aChange('r', 2, { answers: {} })))).toBe(false);
    expect(await db.write((tx) => submitResponse(tx, aChange('r', 2, { answers: {} })))).toBe(false);
    expect(await responseById(db.read, 'r')).toEqual(before);
  });

  test('the stratum of somebody without a place in the sample is kept with the submission', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    await db.write((tx) => saveAnswers(tx, aChange('r', 1)));
    expect((await responseById(db.read, 'r'))?.stratum).toBeNull();
    await db.write((tx) => submitResponse(tx, aChange('r', 2, { stratum: 'B' })));
    expect((await responseById(db.read, 'r'))?.stratum).toBe('B');
  });

  test('a change under the name of another wave is not kept', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => insertWave(tx, { ...aWave, id: 'other', key: 'other' }));
    await db.write((tx) => startResponse(tx, aStart('r')));
    expect(await db.write((tx) => saveAnswers(tx, aChange('r', 1, { waveId: 'other' })))).toBe(false);
    expect(await responseById(db.read, 'r')).toMatchObject({ revision: 1, change: 1 });
  });

  test('answers saved on another device meanwhile are not overwritten', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    await db.write((tx) => saveAnswers(tx, aChange('r', 1, { answers: { delay: 1 } })));
    expect(await db.write((tx) => saveAnswers(tx, aChange('r', 1, { answers: { delay: 2 } })))).toBe(false);
    expect(await db.write((tx) => submitResponse(tx, aChange('r', 1, { answers: { delay: 3 } })))).toBe(
      false,
    );
    expect(await responseById(db.read, 'r')).toMatchObject({ answers: { delay: 1 }, status: 'started' });
  });

  test('imported responses are all kept or none is', async () => {
    const db = database();
    await keepSample(db, 700);
    const imported = (member: number, id = member) => ({
      ...aStart(`r-${id}`, { memberId: `member-${member}` }),
      status: 'submitted' as const,
      answers,
      updatedAt: noon,
      submittedAt: noon,
    });
    const all = Array.from({ length: 700 }, (_, i) => imported(i + 1));
    const withOneTwice = [...all, imported(700, 701)];
    const refused = db.write((tx) => insertImportedResponses(tx, withOneTwice));
    await expect(refused).rejects.toSatisfy(isUniqueViolation);
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 0, submitted: 0 });

    await db.write((tx) => insertImportedResponses(tx, all));
    expect(await responseCounts(db.read, 'wave')).toMatchObject({ started: 0, submitted: 700 });
    expect(await responseById(db.read, 'r-700')).toEqual({
      ...imported(700),
      ...nothingRare,
      linkId: null,
      revision: 1,
      change: 700,
      source: 'import',
    });
  });

  test('a response to a wave that does not exist is refused, and so is one of an unknown member', async () => {
    const db = database();
    await keepSample(db, 1);
    const orphan = (change: object) => db.write((tx) => startResponse(tx, { ...aStart('r'), ...change }));
    await expect(orphan({ waveId: 'none' })).rejects.toThrow();
    await expect(orphan({ memberId: 'none' })).rejects.toThrow();
    expect(await responseById(db.read, 'r')).toBeNull();
  });
});
