import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { templateEntry, templateNames } from '#surveys/templates/library.ts';
import { keysOf } from './keys.ts';

const file = join(import.meta.dirname, '../../fixtures/templates/keys.json');
const known: Record<string, readonly string[]> = JSON.parse(readFileSync(file, 'utf8'));

test('every questionnaire that was given out is still there, and each is written down here', () => {
  expect([...templateNames].sort()).toEqual(Object.keys(known).sort());
});

test.each(templateNames)('the keys of %s are those under which answers are stored', (name) => {
  expect(keysOf(templateEntry(name).questionnaire)).toEqual(known[name]);
});

test.each(templateNames)('no key of %s is used twice for things of one kind', (name) => {
  const { factors, pages } = templateEntry(name).questionnaire;
  const dimensions = factors.flatMap((factor) => factor.dimensions);
  const kinds = [factors, dimensions, dimensions.flatMap(({ items }) => items), pages];
  const questions = pages.flatMap((page) => page.questions);
  for (const things of [...kinds, questions]) {
    const keys = things.map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  }
});
