import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { run } from '#server/cli/run.ts';
import { csvRow } from '#server/exports/csv.ts';
import { anExportedSurvey } from '../helpers/exported-survey.ts';
import { readSystemFile } from '../helpers/read-system-file.ts';

/**
 * Writes respondent data with hostile names and texts by the command line, and has other programs read them back: R with
 * haven and PSPP the system file, Python the workbook. Ends with an error when anything is not as it was written, or when
 * a wrong value would pass.
 */

const folder = mkdtempSync(join(tmpdir(), 'manyi-exports-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const pathOf = (name: string) => join(folder, name);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function manyi(line: string) {
  const out: string[] = [];
  const error: string[] = [];
  const words = line.split(' ').map((word) => (word.startsWith('@') ? pathOf(word.slice(1)) : word));
  const code = await run(words, {
    env: { MANYI_DATABASE: pathOf('manyi.sqlite'), MANYI_SECRET: 's'.repeat(40), LANG: 'en_US.UTF-8' },
    terminal: { out: (text) => out.push(text), error: (text) => error.push(text), status: null },
    now: () => new Date(),
    createId: randomUUID,
    stopped: () => Promise.resolve(),
  });
  if (code !== 0) throw new Error(`${line}: ${error.join('\n')}`);
  return { code, out: out.join('\n'), error: error.join('\n') };
}

function write(name: string, content: unknown): string {
  writeFileSync(pathOf(name), typeof content === 'string' ? content : JSON.stringify(content));
  return pathOf(name);
}

/** Runs another program in a folder. @returns what it said, and whether it was content */
function program(command: string, args: readonly string[], cwd = folder) {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  if (error) throw error;
  return { isContent: status === 0, text: `${stdout}${stderr}` };
}

function mustBeContent(what: string, { isContent, text }: ReturnType<typeof program>): void {
  say(`\n== ${what}\n${text}`);
  if (!isContent) throw new Error(`${what}: not as it was written.`);
}

/** What another reader of the bytes found of the variables, as tables for R. */
function describe(file: ReturnType<typeof readSystemFile>): void {
  const table = (name: string, rows: readonly (readonly (string | number)[])[]) =>
    write(name, rows.map((row) => csvRow(row, false)).join(''));
  table('variables.csv', [
    ['name', 'label'],
    ...file.variables.map(({ name, label }) => [name, label ?? '']),
  ]);
  table('labels.csv', [
    ['name', 'value', 'label'],
    ...file.variables.flatMap(({ name, labels }) =>
      Object.entries(labels).map(([value, label]) => [name, value, label]),
    ),
  ]);
  table('missing.csv', [
    ['name', 'value'],
    ...file.variables.flatMap(({ name, missing }) => missing.map((value) => [name, String(value)])),
  ]);
}

/** PSPP's cases and weighted means beside the CSV. */
function comparePspp(text: string, csv: Record<string, string>[]): number {
  const [, ...cases] = parse(readFileSync(pathOf('pspp.csv')), {
    bom: true,
    relax_quotes: true,
  }) as string[][];
  const heads = Object.keys(csv[0] ?? {});
  if (cases.length !== csv.length) throw new Error(`PSPP read ${cases.length} cases, not ${csv.length}`);
  if (!text.includes(`N is ${csv.length}.`)) throw new Error('PSPP knows another number of cases');
  if (!text.includes('WEIGHT is final_weight.')) throw new Error('PSPP does not weight');
  if (!/\$channels\s*\|/.test(text)) throw new Error('PSPP does not know the set of variables');
  let compared = 0;
  for (const [i, row] of csv.entries()) {
    for (const [place, head] of heads.entries()) {
      // it writes every line end as one character
      const written = (row[head] ?? '').trimEnd().replaceAll('\r\n', '\n');
      const cell = (cases[i]?.[place] ?? '').trimEnd();
      const isNumber = written !== '' && !Number.isNaN(Number(written));
      const same = head.endsWith('_at')
        ? written === '' || cell.endsWith(written.slice(11, 19))
        : isNumber
          ? Number(cell) === Number(written)
          : cell === written || (written === '' && /^-9+$/.test(cell)) || (written === 'NA' && cell === '-8');
      if (!same) throw new Error(`PSPP, row ${i + 1}, ${head}: ${JSON.stringify([cell, written])}`);
      compared++;
    }
  }
  const [, ...means] = parse(readFileSync(pathOf('pspp-means.csv')), { bom: true }) as string[][];
  for (const [wave = '', mean, weights] of means) {
    const rows = csv.filter((row) => row.wave === wave.trim() && row.final_weight !== '');
    const sum = rows.reduce((total, row) => total + Number(row.final_weight), 0);
    const total = rows.reduce(
      (all, row) => all + Number(row.final_weight) * Number(row['speed.perception']),
      0,
    );
    if (Math.abs(Number(weights) - sum) > 0.01 || Math.abs(Number(mean) - total / sum) > 0.01) {
      throw new Error(`PSPP weights ${wave} to ${weights} and ${mean}, not ${sum} and ${total / sum}`);
    }
  }
  if (means.length !== 2) throw new Error(`PSPP found ${means.length} waves`);
  return compared;
}

await anExportedSurvey({
  folder,
  databaseFile: pathOf('manyi.sqlite'),
  manyi,
  write,
  read: (name) => readFileSync(pathOf(name), 'utf8'),
});
for (const name of ['data.csv', 'data.sav', 'data.xlsx'])
  await manyi(`responses export --survey s --raw --out @${name}`);
describe(readSystemFile(readFileSync(pathOf('data.sav'))));
for (const name of ['exports.R', 'exports.py', 'exports.sps'])
  cpSync(join(import.meta.dirname, name), pathOf(name));

mustBeContent('R with haven', program('Rscript', ['exports.R']));
mustBeContent('Python', program('python3', ['exports.py']));
const pspp = program('pspp', ['exports.sps']);
if (!pspp.isContent) mustBeContent('PSPP', pspp);
const csv = parse(readFileSync(pathOf('data.csv')), { bom: true, columns: true }) as Record<string, string>[];
say(`\n== PSPP\n${comparePspp(pspp.text, csv)} cells, all as they were written.`);

// what is wrong has to be noticed
const mistakes: Readonly<Record<string, readonly [file: string, change: (text: string) => string]>> = {
  'a value': ['data.csv', (text) => text.replace(',noContact,', ',refused,')],
  'a label': ['labels.csv', (text) => text.replace('Very poor', 'Very Poor')],
  'a missing value': ['missing.csv', (text) => text.replace(',-8', ',-7')],
};
for (const [what, [file, change]] of Object.entries(mistakes)) {
  const before = readFileSync(pathOf(file), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`There is no ${what} to be changed`);
  write(file, after);
  if (program('Rscript', ['exports.R']).isContent)
    throw new Error(`R does not notice that ${what} is another`);
  write(file, before);
}
say(`\nAnother value, label or missing value would be noticed.`);
