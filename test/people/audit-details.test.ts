import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namedDetails } from '#server/views/account/audit.view.ts';

const folder = join(import.meta.dirname, '../../server');

/** The names of the details that the program writes, with where. Those of ids are for programs, and no page shows them. */
function writtenDetails(): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(join(folder, file), 'utf8');
    if (!/\brecord(?:\?\.)?\(/.test(source)) continue;
    for (const [, body = ''] of source.matchAll(/\bdetails\s*[:=]\s*\{([^}]*)\}/g)) {
      for (const part of body.split(',')) {
        const name = /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1];
        if (name !== undefined && !name.endsWith('Id')) written.set(name, file);
      }
    }
  }
  return written;
}

test('every detail that is written into the log has words', () => {
  const written = writtenDetails();
  expect(written.size).toBeGreaterThan(20);
  const named: readonly string[] = namedDetails;
  expect([...written].filter(([name]) => !named.includes(name))).toEqual([]);
});
