import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { drawnWave } from '#test/helpers/drawn-wave.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  await drawnWave(place, {});
});

const line = 'links qr-sheet --survey s --wave w --out @sheets';

test('sheets hold a code for each personal link, with its customer, in one file without scripts', async () => {
  const { code, out } = await place.manyi(`${line} --per-page 24`);
  expect(code).toBe(0);
  expect(out).toContain('34, files: 1');
  const html = place.read('sheets/w-001.html');
  expect(html.match(/<figure>/g)).toHaveLength(34);
  expect(html.match(/<section class="sheet per-24"/g)).toHaveLength(2);
  expect(html).toContain('aria-label="Page 2 of 2"');
  expect(html).toContain('<span class="customer" dir="auto">K0</span>');
  expect(html).toContain('Scan the code and tell us how we did');
  expect(html).not.toMatch(/<script|style="|https?:\/\//);
  expect(html).toContain('@page');
});

test('the file is for nobody else to read, as each code opens one customer’s answers', async () => {
  await place.manyi(line);
  const [name = ''] = readdirSync(join(place.folder, 'sheets'));
  expect(statSync(join(place.folder, 'sheets', name)).mode & 0o077).toBe(0);
});

test('text and customers stand there as text', async () => {
  await place.manyi(`${line} --text <b>&amp;</b>`);
  expect(place.read('sheets/w-001.html')).toContain('&lt;b&gt;&amp;amp;&lt;/b&gt;');
});

test('a page takes only so many', async () => {
  expect((await place.manyi(`${line} --per-page 7`)).code).toBe(2);
});
