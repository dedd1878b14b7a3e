import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';

const advice = `The browser tests need Chromium, and there is none here.
Install it (Debian: apt-get install chromium), or set CHROMIUM to the browser's path.`;

/** Before any test: there is a Chromium, or it is installed, or the run fails saying how to get one. */
export function setup(): void {
  if (findChromium() !== null) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) throw new Error(advice);
  process.stderr.write('Installing Chromium for the browser tests …\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', '-o=Dpkg::Use-Pty=0', ...args], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  } catch (cause) {
    throw new Error(advice, { cause });
  }
  if (findChromium() === null) throw new Error(advice);
}
