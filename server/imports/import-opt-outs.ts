import { insertOptOuts } from '#db/queries/opt-outs.ts';
import { unguarded } from './formula-guard.ts';
import type { ImportDependencies } from './import-frame.ts';
import { FileProblems } from './problems.ts';
import type { Source } from './source.ts';
import { cellReader, readTable } from './table.ts';

/**
 * Records that the customers of a list asked not to be invited: all of them, or none when there is a problem. Who did so
 * before, or is listed twice, is no problem.
 *
 * @param column where the company's own numbers or names of the customers stand
 * @param guarded whether an export has put `'` before what a spreadsheet would run as a formula
 */
export async function importOptOuts(
  { db, now, onProgress, record }: Omit<ImportDependencies, 'createId'>,
  { source, column, guarded }: { source: Source; column: string; guarded: boolean },
): Promise<{ readonly customers: number } | { readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const cells = cellReader(problems, guarded ? unguarded : undefined);
  const customers = new Set<string>();
  await readTable(
    source,
    problems,
    [column],
    (row) => {
      const customer = cells.neededName(row, column);
      if (customer !== null) customers.add(customer);
    },
    onProgress,
  );
  if (problems.count > 0) return { problems };
  const at = now().getTime();
  await db.write(async (tx) => {
    const rows = [...customers].map((customer) => ({ customer, at, source: 'recorded' as const }));
    await insertOptOuts(tx, rows);
    const details = { file: source.name, customers: customers.size };
    await record?.(tx, { survey: null, action: 'optOut.recorded', details });
  });
  return { customers: customers.size };
}
