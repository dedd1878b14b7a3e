import { type CustomerClasses, classesToCome, workedOutClasses } from './customer-classes.ts';
import type { FrameMapping } from './frame-mapping.ts';
import { createNameIndex } from './name-index.ts';
import { FileProblems } from './problems.ts';
import { readCustomers } from './read-customers.ts';
import { type ReadPurchases, readPurchases } from './read-purchases.ts';
import type { Source } from './source.ts';
import type { OnProgress } from './table.ts';

/** A customer list and, where RFM scores are worked out, the file of purchases. */
export interface ListSources {
  readonly source: Source;
  readonly purchases: Source | null;
}

export interface CheckedList {
  readonly customers: number;
  readonly classes: CustomerClasses;
  readonly purchasesOfOthers: number;
}

/**
 * Reads a whole customer list once, for everything that can be wrong with it and to work out the classes of its customers.
 * What is right is of use even where there are problems; but classes are not worked out then.
 *
 * Memory holds the customers' names (to find those listed twice) and a few bytes for each, and no more of the list.
 *
 * @returns the list, or the problems of the file that has some
 */
export async function checkList(
  { source, purchases: purchaseSource }: ListSources,
  mapping: FrameMapping,
  onProgress?: OnProgress,
): Promise<CheckedList | { readonly problems: FileProblems }> {
  const problems = new FileProblems(source.name);
  const names = createNameIndex();
  let values = new Float64Array(1024);
  let rows = new Uint32Array(1024);
  const check = ({ row, customer, value }: { row: number; customer: string; value: number }) => {
    const known = names.size;
    const place = names.add(customer);
    if (place < known) {
      problems.add(
        'duplicateCustomer',
        { row, column: mapping.customer },
        { customer, before: rows[place] ?? 0 },
      );
      return;
    }
    if (place === values.length) {
      const [longerValues, longerRows] = [new Float64Array(2 * place), new Uint32Array(2 * place)];
      longerValues.set(values);
      longerRows.set(rows);
      [values, rows] = [longerValues, longerRows];
    }
    values[place] = value;
    rows[place] = row;
  };
  await readCustomers(source, mapping, classesToCome(mapping), problems, check, onProgress);
  if (problems.count > 0) return { problems };

  let bought: ReadPurchases | null = null;
  if (mapping.rfm && purchaseSource) {
    const ofPurchases = new FileProblems(purchaseSource.name);
    bought = await readPurchases(purchaseSource, mapping.rfm, names, ofPurchases, onProgress);
    if (ofPurchases.count > 0) return { problems: ofPurchases };
  }
  const classes = workedOutClasses(mapping, names, values.subarray(0, names.size), bought?.sums ?? null);
  return { customers: names.size, classes, purchasesOfOthers: bought?.ofOthers ?? 0 };
}
