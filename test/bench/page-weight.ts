import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '#test/helpers/chromium.ts';
import { startServer } from './child.ts';
import { loadPage } from './loaded-page.ts';
import { machineLine, say, table } from './machine.ts';
import { benchToken, prepareDatabase } from './prepare.ts';
import { pages } from './questionnaires.ts';

/**
 * What a customer's page weighs with everything a real browser loads for it: how to run it and what it says is in
 * README.md.
 */
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
const browser = await launchChromium();
try {
  say(`${machineLine()}; Chromium ${browser.version()}\n`);
  const rows = [];
  for (const [name, definition] of Object.entries(pages)) {
    const file = join(folder, `${name}.sqlite`);
    await prepareDatabase(file, definition, 1);
    const server = await startServer(file, 'stored');
    const address = `http://127.0.0.1:${server.port}/s/${benchToken(0)}/${definition.pages[0]?.key}`;
    for (const [shown, encodings] of [
      ['gzip', ['gzip']],
      ['brotli', ['gzip', 'br']],
    ] as const) {
      const { requests, pageBytes, bytes, decoded, headerBytes } = await loadPage(browser, address, {
        encodings,
      });
      rows.push([name, shown, requests, ...[pageBytes, bytes, decoded, headerBytes].map(kilobytes)]);
    }
    await server.stop();
  }
  const head = ['page', 'compression', 'requests', 'page kB', 'all kB', 'decompressed kB', 'headers kB'];
  say(table(head, rows));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
