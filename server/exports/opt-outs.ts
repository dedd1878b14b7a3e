import type { Queryable } from '#db/database.ts';
import { optOuts } from '#db/queries/opt-outs.ts';
import { byteOrderMark, csvRow } from './csv.ts';

/** Who asked not to be invited, since which day (UTC) and how it was heard, as CSV. */
export async function* optOutsCsv(queryable: Queryable, guard: boolean): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(['customer', 'since', 'source'], false);
  for await (const rows of optOuts(queryable)) {
    yield rows
      .map(({ customer, at, source }) =>
        csvRow([customer, new Date(at).toISOString().slice(0, 10), source], guard),
      )
      .join('');
  }
}
