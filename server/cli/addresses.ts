import type { Queryable } from '#db/database.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { address, openAddress } from '../addresses.ts';
import type { Config } from '../config.ts';
import { reportAccess } from '../tokens.ts';
import type { CommandContext } from './command.ts';

/** Says where a survey's report and its open links are. */
export async function sayAddresses(
  say: CommandContext['say'],
  queryable: Queryable,
  { id, slug }: { id: string; slug: string },
  { publicUrl, secret }: Pick<Config, 'publicUrl'> & { secret: string },
): Promise<void> {
  const report = address({ publicUrl }, `/reports/${reportAccess(secret, slug)}`);
  say('cli.addresses.report', { survey: slug, address: report });
  for (const { key, openKey } of await wavesOf(queryable, id)) {
    if (openKey === null) continue;
    say('cli.addresses.open', { survey: slug, wave: key, address: openAddress({ publicUrl }, openKey) });
  }
}
