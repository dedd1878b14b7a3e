import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createSheets } from '#test/bench/forms.ts';
import { surviveKilling, type Until } from '#test/bench/killed-server.ts';
import { benchToken, prepareDatabase } from '#test/bench/prepare.ts';
import { questionnaires } from '#test/bench/questionnaires.ts';
import { checkKept, type Kept } from '#test/bench/told.ts';
import { temporaryDirectory } from '#test/helpers/database.ts';

const definition = questionnaires.compared;
const nothingWrong: Partial<Kept> = { lost: [], different: [], doubled: [], unknown: 0, integrity: 'ok' };

/** Until the server, since it listens, has taken in so many more pages. */
function afterPages(more: number): Until {
  return async (told) => {
    const pages = () => told().reduce((sum, one) => sum + one.pages.size, 0);
    for (const enough = pages() + more; pages() < enough; ) await delay(5);
  };
}

test('what 8 customers were told stands when the server is killed in the middle and started again', {
  timeout: 120_000,
}, async () => {
  const databaseFile = join(temporaryDirectory(), 'manyi.sqlite');
  await prepareDatabase(databaseFile, definition, 2_000);
  const { falls, end, told, met, complaints } = await surviveKilling({
    databaseFile,
    definition,
    entryOf: (customer) => (customer % 4 === 3 ? '/o/bench' : `/s/${benchToken(customer)}`),
    concurrency: 8,
    kills: [afterPages(20)],
    end: afterPages(30),
  });
  expect(falls).toMatchObject([{ kept: nothingWrong }]);
  expect(falls[0]?.inTheMiddle).toBeGreaterThan(0);
  expect(end).toMatchObject(nothingWrong);
  expect(end.thanked).toBe(end.customers);
  expect(end.pages).toBeGreaterThanOrEqual(50);
  expect(met.brokenOff).toBeGreaterThan(0);
  expect(complaints).toBe('');

  // and the check would have seen it: three of the answers are spoiled, and one customer is forgotten
  const file = new Sqlite(databaseFile);
  const spoil = (customer: number, change: string) =>
    file.exec(`${change} WHERE link_id = 'link ${customer}'`);
  spoil(0, 'DELETE FROM responses');
  spoil(1, "UPDATE responses SET status = 'started'");
  spoil(2, "UPDATE responses SET answers = json_set(answers, '$.overall', 11)");
  file.close();
  const known = told.filter(({ customer }) => customer !== 4);
  expect(checkKept(databaseFile, definition, createSheets(definition), known)).toMatchObject({
    lost: [0, 1],
    different: [2],
    unknown: 1,
  });
});
