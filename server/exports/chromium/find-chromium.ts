import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const folders = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium or Chrome of this machine; `null` where there is none. A path that was named is the only one looked at.
 *
 * @param named the path that the settings give
 * @param path the folders in which commands are looked for, as the environment has them
 */
export function findChromium(named: string | null, path: string): string | null {
  if (named !== null) return isProgram(named) ? named : null;
  const searched = [...folders, ...path.split(delimiter).filter((folder) => folder !== '')];
  const candidates = searched.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, ...applications].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // not there, or not ours to run: either way it is not the browser looked for
    return false;
  }
}
