import { expect, test } from 'vitest';
import type { Database } from '#db/database.ts';
import { anonymousInterview, interviewByTokenHash } from '#db/queries/interviews.ts';
import { insertLinks, linkByTokenHash, markLinkAnswered } from '#db/queries/links.ts';
import {
  keepRevisionAside,
  responseById,
  reviseResponse,
  saveAnswers,
  startResponse,
  submitResponse,
  withdrawResponse,
} from '#db/queries/responses.ts';
import { dataStamp, revisionsOfWave } from '#db/queries/wave-data.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aLink, aStart, keepSample, noon } from './rows.ts';

const sent = { delay: 1 };
const other = { delay: 2 };

function aChange(id: string, seen: number, changes = {}) {
  const said = { answers: sent, passed: ['product'], locale: 'en', stratum: null };
  return { id, waveId: 'wave', seen, at: noon + seen, ...said, ...changes };
}

/** A response that was sent, at revision 2. */
async function submitted(db: Database, changes: Parameters<typeof aStart>[1] = {}): Promise<void> {
  await keepSample(db, 1);
  await db.write((tx) => startResponse(tx, aStart('r', changes)));
  await db.write((tx) => submitResponse(tx, aChange('r', 1)));
}

describeOnBoth('a response that was sent', (database) => {
  test('keeps a change aside until it is complete, and nothing that readers of it see changes meanwhile', async () => {
    const db = database();
    await submitted(db);
    const stamp = await dataStamp(db.read, 'wave');
    const before = await responseById(db.read, 'r');
    const aside = aChange('r', 2, { answers: other, passed: [], locale: 'zh-CN' });
    expect(await db.write((tx) => keepRevisionAside(tx, aside))).toBe(true);
    const revising = { answers: other, passed: [] };
    expect(await responseById(db.read, 'r')).toEqual({
      ...before,
      revising,
      revision: 3,
      updatedAt: noon + 2,
    });
    expect(await dataStamp(db.read, 'wave')).toBe(stamp);
  });

  test('says what a complete change says, which has a number of its own', async () => {
    const db = database();
    await submitted(db, { memberId: 'member-1' });
    await db.write((tx) => keepRevisionAside(tx, aChange('r', 2)));
    const change = aChange('r', 3, { answers: other, locale: 'zh-CN', status: 'submitted' as const });
    expect(await db.write((tx) => reviseResponse(tx, { ...change, status: 'submitted' }))).toBe(true);
    expect(await responseById(db.read, 'r')).toMatchObject({
      answers: other,
      locale: 'zh-CN',
      status: 'submitted',
      revising: null,
      revision: 4,
      change: 3,
      submittedAt: noon + 1,
    });
  });

  test('is changed by nobody who saw it before another change', async () => {
    const db = database();
    await submitted(db);
    await db.write((tx) => reviseResponse(tx, { ...aChange('r', 2), status: 'submitted' }));
    const late = aChange('r', 2, { answers: other });
    expect(await db.write((tx) => reviseResponse(tx, { ...late, status: 'submitted' }))).toBe(false);
    expect(await db.write((tx) => keepRevisionAside(tx, late))).toBe(false);
    expect((await responseById(db.read, 'r'))?.answers).toEqual(sent);
  });

  test('is no longer one to change when it was screened out by its change', async () => {
    const db = database();
    await submitted(db);
    expect(await db.write((tx) => reviseResponse(tx, { ...aChange('r', 2), status: 'screenedOut' }))).toBe(
      true,
    );
    expect((await responseById(db.read, 'r'))?.status).toBe('screenedOut');
    expect(await db.write((tx) => reviseResponse(tx, { ...aChange('r', 3), status: 'submitted' }))).toBe(
      false,
    );
  });

  test('is not changed before it was sent', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => startResponse(tx, aStart('r')));
    expect(await db.write((tx) => keepRevisionAside(tx, aChange('r', 1)))).toBe(false);
    expect(await db.write((tx) => reviseResponse(tx, { ...aChange('r', 1), status: 'submitted' }))).toBe(
      false,
    );
    expect(await responseById(db.read, 'r')).toMatchObject({ status: 'started', revision: 1 });
  });

  test.each([
    ['a member, who has a row to be found by', 'member-1', 0],
    ['nobody who was sampled, so that all has to be read again', undefined, 1],
  ])('and is of %s', async (_, memberId, raised) => {
    const db = database();
    await submitted(db, memberId === undefined ? {} : { memberId });
    const before = await revisionsOfWave(db.read, 'wave');
    await db.write((tx) => reviseResponse(tx, { ...aChange('r', 2), status: 'submitted' }));
    const revised = await revisionsOfWave(db.read, 'wave');
    expect(revised).toEqual({
      sampleRevision: before.sampleRevision + raised,
      responsesChange: before.responsesChange + 1,
    });
    const withdrawal = { id: 'r', waveId: 'wave', consent: null, at: noon };
    expect(await db.write((tx) => withdrawResponse(tx, withdrawal))).toBe(true);
    expect(await revisionsOfWave(db.read, 'wave')).toEqual({
      sampleRevision: revised.sampleRevision + raised,
      responsesChange: revised.responsesChange + 1,
    });
    expect(await db.write((tx) => withdrawResponse(tx, withdrawal))).toBe(false);
  });
});

