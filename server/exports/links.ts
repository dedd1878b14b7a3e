import type { Queryable } from '#db/database.ts';
import { invitedMembers } from '#db/queries/links.ts';
import { byteOrderMark, csvRow } from './csv.ts';

/**
 * The personal addresses of a wave's customers as CSV, for whoever sends the invitations. Who asked to be left alone is not
 * among them.
 */
export async function* linksCsv(
  queryable: Queryable,
  waveId: string,
  addressOf: (linkId: string) => string,
  guard: boolean,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(['customer', 'stratum', 'link'], false);
  for await (const rows of invitedMembers(queryable, waveId)) {
    yield rows
      .map(({ member, link }) => csvRow([member.customer, member.stratum, addressOf(link.id)], guard))
      .join('');
  }
}
