import type { Queryable } from '#db/database.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Config } from '../config.ts';
import { linkToken, reportAccess } from '../tokens.ts';
import type { CommandContext } from './command.ts';

type Reached = Pick<Config, 'publicUrl'>;

/** A path of this server as people reach it. */
export function address({ publicUrl }: Reached, path: string): string {
  return `${publicUrl.href.replace(/\/$/, '')}${path}`;
}

/** Where anybody may answer. */
export function openAddress(reached: Reached, openKey: string): string {
  return address(reached, `/o/${openKey}`);
}

/** Where the customer of one link answers. */
export function personalAddress(reached: Reached, secret: string, linkId: string): string {
  return address(reached, `/s/${linkToken(secret, linkId)}`);
}

/** Says where a survey's report and its open links are. */
export async function sayAddresses(
  say: CommandContext['say'],
  queryable: Queryable,
  { id, slug }: { id: string; slug: string },
  { publicUrl, secret }: Reached & { secret: string },
): Promise<void> {
  const report = address({ publicUrl }, `/reports/${reportAccess(secret, slug)}`);
  say('cli.addresses.report', { survey: slug, address: report });
  for (const { key, openKey } of await wavesOf(queryable, id)) {
    if (openKey === null) continue;
    say('cli.addresses.open', { survey: slug, wave: key, address: openAddress({ publicUrl }, openKey) });
  }
}
