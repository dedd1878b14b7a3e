import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { words as english } from '#server/i18n/respondent/en.ts';
import { readCatalogues, respondentLanguages, respondentWords } from '#server/i18n/respondent.ts';
import { respondentProblems } from '#server/i18n/respondent-problems.ts';
import { plural } from '#server/i18n/translate.ts';

const source = {
  greeting: 'Hello {name}',
  bye: 'Bye',
  'left.one': 'One page of {survey} left',
  'left.other': '{count} pages of {survey} left',
};
const german = {
  greeting: 'Guten Tag, {name}',
  bye: 'Auf Wiedersehen',
  'left.one': 'Noch eine Seite von {survey}',
  'left.other': 'Noch {count} Seiten von {survey}',
};

describe('a catalogue', () => {
  test('with every key, parameter and plural form is complete', () => {
    expect(respondentProblems('de', german, source)).toEqual([]);
  });

  test('has the plural forms of its own language, not those of English', () => {
    const { 'left.one': _, ...chinese } = german;
    expect(respondentProblems('zh-CN', chinese, source)).toEqual([]);
    expect(respondentProblems('zh-CN', german, source)).toEqual(['zh-CN: left.one is not a key']);
    expect(respondentProblems('ru', german, source)).toEqual([
      'ru: left.many is missing',
      'ru: left.few is missing',
      'ru: left.other is not a key',
    ]);
  });

  test.each([
    ['a key that is missing', { bye: undefined }, 'de: bye is missing'],
    ['a stray key', { ciao: 'Tschüss' }, 'de: ciao is not a key'],
    ['a message that says nothing', { bye: ' ' }, 'de: bye is empty'],
    ['a parameter that is lost', { greeting: 'Guten Tag' }, 'de: greeting lacks {name}'],
    ['a parameter nothing fills', { bye: 'Bis {day}' }, 'de: bye has a {day} that nothing fills'],
    ['a plural form without what it is about', { 'left.one': 'Noch eine' }, 'de: left.one lacks {survey}'],
  ])('with %s is refused', (_, change, problem) => {
    const { bye, ...rest } = { ...german, ...change };
    expect(respondentProblems('de', bye === undefined ? rest : { ...rest, bye }, source)).toEqual([problem]);
  });

  test('that is none, or is named by no tag of a language, is refused', () => {
    expect(respondentProblems('de', undefined, source)).toEqual(['de: exports no words']);
    expect(respondentProblems('de', { ...german, bye: 1 }, source)).toEqual(['de: exports no words']);
    expect(respondentProblems('zh-cn', german, source)).toHaveLength(1);
    expect(respondentProblems('not_a_tag', german, source)).toHaveLength(1);
  });
});

describe('the folder of catalogues', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'manyi-words-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const add = (tag: string, words: object) =>
    writeFileSync(join(folder, `${tag}.ts`), `export const words: object = ${JSON.stringify(words)};\n`);
  const read = () => readCatalogues(pathToFileURL(`${folder}/`));

  test('holds one more language as soon as it holds one more file', async () => {
    add('en', english);
    add('en-GB', english);
    expect([...(await read()).keys()]).toEqual(['en', 'en-GB']);
  });

  test('cannot be read while one of them is incomplete, and says what is missing', async () => {
    const { 'respond.continue': _, ...half } = english;
    add('en', english);
    add('en-GB', half);
    await expect(read()).rejects.toThrow('en-GB: respond.continue is missing');
  });
});

test('every language that is here speaks, and counts in its own forms', () => {
  expect(respondentLanguages).toEqual(expect.arrayContaining(['zh-CN', 'en']));
  for (const tag of respondentLanguages) {
    const t = respondentWords(tag);
    for (const count of [0, 1, 2, 3, 11, 100])
      expect(plural(t, 'respond.summary', count)).toMatch(/^[^{}]+$/);
  }
});
