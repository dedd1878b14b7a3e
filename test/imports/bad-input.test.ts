import { parse } from 'csv-parse/sync';
import { beforeEach, expect, test } from 'vitest';
import { frameMapping } from '#server/imports/frame-mapping.ts';
import { previewFrame } from '#server/imports/preview-list.ts';
import { FileProblems, UnreadableFile } from '#server/imports/problems.ts';
import { readRows } from '#server/imports/rows.ts';
import { memorySource } from '#server/imports/source.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { aWorkbook, type Cell } from '#test/helpers/workbook.ts';

let place: Workplace;

beforeEach(async () => {
  place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  await publishAs('s');
});

async function publishAs(slug: string) {
  await place.manyi(`questionnaire import --survey ${slug} --file @q.json`);
  await place.manyi(`publish --survey ${slug}`);
}

const importFrame = 'frame import --survey s --frame f --file @customers.csv --mapping @mapping.json';

/** What nobody may lose, change or run. */
const texts = [
  '=1+1',
  "'=1+1",
  '+1 great',
  '-',
  '@SUM(A1)',
  '\tindented',
  'a "quote", a comma; and a\nline\r\nend',
  'a < b & c > d <script>alert(1)</script>',
  '很好 👍🏽 👨‍👩‍👧 𠮷 Ａ',
  '\u202eright to left\u202c',
  '007',
  '_x000D_',
] as const;

const answers = { customer: 'id', population: 'N', answers: { comment: 'words' } };

/** Imports the texts as comments from a file of a name, and gives back what an export says of them. */
async function commentsThrough(file: string, slug: string, mapping: unknown) {
  place.write(`${slug}.json`, mapping);
  const line = `responses import --survey ${slug} --file @${file} --mapping @${slug}.json`;
  expect((await place.manyi(line)).error).toBe('');
  await place.manyi(`responses export --survey ${slug} --out @${slug}.csv --mapping @${slug}-back.json`);
  await place.manyi(`responses export --survey ${slug} --out @${slug}-raw.csv --raw`);
  const rows: { comment: string }[] = parse(place.read(`${slug}-raw.csv`), { columns: true, bom: true });
  return rows.map(({ comment }) => comment);
}

test.each(['csv', 'xlsx'])(
  'formula cells, emoji, quotes and line ends survive import of %s, export and import byte for byte',
  async (format) => {
    await publishAs('t');
    const rows = [['id', 'N', 'words'], ...texts.map((text, i) => [`=K${i}`, '40', text])];
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const csv = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
    place.write(`data.${format}`, format === 'csv' ? csv : aWorkbook(rows));
    const mapping = { ...answers, wave: { value: '1' } };
    expect(await commentsThrough(`data.${format}`, 's', mapping)).toEqual(texts);
    const back: unknown = JSON.parse(place.read('s-back.json'));
    expect(await commentsThrough('s.csv', 't', back)).toEqual(texts);
    const asOf = (slug: string) => place.read(`${slug}.csv`).replaceAll(/^(\ufeff?)[st],/gm, '$1,');
    expect(asOf('t')).toBe(asOf('s'));
  },
);

test('row 4: what a customer list holds is repeated as text that moves no terminal', async () => {
  place.write(
    'customers.csv',
    'id\n<img src=x onerror=alert(1)>\u202e\n<img src=x onerror=alert(1)>\u202e\n',
  );
  place.write('mapping.json', { customer: 'id' });
  const { error } = await place.manyi(importFrame);
  expect(error).toContain('Customer “<img src=x onerror=alert(1)>');
  expect(error).not.toContain('\u202e');
});

test('row 5: a questionnaire with keys nobody knows is refused, and its keys are repeated harmlessly', async () => {
  const { error, code } = await (async () => {
    place.write('bad.json', { ...aQuestionnaire(), '\u001b[2J<script>': 1 });
    return await place.manyi('questionnaire import --survey x --file @bad.json');
  })();
  expect(code).toBe(1);
  expect(error).toContain('<script>');
  expect(error).not.toContain('\u001b');
});

test('row 8: a customer whose number is a formula is kept as it is, and guarded where a spreadsheet opens it', async () => {
  place.write('customers.xlsx', aWorkbook([['id'], ['=cmd|x'], ['+1'], ['@a'], ['-']]));
  place.write('mapping.json', { customer: 'id' });
  await place.manyi(importFrame.replace('.csv', '.xlsx'));
  await place.manyi('wave create --survey s --wave w --frame f');
  await place.manyi('draw --survey s --wave w --seed x --total 4 --links @links.csv');
  const customersIn = (name: string) =>
    (parse(place.read(name), { columns: true, bom: true }) as { customer: string }[])
      .map(({ customer }) => customer)
      .sort();
  expect(customersIn('links.csv')).toEqual(["'+1", "'-", "'=cmd|x", "'@a"]);
  await place.manyi('links --survey s --wave w --out @raw.csv --raw');
  expect(customersIn('raw.csv')).toEqual(['+1', '-', '=cmd|x', '@a']);
});

