import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { insertLinks } from '#db/queries/links.ts';
import { saveAnswers, startResponse, submitResponse, withdrawResponse } from '#db/queries/responses.ts';
import { openSqlite } from '#db/sqlite.ts';
import { sqliteFile } from '#test/helpers/database.ts';
import { aLink, aStart, keepWave, noon } from './rows.ts';

test('what a customer withdraws is no longer in the SQLite file once it is closed', async () => {
  const file = sqliteFile();
  const db = openSqlite(file);
  await keepWave(db);
  // long enough not to stand in the row itself
  const said = (words: string) => ({ comment: `needle ${words}`.repeat(500) });
  const change = { id: 'r1', waveId: 'wave', passed: [], locale: 'en', at: noon };
  await db.write(async (tx) => {
    await insertLinks(tx, [aLink(1, null), aLink(2, null)]);
    await startResponse(tx, { ...aStart('r1', { linkId: 'link-1' }), answers: said('begun') });
    await startResponse(tx, {
      ...aStart('r2', { linkId: 'link-2' }),
      answers: { comment: 'kept by another' },
    });
  });
  await db.write((tx) => saveAnswers(tx, { ...change, answers: said('and said at more length'), seen: 1 }));
  await db.write((tx) => submitResponse(tx, { ...change, answers: said('sent'), seen: 2, stratum: null }));
  await db.write((tx) => withdrawResponse(tx, { id: 'r1', waveId: 'wave', consent: null, at: noon }));
  await db.close();
  const bytes = readFileSync(file);
  expect(bytes.includes('kept by another')).toBe(true);
  expect(bytes.includes('needle')).toBe(false);
});
