import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsSignature } from '#server/tokens.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { aParcelQuestionnaire } from '#test/helpers/signed-links.ts';

const readme = readFileSync(join(import.meta.dirname, '../../server/README.md'), 'utf8');
const [, section = ''] = readme.split('The same link three times');
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? '';
const expected = /Each prints\s+```\n([^`]*)```/.exec(section)?.[1] ?? '';

/** Runs an example as it stands in the README. */
function printed(command: string, args: readonly string[], code: string): string {
  const { stdout, stderr } = spawnSync(command, args, { input: code, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}
const isThere = (command: string) => spawnSync(command, ['--version']).error === undefined;

describe('how a company’s own system signs links', () => {
  test('is shown with the signature that is taken here', () => {
    const key = /KEY=(\S+)/.exec(section)?.[1] ?? '';
    const { searchParams } = new URL(expected.trim());
    const { sig, ...facts } = Object.fromEntries(searchParams);
    expect(facts).toEqual({ order: 'SF 123/4', station: '广州' });
    expect(factsSignature(key, facts)).toBe(sig);
  });

  test('works in Node as it is written', () => {
    expect(printed(process.execPath, ['--input-type=module', '-'], block('js'))).toBe(expected);
  });

  test.skipIf(!isThere('openssl'))('works in a shell with openssl as it is written', () => {
    expect(printed('bash', [], block('sh'))).toBe(expected);
  });

  test.skipIf(!isThere('python3'))('works in Python as it is written', () => {
    expect(printed('python3', ['-X', 'utf8', '-'], block('python'))).toBe(expected);
  });

  test('is told by the command that prints the key, and its links are those `links sign` makes', async () => {
    const place = aWorkplace();
    place.write('q.json', aParcelQuestionnaire());
    await place.manyi('questionnaire import --survey s --file @q.json');
    await place.manyi('publish --survey s');
    await place.manyi('wave create --survey s --wave w --open-link');
    const { out } = await place.manyi('links key --survey s --wave w');
    const [key = '', ...words] = out.split('\n');
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(words.join('\n')).toContain('This wave knows: order, station, service');
    expect(words.join('\n')).toContain('answered for once: order');
    const address = /http:\S+\/o\/[0-9a-f]{32}/.exec(out)?.[0] ?? '';
    place.write('orders.csv', 'station,order\n广州,SF 123/4\n');
    await place.manyi('links sign --survey s --wave w --file @orders.csv --out @links.csv');
    const made = block('js').replace('https://survey.example.com/o/OPEN', address);
    const link = printed(
      process.execPath,
      ['--input-type=module', '-'],
      made.replace('q4ex-1XWDyv2nLo3VbTgV6mVnWmBq0x2CkTq1oYQ5bE', key),
    );
    expect(place.read('links.csv')).toContain(link.trim());
  });
});
