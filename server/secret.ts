import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The key from which every secret address is derived.
 *
 * It comes from the environment, or from a file beside the database that is made on first use and readable by
 * its owner only. Losing it makes every personal link and report address unknown; the answers stay.
 */
export function readSecret({ secret, databaseFile }: Pick<Config, 'secret' | 'databaseFile'>): string {
  if (secret !== null) return secret;
  const file = join(dirname(databaseFile), 'secret');
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
