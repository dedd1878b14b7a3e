import { z } from 'zod';
import { memberByCustomer, recordDisposition } from '#db/queries/sample-members.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import type { ImportDependencies } from './import-frame.ts';
import { FileProblems } from './problems.ts';
import { dispositionColumn } from './response-mapping.ts';
import type { Source } from './source.ts';
import { cellReader, readTable } from './table.ts';
import { columnName } from './variables.ts';

/** How a file of field results is read: whose request ended how. */
export const dispositionMapping = z.strictObject({ customer: columnName, disposition: dispositionColumn });
export type DispositionMapping = z.output<typeof dispositionMapping>;

/** Records how the attempts to ask the customers of a wave ended: all of them, or none when there is a problem. */
export async function importDispositions(
  { db, now, onProgress }: ImportDependencies,
  { waveId, source, mapping }: { waveId: string; source: Source; mapping: DispositionMapping },
): Promise<{ readonly recorded: number } | { readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const cells = cellReader(problems);
  const { column, codes } = mapping.disposition;
  const outcomes = new Map<string, Disposition>();
  const rows = new Map<string, number>();
  await readTable(
    source,
    problems,
    [mapping.customer, column],
    async (row) => {
      const customer = cells.neededName(row, mapping.customer);
      const code = cells.neededName(row, column);
      if (customer === null || code === null) return;
      const before = rows.get(customer);
      const place = { row: row.row, column: mapping.customer };
      if (before !== undefined) problems.add('duplicateCustomer', place, { customer, before });
      rows.set(customer, row.row);
      const outcome = Object.hasOwn(codes, code) ? codes[code] : undefined;
      if (outcome === undefined) {
        const known = Object.keys(codes).join(', ');
        problems.add('unknownDisposition', { row: row.row, column }, { value: code, known });
      } else outcomes.set(customer, outcome);
      const member = await memberByCustomer(db.read, waveId, customer);
      if (member === null) problems.add('customerNotInSample', place, { customer });
    },
    onProgress,
  );
  if (problems.count > 0) return { problems };
  const at = now().getTime();
  await db.write(async (tx) => {
    for (const [customer, disposition] of outcomes) {
      await recordDisposition(tx, { waveId, customer, disposition, at });
    }
  });
  return { recorded: outcomes.size };
}
