import { expect, test } from 'vitest';
import { insertLinks } from '#db/queries/links.ts';
import {
  keepRevisionAside,
  responseById,
  saveAnswers,
  startResponse,
  submitResponse,
  withdrawResponse,
} from '#db/queries/responses.ts';
import { describeOnBoth } from '#test/helpers/database.ts';
import { aLink, aStart, keepSample, noon } from './rows.ts';

const consent = { version: '1', digest: 'd', language: 'en', given: 'ticked', at: noon } as const;
const change = { id: 'r', waveId: 'wave', answers: { q: 1 }, passed: ['p'], locale: 'en', at: noon };
const withdrawal = {
  id: 'r',
  waveId: 'wave',
  consent: { version: '1', given: 'ticked' },
  at: noon + 5,
} as const;

describeOnBoth('a response that is withdrawn', (database) => {
  async function begin(more: object = {}) {
    const db = database();
    await keepSample(db, 1);
    await db.write(async (tx) => {
      await insertLinks(tx, [aLink(1, null)]);
      const facts = { station: 'east' };
      await startResponse(tx, {
        ...aStart('r', { linkId: 'link-1' }),
        facts,
        consent,
        answers: { q: 1 },
        ...more,
      });
    });
    return db;
  }

  test('holds nothing of what was said, and takes a number of its own', async () => {
    const db = await begin({ stratum: 'A' });
    await db.write((tx) => submitResponse(tx, { ...change, seen: 1, stratum: 'B' }));
    await db.write((tx) => keepRevisionAside(tx, { ...change, answers: { q: 2 }, seen: 2 }));
    const before = await responseById(db.read, 'r');
    expect(before).toMatchObject({ revising: { answers: { q: 2 }, passed: ['p'] }, stratum: 'B' });
    expect(await db.write((tx) => withdrawResponse(tx, withdrawal))).toBe(true);
    expect(await responseById(db.read, 'r')).toMatchObject({
      status: 'withdrawn',
      answers: {},
      passed: [],
      facts: null,
      revising: null,
      stratum: null,
      consent: { version: '1', given: 'ticked' },
      revision: 4,
      change: (before?.change ?? 0) + 1,
      linkId: 'link-1',
      updatedAt: noon + 5,
    });
  });

  test('keeps the stratum it was sampled in', async () => {
    const db = await begin({ stratum: 'A', fromSample: true });
    await db.write((tx) => withdrawResponse(tx, withdrawal));
    expect((await responseById(db.read, 'r'))?.stratum).toBe('A');
  });

  test('stays so: it is not withdrawn again, and takes no more answers', async () => {
    const db = await begin();
    await db.write((tx) => withdrawResponse(tx, { ...withdrawal, consent: null }));
    const withdrawn = await responseById(db.read, 'r');
    expect(withdrawn?.consent).toBeNull();
    expect(await db.write((tx) => withdrawResponse(tx, withdrawal))).toBe(false);
    expect(await db.write((tx) => saveAnswers(tx, { ...change, seen: 2 }))).toBe(false);
    expect(await db.write((tx) => submitResponse(tx, { ...change, seen: 2, stratum: null }))).toBe(false);
    expect(await responseById(db.read, 'r')).toEqual(withdrawn);
  });
});
