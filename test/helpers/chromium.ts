import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run: either way it is not the browser looked for.
    return false;
  }
}

/**
 * The Chromium of this machine, or `null`.
 *
 * @throws Error when `CHROMIUM` names something that cannot be run
 */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new Error(`CHROMIUM is ${named}, which cannot be run`);
    return named;
  }
  const folders = [...places, ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')];
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...applications,
  ];
  return candidates.find(isExecutable) ?? null;
}

/**
 * Starts the Chromium that set-up has found; without its sandbox, which containers do not allow.
 *
 * @param putsPagesBy whether it keeps pages in memory for going back, as browsers do whom nobody steers
 */
export async function launchChromium({ putsPagesBy = false } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error('No Chromium: the set-up of the tests should have said how to get one');
  return await chromium.launch({
    executablePath,
    ignoreDefaultArgs: putsPagesBy ? ['--disable-back-forward-cache'] : [],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
