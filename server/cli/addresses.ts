import type { Queryable } from '#db/database.ts';
import { versionById } from '#db/queries/versions.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { address, openAddress } from '../addresses.ts';
import type { Config } from '../config.ts';
import { surveyPath } from '../views/studio/frame.view.ts';
import type { CommandContext } from './command.ts';

/** Says where those with an account read a survey's report, and where its open links are. */
export async function sayAddresses(
  say: CommandContext['say'],
  queryable: Queryable,
  { id, slug }: { id: string; slug: string },
  { publicUrl }: Pick<Config, 'publicUrl'>,
): Promise<void> {
  const report = address({ publicUrl }, surveyPath(slug, '/report'));
  say('cli.addresses.report', { survey: slug, address: report });
  for (const { key, openKey, versionId } of await wavesOf(queryable, id)) {
    if (openKey === null) continue;
    const fact = await onceOf(queryable, versionId);
    if (fact !== null) {
      say('cli.addresses.signed', { survey: slug, wave: key, fact });
      continue;
    }
    say('cli.addresses.open', { survey: slug, wave: key, address: openAddress({ publicUrl }, openKey) });
  }
}

/** The fact that every link of a version has to say; `null` where the plain open link will do. */
export async function onceOf(queryable: Queryable, versionId: string): Promise<string | null> {
  const version = await versionById(queryable, versionId);
  return version?.definition.facts?.find(({ once }) => once)?.key ?? null;
}
