import type { Queryable } from '#db/database.ts';
import { invitedMembers } from '#db/queries/links.ts';
import { byteOrderMark, csvRow } from './csv.ts';

/** The addresses made for one customer. */
export interface CustomerAddresses {
  /** Where the customer answers. */
  readonly link: string;
  /** Where the customer stops invitations; mail programs may send their one click there (RFC 8058). */
  readonly unsubscribe: string;
}

/**
 * The personal addresses of a wave's customers as CSV, for whoever sends the invitations. Who asked to be left alone is not
 * among them.
 */
export async function* linksCsv(
  queryable: Queryable,
  waveId: string,
  addressesOf: (linkId: string) => CustomerAddresses,
  guard: boolean,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(['customer', 'stratum', 'link', 'unsubscribe'], false);
  for await (const rows of invitedMembers(queryable, waveId)) {
    yield rows
      .map(({ member, link: { id } }) => {
        const { link, unsubscribe } = addressesOf(id);
        return csvRow([member.customer, member.stratum, link, unsubscribe], guard);
      })
      .join('');
  }
}
