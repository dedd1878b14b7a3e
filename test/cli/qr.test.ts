import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { pixelsOfPng } from '#test/helpers/pixels.ts';
import { readQrPng } from '#test/helpers/qr.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aParcelQuestionnaire } from '#test/helpers/signed-links.ts';

let place: Workplace;

beforeEach(() => {
  place = aWorkplace();
});

async function aWave(document: unknown, options = '--open-link') {
  place.write('q.json', document);
  await place.manyi('questionnaire import --survey s --file @q.json');
  await place.manyi('publish --survey s');
  const { out } = await place.manyi(`wave create --survey s --wave w ${options}`);
  return /http\S+/.exec(out)?.[0] ?? '';
}

const bytes = (name: string) => readFileSync(join(place.folder, name));
const files = (name: string) => readdirSync(join(place.folder, name)).sort();
const signedRows = (name: string): Record<string, string>[] =>
  parse(place.read(name), { columns: true, bom: true });

const orders = '运单号,station,收件人\r\nSF1,020,=王\r\nSF2,,李\r\n';

describe('a wave’s open link as a QR code', () => {
  test('is read back by another program, from the address customers reach', async () => {
    await aWave(aQuestionnaire());
    const { out, error } = await place.manyi('qr --survey s --wave w --out @code.png', {
      MANYI_PUBLIC_URL: 'https://survey.example.com/',
    });
    expect([error, out]).toEqual(['', expect.stringContaining('code.png: 1')]);
    expect(readQrPng(bytes('code.png'))).toMatch(/^https:\/\/survey\.example\.com\/o\/[0-9a-f]{32}$/);
  });

  test('has whole dots for each module, four modules of white around, and a size on paper', async () => {
    await aWave(aQuestionnaire());
    await place.manyi('qr --survey s --wave w --out @code.png --size 30mm', {
      MANYI_PUBLIC_URL: 'https://survey.example.com',
    });
    const { width, height, grey, perMetre } = pixelsOfPng(bytes('code.png'));
    // 61 bytes at M are version 4: 33 modules, with the quiet zone 41
    const dots = width / 41;
    expect([height, Number.isInteger(dots), perMetre]).toEqual([width, true, 11811]);
    expect(width / perMetre).toBeGreaterThan(0.027);
    expect(width / perMetre).toBeLessThanOrEqual(0.03);
    const dark = [...grey.keys()].filter((i) => grey[i] === 0);
    const columns = dark.map((i) => i % width);
    const rows = dark.map((i) => Math.floor(i / width));
    const edges = [columns, rows].flatMap((places) => [
      places.reduce((a, b) => Math.min(a, b)),
      places.reduce((a, b) => Math.max(a, b)) + 1,
    ]);
    expect(edges).toEqual([4 * dots, width - 4 * dots, 4 * dots, width - 4 * dots]);
    const wholeModules = rows.every((y, i) => {
      const first = Math.floor(y / dots) * dots * width + Math.floor((columns[i] ?? 0) / dots) * dots;
      return grey[first] === 0;
    });
    expect(wholeModules).toBe(true);
  });

  test('goes into a folder as SVG and PNG', async () => {
    await aWave(aQuestionnaire());
    await place.manyi('qr --survey s --wave w --out @codes --size 25mm');
    expect(files('codes')).toEqual(['open.png', 'open.svg']);
    const svg = place.read('codes/open.svg');
    expect(svg).toContain('width="25mm" height="25mm"');
    expect(svg).toContain('shape-rendering="crispEdges"');
  });

  test('too small to be read is refused, with the size it takes', async () => {
    await aWave(aQuestionnaire());
    const refused = await place.manyi('qr --survey s --wave w --out @code.png --size 5mm');
    expect(refused.code).toBe(1);
    const needed = /--size (\d+mm)/.exec(refused.error)?.[1];
    const { code } = await place.manyi(`qr --survey s --wave w --out @code.png --size ${needed}`);
    expect(code).toBe(0);
    expect(readQrPng(bytes('code.png'))).toMatch(/^http/);
  });

  test.each([
    ['--size 0mm', 'is no size'],
    ['--size 30', 'is no size'],
    ['--size 600mm', 'is no size'],
    ['--file @o.csv --personal', 'not both'],
  ])('%s is not understood', async (options, words) => {
    await aWave(aQuestionnaire());
    const { code, error } = await place.manyi(`qr --survey s --wave w --out @code.png ${options}`);
    expect([code, error]).toEqual([2, expect.stringContaining(words)]);
  });

  test('needs an open link, and the facts without which nobody begins', async () => {
    await aWave(aParcelQuestionnaire());
    const refused = await place.manyi('qr --survey s --wave w --out @code.png');
    expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('must say order')]);
    await place.manyi('wave create --survey s --wave closed');
    for (const command of ['qr --out @x.png', 'links key', 'links sign --file @o.csv --out @l.csv']) {
      const { code, error } = await place.manyi(`${command} --survey s --wave closed`);
      expect([code, error]).toEqual([1, expect.stringContaining('has no open link')]);
    }
  });

  test('cannot be written where that is not allowed, which is said', async () => {
    await aWave(aQuestionnaire());
    place.write('taken', 'a file');
    for (const out of ['@taken', '@missing/code.png']) {
      const { code, error } = await place.manyi(`qr --survey s --wave w --out ${out}`);
      expect([code, error]).toEqual([1, expect.stringContaining('Cannot write')]);
    }
  });
});

