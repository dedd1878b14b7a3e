import type { FrameCustomer } from '#db/tables.ts';
import { byteOrderMark, csvRow } from './csv.ts';

/**
 * The customers of a list as CSV, in its order: number, stratum, and everything that is kept of them. The columns are those
 * of the first customer, since an import keeps the same of all; where one is called like a column of ours, ours gives way.
 *
 * @param guard whether text that a spreadsheet would run as a formula gets a `'` before it
 */
export async function* customersCsv(
  customers: AsyncIterable<readonly Pick<FrameCustomer, 'customer' | 'stratum' | 'attributes'>[]>,
  { guard }: { readonly guard: boolean },
): AsyncGenerator<string> {
  let names: readonly string[] | null = null;
  for await (const some of customers) {
    if (names === null) {
      names = Object.keys(some[0]?.attributes ?? {});
      const ours = ['customer', 'stratum'].map((name) => freeName(name, names ?? []));
      yield byteOrderMark + csvRow([...ours, ...names], guard);
    }
    const columns = names;
    yield some
      .map(({ customer, stratum, attributes }) => {
        const kept = columns.map((name) => attributes[name] ?? '');
        return csvRow([customer, stratum, ...kept], guard);
      })
      .join('');
  }
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(`${name}_`, taken) : name;
}