describeOnBoth('an anonymous response', (database) => {
  const anonymous = {
    fromSample: true,
    stratum: 'A',
    accessHash: 'access',
    facts: { market: 'east' },
    consent: null,
  };

  test('is found by its digest while it is being given, and by nothing once it was sent', async () => {
    const db = database();
    await keepSample(db, 1);
    await db.write((tx) => insertLinks(tx, [aLink(1, 'member-1')]));
    await db.write((tx) => startResponse(tx, { ...aStart('r'), ...anonymous }));
    expect(await anonymousInterview(db.read, 'access')).toMatchObject({ id: 'r', status: 'started' });
    expect((await interviewByTokenHash(db.read, 'hash-1'))?.response).toBeNull();
    await db.write((tx) => saveAnswers(tx, aChange('r', 1)));
    expect(await anonymousInterview(db.read, 'access')).toMatchObject({ id: 'r', answers: sent });

    await db.write(async (tx) => {
      expect(await submitResponse(tx, { ...aChange('r', 2), untie: true })).toBe(true);
      expect(await markLinkAnswered(tx, 'link-1', 0)).toBe(true);
      expect(await markLinkAnswered(tx, 'link-1', 0)).toBe(false);
    });
    expect(await anonymousInterview(db.read, 'access')).toBeNull();
    expect(await interviewByTokenHash(db.read, 'hash-1')).toMatchObject({
      link: { answered: true },
      response: null,
    });
    expect(await linkByTokenHash(db.read, 'hash-1')).toEqual({ ...aLink(1, 'member-1'), answered: true });
    expect(await responseById(db.read, 'r')).toMatchObject({
      status: 'submitted',
      memberId: null,
      linkId: null,
      accessHash: null,
      fromSample: true,
      stratum: 'A',
      facts: { market: 'east' },
    });
  });

  test('begins once by one address', async () => {
    const db = database();
    await keepSample(db, 1);
    const begin = (id: string) => db.write((tx) => startResponse(tx, { ...aStart(id), ...anonymous }));
    expect(await Promise.all([begin('first'), begin('second')])).toEqual([true, false]);
  });

  test('is sent once, and others of the same stratum stand beside it', async () => {
    const db = database();
    await keepSample(db, 1);
    for (const id of ['a', 'b', 'c']) {
      await db.write((tx) => startResponse(tx, { ...aStart(id), ...anonymous, accessHash: id }));
      const send = () => db.write((tx) => submitResponse(tx, { ...aChange(id, 1), untie: true }));
      expect(await Promise.all([send(), send()])).toEqual([true, false]);
    }
  });
});
