import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertImage } from '#db/queries/images.ts';
import { openSqlite } from '#db/sqlite.ts';
import { launchChromium } from '#test/helpers/chromium.ts';
import { aPng } from '#test/helpers/images.ts';
import { startServer } from './child.ts';
import { loadPage } from './loaded-page.ts';
import { machineLine, say, table } from './machine.ts';
import { benchToken, prepareDatabase } from './prepare.ts';
import { pages } from './questionnaires.ts';

/**
 * What a customer's page weighs with everything a real browser loads for it: how to run it and what it says is in
 * README.md.
 */

/** A logo as heavy as `manyi brand` lets pass without a word. */
const logoBytes = Buffer.concat([aPng(320, 80), randomBytes(7500)]);
const logo = createHash('sha256').update(logoBytes).digest('hex');

/** Keeps the logo in a database that a server will read. */
async function keepLogo(file: string): Promise<void> {
  const db = openSqlite(file);
  const bytes = new Uint8Array(logoBytes);
  const image = { digest: logo, type: 'image/png', width: 320, height: 80, bytes, createdAt: 0 } as const;
  await db.write((tx) => insertImage(tx, image));
  await db.close();
}

/** The pages to weigh, one of them also with a colour and a logo of its organisation. */
const weighed = { ...pages, sixPairsWithLogo: { ...pages.sixPairs, brand: { colour: '#6b1010', logo } } };

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
const browser = await launchChromium();
try {
  say(`${machineLine()}; Chromium ${browser.version()}\n`);
  const rows = [];
  for (const [name, definition] of Object.entries(weighed)) {
    const file = join(folder, `${name}.sqlite`);
    await prepareDatabase(file, definition, 1);
    await keepLogo(file);
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
