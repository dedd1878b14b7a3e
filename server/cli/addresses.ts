import type { Config } from '../config.ts';
import { linkToken, reportAccess } from '../tokens.ts';

type Reached = Pick<Config, 'publicUrl'>;

function address({ publicUrl }: Reached, path: string): string {
  return `${publicUrl.href.replace(/\/$/, '')}${path}`;
}

/** Where anybody may answer. */
export function openAddress(config: Reached, openKey: string): string {
  return address(config, `/o/${openKey}`);
}

/** Where the customer of one link answers. */
export function personalAddress(config: Reached, secret: string, linkId: string): string {
  return address(config, `/s/${linkToken(secret, linkId)}`);
}

/** Where management reads a survey's report. */
export function reportAddress(config: Reached, secret: string, slug: string): string {
  return address(config, `/reports/${reportAccess(secret, slug)}`);
}
