import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '#reports/report.ts';
import type { Panel } from './panel.ts';
import { panels } from './panels.ts';

/**
 * Writes bundles by the command line, as anybody would, and has R compute each report again. Ends with an error when
 * any number differs, when a panel does not show what it was made for, or when a wrong number would pass.
 */

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'manyi-r-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const demonstration = 'huajie';

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs a command line of the program; `@name` is a file of the folder. */
function manyi(line: string): void {
  const words = line.split(' ').map((word) => (word.startsWith('@') ? join(folder, word.slice(1)) : word));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'server', 'cli.ts'), ...words],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, MANYI_DATABASE: join(folder, 'manyi.sqlite'), LANG: 'en_US.UTF-8', LC_ALL: '' },
    },
  );
  if (status !== 0) throw new Error(`${line}\n${stdout}${stderr}`);
}

/** Runs a bundle's script. `locale` is that of the machine it is run on. */
function runScript(bundle: string, locale = 'C.UTF-8') {
  const { status, stdout, stderr, error } = spawnSync('Rscript', ['report.R'], {
    cwd: bundle,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: locale },
  });
  if (error) throw error;
  return { status, text: `${stdout}${stderr}` };
}

async function make({ slug, files, commands, fieldwork, shows }: Panel): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  for (const line of commands) manyi(line);
  await fieldwork?.(folder);
  manyi(`report --survey ${slug} --out @${slug}-report.json`);
  const report: Report = JSON.parse(readFileSync(join(folder, `${slug}-report.json`), 'utf8'));
  for (const [name, holds] of Object.entries(shows)) {
    if (!holds(report)) throw new Error(`The panel ${slug} was made for ${name} and does not have it.`);
  }
}

/** Has R compute a survey's report again. @returns the bundle's folder */
function compare(slug: string, locale?: string): string {
  const bundle = join(folder, `bundle-${slug}`);
  manyi(`bundle --survey ${slug} --out @bundle-${slug}`);
  const { status, text } = runScript(bundle, locale);
  say(`\n== ${slug}\n${text}`);
  if (status !== 0) throw new Error(`R computes other numbers than the report of ${slug}.`);
  if (!/\d+ numbers, all equal\./.test(text)) throw new Error(`R did not say that it compared ${slug}.`);
  return bundle;
}

/** What somebody might have got wrong, each of which the script has to notice. */
const mistakes: Readonly<Record<string, readonly [file: string, change: (text: string) => string]>> = {
  'a figure off by a ten-millionth': [
    'figures.csv',
    (text) =>
      text.replace(
        /^(figure,csi,overall,[^,]*,,,,)([\d.]+)/m,
        (_, start, value) => `${start}${Number(value) * (1 + 1e-7)}`,
      ),
  ],
  'a standard error off by a ten-millionth': [
    'figures.csv',
    (text) =>
      text.replace(
        /^(figure,csi,overall,[^,]*,,,,[\d.]+,)([\d.]+)/m,
        (_, start, value) => `${start}${Number(value) * (1 + 1e-7)}`,
      ),
  ],
  'a figure left out': ['figures.csv', (text) => text.replace(/^figure,gap,overall,.*\r\n/m, '')],
  'a segment left out': [
    'figures.csv',
    (text) => text.replaceAll(/^figure,[^\r]*,v_market,电商,.*\r\n/gm, ''),
  ],
  'a figure without its number': [
    'figures.csv',
    (text) => text.replace(/^(figure,csi,overall,[^,]*,,,,)[\d.]+/m, '$1'),
  ],
  'no figures at all': ['figures.csv', (text) => text.slice(0, text.indexOf('\n') + 1)],
  'an answer changed': [
    'analysis.csv',
    (text) =>
      text.replace(
        /^(.*,complete,.*,)(\d+)\r\n/m,
        // the likelihood to recommend, from one end to the other, so that it counts otherwise whatever it was
        (_, start, point) => `${start}${Number(point) > 6 ? 0 : 10}\r\n`,
      ),
  ],
  'a customer lost': ['analysis.csv', (text) => text.replace(/^\d+,.*,complete,.*\r\n/m, '')],
  'a final weight off by a ten-millionth': [
    'analysis.csv',
    (text) =>
      text.replace(
        /^((?:[^,]*,){13})([\d.]+)/m,
        (_, start, value) => `${start}${Number(value) * (1 + 1e-7)}`,
      ),
  ],
};

function proveThatItCanFail(bundle: string): void {
  for (const [name, [file, change]] of Object.entries(mistakes)) {
    const wrong = join(folder, 'wrong');
    rmSync(wrong, { recursive: true, force: true });
    cpSync(bundle, wrong, { recursive: true });
    const text = readFileSync(join(wrong, file), 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`Could not make the mistake: ${name}.`);
    writeFileSync(join(wrong, file), changed);
    if (runScript(wrong).status === 0) throw new Error(`R did not notice ${name}.`);
    say(`R notices ${name}.`);
  }
}

manyi('demo --load-only');
compare(demonstration);
const made = panels.map((panel) => panel());
for (const panel of made) await make(panel);
// A machine without a language has to read Chinese names too.
const bundles = made.map(({ slug }, place) => compare(slug, place === 0 ? 'C' : undefined));
proveThatItCanFail(bundles.at(-1) ?? '');
say('\nR computes every number of every report again.');
