import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from '#test/helpers/chromium.ts';
import { startServer } from './child.ts';
import { type Circumstances, loadPage } from './loaded-page.ts';
import { diskLine, machineLine, median, say, table } from './machine.ts';
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

/** The same browser showing one word: nothing can be faster here. */
const floor = 'data:text/html,<!doctype html><html lang="en"><title>floor</title><p>Hello';

/** Loads an address again and again. @returns a row for each of the circumstances */
async function rowsOf(browser: Browser, name: string, address: string) {
  await loadPage(browser, address);
  const rows = [];
  for (const [shown, given] of circumstances) {
    const times = [];
    for (let load = 0; load < loads; load += 1) times.push(await loadPage(browser, address, given));
    const paint = median(times.map(({ firstPaint }) => firstPaint));
    const interactive = times.map((each) => each.interactive);
    const shownTimes = [paint, median(interactive), Math.max(...interactive)].map((each) => each.toFixed(0));
    rows.push([name, times[0]?.elements ?? 0, shown, ...shownTimes]);
  }
  return rows;
}

const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
const browser = await launchChromium();
try {
  say(`${machineLine()}; Chromium ${browser.version()}`);
  say(`${diskLine(folder)}\n`);
  const rows = await rowsOf(browser, 'one word', floor);
  for (const [name, definition] of Object.entries(pages)) {
    const file = join(folder, `${name}.sqlite`);
    await prepareDatabase(file, definition, 1);
    const server = await startServer(file, 'stored');
    const address = `http://127.0.0.1:${server.port}/s/${benchToken(0)}/${definition.pages[0]?.key}`;
    rows.push(...(await rowsOf(browser, name, address)));
    await server.stop();
  }
  const head = ['page', 'elements', 'circumstances', 'first paint ms', 'interactive ms', 'slowest ms'];
  say(table(head, rows));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
