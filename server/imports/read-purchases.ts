import { type PurchaseSums, purchaseSums } from '#surveys/sampling/transactions.ts';
import type { FrameMapping } from './frame-mapping.ts';
import { writtenMoment } from './moments.ts';
import type { NameIndex } from './name-index.ts';
import type { FileProblems } from './problems.ts';
import type { Source } from './source.ts';
import { cellReader, type OnProgress, readTable } from './table.ts';

/** What the customers of a list bought. */
export interface ReadPurchases {
  readonly sums: PurchaseSums;
  /** Purchases of customers who are not in the list, which count for nobody. */
  readonly ofOthers: number;
}

/** Sums up a file of purchases for the customers of an index. */
export async function readPurchases(
  source: Source,
  { purchases: columns, from, until }: NonNullable<FrameMapping['rfm']>,
  names: NameIndex,
  problems: FileProblems,
  onProgress?: OnProgress,
): Promise<ReadPurchases> {
  const sums = purchaseSums({ from: Date.parse(from), until: Date.parse(until) });
  const cells = cellReader(problems);
  let ofOthers = 0;
  await readTable(
    source,
    problems,
    Object.values(columns),
    (row) => {
      const customer = cells.neededName(row, columns.customer);
      const amount = cells.number(row, columns.amount);
      const when = row.raw(columns.at).trim();
      const at = purchaseTime(when);
      if (at === null)
        problems.add(
          when === '' ? 'emptyCell' : 'notADay',
          { row: row.row, column: columns.at },
          { value: when },
        );
      if (customer === null || amount === null || at === null) return;
      const place = names.placeOf(customer);
      if (place < 0) ofOthers += 1;
      else sums.add(place, at, amount);
    },
    onProgress,
  );
  return { sums, ofOthers };
}

/**
 * When something was bought, as lists write it. Without an offset it is taken as UTC, as are the days of the period: what
 * matters is how many days lie between.
 */
export function purchaseTime(text: string): number | null {
  return writtenMoment(text, 'UTC');
}
