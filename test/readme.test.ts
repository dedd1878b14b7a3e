import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingNames } from '#server/config.ts';
import { temporaryDirectory } from './helpers/database.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The shell commands under a heading, as they stand there. */
function commandsUnder(heading: string): string {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  return /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
}

/** Runs the commands under a heading, with a folder of their own for `data`. */
function runSection(heading: string): { folder: string; script: string } {
  const folder = temporaryDirectory();
  const script = commandsUnder(heading).replaceAll('data/', `${folder}/`);
  const { MANYI_SECRET: _, ...env } = process.env;
  const result = spawnSync('bash', ['-e', '-c', script.replaceAll('mkdir -p data', '')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, MANYI_DATABASE: join(folder, 'manyi.sqlite'), LANG: 'en_US.UTF-8', LC_ALL: '' },
  });
  expect(result.stderr.replaceAll(/^npm warn.*\n/gm, '')).toBe('');
  expect(result.status).toBe(0);
  return { folder, script };
}

test('every setting is in the table, and no other', () => {
  const named = [...readme.matchAll(/^\| `(MANYI_\w+)`\s*\|/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...settingNames].sort());
});

test('every script named exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('every link leads somewhere', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '');
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
});

test('the way from a questionnaire to a report works as it stands', { timeout: 180_000 }, () => {
  const { folder, script } = runSection('From a questionnaire to a report');
  expect(script).toContain('responses export');
  expect(readFileSync(join(folder, 'links.csv'), 'utf8').trim().split('\n')).toHaveLength(101);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  expect(report.wave.state).toBe('noAnswers');
  expect(report.dispositions).toMatchObject({ sampled: 100, counts: { unknown: 100 } });
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
});

test('the way to a survey that follows a parcel works as it stands', { timeout: 180_000 }, () => {
  const { folder } = runSection('A survey that follows a parcel');
  const links = readFileSync(join(folder, 'orders-links.csv'), 'utf8').trim().split('\n');
  expect(links).toHaveLength(3);
  expect(links[1]).toMatch(/,http:\/\/127\.0\.0\.1:3000\/o\/\w+\?order=HJ1001&.*&sig=/);
  expect(readdirSync(join(folder, 'codes'))).toHaveLength(4);
});
