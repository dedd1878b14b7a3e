import { findChromium } from '../exports/chromium/find-chromium.ts';
import { createBrowser, type HeadlessBrowser } from '../exports/chromium.ts';
import type { CommandContext } from './command.ts';

/** The browser that the settings name, or the one this machine has. */
export function browserOf({ config, env }: Pick<CommandContext, 'config' | 'env'>): HeadlessBrowser {
  const path = env.PATH ?? '/usr/local/bin:/usr/bin:/bin';
  return createBrowser({ program: findChromium(config().chromium, path), path });
}
