import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Workplace } from './cli.ts';

const root = join(import.meta.dirname, '..', '..');

/** Starts the command line as a process of its own. */
export function started(
  place: Pick<Workplace, 'databaseFile'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'server', 'cli.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, MANYI_DATABASE: place.databaseFile, LANG: 'C', ...env },
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    error += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { child, ended, out: () => out, error: () => error };
}
