import type { FrameCustomer } from '#db/tables.ts';
import { byteOrderMark, csvRow } from './csv.ts';

type Listed = Pick<FrameCustomer, 'customer' | 'stratum' | 'attributes'>;

/** The columns of a list as a file. Where something kept of customers is called like a column of ours, ours gives way. */
export function customerColumns({ attributes }: Pick<FrameCustomer, 'attributes'>): {
  readonly customer: string;
  readonly stratum: string;
  readonly attributes: readonly string[];
} {
  const names = Object.keys(attributes);
  return { customer: freeName('customer', names), stratum: freeName('stratum', names), attributes: names };
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(`${name}_`, taken) : name;
}

/**
 * The customers of a list as CSV, in its order: number, stratum, and everything that is kept of them. The columns are those
 * of the first customer, since an import keeps the same of all.
 *
 * @param guard whether text that a spreadsheet would run as a formula gets a `'` before it
 */
export async function* customersCsv(
  customers: AsyncIterable<readonly Listed[]>,
  { guard }: { readonly guard: boolean },
): AsyncGenerator<string> {
  let columns: ReturnType<typeof customerColumns> | null = null;
  for await (const some of customers) {
    if (columns === null) {
      columns = customerColumns(some[0] ?? { attributes: {} });
      const { customer, stratum, attributes } = columns;
      yield byteOrderMark + csvRow([customer, stratum, ...attributes], guard);
    }
    const kept = columns.attributes;
    yield some
      .map(({ customer, stratum, attributes }) =>
        csvRow([customer, stratum, ...kept.map((name) => attributes[name] ?? '')], guard),
      )
      .join('');
  }
}
