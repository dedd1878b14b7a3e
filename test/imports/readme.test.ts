import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { countsDocument } from '#server/imports/import-counts.ts';
import { dispositionMapping } from '#server/imports/import-dispositions.ts';
import { responseMapping } from '#server/imports/response-mapping.ts';

const text = readFileSync(new URL('../../server/imports/README.md', import.meta.url), 'utf8');
const schemas = { frameMapping, countsDocument, responseMapping, dispositionMapping };

test.each(Object.entries(schemas))('the %s that is explained is one', (name, schema) => {
  const examples = [...text.matchAll(new RegExp(`\`\`\`json ${name}\n(.*?)\`\`\``, 'gs'))];
  expect(examples).not.toEqual([]);
  for (const [, example] of examples)
    expect(schema.safeParse(JSON.parse(example ?? '')).error).toBeUndefined();
});

test('everything a mapping may hold is explained', () => {
  for (const schema of [frameMapping, responseMapping, dispositionMapping]) {
    for (const key of Object.keys(schema.shape)) expect(text).toContain(key);
  }
});