describe('a list of orders', () => {
  beforeEach(async () => {
    place.write('orders.csv', orders);
    await aWave(aParcelQuestionnaire());
  });

  test('gets a signed address in every row, and runs nothing in a spreadsheet', async () => {
    const { out } = await place.manyi('links sign --survey s --wave w --file @orders.csv --out @links.csv');
    expect(out).toContain('links.csv: 2');
    const rows = signedRows('links.csv');
    expect(rows.map((row) => [row.运单号, row.收件人])).toEqual([
      ['SF1', "'=王"],
      ['SF2', '李'],
    ]);
    const [first, second] = rows.map(({ address = '' }) => new URL(address));
    expect([...(first?.searchParams.keys() ?? [])]).toEqual(['order', 'station', 'sig']);
    expect([...(second?.searchParams.keys() ?? [])]).toEqual(['order', 'sig']);
    expect(statSync(join(place.folder, 'links.csv')).mode & 0o077).toBe(0);

    await place.manyi('links sign --survey s --wave w --file @orders.csv --out @raw.csv --raw');
    expect(signedRows('raw.csv')[0]?.收件人).toBe('=王');
  });

  test('becomes a folder of codes that say the same', async () => {
    await place.manyi('links sign --survey s --wave w --file @orders.csv --out @links.csv');
    const { out } = await place.manyi('qr --survey s --wave w --file @orders.csv --out @codes');
    expect(out).toContain('codes: 2');
    expect(files('codes')).toEqual(
      ['000001-SF1.png', '000001-SF1.svg', '000002-SF2.png', '000002-SF2.svg'].sort(),
    );
    const said = files('codes')
      .filter((name) => name.endsWith('.png'))
      .map((name) => readQrPng(bytes(join('codes', name))));
    expect(said).toEqual(signedRows('links.csv').map(({ address }) => address));
    expect(statSync(join(place.folder, 'codes', '000001-SF1.png')).mode & 0o077).toBe(0);
  });

  test('whose numbers look like paths writes nowhere else', async () => {
    place.write('bad.csv', 'order\r\n../../evil\r\n/etc/passwd\r\nCON\0x\r\n'.replace('\0', ''));
    await place.manyi('qr --survey s --wave w --file @bad.csv --out @codes');
    expect(files('codes').filter((name) => name.endsWith('.svg'))).toEqual([
      '000001-_evil.svg',
      '000002-_etc_passwd.svg',
      '000003-CONx.svg',
    ]);
    expect(existsSync(join(place.folder, '..', 'evil'))).toBe(false);
  });

  test.each([
    ['order,station\nSF1,1\n,2\n', 'row 3, column “order”'],
    ['station\n020\n', 'column “order”: There is no such column. The columns are: station'],
    [`order\n${'x'.repeat(201)}\n`, 'longer than 200 characters'],
    [`order,station\n${'单'.repeat(200)},${'站'.repeat(200)}\n`, 'too much for a link'],
    ['order,address\nSF1,x\n', 'Two columns have this name'],
    ['order\n', 'no rows'],
    ['', 'empty'],
  ])('%j is refused, and nothing is written', async (content, words) => {
    place.write('bad.csv', content);
    const { code, error } = await place.manyi(
      'links sign --survey s --wave w --file @bad.csv --out @links.csv',
    );
    expect(code).toBe(1);
    expect(error).toMatch(new RegExp(words.replace(/[.*+?]/g, '\\$&'), 'i'));
    expect(existsSync(join(place.folder, 'links.csv'))).toBe(false);
  });

  test('is of no use to a questionnaire that knows no facts', async () => {
    await aWave(aQuestionnaire());
    await place.manyi('wave create --survey s --wave plain --open-link');
    const { code, error } = await place.manyi(
      'links sign --survey s --wave plain --file @orders.csv --out @links.csv',
    );
    expect([code, error]).toEqual([1, expect.stringContaining('knows no facts')]);
  });

  test('makes one code of one file refused', async () => {
    const { code, error } = await place.manyi('qr --survey s --wave w --file @orders.csv --out @code.png');
    expect([code, error]).toEqual([2, expect.stringContaining('Name a folder')]);
  });
});

test('the links of a sample become codes named after its customers', async () => {
  place.write('q.json', aQuestionnaire());
  await place.manyi('questionnaire import --survey s --file @q.json');
  await place.manyi('publish --survey s');
  place.write('frame.csv', 'id,class\nK 1,A\nK/2,A\n');
  place.write('frame.json', { customer: 'id', strata: ['class'], attributes: { class: 'class' } });
  await place.manyi('frame import --survey s --frame f --file @frame.csv --mapping @frame.json');
  await place.manyi('wave create --survey s --wave w --frame f');
  const none = await place.manyi('qr --survey s --wave w --personal --out @codes');
  expect([none.code, none.error]).toEqual([1, expect.stringContaining('no personal links')]);
  await place.manyi('draw --survey s --wave w --seed a --sizes A=2 --links @links.csv');
  await place.manyi('qr --survey s --wave w --personal --out @codes');
  const pngs = files('codes').filter((name) => name.endsWith('.png'));
  expect(pngs.map((name) => name.replace(/^\d{6}-/, '')).sort()).toEqual(['K_1.png', 'K_2.png']);
  const said = pngs.map((name) => readQrPng(bytes(join('codes', name))));
  expect(said.sort()).toEqual(
    signedRows('links.csv')
      .map(({ link }) => link)
      .sort(),
  );
});
