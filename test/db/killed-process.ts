import { startResponse } from '#db/queries/responses.ts';
import { openSqlite } from '#db/sqlite.ts';
import { aStart } from './rows.ts';

/**
 * Keeps responses as fast as it can, 16 at a time, and prints the id of each once its promise has
 * resolved, until somebody kills the process.
 */
const [path = ''] = process.argv.slice(2);
const db = openSqlite(path);

async function keepOn(respondent: number): Promise<never> {
  for (let i = 0; ; i += 1) {
    const id = `r-${respondent}-${i}`;
    await db.write((tx) => startResponse(tx, { ...aStart(id), answers: { comment: 'x'.repeat(500) } }));
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, (_, respondent) => keepOn(respondent)));
