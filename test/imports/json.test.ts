import { expect, test } from 'vitest';
import { readJson } from '#server/imports/json.ts';
import { UnreadableFile } from '#server/imports/problems.ts';
import { memorySource } from '#server/imports/source.ts';

async function problemOf(text: string) {
  const error = await readJson(memorySource('x.json', text)).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UnreadableFile)) throw new Error(`Expected an unreadable file, got ${error}`);
  return error.problem;
}

test('a document is read with or without a byte order mark', async () => {
  expect(await readJson(memorySource('x.json', '\ufeff{"a": [1, "好\\n"]}'))).toEqual({ a: [1, '好\n'] });
});

test.each([
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ['[1, 2', 1, 6],
  ['{"好": tru}', 1, 7],
  ["{'a': 1}", 1, 2],
  ['{"a": 01}', 1, 8],
  ['{"a": "x\ny"}', 1, 7],
  ['[1] [2]', 1, 5],
  ['{"a" 1}', 1, 6],
  ['[1, ]', 1, 5],
  ['}', 1, 1],
  ['{"a": 1]', 1, 8],
  ['[NaN]', 1, 2],
])('in %j the place where it stops being JSON is named', async (text, line, character) => {
  expect(await problemOf(text)).toMatchObject({ code: 'jsonSyntax', params: { line, character } });
});

test('a long string in a broken document does not exhaust the reader', async () => {
  const problem = await problemOf(`["${'很'.repeat(500_000)}\\n", oops]`);
  expect(problem).toMatchObject({ code: 'jsonSyntax', params: { line: 1, character: 500_008 } });
});