test('row 9: a formula of a workbook counts as the value it had, and is never kept as a formula', async () => {
  const formula: Cell = {
    attributes: 't="str"',
    content: '<f>HYPERLINK("http://evil.example")</f><v>K1</v>',
  };
  const source = memorySource('l.xlsx', aWorkbook([['id'], [formula]]));
  const preview = await previewFrame({ source, purchases: null }, frameMapping.parse({ customer: 'id' }));
  expect(preview.first.map(({ customer }) => customer)).toEqual(['K1']);
});

test('row 10: two columns of one name are refused, not laid over each other', async () => {
  for (const list of [
    'id,market,market\nK1,a,b\n',
    aWorkbook([
      ['id', 'market', ' market '],
      ['K1', 'a', 'b'],
    ]),
  ]) {
    const mapping = frameMapping.parse({ customer: 'id', attributes: { market: 'market' } });
    const { problems } = await previewFrame({ source: memorySource('l', list), purchases: null }, mapping);
    expect(problems.first).toMatchObject([{ row: 1, column: 'market', code: 'duplicateColumn' }]);
  }
});

test('row 11: what looks like HTML stays what it is', async () => {
  const customer = 'a < b <i>&amp;</i>';
  for (const list of [`id\n${customer}\n`, aWorkbook([['id'], [customer]])]) {
    const source = memorySource('l', list);
    const { first } = await previewFrame({ source, purchases: null }, frameMapping.parse({ customer: 'id' }));
    expect(first[0]?.customer).toBe(customer);
  }
});

test('row 19: a cell, a row, a table or a mapping beyond all measure is refused', async () => {
  const mapping = frameMapping.parse({ customer: 'id' });
  const codesOf = async (list: string | Uint8Array) => {
    const source = memorySource('l', list);
    return (await previewFrame({ source, purchases: null }, mapping)).problems.first.map(({ code }) => code);
  };
  expect(await codesOf(`id\n${'x'.repeat(201)}\n`)).toEqual(['cellTooLong']);
  expect(await codesOf(`id\n"${'x'.repeat(5_000_000)}"\n`)).toEqual(['rowTooLong']);
  expect(await codesOf(aWorkbook([['id'], ['x'.repeat(201)]]))).toEqual(['cellTooLong']);
  expect(await codesOf(aWorkbook([['id'], ['x'.repeat(200_000)]]))).toEqual(['brokenWorkbook']);
  expect(frameMapping.safeParse({ customer: 'x'.repeat(201) }).success).toBe(false);
});

test('row 20: columns and values with names every object has are only names', async () => {
  const header = ['id', '__proto__', 'constructor'];
  for (const list of [
    `${header.join(',')}\n__proto__,toString,a\n`,
    aWorkbook([header, ['__proto__', 'toString', 'a']]),
  ]) {
    const mapping = frameMapping.parse({
      customer: 'id',
      strata: ['__proto__'],
      attributes: { x: 'constructor' },
    });
    const preview = await previewFrame({ source: memorySource('l', list), purchases: null }, mapping);
    expect(preview.first[0]).toMatchObject({
      customer: '__proto__',
      stratum: 'toString',
      attributes: { x: 'a' },
    });
    expect(preview.strata).toEqual([{ stratum: 'toString', population: 1 }]);
  }
  for (const name of ['constructor', 'toString']) {
    expect(frameMapping.safeParse({ customer: 'id', attributes: { [name]: 'x' } }).success).toBe(false);
  }
  const attributes: unknown = JSON.parse('{"__proto__":"x"}');
  expect(Object.keys(frameMapping.parse({ customer: 'id', attributes }).attributes)).toEqual([]);
});

test('row 35: letters of four bytes are kept, composed alike; control characters and halves of letters are refused', async () => {
  const listed = ['𠮷', 'e\u0301', 'a\u0007b', '\u202eabc'];
  const half: Cell = { attributes: 't="inlineStr"', content: '<is><t>_xD83D_</t></is>' };
  const nul: Cell = { attributes: 't="inlineStr"', content: '<is><t>a_x0000_</t></is>' };
  const mapping = frameMapping.parse({ customer: 'id' });
  const preview = async (list: string | Uint8Array) =>
    await previewFrame({ source: memorySource('l', list), purchases: null }, mapping);
  const ofWorkbook = await preview(aWorkbook([['id'], ...listed.map((id) => [id]), [half], [nul]]));
  expect(ofWorkbook.first.map(({ customer }) => customer)).toEqual(['𠮷', 'é', '\u202eabc']);
  expect(ofWorkbook.problems.first.map(({ row, code }) => [row, code])).toEqual([
    [4, 'cellCharacters'],
    [6, 'cellCharacters'],
    [7, 'cellCharacters'],
  ]);
  const ofCsv = await preview(`id\n${listed.join('\n')}\n`);
  expect(ofCsv.first).toEqual(ofWorkbook.first);
  const broken = readRows(
    memorySource('l', Buffer.from([0x69, 0x64, 0x0a, 0xed, 0xa0, 0xbd])),
    new FileProblems('l'),
  );
  await expect(broken).rejects.toThrow(UnreadableFile);
});
