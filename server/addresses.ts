import type { Config } from './config.ts';
import { canonicalFacts, type Facts, factsKey, factsSignature, linkToken } from './tokens.ts';

type Reached = Pick<Config, 'publicUrl'>;

/** A path of this server as people reach it. */
export function address({ publicUrl }: Reached, path: string): string {
  return `${publicUrl.href.replace(/\/$/, '')}${path}`;
}

/** Where the schema of a questionnaire's file stands, for whoever writes or checks one with other tools. */
export const schemaPath = '/schema/questionnaire.json';

/** Where anybody may answer. */
export function openAddress(reached: Reached, openKey: string): string {
  return address(reached, `/o/${openKey}`);
}

/** Where the customer answers of whom facts are known, signed so that nobody can change them. */
export function signedAddress(reached: Reached, secret: string, openKey: string, facts: Facts): string {
  return address(reached, signedPath(secret, openKey, facts));
}

/** The path of `signedAddress`, from the root of the server. */
export function signedPath(secret: string, openKey: string, facts: Facts): string {
  const signature = factsSignature(factsKey(secret, openKey), facts);
  return `/o/${openKey}?${canonicalFacts(facts)}&sig=${signature}`;
}

/** Where the customer of one link answers. */
export function personalAddress(reached: Reached, secret: string, linkId: string): string {
  return address(reached, `/s/${linkToken(secret, linkId)}`);
}

/** Where the customer of one link stops invitations. */
export function unsubscribeAddress(reached: Reached, secret: string, linkId: string): string {
  return `${personalAddress(reached, secret, linkId)}/my/invitations`;
}
