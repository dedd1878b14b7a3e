import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '#test/helpers/database.ts';

const root = join(import.meta.dirname, '..', '..');

test('a catalogue that is not whole keeps the program from starting, with the list of what is wrong and nothing else', () => {
  const copy = temporaryDirectory();
  for (const part of ['server', 'surveys', 'reports', 'db', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const english = join(copy, 'server', 'i18n', 'respondent', 'en.ts');
  const without = readFileSync(english, 'utf8').replace(/^ {2}'respond\.back': .*$/m, '');
  writeFileSync(english.replace('en.ts', 'nl.ts'), without);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(copy, 'server', 'cli.ts'), 'help'],
    { cwd: copy, encoding: 'utf8' },
  );
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^Words for customers:\n/);
  expect(stderr).toContain('respond.back');
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error:/m);
}, 120_000);
