import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '#test/helpers/chromium.ts';
import { startServer } from './child.ts';
import { type Circumstances, loadPage } from './loaded-page.ts';
import { machineLine, median, say, table } from './machine.ts';
import { benchToken, prepareDatabase } from './prepare.ts';
import { pages } from './questionnaires.ts';

/**
 * How soon a customer with a slow phone sees a page and can answer it, in a real browser that has never been there:
 * how to run it and what it says is in README.md.
 */
const { values } = parseArgs({ options: { loads: { type: 'string', default: '9' } } });
const loads = Number(values.loads);

const circumstances: readonly (readonly [string, Circumstances])[] = [
  ['processor 4x slower', { slower: 4 }],
  ['and 1.6 Mbit/s, 150 ms', { slower: 4, network: { megabits: 1.6, latency: 150 } }],
];

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
    await loadPage(browser, address);
    for (const [shown, given] of circumstances) {
      const times = [];
      for (let load = 0; load < loads; load += 1) times.push(await loadPage(browser, address, given));
      const [first] = times;
      const paint = median(times.map(({ firstPaint }) => firstPaint));
      const interactive = median(times.map(({ interactive }) => interactive));
      const slowest = Math.max(...times.map(({ interactive }) => interactive));
      rows.push([
        name,
        first?.elements ?? 0,
        shown,
        paint.toFixed(0),
        interactive.toFixed(0),
        slowest.toFixed(0),
      ]);
    }
    await server.stop();
  }
  say(
    table(
      ['page', 'elements', 'circumstances', 'first paint ms', 'interactive ms', 'slowest of all ms'],
      rows,
    ),
  );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
